"""The proof of the whole ledger: every account from its first entry, and every cache over it.

Read in runs of accounts, so that memory is bounded by the largest account and not by the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.customers.models import Customer
from app.kernel.db.fingerprint import expected_objects, schema_objects
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.given_proof import credit_problems
from app.loyalty.models import Account, Allocation, Entry, EntryReason, Lot, OpenLot, Redemption
from app.loyalty.proof import AccountRow, EntryFacts, LotFacts, prove_account
from app.loyalty.referral.proof import referral_problems
from app.loyalty.tiers.proof import tier_problems
from app.loyalty.vouchers.standing import voucher_problems
from app.sales.check import sales_problems
from app.sales.tables import run, table

RUN = 400
"""Accounts read at once."""
MOST_PROBLEMS = 200


@dataclass(frozen=True)
class CheckReport:
    """Whether all is proved, how much was looked at, and what is wrong, in sentences."""

    ok: bool
    customers: int
    accounts: int
    entries: int
    problems: list[str]


def check(view: View, progress: Callable[[int, int], None] | None = None) -> CheckReport:
    """Prove every account, every cache and every sale. `progress` is told (accounts done, of all)."""
    problems: list[str] = list(_unguarded(view))
    customers = _count(view, Customer)
    accounts = _count(view, Account)
    entries = done = 0
    for chunk in _runs(view):
        for account, facts, lots in _with_entries(view, chunk):
            entries += len(facts)
            problems += prove_account(account, facts, lots)
        done += len(chunk)
        if progress is not None:
            progress(done, accounts)
    problems += _strays(view)
    problems += _redemptions(view)
    problems += voucher_problems(view)
    problems += credit_problems(view)
    problems += referral_problems(view)
    problems += sales_problems(view)
    problems += tier_problems(view)
    if len(problems) > MOST_PROBLEMS:
        more = _("… and {count} more").format(count=len(problems) - MOST_PROBLEMS)
        problems = [*problems[:MOST_PROBLEMS], more]
    return CheckReport(not problems, customers, accounts, entries, problems)


def _count(view: View, model: type[Any]) -> int:
    return int(run(view.session, select(func.count()).select_from(table(model))).scalar_one())


def _runs(view: View) -> Iterator[list[AccountRow]]:
    a = table(Account).c
    last = 0
    while True:
        rows = run(
            view.session,
            select(a.id, a.customer_id, a.balance, a.owed, a.sequence, a.last_hash, a.last_date)
            .where(a.id > last)
            .order_by(a.id)
            .limit(RUN),
        ).all()
        if not rows:
            return
        yield [AccountRow(*row) for row in rows]
        last = rows[-1][0]


def _with_entries(
    view: View, chunk: list[AccountRow]
) -> Iterator[tuple[AccountRow, list[EntryFacts], dict[int, LotFacts]]]:
    low, high = chunk[0].id, chunk[-1].id
    e, lot, a, o, r = (table(model).c for model in (Entry, Lot, Allocation, OpenLot, EntryReason))
    entries: dict[int, list[EntryFacts]] = defaultdict(list)
    by_id: dict[int, EntryFacts] = {}
    facts = select(
        e.id, e.account_id, e.sequence, e.kind, e.points, e.balance, e.business_date, e.at, e.expires_on,
        e.purchase_id, e.refund_id, e.reward, e.reverses_id, e.programme_id, e.staff_id, e.till, e.detail,
        e.reason_digest, e.lots, e.previous_hash, e.hash, r.salt, r.text,
    )  # fmt: skip
    for row in run(
        view.session,
        facts.select_from(table(Entry).outerjoin(table(EntryReason), r.entry_id == e.id))
        .where(e.account_id.between(low, high))
        .order_by(e.account_id, e.sequence),
    ):
        entry = EntryFacts(*row)
        entries[entry.account_id].append(entry)
        by_id[entry.id] = entry
    lots: dict[int, dict[int, LotFacts]] = defaultdict(dict)
    for row in run(
        view.session,
        select(lot.account_id, lot.id, lot.entry_id, lot.points, lot.earned_on, lot.expires_on)
        .where(lot.account_id.between(low, high))
        .order_by(lot.id),
    ):
        lots[row[0]][row[1]] = LotFacts(*row[1:])
    for row in run(
        view.session,
        select(lot.account_id, a.lot_id, a.points, a.entry_id, a.made_by_id)
        .select_from(table(Allocation).join(table(Lot), lot.id == a.lot_id))
        .where(lot.account_id.between(low, high))
        .order_by(a.id),
    ):
        lots[row[0]][row[1]].moves.append((row[2], row[3], row[4]))
    for row in run(
        view.session,
        select(o.account_id, o.lot_id, o.sequence, o.expires_on, o.remaining).where(
            o.account_id.between(low, high)
        ),
    ):
        found = lots[row[0]].get(row[1])
        if found is not None:
            found.open_as = (row[2], row[3], row[4])
    for account in chunk:
        yield account, entries.get(account.id, []), lots.get(account.id, {})


def _unguarded(view: View) -> Iterator[str]:
    """The triggers that keep the ledger append-only must all be there, each as it was made, and no others."""
    if view.session.get_bind().dialect.name != "sqlite":
        return
    found = schema_objects(view.session.connection().connection.driver_connection)
    made = expected_objects()
    for name in sorted(made.keys() - found.keys()) + sorted(found):
        if not name.startswith("trigger "):
            continue
        if name not in made:
            yield _("The file has a trigger “{name}” that is none of ours.").format(name=name[8:])
        elif found.get(name) != made[name]:
            _guard, guarded, verb = name.split("_")
            yield _("The guard against changing “{table}” ({verb}) is gone.").format(table=guarded, verb=verb)


def _strays(view: View) -> Iterator[str]:
    """Rows that hang on nothing, or on another account than they should."""
    e, lot, a, o = (table(model).c for model in (Entry, Lot, Allocation, OpenLot))
    lone = select(func.count()).select_from(table(OpenLot).outerjoin(table(Lot), lot.id == o.lot_id))
    count = run(view.session, lone.where((lot.id.is_(None)) | (lot.account_id != o.account_id))).scalar_one()
    if count:
        yield _("{count} open lots belong to no lot of their account.").format(count=count)
    strange = (
        select(func.count())
        .select_from(table(Lot).outerjoin(table(Entry), e.id == lot.entry_id))
        .where((e.id.is_(None)) | (e.account_id != lot.account_id))
    )
    count = run(view.session, strange).scalar_one()
    if count:
        yield _("{count} lots belong to no entry of their account.").format(count=count)
    maker = table(Entry).alias("maker")
    astray = (
        select(func.count())
        .select_from(
            table(Allocation)
            .outerjoin(table(Lot), lot.id == a.lot_id)
            .outerjoin(table(Entry), e.id == a.entry_id)
            .outerjoin(maker, maker.c.id == a.made_by_id)
        )
        .where(
            (func.coalesce(lot.account_id, -1) != func.coalesce(e.account_id, -2))
            | (func.coalesce(maker.c.account_id, -3) != func.coalesce(e.account_id, -2))
        )
    )
    count = run(view.session, astray).scalar_one()
    if count:
        yield _("{count} movements of lots belong to no entry of their account.").format(count=count)


def _redemptions(view: View) -> Iterator[str]:
    """A reward given is an entry that took its points; one taken back is an entry that returned them."""
    e, r, acc = table(Entry).c, table(Redemption).c, table(Account).c
    back = table(Entry).alias("back").c
    again = table(Entry).alias("again").c
    undone = select(again.id).where(again.reverses_id == back.id, again.kind == "undo").exists()
    returned = select(back.id).where(back.reverses_id == e.id, back.kind == "give-back", ~undone).exists()
    rows = run(
        view.session,
        select(
            r.id, e.points, r.points, acc.customer_id, r.customer_id, r.given_back_at.is_not(None), returned
        )
        .select_from(
            table(Redemption)
            .outerjoin(table(Entry), e.id == r.entry_id)
            .outerjoin(table(Account), acc.id == e.account_id)
        )
        .where(r.entry_id.is_not(None)),
    )
    for number, customer in run(
        view.session,
        select(e.sequence, acc.customer_id)
        .select_from(table(Entry).join(table(Account), acc.id == e.account_id))
        .where(e.kind == "use", ~select(r.id).where(r.entry_id == e.id).exists())
        .order_by(e.id),
    ):
        words = _("Account of customer {customer}: entry {number} used points for no reward")
        yield words.format(customer=customer, number=number)
    for redemption, taken, points, owner, customer, marked, is_back in rows:
        if taken != -points or owner != customer:
            yield _("Reward given {number}: its entry does not match it.").format(number=redemption)
        elif bool(marked) != bool(is_back):
            yield _("Reward given {number}: whether it was taken back does not match the ledger.").format(
                number=redemption
            )
