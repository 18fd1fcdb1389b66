"""Points given or taken by hand, always with a reason; and the balance a customer brings from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text
from app.kernel.unit import Unit
from app.loyalty.booking import already_reversed, booked, customer_name, earning_day, facts, reverse
from app.loyalty.ledger import EntryKind, Ledger, Posted
from app.loyalty.ledgers import Ledgers
from app.loyalty.redeeming import check_enough
from app.loyalty.store import open_ledger, save
from app.loyalty.tiers.evaluating import stand_again
from app.loyalty.versions import rules_on, version_on
from app.loyalty.words import signed_points
from app.sales.purchases import moment

MOST = 10**9


@dataclass(frozen=True)
class Adjust:
    """Give (positive) or take (negative) points, and say why."""

    customer_id: int
    points: int
    reason: str
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class GiveOpening:
    """What a customer had in the program before this one."""

    customer_id: int
    points: int
    at: datetime | None = None
    reason: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class Adjusted:
    """The entry, its points, and the balance after it."""

    entry: int
    points: int
    balance: int
    already_done: bool = False


def adjust(unit: Unit, cmd: Adjust) -> Adjusted:
    """Points by hand. Refused without a reason, for nothing, and for more than there is."""
    reason = clean_text(cmd.reason, label=_("The reason"), limit=300, field="reason")
    if not reason:
        raise Refused(_("Points by hand need a reason. Nothing was saved."), field="reason")
    _check(cmd.points)
    return _by_hand(unit, EntryKind.ADJUST, cmd.customer_id, cmd.points, reason, cmd.at)


def give_opening(unit: Unit, cmd: GiveOpening) -> Adjusted:
    """Points brought along; they lapse as if earned on that day."""
    _check(cmd.points)
    if cmd.points < 0:
        raise Refused(_("A customer cannot begin below zero."), field="points")
    reason = clean_text(cmd.reason, label=_("The reason"), limit=300, field="reason")
    given = _by_hand(unit, EntryKind.OPENING, cmd.customer_id, cmd.points, reason, cmd.at)
    stand_again(unit, (cmd.customer_id,))
    return given


def _check(points: int) -> None:
    if points == 0:
        raise Refused(_("Zero points change nothing. Nothing was saved."), field="points")
    if abs(points) > MOST:
        raise Refused(_("So many points cannot be kept. Nothing was saved."), field="points")


def _by_hand(
    unit: Unit, kind: EntryKind, customer_id: int, points: int, reason: str, at: datetime | None
) -> Adjusted:
    forbid_payment_numbers(unit, reason, "reason")
    name = customer_name(unit, customer_id, standing=True)
    moment_given, at = at, moment(unit, at)
    day = unit.day_of(at)
    version = version_on(unit, day)
    ledger = open_ledger(unit, customer_id, day)
    what = facts(unit, kind, day=day, at=at, programme_id=version.id, reason=reason)
    if points > 0:
        earned_on = earning_day(ledger, day, moment_given)
        posted = ledger.gain(what, points, earned_on, version.rules.expiry.last_day(earned_on))
    else:
        ledger.settle(ledger.booked_on(day))
        check_enough(unit, ledger, name, -points)
        posted = ledger.spend(what, -points)
    entry_id = _id_of(posted, ledger, unit, customer_id)
    unit.remember(
        _("{points} by hand for {name}").format(points=signed_points(points, unit), name=name),
        customer_id=customer_id,
        undo_kind="adjust",
        undo={"entry": entry_id},
    )
    return Adjusted(entry_id, points, ledger.tip.balance)


def _id_of(posted: Posted, ledger: Ledger, unit: Unit, customer_id: int) -> int:
    place = ledger.posted.index(posted)
    return save(unit, ledger, customer_id)[place]


@undoes("adjust")
def undo_adjust(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Points by hand were a mistake: the opposite entry, on the same lots."""
    entry = booked(unit, int(undo["entry"]))
    if already_reversed(unit, entry.id):
        raise Refused(_("That was already undone."))
    ledgers = Ledgers(unit, unit.today)
    what = facts(unit, EntryKind.UNDO, day=unit.today, at=unit.now, reverses_id=entry.id)
    may_owe = None if rules_on(unit, unit.today).may_owe else 0
    reverse(ledgers.account(entry.account_id), unit, entry, what, may_owe)
    ledgers.save()
