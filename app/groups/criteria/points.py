"""Customers by their points. A household's are those of every member."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select, union_all

from app.customers.models import Customer, Household, HouseholdMember
from app.groups.criterion import LOYALTY, Criterion, Values
from app.groups.spans import check_range, from_nought, number, range_fields, range_words
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account
from app.sales.tables import table

_A = table(Account).c
_C = table(Customer).c
_H = table(Household).c
_M = table(HouseholdMember).c


def condition(_view: View, values: Values) -> ColumnElement[bool]:
    return from_nought(_A.balance, owning, values)


def owning(met: ColumnElement[bool]) -> ColumnElement[bool]:
    """Who has points on an account of which `met` is true, their own or their household's."""
    own = select(_A.customer_id).where(_A.unit == POINTS, _A.customer_id.is_not(None), met)
    shared = (
        select(_M.customer_id)
        .join_from(table(HouseholdMember), table(Household), _H.id == _M.household_id)
        .join(table(Account), and_(_A.customer_id == _H.holder_id, _A.unit == POINTS))
        .where(met)
    )
    return _C.id.in_(union_all(own, shared))


def words(values: Values, view: View) -> str:
    return _("have {points} points").format(points=range_words(values, lambda n: number(view, n)))


def unless(values: Values, view: View) -> str:
    return _("do not have {points} points").format(points=range_words(values, lambda n: number(view, n)))


CRITERION = Criterion(
    id="points",
    label=_("Points"),
    shelf=LOYALTY,
    fields=range_fields(minimum=None),
    words=words,
    unless=unless,
    condition=condition,
    check=check_range,
    order=10,
)
