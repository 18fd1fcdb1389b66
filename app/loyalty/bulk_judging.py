"""Judging history by the hundred thousand: the facts of a customer are looked up once for all their sales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert

from app.kernel.clock import zone
from app.kernel.money import share
from app.kernel.unit import Unit
from app.loyalty.bulk_rows import BulkPurchase
from app.loyalty.carrying import carried_of
from app.loyalty.earning.judging import Judgement
from app.loyalty.models import Carried
from app.loyalty.rules import Rules
from app.loyalty.sale import NOBODY, Sale, Who
from app.loyalty.who import ever_moved, lowest_tier, sale_lines, who_is
from app.sales.tables import run_many, table

_NEW_CARRIED = insert(table(Carried))
_BY_VISITS = frozenset(("first", "first_today"))


@dataclass(slots=True)
class _Put:
    """What one sale put into a rule that carries over, and what is left of it."""

    rule: str
    put: int
    left: int


class HistoryJudge:
    """Judges the sales of one customer after another, each in order of time. The tier is the one the book
    knows for each day: tiers that the history itself would have reached come after it is in."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._zone = zone(unit.context.timezone)
        self._begin(None)
        self._rows: list[dict[str, Any]] = []
        self._moved: frozenset[int] | None = None

    def _begin(self, customer_id: int | None) -> None:
        self._customer = customer_id
        self._facts: dict[str, Any] = {}
        self._carried: dict[str, int] = {}
        self._put: dict[int, list[_Put]] = {}
        self._last_day: date | None = None

    def judge(
        self, row: BulkPurchase, rules: Rules, purchase_id: int, account_id: int, *, came_before: bool
    ) -> Judgement:
        """The points of one sale; `came_before`: whether the book knew sales of the customer before all this
        history."""
        judge = rules.judge
        if row.customer_id != self._customer:
            self._begin(row.customer_id)
        who = self._who(row, rules, came_before) if judge.needs else NOBODY
        self._last_day = row.business_date
        for rule in judge.carries - self._carried.keys():
            self._carried.update(carried_of(self._unit, row.customer_id, (rule,)) or {rule: 0})
        sale = Sale(
            row.amount, row.business_date, row.discount, sale_lines(row.lines), row.at, row.customer_id,
            row.at.astimezone(self._zone).time(), who, self._carried,
        )  # fmt: skip
        judgement = judge(sale)
        if judgement.counted:
            self._put[purchase_id] = [_Put(rule, amount, amount) for rule, amount in judgement.counted]
            for rule, amount in judgement.counted:
                self._carry(rule, amount, purchase_id, None, account_id)
        return judgement

    def returned(self, purchase_id: int, refund_id: int, account_id: int, refunded: int, amount: int) -> None:
        """A sale of this customer came back, `refunded` of `amount` in all so far."""
        for put in sorted(self._put.get(purchase_id, ()), key=lambda put: put.rule):
            gone = put.put if refunded >= amount else share(put.put, refunded, amount)
            change = put.put - gone - put.left
            put.left += change
            if change:
                self._carry(put.rule, change, purchase_id, refund_id, account_id)

    def _who(self, row: BulkPurchase, rules: Rules, came_before: bool) -> Who:
        needs = rules.judge.needs
        lasting = needs - _BY_VISITS - {"tier"}
        if lasting - self._facts.keys():
            found = who_is(self._unit, row.customer_id, row.business_date, lasting)
            self._facts = {fact: getattr(found, fact) for fact in lasting}
        facts = dict(self._facts)
        asked = needs & _BY_VISITS if came_before else frozenset[str]()
        if "tier" in needs:
            if self._moved is None:  # history that comes in moves nobody until all of it is there
                self._moved = ever_moved(self._unit)
            if row.customer_id in self._moved:
                asked |= {"tier"}
            else:
                facts["tier"] = lowest_tier(rules)
        if asked:
            known = who_is(self._unit, row.customer_id, row.business_date, asked)
            facts |= {fact: getattr(known, fact) for fact in asked}
        if "first" in needs:
            facts["first"] = facts.get("first", True) and self._last_day is None
        if "first_today" in needs:
            facts["first_today"] = facts.get("first_today", True) and self._last_day != row.business_date
        return Who(**facts)

    def _carry(
        self, rule: str, amount: int, purchase_id: int, refund_id: int | None, account_id: int
    ) -> None:
        self._carried[rule] = total = self._carried.get(rule, 0) + amount
        self._rows.append({
            "account_id": account_id, "rule": rule, "purchase_id": purchase_id, "refund_id": refund_id,
            "amount": amount, "total": total,
        })  # fmt: skip

    def flush(self) -> None:
        """Write what is carried over; the purchases it belongs to are written before."""
        run_many(self._unit.session, _NEW_CARRIED, self._rows)
        self._rows = []
