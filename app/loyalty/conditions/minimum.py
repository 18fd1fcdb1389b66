"""Sales of at least an amount."""

from __future__ import annotations

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values
from app.loyalty.words import short_money


def holds(values: Values) -> Holds:
    """Whether at least so much was paid."""
    least = int(values["minimum"])
    return lambda sale: sale.amount >= least


def words(values: Values, view: View) -> str:
    return _("from {amount}").format(amount=short_money(values["minimum"], view))


CONDITION = Condition(
    id="minimum",
    label=_("At least"),
    fields=(Field("minimum", _("Spent at least"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),),
    words=words,
    holds=holds,
    for_rewards=False,
    order=70,
)
