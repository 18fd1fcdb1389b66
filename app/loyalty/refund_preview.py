"""What a refund would give back and take, before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, or_, select

from app.kernel.unit import View
from app.loyalty.gains import Gain, back_of, gains, settled_by
from app.loyalty.models import POINTS, Account, Entry, Lot, OpenLot, Redemption
from app.loyalty.rules import ASK, WAIVE
from app.loyalty.versions import rules_on
from app.sales.refunds import checked_refund, priced_lines, standing_sale
from app.sales.returned_lines import ReturnedLine
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_L = table(Lot).c
_O = table(OpenLot).c
_R = table(Redemption).c


@dataclass(frozen=True, slots=True)
class RefundPreview:
    """`amount` goes back, minor units. `points` is the change of the customer's points, `missing` how many of
    those that have to go are spent, and `asks` whether somebody has to say what becomes of them. `rewards`
    are the names of those given back because nothing is left of the sale."""

    amount: int
    points: int
    missing: int
    asks: bool
    rewards: tuple[str, ...] = ()


def refund_preview(
    view: View, purchase_id: int, amount: int | None = None, lines: Sequence[ReturnedLine] = ()
) -> RefundPreview:
    """What `RefundPurchase` would do now. Refused as that would be."""
    found = standing_sale(view, purchase_id)
    coming = priced_lines(view, found, amount, lines)
    if coming:
        amount = sum(line.amount for line in coming)
    amount = checked_refund(view, found, amount, view.today)
    back = back_of(view, found, found.refunded + amount, coming)
    rules = rules_on(view, view.today)
    rewards = _rewards(view, purchase_id) if back.whole else []
    given = sum(points for _name, points in rewards)
    points, missing = given, 0
    for account_id, accounts_gains in _by_account(view, gains(view, purchase_id)).items():
        stale = _stale(view, account_id)
        held = _held(view, account_id) - sum(stale.values())
        due = settled = 0
        for gain in accounts_gains:
            lapsed = gain.lapsed + stale.get(gain.entry_id, 0)
            due += min(gain.due(back), max(0, gain.points - lapsed - gain.taken_back))
            settled += settled_by(view, gain.entry_id)
        short = max(0, due - held - given - settled)
        missing += short
        points -= due - short if rules.refund_of_spent == WAIVE else due
    asks = missing > 0 and rules.refund_of_spent == ASK
    return RefundPreview(amount, points, missing, asks, tuple(name for name, _points in rewards))


def _by_account(view: View, found: Sequence[Gain]) -> dict[int, list[Gain]]:
    """Gains of points, by the account they are on."""
    ids = {gain.account_id for gain in found}
    points = set(run(view.session, select(_A.id).where(_A.id.in_(ids), _A.unit == POINTS)).scalars())
    return {
        account_id: [gain for gain in found if gain.account_id == account_id] for account_id in sorted(points)
    }


def _stale(view: View, account_id: int) -> dict[int, int]:
    """What is open still but no longer valid today, by the entry that gave it."""
    active_on = run(view.session, select(_A.active_on).where(_A.id == account_id)).scalar()
    idle = rules_on(view, view.today).expiry.idle_until(active_on)
    absent = literal(idle is not None and idle < view.today)
    gone = or_(_O.expires_on < view.today, absent)
    rows = run(
        view.session,
        select(_L.entry_id, _O.remaining)
        .join_from(table(OpenLot), table(Lot), _L.id == _O.lot_id)
        .where(_O.account_id == account_id, gone),
    )
    return {row[0]: row[1] for row in rows}


def _held(view: View, account_id: int) -> int:
    total = select(func.coalesce(func.sum(_O.remaining), 0)).where(_O.account_id == account_id)
    return int(run(view.session, total).scalar_one())


def _rewards(view: View, purchase_id: int) -> list[tuple[str, int]]:
    """The rewards that go back with the sale, and the points they cost."""
    rows = run(
        view.session,
        select(_R.reward_name, func.coalesce(-_E.points, 0))
        .select_from(
            table(Redemption)
            .outerjoin(table(Entry), _E.id == _R.entry_id)
            .outerjoin(table(Account), _A.id == _E.account_id)
        )
        .where(
            _R.purchase_id == purchase_id,
            _R.given_back_at.is_(None),
            or_(_A.unit == POINTS, _R.entry_id.is_(None)),
        )
        .order_by(_R.id),
    )
    return [(row[0], int(row[1])) for row in rows]
