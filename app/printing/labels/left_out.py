"""Why something is not on the sheets: told to who prints, each reason reading after a number."""

from __future__ import annotations

from app.kernel.i18n import plural


def without_card_number(count: int) -> str:
    return plural("has no card number", "have no card number", count)


def without_address(count: int) -> str:
    return plural("has no postal address", "have no postal address", count)


def without_voucher(count: int) -> str:
    return plural("has no open voucher", "have no open voucher", count)


def too_cheap(count: int) -> str:
    return plural("costs too little for a discount", "cost too little for a discount", count)


def blocked(count: int) -> str:
    return plural("is blocked", "are blocked", count)


def empty(count: int) -> str:
    return plural("has no money on it", "have no money on them", count)


def counted(*reasons: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    """The reasons that hold for anybody: (reason, how many)."""
    return tuple((reason, count) for reason, count in reasons if count)
