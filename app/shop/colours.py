"""The shop's colour as text and paper can use it: read from "#rrggbb", darkened until it can be read.

Contrast is WCAG 2.2's (relative luminance, 1.4.3): small text wants 4.5 to 1 on its ground.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

Rgb: TypeAlias = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

READABLE = 4.5
WHITE: Rgb = (255, 255, 255)
_SOFTNESS = 0.116  # of the colour in its soft tint, as the house's own green has it
_HEX = re.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def colour_text(text: str) -> str | None:
    """ "#rrggbb" of a colour as people write it, with or without the mark, in six digits or three; "" for
    none, None for what is no colour."""
    text = text.strip()
    if not text:
        return ""
    found = _HEX.fullmatch(text)
    if found is None:
        return None
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def rgb_of(text: str) -> Rgb:
    """The channels of "#rrggbb". ValueError for anything else."""
    found = colour_text(text)
    if not found:
        raise ValueError(f"no colour: {text[:20]!r}")
    return int(found[1:3], 16), int(found[3:5], 16), int(found[5:7], 16)


def text_of(colour: Rgb) -> str:
    """The colour as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """Between two colours, from 1.0 (the same) to 21.0 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Rgb, ground: Rgb = WHITE, least: float = READABLE) -> Rgb:
    """The colour where it can be read on a light ground, else the lightest shade of the same hue that can.

    Black where no shade of it can (a ground that is too dark).
    """
    if contrast(colour, ground) >= least:
        return colour
    low, high = 0, 1000  # thousandths of the channels that are kept
    while high - low > 1:
        middle = (low + high) // 2
        if contrast(_shade(colour, middle), ground) >= least:
            low = middle
        else:
            high = middle
    return _shade(colour, low)


def between(one: Rgb, other: Rgb, share: float) -> Rgb:
    """The first colour with a share (0 to 1) of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@lru_cache(maxsize=32)
def toned(low: Rgb, high: Rgb, inks: tuple[Rgb, ...], steps: int = 64) -> tuple[tuple[Rgb, Rgb], ...]:
    """(ground, ink) for shares from 0 to 1 in `steps` steps: grounds from `low` to `high`, each with the ink
    that reads best on it. Tones in the middle on which none of them reads are left out: their shares have
    the nearest tone on which one does."""
    grounds = [between(low, high, step / steps) for step in range(steps + 1)]
    best = [max((contrast(ink, ground), ink) for ink in inks) for ground in grounds]
    fine = [at for at, (reads, _ink) in enumerate(best) if reads >= READABLE]
    nearest = [min((abs(one - at), one) for one in fine or [at])[1] for at in range(steps + 1)]
    return tuple((grounds[at], best[at][1]) for at in nearest)


def soft(colour: Rgb) -> Rgb:
    """A tint for the ground of a box: ink stays black on it."""
    red, green, blue = (round(255 - (255 - channel) * _SOFTNESS) for channel in colour)
    return red, green, blue


def _shade(colour: Rgb, thousandths: int) -> Rgb:
    red, green, blue = (channel * thousandths // 1000 for channel in colour)
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
