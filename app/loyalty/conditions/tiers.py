"""Customers of certain tiers."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values


def holds(values: Values) -> Holds:
    """Whether the customer is in one of the tiers."""
    wanted = frozenset(values["tier"])
    return lambda sale: sale.who.tier in wanted


def words(values: Values, _view: View) -> str:
    return _("Tier is {names}").format(names=_(" or ").join(values["tier"]))


def brief(values: Values, _view: View) -> str:
    return _(" or ").join(values["tier"])


def phrase(values: Values, view: View) -> str:
    return _("for {names}").format(names=brief(values, view))


CONDITION = Condition(
    id="tier",
    label=_("Tier"),
    fields=(Field("tier", _("Tiers"), FieldKind.TEXTS, max_length=60),),
    words=words,
    brief=brief,
    phrase=phrase,
    holds=holds,
    needs=frozenset({"tier"}),
    order=40,
)
