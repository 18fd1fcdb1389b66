"""Money that filled no whole step, carried over to the next sale where the programme says so.

What is carried is never kept as such: the running sum of money that went into a rule is, and what is carried
is the sum modulo the rule's step. A return takes its part of the sum away again, in whatever order sales come
back, so that refunding everything leaves the sum as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import BigInteger, bindparam, func, insert, select

from app.kernel.money import share
from app.kernel.unit import Unit, View
from app.loyalty.models import POINTS, Account, Carried
from app.loyalty.owners import owner_expression
from app.sales.tables import run, run_many, table

_A = table(Account).c
_N = table(Carried).c
_NEW = insert(table(Carried))
_NEWEST = select(_N.total).where(_N.rule == bindparam("rule")).order_by(_N.id.desc()).limit(1)
_OF_ACCOUNT = _NEWEST.where(_N.account_id == bindparam("account"))
_OF_CUSTOMER = _NEWEST.where(
    _N.account_id
    == select(_A.id)
    .where(
        _A.customer_id == owner_expression(bindparam("customer", type_=BigInteger())),
        _A.unit == bindparam("points"),
    )
    .scalar_subquery()
)


def carried_of(view: View, customer_id: int, rules: Iterable[str]) -> dict[str, int]:
    """The running sum of each rule, minor units, for the account a customer's points are on."""
    where = {"customer": customer_id, "points": POINTS}
    return {
        rule: int(run(view.session, _OF_CUSTOMER, {**where, "rule": rule}).scalar() or 0) for rule in rules
    }


def carry(
    unit: Unit,
    account_id: int,
    purchase_id: int,
    counted: Iterable[tuple[str, int]],
    known: Mapping[str, int] | None = None,
) -> None:
    """Keep what a sale put into its rules; `known` are the running sums before it, where somebody looked."""
    for rule, amount in counted:
        _keep(unit, account_id, rule, purchase_id, None, amount, (known or {}).get(rule))


def carry_back(unit: Unit, purchase_id: int, refund_id: int, refunded: int, amount: int) -> None:
    """Take away what a purchase put in, in proportion to all that was refunded of it so far; or put it in
    again, when less is refunded than was."""
    rows = run(
        unit.session,
        select(
            _N.account_id,
            _N.rule,
            func.coalesce(func.sum(_N.amount).filter(_N.refund_id.is_(None)), 0),
            func.sum(_N.amount),
        )
        .where(_N.purchase_id == purchase_id)
        .group_by(_N.account_id, _N.rule)
        .order_by(_N.account_id, _N.rule),
    ).all()
    for account_id, rule, put, left in rows:
        gone = put if refunded >= amount else share(put, refunded, amount)
        change = (put - gone) - left
        if change:
            _keep(unit, account_id, rule, purchase_id, refund_id, change)


Kept = list[tuple[int, str, int | None, int]]
"""What a purchase put in and took away: (account, rule, refund, minor units)."""


def carry_off(unit: Unit, purchase_id: int) -> Kept:
    """Take away all that a purchase put in, its refunds included, as if it had never been on its account.

    Returns what was taken away, for `carry_again`.
    """
    rows = run(
        unit.session,
        select(_N.account_id, _N.rule, _N.refund_id, func.sum(_N.amount))
        .where(_N.purchase_id == purchase_id)
        .group_by(_N.account_id, _N.rule, _N.refund_id)
        .order_by(_N.account_id, _N.rule, func.coalesce(_N.refund_id, 0)),
    ).all()
    kept: Kept = [(row[0], row[1], row[2], int(row[3])) for row in rows if row[3]]
    for account_id, rule, refund_id, amount in kept:
        _keep(unit, account_id, rule, purchase_id, refund_id, -amount)
    return kept


def carry_again(unit: Unit, purchase_id: int, kept: Iterable[tuple[int, str, int | None, int]]) -> None:
    """Put in again what `carry_off` took away, instead of what the purchase put in since."""
    carry_off(unit, purchase_id)
    for account_id, rule, refund_id, amount in kept:
        _keep(unit, account_id, rule, purchase_id, refund_id, amount)


def _total(view: View, account_id: int, rule: str) -> int:
    return int(run(view.session, _OF_ACCOUNT, {"account": account_id, "rule": rule}).scalar() or 0)


def _keep(
    unit: Unit,
    account_id: int,
    rule: str,
    purchase_id: int,
    refund_id: int | None,
    amount: int,
    total: int | None = None,
) -> None:
    total = _total(unit, account_id, rule) if total is None else total
    row = {
        "account_id": account_id,
        "rule": rule,
        "purchase_id": purchase_id,
        "refund_id": refund_id,
        "amount": amount,
        "total": total + amount,
    }
    run_many(unit.session, _NEW, [row])
