"""The colours that mean the same everywhere in the window."""

from __future__ import annotations

from app.gui.widgets.pill import Tone

TIERS: tuple[Tone, ...] = ("plain", "blue", "gold", "violet")


def tier_tone(rank: int) -> Tone:
    """The colour of a tier by how high it is, 0 the lowest: plain, then blue, gold, violet."""
    return TIERS[min(max(rank, 0), len(TIERS) - 1)]
