"""The proof of the sales: refunds against purchases, and the activity cache."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from app.customers.models import Customer, CustomerActivity
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine, Refund, RefundLine
from app.sales.tables import run, table

RUN = 2000
"""Customers compared at once."""


def sales_problems(view: View) -> Iterator[str]:
    """What is wrong with purchases, refunds and what is counted from them, in sentences."""
    yield from _refunds(view)
    yield from _lines_back(view)
    yield from _activity(view)


def _refunds(view: View) -> Iterator[str]:
    p, r = table(Purchase).c, table(Refund).c
    returned = (
        select(func.coalesce(func.sum(r.amount), 0))
        .where(r.purchase_id == p.id, r.undone_at.is_(None))
        .correlate(table(Purchase))
        .scalar_subquery()
    )
    taken_back = (
        select(r.id)
        .where(r.purchase_id == p.id, r.undone_at.is_(None), r.kind != "refund")
        .correlate(table(Purchase))
        .exists()
    )
    touched = select(r.purchase_id).where(r.purchase_id == p.id).correlate(table(Purchase)).exists()
    rows = run(
        view.session,
        select(p.id, p.amount, p.refunded, returned, p.voided_at.is_not(None), taken_back).where(
            (p.refunded != 0) | p.voided_at.is_not(None) | touched
        ),
    )
    for number, amount, refunded, proved, voided, is_taken_back in rows:
        if refunded != proved or not 0 <= refunded <= amount:
            yield _("Purchase {number}: what was refunded of it does not add up.").format(number=number)
        if bool(voided) != bool(is_taken_back):
            yield _("Purchase {number}: whether it stands does not match its refunds.").format(number=number)


def _lines_back(view: View) -> Iterator[str]:
    p, b, r = table(PurchaseLine).c, table(RefundLine).c, table(Refund).c
    too_many = (
        select(p.purchase_id, p.position)
        .join_from(table(RefundLine), table(Refund), r.id == b.refund_id)
        .join(table(PurchaseLine), p.id == b.line_id)
        .where(r.undone_at.is_(None))
        .group_by(p.id)
        .having((func.sum(b.quantity) > p.quantity) | (func.min(r.purchase_id) != p.purchase_id))
    )
    for number, position in run(view.session, too_many):
        words = _("Purchase {number}: more of line {line} came back than was bought.")
        yield words.format(number=number, line=position + 1)
    uneven = (
        select(r.purchase_id)
        .join_from(table(RefundLine), table(Refund), r.id == b.refund_id)
        .group_by(r.id)
        .having(func.sum(b.amount) != r.amount)
    )
    for number in run(view.session, uneven).scalars():
        yield _("Purchase {number}: a refund is not what its lines gave back.").format(number=number)


def _activity(view: View) -> Iterator[str]:
    c, p, a = table(Customer).c, table(Purchase).c, table(CustomerActivity).c
    last = 0
    while True:
        ids = [row[0] for row in run(view.session, select(c.id).where(c.id > last).order_by(c.id).limit(RUN))]
        if not ids:
            return
        between = p.customer_id.between(ids[0], ids[-1])
        last = ids[-1]
        standing = p.voided_at.is_(None)
        counted = {
            row[0]: tuple(row[1:])
            for row in run(
                view.session,
                select(
                    p.customer_id,
                    func.min(p.business_date).filter(standing),
                    func.max(p.at).filter(standing),
                    func.count(p.business_date.distinct()).filter(standing),
                    func.coalesce(func.sum(p.amount - p.refunded), 0),
                )
                .where(between)
                .group_by(p.customer_id),
            )
        }
        kept = {
            row[0]: tuple(row[1:])
            for row in run(
                view.session,
                select(a.customer_id, a.first_visit_on, a.last_visit_at, a.visits, a.spent).where(
                    a.customer_id.between(ids[0], ids[-1])
                ),
            )
        }
        nothing = (None, None, 0, 0)
        for number in ids:
            if kept.get(number, nothing) != counted.get(number, nothing):
                yield _("Customer {number}: visits and spending are kept wrong.").format(number=number)
