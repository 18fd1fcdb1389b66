"""Rewarding for a friend who was sent: the standing rule, and what keeps it through refunds and undo.

The invariant: a friend is rewarded for at most one purchase at a time, and that one stands: it is the
friend's, was not voided, and not all of it was given back. The row in `referral` says which (one row a
friend, for ever), and while it says `taken_back_at`, none.

- The purchase that counts is the friend's first that was paid and reaches `minimum`: who had bought before
  being sent was not won by it. When it is returned whole, the next one counts instead.
- What is given is booked as bonus entries that carry the purchase, so returning it takes them back; an undo
  of that brings them back, and takes back again what another purchase had been given meanwhile.
- Members of one household are not rewarded for each other, an archived sender gets nothing, and beyond
  `most_a_year` friends in a calendar year the sender gets nothing either: the friend's points only.
- What was waived when a bonus was taken back was kept: it is not given a second time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from app.customers.models import Customer
from app.kernel.unit import Unit, View
from app.loyalty.booking import facts, sender_of
from app.loyalty.followers import Bought, Returned
from app.loyalty.gains import WHOLE, Gain, gains, settled_by, waived_in
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import Entry
from app.loyalty.owners import members_of
from app.loyalty.referral.models import Referral
from app.loyalty.referral.rule import ReferralRule
from app.sales.models import Purchase
from app.sales.tables import run, table

RULE = "referral"
"""What the bonus entries name as the rule that gave them."""

SENDER, FRIEND = "sender", "friend"
_C = table(Customer).c
_E = table(Entry).c
_F = table(Referral).c
_P = table(Purchase).c


@dataclass(frozen=True, slots=True)
class _Row:
    sender_id: int
    purchase_id: int
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Bonus:
    """A bonus of one purchase on one account, as its entry has it."""

    gain: Gain
    to: str
    sender_id: int

    @property
    def stands(self) -> bool:
        """Whether it was not taken back. One that has lapsed was had, and stands."""
        return self.gain.taken_back == 0


def bought(unit: Unit, ledgers: Ledgers, event: Bought) -> None:
    """A sale: reward it when it is the one that counts."""
    rule = event.rules.referral
    if not rule:
        return
    friend = event.customer_id
    sender = sender_of(unit, friend)
    if sender is None:
        return
    row = _row(unit, friend)
    if (row is not None and row.taken_back_at is None) or friend in members_of(unit, sender):
        return
    if not _counts(unit, event.purchase_id, rule):
        return
    if row is None and _bought_before(unit, friend, event.purchase_id, rule):
        return
    day = event.sale.day
    points = {
        SENDER: rule.sender if _may_have(unit, sender, friend, day, rule) else 0,
        FRIEND: rule.friend,
    }
    if row is not None:
        kept = _kept(unit, friend)
        points = {to: max(0, points[to] - kept.get(to, 0)) for to in points}
    for to, customer_id in ((SENDER, sender), (FRIEND, friend)):
        if points[to]:
            _give(unit, ledgers, event, to, customer_id, sender, points[to])
    _keep(
        unit, friend, new=row is None, sender_id=sender, purchase_id=event.purchase_id, business_date=day,
        sender_points=points[SENDER], friend_points=points[FRIEND], taken_back_at=None,
    )  # fmt: skip


def returned(unit: Unit, _ledgers: Ledgers, event: Returned) -> None:
    """A sale came back: with the whole of it the bonuses have gone, and the friend waits again."""
    row = _row(unit, event.customer_id)
    if row is not None and event.whole and row.purchase_id == event.purchase_id and not row.taken_back_at:
        _keep(unit, event.customer_id, new=False, taken_back_at=unit.now)


def restored(unit: Unit, ledgers: Ledgers, event: Returned) -> None:
    """A return was undone and its bonuses are back: they stand for the friend, and no others do."""
    row = _row(unit, event.customer_id)
    if row is None or event.whole:
        return
    given = _bonuses(unit, event.purchase_id, event.customer_id)
    back = [bonus for bonus in given if bonus.stands]
    if row.purchase_id == event.purchase_id:
        if back or not given:  # another refund may be what took them
            _keep(unit, event.customer_id, new=False, taken_back_at=None)
        return
    if not back:
        return
    for bonus in _bonuses(unit, row.purchase_id, event.customer_id):
        if bonus.stands:
            _take_back(unit, ledgers, row.purchase_id, bonus, may_owe=event.rules.may_owe)
    day = run(unit.session, select(_P.business_date).where(_P.id == event.purchase_id)).scalar_one()
    points = {bonus.to: bonus.gain.points for bonus in back}
    _keep(
        unit, event.customer_id, new=False, sender_id=back[0].sender_id, purchase_id=event.purchase_id,
        business_date=day, sender_points=points.get(SENDER, 0), friend_points=points.get(FRIEND, 0),
        taken_back_at=None,
    )  # fmt: skip


def _row(view: View, friend: int) -> _Row | None:
    found = run(
        view.session,
        select(_F.sender_id, _F.purchase_id, _F.taken_back_at).where(_F.friend_id == friend),
    ).one_or_none()
    return None if found is None else _Row(*found)


def _keep(unit: Unit, friend: int, *, new: bool, **values: Any) -> None:
    if new:
        run(unit.session, insert(table(Referral)).values(friend_id=friend, **values))
    else:
        run(unit.session, update(table(Referral)).where(_F.friend_id == friend).values(**values))
    sender = (
        values.get("sender_id")
        or run(unit.session, select(_F.sender_id).where(_F.friend_id == friend)).scalar_one()
    )
    unit.changed("points", sender)
    unit.changed("points", friend)


def _left(rule: ReferralRule) -> Any:
    """The condition that a purchase is paid and reaches the minimum with what is left of it."""
    left = _P.amount - _P.refunded
    return _P.voided_at.is_(None) & (left >= max(1, rule.minimum or 1))


def _counts(view: View, purchase_id: int, rule: ReferralRule) -> bool:
    question = select(_P.id).where(_P.id == purchase_id, _left(rule))
    return run(view.session, question).first() is not None


def _bought_before(view: View, friend: int, purchase_id: int, rule: ReferralRule) -> bool:
    """Whether the friend has paid for another purchase that would have counted."""
    question = select(_P.id).where(_P.customer_id == friend, _P.id != purchase_id, _left(rule)).limit(1)
    return run(view.session, question).first() is not None


def _may_have(view: View, sender: int, friend: int, day: date, rule: ReferralRule) -> bool:
    """Whether a sender gets points for one more friend in the calendar year of `day`."""
    if run(view.session, select(_C.archived_at).where(_C.id == sender)).scalar() is not None:
        return False
    if rule.most_a_year is None:
        return True
    rewarded = run(
        view.session,
        select(func.count())
        .select_from(table(Referral))
        .where(
            _F.sender_id == sender,
            _F.friend_id != friend,
            _F.business_date.between(date(day.year, 1, 1), date(day.year, 12, 31)),
            _F.sender_points > 0,
            _F.taken_back_at.is_(None),
        ),
    ).scalar_one()
    return int(rewarded) < rule.most_a_year


def _give(
    unit: Unit, ledgers: Ledgers, event: Bought, to: str, customer_id: int, sender: int, points: int
) -> None:
    """Book one bonus. What is bought now is not before the account's last entry, whatever the clock says."""
    sale, ledger = event.sale, ledgers.of(customer_id)
    day, at = (unit.today, unit.now) if event.moved or sale.at is None else (sale.day, sale.at)
    what = facts(
        unit, EntryKind.BONUS, day=day, at=at,
        purchase_id=event.purchase_id, programme_id=event.version,
        detail={"rules": [[RULE, points]], "to": to, "sender": sender, "friend": event.customer_id},
    )  # fmt: skip
    earned_on = sale.day if sale.day < unit.today else ledger.booked_on(sale.day)
    ledger.gain(what, points, earned_on, event.rules.expiry.last_day(earned_on))


