"""What a statement calls each kind of movement."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.ledger import EntryKind


def words_for(
    kind: str, receipt: str | None, reward: str | None, reason: str | None, refund_kind: str | None
) -> str:
    """One movement as the customer reads it."""
    number = receipt or ""
    match kind:
        case EntryKind.EARN | EntryKind.MOVE_IN:
            return _("Purchase, receipt {number}").format(number=number) if number else _("Purchase")
        case EntryKind.RETURN:
            return _("Returned from receipt {number}").format(number=number) if number else _("Returned")
        case EntryKind.VOID:
            return (
                _("Receipt {number} cancelled").format(number=number) if number else _("Purchase cancelled")
            )
        case EntryKind.USE:
            return _("Used: {reward}").format(reward=reward or "")
        case EntryKind.GIVE_BACK:
            return _("Given back: {reward}").format(reward=reward or "")
        case EntryKind.MOVE_OUT:
            return _("Purchase was another customer's")
        case EntryKind.ADJUST:
            return reason or _("Points adjusted")
        case EntryKind.OPENING:
            return reason or _("Brought along")
        case EntryKind.BONUS:
            return reason or _("Bonus points")
        case EntryKind.LAPSE:
            return _("Lapsed")
        case EntryKind.JOIN:
            return _("Into the shared balance")
        case EntryKind.LEAVE:
            return _("Out of the shared balance")
        case EntryKind.UNDO if refund_kind == "undo":
            return (
                _("Receipt {number} taken back").format(number=number) if number else _("Purchase taken back")
            )
        case _:
            return _("Corrected")
