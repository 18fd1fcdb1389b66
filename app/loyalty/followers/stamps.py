"""Stamps that a sale gives: one for each item that counts, or one for each day a customer came.

Stamps by item go back with their sale as points do. A day's stamp belongs to one of the day's sales: when
that one comes back while another stands, the other has it. So a day with a sale that stands has exactly one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.kernel.clock import local_to_utc
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.booking import earning_day, facts
from app.loyalty.followers import Bought, Follower, Returned
from app.loyalty.gains import Gain, gains
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.stamps.card import ITEM, VISIT, StampCard
from app.loyalty.versions import Version, version_on
from app.sales import refunds
from app.sales.models import Purchase
from app.sales.tables import run, table

_P = table(Purchase).c
_LONGEST_DAY = timedelta(hours=26)
"""A day on which clocks are set back, and an hour more."""


def bought(unit: Unit, ledgers: Ledgers, event: Bought) -> None:
    """Book the stamps of a sale."""
    for card in event.rules.stamp_cards:
        if card.per == ITEM:
            lines = card.by_line(event.sale.lines)
            if sum(lines):
                _give(unit, ledgers, event, card, sum(lines), {"card": card.id, "lines": list(lines)})
        elif card.per == VISIT:
            others = _sales(unit, event.customer_id, event.sale.day, but=event.purchase_id)
            if not _held(unit, ledgers, others, card):
                _give(unit, ledgers, event, card, 1, {"card": card.id})


def returned(unit: Unit, ledgers: Ledgers, event: Returned) -> None:
    """A sale is gone: its day's stamp, if it was the one, goes to another sale of that day that stands."""
    if event.whole:
        _level(unit, ledgers, event, gone=event.purchase_id)


def restored(unit: Unit, ledgers: Ledgers, event: Returned) -> None:
    """A sale is back, and its stamp with it: the one another sale got instead goes again."""
    _level(unit, ledgers, event, gone=event.purchase_id if event.whole else None)


def _give(
    unit: Unit, ledgers: Ledgers, event: Bought, card: StampCard, stamps: int, detail: Mapping[str, Any]
) -> None:
    """A moved sale is booked today; its stamps are as old as it is."""
    ledger = ledgers.of(event.customer_id, card.unit)
    day, sale = event.sale.day, event.sale
    at = unit.now if sale.at is None else sale.at
    kind = EntryKind.EARN
    given_on = earning_day(ledger, day, None if at == unit.now else at)
    if event.moved:
        kind, day, at, given_on = EntryKind.MOVE_IN, unit.today, unit.now, sale.day
    what = facts(
        unit, kind, day=day, at=at, purchase_id=event.purchase_id, programme_id=event.version, detail=detail
    )
    ledger.gain(what, stamps, given_on, card.last_day(given_on))


def _level(unit: Unit, ledgers: Ledgers, event: Returned, gone: int | None) -> None:
    """See to it that the day of a sale has one stamp on each card by visit, or none when no sale stands. One
    that lapsed was given, and is gone: it is not taken again."""
    day = refunds.sale(unit, event.purchase_id).business_date
    version = version_on(unit, day)
    for card in version.rules.stamp_cards:
        if card.per != VISIT:
            continue
        ledgers.of(event.customer_id, card.unit)
        ledgers.settle()
        ledgers.save()  # what has just lapsed must be known to what can go
        standing = _sales(unit, event.customer_id, day, but=gone, standing=True)
        held = _held(unit, ledgers, _sales(unit, event.customer_id, day), card)
        if standing and not held:
            _hand_on(unit, ledgers, event, card, version, standing[0], day)
        for sale, extra in held[1:] if standing else held:
            if not extra.lapsed:
                _take(unit, ledgers, event, sale, extra)


def _hand_on(
    unit: Unit, ledgers: Ledgers, event: Returned, card: StampCard, version: Version, sale: int, day: date
) -> None:
    what = facts(
        unit, EntryKind.EARN, day=unit.today, at=unit.now, purchase_id=sale, refund_id=event.refund_id,
        programme_id=version.id, detail={"card": card.id},
    )  # fmt: skip
    ledgers.of(event.customer_id, card.unit).gain(what, 1, day, card.last_day(day))


def _take(unit: Unit, ledgers: Ledgers, event: Returned, sale: int, extra: Gain) -> None:
    what = facts(
        unit, EntryKind.RETURN, day=unit.today, at=unit.now, purchase_id=sale,
        refund_id=event.refund_id, reverses_id=extra.entry_id,
    )  # fmt: skip
    may_owe = None if event.rules.may_owe else 0
    ledgers.account(extra.account_id).take_back(what, 1, [(extra.sequence, 1)], may_owe)


def _held(unit: Unit, ledgers: Ledgers, sales: Sequence[int], card: StampCard) -> list[tuple[int, Gain]]:
    """The stamps of a card that sales gave and that were not taken back, each with its sale."""
    return [
        (number, gain)
        for number in sales
        for gain in gains(unit, number)
        if gain.taken_back < gain.points and ledgers.account(gain.account_id).tip.unit == card.unit
    ]


def _sales(
    view: View, customer_id: int, day: date, *, but: int | None = None, standing: bool = False
) -> list[int]:
    """The sales of a customer's day, one aside, oldest first; `standing`: those of which anything is left."""
    begins = local_to_utc(datetime.combine(day, time()), view.context.timezone)
    query = select(_P.id).where(
        _P.customer_id == customer_id,
        _P.at.between(begins, begins + _LONGEST_DAY),  # for the index
        _P.business_date == day,
    )
    if standing:
        query = query.where(_P.voided_at.is_(None), _P.refunded < _P.amount)
    return [number for number in run(view.session, query.order_by(_P.id)).scalars() if number != but]


FOLLOWER = Follower(
    id="stamps", label=_("Stamps"), bought=bought, returned=returned, restored=restored, order=20
)
