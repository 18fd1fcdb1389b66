"""The colours of paper: the light window's tokens, as red, green and blue from 0 to 1, and the shop's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from app.shop.colours import Rgb, colour_text, contrast, readable, rgb_of, soft, toned

Colour: TypeAlias = tuple[float, float, float]


def colour_of(text: str) -> Colour:
    """The colour "#rrggbb" as it is. ValueError for anything else."""
    return _from_rgb(rgb_of(text))


def _from_rgb(channels: Rgb) -> Colour:
    red, green, blue = (round(channel / 255, 4) for channel in channels)
    return (red, green, blue)


INK = colour_of("#1D2730")
MUTED = colour_of("#66717B")
LINE = colour_of("#E4DFD6")
ACCENT = colour_of("#0E6656")
ACCENT_SOFT = colour_of("#E3F0EC")
GOLD = colour_of("#B7791F")
LOSS = colour_of("#D98A82")  # in charts, what was lost
_PALE = 0.58
_PALEST = 0.9  # of white in the tone of the least share
BLACK = (0.0, 0.0, 0.0)  # bars of barcodes: scanners want all the contrast there is
WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour of one shop's paper: `strong` for words and lines, always dark enough to read on white;
    `soft` for the ground of a box."""

    strong: Colour
    soft: Colour


HOUSE = Accent(ACCENT, ACCENT_SOFT)
"""For shops without a colour of their own."""


@lru_cache(maxsize=64)
def accent_of(colour: str) -> Accent:
    """The accent made of a shop's "#rrggbb"; the house's own for "" and for what is no colour."""
    if not colour_text(colour):
        return HOUSE
    strong = readable(rgb_of(colour))
    return Accent(_from_rgb(strong), _from_rgb(soft(strong)))


def brand_of(colour: str) -> Colour:
    """A shop's "#rrggbb" as it is, for grounds; the house's own for "" and for what is no colour."""
    found = colour_text(colour)
    return colour_of(found) if found else ACCENT


def on_colour(ground: Colour) -> Colour:
    """White or ink, whichever reads better on a ground."""
    white, ink = (contrast(_channels(ground), _channels(type_)) for type_ in (WHITE, INK))
    return WHITE if white >= ink else INK


def tone_of(strong: Colour, share: float) -> tuple[Colour, Colour]:
    """The ground of a share from 0 (pale) to 1 (the colour itself), and the ink that reads on it."""
    low = _channels(mixed(strong, WHITE, _PALEST))
    tones = toned(low, _channels(strong), (_channels(WHITE), _channels(INK)))
    ground, ink = tones[round(min(max(share, 0.0), 1.0) * (len(tones) - 1))]
    return _from_rgb(ground), _from_rgb(ink)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """The colour with a share (0 to 1) of another."""
    red, green, blue = (round(a + (b - a) * share, 4) for a, b in zip(colour, other, strict=True))
    return (red, green, blue)


def _channels(colour: Colour) -> Rgb:
    red, green, blue = (round(channel * 255) for channel in colour)
    return (red, green, blue)


def pale(colour: Colour) -> Colour:
    """The colour on its way to white: in charts, what adds to the thing itself."""
    return mixed(colour, WHITE, _PALE)


PRESETS = ("#0e6656", "#1f4e79", "#5b3a8c", "#96283c", "#a3481f", "#7a5c12", "#4d5d2c", "#3a4750")
"""Colours offered for a shop's paper; all of them can be read on white as they are."""