def _bonuses(view: View, purchase_id: int, friend: int) -> list[_Bonus]:
    """The bonuses a purchase gave for this friend."""
    rows = run(view.session, select(_E.id, _E.detail).where(_E.purchase_id == purchase_id))
    details = {row.id: row.detail for row in rows}
    found = []
    for gain in gains(view, purchase_id):
        told = json.loads(details[gain.entry_id] or "{}")
        if gain.kind == EntryKind.BONUS and told.get("friend") == friend:
            found.append(_Bonus(gain, told["to"], told["sender"]))
    return found


def _take_back(unit: Unit, ledgers: Ledgers, purchase_id: int, bonus: _Bonus, *, may_owe: bool) -> None:
    what = facts(
        unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=purchase_id,
        reverses_id=bonus.gain.entry_id,
    )  # fmt: skip
    gain = bonus.gain
    due = gain.due(WHOLE)
    if due:
        most = None if may_owe else settled_by(unit, gain.entry_id)
        ledgers.account(gain.account_id).take_back(what, due, [(gain.sequence, due)], most)


def _kept(view: View, friend: int) -> dict[str, int]:
    """What of earlier bonuses for this friend was waived when they were taken back, by who kept it."""
    back = table(Entry).alias("back").c
    undone = table(Entry).alias("undone").c
    again = select(undone.id).where(undone.reverses_id == back.id, undone.kind == EntryKind.UNDO.value)
    rows = run(
        view.session,
        select(_E.detail, back.detail)
        .join_from(table(Entry), back.id.table, back.reverses_id == _E.id)
        .where(
            _E.purchase_id.in_(select(_P.id).where(_P.customer_id == friend)),
            _E.kind == EntryKind.BONUS.value,
            ~again.exists(),
        ),
    )
    kept: dict[str, int] = {}
    for gave, took in rows:
        told = json.loads(gave or "{}")
        if told.get("friend") == friend:
            kept[told["to"]] = kept.get(told["to"], 0) + waived_in(took)
    return kept
