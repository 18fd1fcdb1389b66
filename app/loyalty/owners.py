"""Whose account is whose: members of a household share the accounts of its holder."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, func, select

from app.customers.models import Household, HouseholdMember
from app.kernel.unit import View
from app.loyalty.models import CREDIT, Account
from app.sales.tables import run, table

_A = table(Account).c
_H = table(Household).c
_M = table(HouseholdMember).c


def shared(unit: str) -> bool:
    """Whether a household shares accounts of this unit: points and stamps are shared, money is one's own."""
    return unit != CREDIT


def owner_expression(customer: BindParameter[int] | ColumnElement[Any]) -> ColumnElement[Any]:
    """The customer whose accounts a customer's points are on, as SQL."""
    holder = (
        select(_H.holder_id)
        .join_from(table(HouseholdMember), table(Household), _H.id == _M.household_id)
        .where(_M.customer_id == customer)
        .scalar_subquery()
    )
    return func.coalesce(holder, customer)


def owner_of(view: View, customer_id: int) -> int:
    """The holder of the customer's household; the customer where there is none."""
    holder = (
        select(_H.holder_id)
        .join_from(table(HouseholdMember), table(Household), _H.id == _M.household_id)
        .where(_M.customer_id == customer_id)
    )
    return int(run(view.session, holder).scalar() or customer_id)


def members_of(view: View, customer_id: int) -> tuple[int, ...]:
    """Everybody who shares the customer's points, the customer included; alone without a household."""
    own = table(HouseholdMember).alias("own").c
    rows = run(
        view.session,
        select(_M.customer_id)
        .join_from(table(HouseholdMember), own.household_id.table, own.household_id == _M.household_id)
        .where(own.customer_id == customer_id)
        .order_by(_M.customer_id),
    ).scalars()
    return tuple(rows) or (customer_id,)


def account_of(view: View, customer_id: int, unit: str) -> int | None:
    """The account of that unit that a customer's movements are booked on, if there is one."""
    owner = owner_of(view, customer_id) if shared(unit) else customer_id
    found = run(view.session, select(_A.id).where(_A.customer_id == owner, _A.unit == unit)).scalar()
    return None if found is None else int(found)
