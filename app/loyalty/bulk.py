"""History by the hundred thousand: the same entries, lots and hashes as ringing up one by one.

Rows come customer by customer, each customer's in order of time. The ledger's own rules judge each of them;
only the reading and writing is done for many at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from app.customers.models import HouseholdMember
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT, share
from app.kernel.unit import Unit
from app.loyalty.bulk_judging import HistoryJudge
from app.loyalty.bulk_rows import BulkOpening, BulkPurchase, BulkRedeem, BulkRefund, BulkResult, BulkRow
from app.loyalty.ledger import EntryKind, Facts, Ledger, Posted, Tip
from app.loyalty.models import POINTS, Account, Redemption
from app.loyalty.owners import owner_of
from app.loyalty.rewards import value_of
from app.loyalty.shelves import MemoryShelf
from app.loyalty.store import Writer, idle_rule, load_in_memory, midnight_in
from app.loyalty.versions import Versions
from app.sales.bulk import SalesWriter, Tally, activities
from app.sales.tables import run, run_many, table

__all__ = [
    "BulkOpening",
    "BulkPurchase",
    "BulkRedeem",
    "BulkRefund",
    "BulkResult",
    "BulkRow",
    "ring_up_many",
]

READ_AHEAD = 20_000
FLUSH_AT = 10_000

_A = table(Account).c
_M = table(HouseholdMember).c
_TIPS = select(
    _A.id, _A.balance, _A.owed, _A.sequence, _A.last_hash, _A.last_date, _A.active_on, _A.unit, _A.customer_id
).where(_A.unit == POINTS)
_NEW_ACCOUNT = insert(table(Account))
_NEW_REDEMPTION = insert(table(Redemption))


@dataclass(slots=True)
class _Bought:
    """A sale of this run: its row, and what it gave."""

    row: dict[str, Any]
    entry_id: int = 0
    gave: Posted | None = None
    taken_back: int = 0
    settled: int = 0


class _Holder:
    """One customer while their rows pass."""

    def __init__(self, customer_id: int, ledger: Ledger, tally: Tally) -> None:
        self.customer_id = customer_id
        self.ledger = ledger
        self.tally = tally
        self.came_before = tally.known
        self.bought: dict[str, _Bought] = {}
        self.lapsed: dict[int, int] = {}
        self.seen = 0
        self.sold = False

    def note_lapses(self) -> None:
        """Remember from which lots points lapsed: what is gone is not taken back again."""
        for posted in islice(self.ledger.posted, self.seen, None):
            if posted.facts.kind is EntryKind.LAPSE:
                for move in posted.moves:
                    lot = move.lot.sequence
                    self.lapsed[lot] = self.lapsed.get(lot, 0) - move.points
        self.seen = len(self.ledger.posted)


def ring_up_many(unit: Unit, rows: Iterable[BulkRow]) -> BulkResult:
    """Write history. Rows must come customer by customer, in order of time within each."""
    return _Run(unit).all(rows)


class _Run:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._versions = Versions(unit)
        self._writer = Writer(unit.session)
        self._sales = SalesWriter(unit)
        self._judge = HistoryJudge(unit)
        self._midnight = midnight_in(unit.context.timezone)
        self._last_account = int(run(unit.session, select(func.max(_A.id))).scalar() or 0)
        self._accounts: list[dict[str, Any]] = []
        self._redemptions: list[dict[str, Any]] = []
        self._result = BulkResult()
        self._holder: _Holder | None = None
        self._through: set[int] = set()
        self._sharing: set[int] = set()

    def all(self, rows: Iterable[BulkRow]) -> BulkResult:
        source = iter(rows)
        number = 0
        while ahead := list(islice(source, READ_AHEAD)):
            for row, holder in self._with_holders(ahead):
                try:
                    self._one(row, holder)
                except Refused as refusal:
                    self._result.refused.append((number, refusal.message))
                number += 1
        self._finish()
        self._flush()
        for topic in ("purchase", "activity", "points"):
            self._unit.changed(topic, None)
        return self._result

    def _with_holders(self, rows: list[BulkRow]) -> Iterator[tuple[BulkRow, _Holder]]:
        current = self._holder.customer_id if self._holder else None
        wanted = list(dict.fromkeys(row.customer_id for row in rows if row.customer_id != current))
        tips = self._tips(wanted)
        active = activities(self._unit, wanted)
        for row in rows:
            holder = self._holder
            if holder is None or holder.customer_id != row.customer_id:
                self._finish()
                if row.customer_id in self._through:
                    raise ValueError("rows must come customer by customer")
                holder = self._holder = self._begin(row.customer_id, tips, active)
            yield row, holder

    def _tips(self, customer_ids: list[int]) -> dict[int, Tip]:
        found: dict[int, Tip] = {}
        for start in range(0, len(customer_ids), 500):
            part = customer_ids[start : start + 500]
            rows = run(self._unit.session, _TIPS.where(_A.customer_id.in_(part)))
            found.update((row[-1], Tip(*row)) for row in rows)
            members = run(self._unit.session, select(_M.customer_id).where(_M.customer_id.in_(part)))
            self._sharing.update(members.scalars())
        return found

    def _begin(self, customer_id: int, tips: dict[int, Tip], active: dict[int, Any]) -> _Holder:
        owner, tip = customer_id, tips.pop(customer_id, None)
        if customer_id in self._sharing:  # somebody before may have moved the account they share
            self._flush()
            owner = owner_of(self._unit, customer_id)
            tip = self._tips([owner]).get(owner)
        if tip is None:
            self._last_account += 1
            tip = Tip(self._last_account, customer_id=owner)
            self._accounts.append({
                "id": tip.account_id, "customer_id": owner, "unit": POINTS, "balance": 0, "owed": 0,
                "sequence": 0, "last_hash": "",
            })  # fmt: skip
            shelf = MemoryShelf()
        else:
            shelf = load_in_memory(self._unit.session, tip.account_id, tip.owed)
        ledger = Ledger(tip, shelf, self._midnight)
        return _Holder(customer_id, ledger, Tally(active.pop(customer_id, None)))

    def _one(self, row: BulkRow, holder: _Holder) -> None:
        holder.ledger.idle_until = idle_rule(self._versions.on(row.business_date).rules.expiry)
        if isinstance(row, BulkPurchase):
            self._purchase(row, holder)
        elif isinstance(row, BulkRefund):
            self._refund(row, holder)
        elif isinstance(row, BulkRedeem):
            self._redeem(row, holder)
        else:
            self._opening(row, holder)

    def _purchase(self, row: BulkPurchase, holder: _Holder) -> None:
        if not 0 <= row.amount <= MAX_AMOUNT:
            raise Refused(_("The amount is not one a sale can have."), field="amount")
        day = row.business_date
        kept = self._sales.purchase(
            row.customer_id, row.at, day, row.amount, discount=row.discount, receipt=row.receipt,
            lines=row.lines, staff_id=row.staff_id, till=row.till, source_key=row.source_key,
        )  # fmt: skip
        version = self._versions.on(day)
        ledger = holder.ledger
        judgement = self._judge.judge(
            row, version.rules, kept["id"], ledger.tip.account_id, came_before=holder.came_before
        )
        holder.tally.purchase(self._unit, row.at, day, row.amount)
        holder.sold = True
        bought = _Bought(kept)
        if judgement.points:
            facts = Facts(
                EntryKind.EARN, day, row.at, purchase_id=kept["id"], programme_id=version.id,
                staff_id=row.staff_id, till=row.till, detail=judgement.detail,
            )  # fmt: skip
            gave = ledger.gain(facts, judgement.points, day, version.rules.expiry.last_day(day))
            bought.gave = gave
            bought.entry_id = self._writer.next_entry_id + _place(ledger, gave)
            if gave.moves:
                bought.settled = -sum(move.points for move in gave.moves)
            self._result.points += judgement.points
        else:
            ledger.settle(ledger.booked_on(day))
        key = row.key or row.source_key
        if key is not None:
            holder.bought[key] = bought
        self._result.purchases += 1

    def _refund(self, row: BulkRefund, holder: _Holder) -> None:
        bought = holder.bought.get(row.key)
        if bought is None:
            raise Refused(_("There is no purchase “{key}” to refund.").format(key=row.key), field="key")
        sale = bought.row
        left = sale["amount"] - sale["refunded"]
        amount = left if row.amount is None else row.amount
        if not 0 < amount <= left:
            raise Refused(_("More is given back than is left of the purchase."), field="amount")
        if row.business_date < sale["business_date"]:
            raise Refused(_("A refund cannot be before its purchase. Nothing was saved."), field="at")
        refund_id = self._sales.refund(
            sale, row.at, row.business_date, amount, reason=row.reason, staff_id=row.staff_id,
            till=row.till, source_key=row.source_key,
        )  # fmt: skip
        holder.tally.spent -= amount
        ledger = holder.ledger
        ledger.settle(ledger.booked_on(row.business_date))
        if bought.gave is not None:
            self._take_back(row, holder, bought, bought.gave, refund_id)
        self._judge.returned(sale["id"], refund_id, ledger.tip.account_id, sale["refunded"], sale["amount"])
        self._result.refunds += 1

    def _take_back(
        self, row: BulkRefund, holder: _Holder, bought: _Bought, gave: Posted, refund_id: int
    ) -> None:
        holder.note_lapses()
        sale = bought.row
        whole = sale["refunded"] >= sale["amount"]
        target = gave.points if whole else share(gave.points, sale["refunded"], sale["amount"])
        due = min(target, gave.points - holder.lapsed.get(gave.sequence, 0)) - bought.taken_back
        if due <= 0:
            return
        bought.taken_back += due
        rules = self._versions.on(row.business_date).rules
        facts = Facts(
            EntryKind.RETURN, row.business_date, row.at, purchase_id=sale["id"], refund_id=refund_id,
            reverses_id=bought.entry_id, staff_id=row.staff_id, till=row.till,
        )  # fmt: skip
        may_owe = None if rules.may_owe else bought.settled
        posted = holder.ledger.take_back(facts, due, [(gave.sequence, due)], may_owe)
        if posted.debt is not None:
            bought.settled = max(0, bought.settled - posted.debt.owing)

    def _redeem(self, row: BulkRedeem, holder: _Holder) -> None:
        version = self._versions.on(row.business_date)
        reward = version.rules.reward(row.reward)
        ledger = holder.ledger
        day = ledger.booked_on(row.business_date)
        if reward is None or reward.cost > ledger.tip.balance - ledger.lapsing(day):
            return
        ledger.settle(day)
        facts = Facts(
            EntryKind.USE, row.business_date, row.at, reward=reward.id, programme_id=version.id,
            staff_id=row.staff_id, till=row.till,
        )  # fmt: skip
        posted = ledger.spend(facts, reward.cost)
        self._redemptions.append({
            "customer_id": row.customer_id, "entry_id": self._writer.next_entry_id + _place(ledger, posted),
            "reward": reward.id, "reward_name": reward.name, "reward_kind": reward.kind,
            "points": reward.cost, "value": value_of(reward), "at": row.at, "steps": 1,
        })  # fmt: skip
        self._result.redemptions += 1

    def _opening(self, row: BulkOpening, holder: _Holder) -> None:
        if not 0 < row.points <= 10**9:
            raise Refused(_("A customer cannot begin with so many points."), field="points")
        version = self._versions.on(row.business_date)
        facts = Facts(
            EntryKind.OPENING, row.business_date, row.at, programme_id=version.id,
            staff_id=self._unit.actor.staff_id, till=self._unit.actor.till,
        )  # fmt: skip
        last_day = version.rules.expiry.last_day(row.business_date)
        holder.ledger.gain(facts, row.points, row.business_date, last_day)
        self._result.openings += 1

    def _finish(self) -> None:
        """Hand over the customer whose rows are through."""
        holder, self._holder = self._holder, None
        if holder is None:
            return
        self._through.add(holder.customer_id)
        if holder.ledger.posted:
            self._result.entries += len(self._writer.add(holder.ledger))
        if holder.sold:
            self._sales.tally(holder.customer_id, holder.tally)
        if self._writer.waiting >= FLUSH_AT:
            self._flush()

    def _flush(self) -> None:
        session = self._unit.session
        if self._accounts:
            run_many(session, _NEW_ACCOUNT, self._accounts)
        self._sales.flush()
        self._writer.flush()
        self._judge.flush()
        if self._redemptions:
            run_many(session, _NEW_REDEMPTION, self._redemptions)
        self._accounts, self._redemptions = [], []


def _place(ledger: Ledger, posted: Posted) -> int:
    """Where an entry stands among those waiting: near the end, a late lapse may have followed it."""
    place = len(ledger.posted) - 1
    while ledger.posted[place] is not posted:
        place -= 1
    return place
