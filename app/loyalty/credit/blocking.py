"""Gift cards that were lost: nobody pays with them until they are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.loyalty.credit.cards import card_of
from app.loyalty.credit.models import GiftCard
from app.sales.tables import run, table

_G = table(GiftCard).c


@dataclass(frozen=True)
class BlockGiftCard:
    """The card was lost: nothing is paid with it any more; the money stays on it."""

    number: str
    request_id: str | None = None


@dataclass(frozen=True)
class UnblockGiftCard:
    """The card was found."""

    number: str
    request_id: str | None = None


@dataclass(frozen=True)
class GiftCardMarked:
    """The card's number, and whether it is blocked now."""

    number: str
    blocked: bool
    already_done: bool = False


def block_gift_card(unit: Unit, cmd: BlockGiftCard) -> GiftCardMarked:
    """Block a card. Refused for one that is."""
    return _mark(unit, cmd.number, True)


def unblock_gift_card(unit: Unit, cmd: UnblockGiftCard) -> GiftCardMarked:
    """Let a card be used again. Refused for one that is not blocked."""
    return _mark(unit, cmd.number, False)


def _mark(unit: Unit, number: str, blocked: bool) -> GiftCardMarked:
    card = card_of(unit, number)
    if (card.blocked_at is not None) == blocked:
        words = (
            _("Gift card {number} is blocked already.")
            if blocked
            else _("Gift card {number} is not blocked.")
        )
        raise Refused(words.format(number=card.number), field="number")
    _set(unit, card.id, unit.now if blocked else None)
    words = _("Gift card blocked") if blocked else _("Gift card free to use again")
    unit.remember(
        words,
        customer_id=card.buyer_id,
        undo_kind="gift.block",
        undo={"card": card.id, "blocked": not blocked},
    )
    return GiftCardMarked(card.number, blocked)


def _set(unit: Unit, card_id: int, blocked_at: datetime | None) -> None:
    run(unit.session, update(table(GiftCard)).where(_G.id == card_id).values(blocked_at=blocked_at))
    unit.changed("gift")


@undoes("gift.block")
def undo_block(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Blocked, or let free, by mistake."""
    _set(unit, int(undo["card"]), unit.now if undo["blocked"] else None)
