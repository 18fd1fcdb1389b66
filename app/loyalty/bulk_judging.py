"""Judging history by the hundred thousand: the facts of a customer are looked up once for all their sales."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert

from app.kernel.clock import zone
from app.kernel.unit import Unit
from app.loyalty.bulk_rows import BulkPurchase
from app.loyalty.carrying import carried_of
from app.loyalty.earning.judging import Judgement
from app.loyalty.models import Carried
from app.loyalty.rules import Rules
from app.loyalty.sale import NOBODY, Sale, Who
from app.loyalty.who import sale_lines, who_is
from app.sales.tables import run_many, table

_NEW_CARRIED = insert(table(Carried))
_BY_VISITS = frozenset(("first", "first_today"))


class HistoryJudge:
    """Judges the sales of one customer after another. The tier is the one the book knows for each day: tiers
    that the history itself would have reached come after it is in."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._zone = zone(unit.context.timezone)
        self._customer: int | None = None
        self._facts: dict[str, Any] = {}
        self._carried: dict[str, int] = {}
        self._rows: list[dict[str, Any]] = []

    def judge(
        self, row: BulkPurchase, rules: Rules, purchase_id: int, account_id: int, last_visit: date | None
    ) -> Judgement:
        """The points of one sale; `last_visit` is the day of the sale before it, None for the first."""
        judge = rules.judge
        if row.customer_id != self._customer:
            self._customer, self._facts, self._carried = row.customer_id, {}, {}
        who = self._who(row, judge.needs, last_visit) if judge.needs else NOBODY
        for rule in judge.carries - self._carried.keys():
            self._carried.update(carried_of(self._unit, row.customer_id, (rule,)) or {rule: 0})
        sale = Sale(
            row.amount, row.business_date, row.discount, sale_lines(row.lines), row.at, row.customer_id,
            row.at.astimezone(self._zone).time(), who, self._carried,
        )  # fmt: skip
        judgement = judge(sale)
        for rule, amount in judgement.counted:
            self._carry(rule, amount, purchase_id, account_id)
        return judgement

    def _who(self, row: BulkPurchase, needs: frozenset[str], last_visit: date | None) -> Who:
        lasting = needs - _BY_VISITS - {"tier"}
        if lasting - self._facts.keys():
            found = who_is(self._unit, row.customer_id, row.business_date, lasting)
            self._facts = {fact: getattr(found, fact) for fact in lasting}
        facts = dict(self._facts)
        if "tier" in needs:
            facts["tier"] = who_is(self._unit, row.customer_id, row.business_date, frozenset(("tier",))).tier
        facts["first"] = last_visit is None
        facts["first_today"] = last_visit != row.business_date
        return Who(**facts)

    def _carry(self, rule: str, amount: int, purchase_id: int, account_id: int) -> None:
        self._carried[rule] = total = self._carried.get(rule, 0) + amount
        self._rows.append({
            "account_id": account_id, "rule": rule, "purchase_id": purchase_id, "refund_id": None,
            "amount": amount, "total": total,
        })  # fmt: skip

    def flush(self) -> None:
        """Write what is carried over; the purchases it belongs to are written before."""
        run_many(self._unit.session, _NEW_CARRIED, self._rows)
        self._rows = []
