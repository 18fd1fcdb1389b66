"""The customer's first purchase."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values


def holds(values: Values) -> Holds:
    """Whether nothing was bought before; `first_purchase` false asks for all others."""
    wanted = bool(values["first_purchase"])
    return lambda sale: sale.who.first is wanted


def words(values: Values, _view: View) -> str:
    return _("First purchase") if values["first_purchase"] else _("Every purchase but the first")


def brief(values: Values, _view: View) -> str:
    return _("first purchase") if values["first_purchase"] else _("further purchase")


def phrase(values: Values, _view: View) -> str:
    return _("on the first purchase") if values["first_purchase"] else _("on further purchases")


CONDITION = Condition(
    id="first_purchase",
    label=_("First purchase"),
    fields=(Field("first_purchase", _("First purchase"), FieldKind.BOOLEAN),),
    words=words,
    brief=brief,
    phrase=phrase,
    holds=holds,
    needs=frozenset({"first"}),
    for_rewards=False,
    order=80,
)
