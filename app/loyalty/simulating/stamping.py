"""Stamps in a replay: how many each card gives, and how many cards they fill."""

from __future__ import annotations

from collections.abc import Sequence

from app.loyalty.sale import Sale
from app.loyalty.simulating.outcome import StampCount
from app.loyalty.simulating.tally import Tally
from app.loyalty.stamps.card import BUTTON, ITEM, StampCard


class Stamps:
    """The cards of one set of rules; false when none gives stamps by what is bought. A card begins anew when
    it is full, and stamps of a replay neither lapse nor come back."""

    def __init__(self, cards: Sequence[StampCard], tally: Tally) -> None:
        self._cards = [card for card in cards if card.per != BUTTON]
        self._tally = tally
        self._given = [0] * len(self._cards)
        self._filled = [0] * len(self._cards)
        self._have = [0] * len(self._cards)

    def __bool__(self) -> bool:
        return bool(self._cards)

    def give(self, sale: Sale, inside: bool) -> None:
        """The stamps of a sale; `inside`: it is of the days asked for."""
        for place, card in enumerate(self._cards):
            stamps = sum(card.by_line(sale.lines)) if card.per == ITEM else int(sale.who.first_today)
            if stamps:
                full, self._have[place] = divmod(self._have[place] + stamps, card.of)
                if inside:
                    self._given[place] += stamps
                    self._filled[place] += full

    def forget(self) -> None:
        """The next account's cards are empty."""
        self._have = [0] * len(self._cards)

    def counts(self) -> tuple[StampCount, ...]:
        """What was given in the days asked for."""
        return tuple(
            StampCount(card.id, card.name, given, filled)
            for card, given, filled in zip(self._cards, self._given, self._filled, strict=True)
        )
