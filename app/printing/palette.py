"""The colours of paper: the light window's tokens, as red, green and blue from 0 to 1."""

from __future__ import annotations

from typing import TypeAlias

Colour: TypeAlias = tuple[float, float, float]


def _from_hex(value: str) -> Colour:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return (round(red, 4), round(green, 4), round(blue, 4))


INK = _from_hex("1D2730")
MUTED = _from_hex("66717B")
LINE = _from_hex("E4DFD6")
ACCENT = _from_hex("0E6656")
ACCENT_SOFT = _from_hex("E3F0EC")
GOLD = _from_hex("B7791F")
BLACK = (0.0, 0.0, 0.0)  # bars of barcodes: scanners want all the contrast there is
