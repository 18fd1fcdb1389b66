"""Customers by whether they share a household's balance."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from app.customers.models import Customer, Household, HouseholdMember
from app.groups.criterion import ABOUT, Criterion, Values
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table

_C = table(Customer).c
_H = table(Household).c
_M = table(HouseholdMember).c
SHARES, HOLDS, ALONE = "shares", "holds", "alone"


def condition(_view: View, values: Values) -> ColumnElement[bool]:
    if values["how"] == HOLDS:
        return _C.id.in_(select(_H.holder_id))
    members = select(_M.customer_id)
    return _C.id.in_(members) if values["how"] == SHARES else _C.id.not_in(members)


def words(values: Values, _view: View) -> str:
    return {
        SHARES: _("share a household"),
        HOLDS: _("hold a household's points"),
        ALONE: _("share no household"),
    }[values["how"]]


def unless(values: Values, _view: View) -> str:
    return {
        SHARES: _("share no household"),
        HOLDS: _("do not hold a household's points"),
        ALONE: _("share a household"),
    }[values["how"]]


CRITERION = Criterion(
    id="household",
    label=_("Household"),
    shelf=ABOUT,
    fields=(
        Field(
            "how",
            _("How"),
            FieldKind.CHOICE,
            choices=((SHARES, _("In one")), (HOLDS, _("Holds the points of one")), (ALONE, _("In none"))),
            default=SHARES,
        ),
    ),
    words=words,
    unless=unless,
    condition=condition,
    order=60,
)
