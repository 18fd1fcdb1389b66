"""The first purchase of a day: a visit, however often the customer pays on it."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values


def holds(values: Values) -> Holds:
    """Whether nothing was bought on that day before; `visit` false asks for the others."""
    wanted = bool(values["visit"])
    return lambda sale: sale.who.first_today is wanted


def words(values: Values, _view: View) -> str:
    return _("Each visit") if values["visit"] else _("Further purchases of a day")


def brief(values: Values, _view: View) -> str:
    return _("visit") if values["visit"] else _("further purchase of the day")


def phrase(values: Values, _view: View) -> str:
    return _("once a day") if values["visit"] else _("on further purchases of a day")


CONDITION = Condition(
    id="visit",
    label=_("Each visit"),
    fields=(Field("visit", _("Once a day"), FieldKind.BOOLEAN),),
    words=words,
    brief=brief,
    phrase=phrase,
    holds=holds,
    needs=frozenset({"first_today"}),
    for_rewards=False,
    order=81,
)
