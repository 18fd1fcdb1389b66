"""The pictures of greeting cards, one an occasion, drawn with shapes in the shop's colour.

Each fills a field of 100 by 100 units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from app.printing.brush import Brush
from app.printing.palette import GOLD, INK, Colour

_WHITE = (1.0, 1.0, 1.0)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """A colour with a share, 0 to 1, of another."""
    red, green, blue = (round(a + (b - a) * share, 4) for a, b in zip(colour, other, strict=True))
    return (red, green, blue)


_SHINE = mixed(GOLD, _WHITE, 0.55)


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a card, from the shop's own: `deep`, `strong`, `mild`, `pale` and `faint` of one hue;
    gold and its paler sister for what shines."""

    deep: Colour
    strong: Colour
    mild: Colour
    pale: Colour
    faint: Colour
    gold: Colour = GOLD
    shine: Colour = _SHINE

    @classmethod
    def of(cls, colour: Colour) -> Inks:
        return cls(
            deep=mixed(colour, INK, 0.35),
            strong=colour,
            mild=mixed(colour, _WHITE, 0.38),
            pale=mixed(colour, _WHITE, 0.68),
            faint=mixed(colour, _WHITE, 0.88),
        )


def birthday(brush: Brush, inks: Inks) -> None:
    """A cake with three candles under a string of pennants."""
    _pennants(brush, inks)
    for x, y, size, colour in (
        (13, 40, 1.5, inks.gold), (22, 29, 1.1, inks.mild), (86, 38, 1.3, inks.strong),
        (78, 27, 1.6, inks.shine), (9, 60, 1.1, inks.mild), (92, 58, 1.5, inks.gold),
        (27, 46, 1.0, inks.strong), (74, 47, 1.0, inks.gold),
    ):  # fmt: skip
        brush.dot(x, y, size, colour)
    brush.oval(50, 92, 42, 3.2, inks.pale)
    brush.block(18, 68, 82, 92, inks.strong, 3)
    brush.block(30, 49, 70, 70, inks.mild, 3)
    _icing(brush, 18, 82, 68, 8, inks.faint)
    _icing(brush, 30, 70, 49, 5, inks.faint)
    for step in range(8):
        brush.dot(22 + step * 8, 86, 1.4, inks.pale)
    for x in (40, 50, 60):
        brush.block(x - 1.4, 33, x + 1.4, 49, inks.shine, 0.8)
        brush.line([(x - 1.1, 44), (x + 1.1, 41.4)], inks.gold, 0.7)
        brush.line([(x - 1.1, 39.5), (x + 1.1, 36.9)], inks.gold, 0.7)
        brush.leaf(x, 33, 8, 4.4, -90, inks.gold)
        brush.leaf(x, 32.4, 4.4, 2.2, -90, inks.shine)


def _pennants(brush: Brush, inks: Inks) -> None:
    colours = (inks.strong, inks.gold, inks.mild, inks.deep, inks.shine)
    count = 9
    sag = [(4 + 92 * at / count, 4 + 40 * (at / count) * (1 - at / count)) for at in range(count + 1)]
    for at in range(count):
        (x0, y0), (x1, y1) = sag[at], sag[at + 1]
        middle = ((x0 + x1) / 2, (y0 + y1) / 2 + 9.5)
        brush.shape([[(x0 + 0.7, y0), (x1 - 0.7, y1), middle]], colours[at % len(colours)])
    brush.line(sag, inks.deep, 0.6)


def _icing(brush: Brush, left: float, right: float, top: float, drops: int, colour: Colour) -> None:
    wide = (right - left) / drops
    steps: list[tuple[float, ...]] = [(left, top - 0.4), (right, top - 0.4), (right, top + 4)]
    for drop in range(drops, 0, -1):
        x1, x0 = left + wide * drop, left + wide * (drop - 1)
        low = top + (9 if drop % 2 else 6.5)
        steps.append((x1, low, x0, low, x0, top + 4))
    brush.shape([steps], colour)


def thanks(brush: Brush, inks: Inks) -> None:
    """A bunch of flowers with a ribbon."""
    knot = (50.0, 74.0)
    heads = ((50, 24, 9.5), (29, 34, 8), (71, 34, 8), (37, 49, 6.5), (64, 50, 6.5))
    for x, y, _size in heads:
        brush.line([(x, y), (x, (y + knot[1]) / 2, knot[0], knot[1] - 12, *knot)], inks.deep, 0.9)
    for x, y, turn in (
        (44, 58, -150),
        (57, 58, -32),
        (46, 46, -120),
        (55, 44, -62),
        (41, 65, -165),
        (60, 65, -15),
    ):
        brush.leaf(x, y, 13, 5.5, turn, inks.mild)
    for turn in (62, 76, 90, 104, 118):
        foot = knot[0] + 22 * cos(turn * pi / 180), knot[1] + 22 * sin(turn * pi / 180)
        brush.line([knot, foot], inks.deep, 0.9)
    for place, (x, y, size) in enumerate(heads):
        petal, heart = ((inks.strong, inks.shine), (inks.pale, inks.gold), (inks.mild, inks.shine))[place % 3]
        _flower(brush, x, y, size, petal, heart, 8 if place == 0 else 7)
    for x, y in ((22, 50), (79, 50), (39, 15), (62, 16), (17, 24), (84, 23)):
        brush.dot(x, y, 1.1, inks.shine)
    for turn in (155, 25):
        brush.leaf(*knot, 15, 9, turn, inks.gold)
    brush.line([knot, (46, 82, 43, 86, 42, 92)], inks.gold, 1.6)
    brush.line([knot, (54, 82, 57, 86, 58, 92)], inks.gold, 1.6)
    brush.dot(*knot, 2.6, inks.shine)


def _flower(brush: Brush, x: float, y: float, size: float, petal: Colour, heart: Colour, petals: int) -> None:
    for at in range(petals):
        turn = 360 / petals * at
        out = size * 0.62
        cx, cy = x + out * cos(turn * pi / 180), y + out * sin(turn * pi / 180)
        brush.oval(cx, cy, size * 0.52, size * 0.34, petal, turn)
    brush.dot(x, y, size * 0.3, heart)


def welcome(brush: Brush, inks: Inks) -> None:
    """The shop with its awning in a wreath of leaves."""
    for side in (-1, 1):
        for at in range(11):
            angle = (96 + 15.4 * at) * pi / 180
            x, y = 50 - side * 40 * cos(angle), 50 + 40 * sin(angle)
            along = (96 + 15.4 * at) + 90
            turn = along if side < 0 else 180 - along
            colour = inks.strong if at % 2 else inks.mild
            brush.leaf(x, y, 11, 5, turn + side * 26, colour)
            brush.leaf(x, y, 11, 5, turn - side * 26, inks.deep if at % 3 == 0 else inks.mild)
            if at % 3 == 1:
                brush.dot(50 - side * 45.5 * cos(angle), 50 + 45.5 * sin(angle), 1.3, inks.gold)
    brush.block(29, 44, 71, 74, inks.faint, 1)
    brush.block(55, 52, 66, 74, inks.strong, 1)
    brush.dot(63.6, 64, 0.8, inks.shine)
    brush.block(34, 52, 51, 65, inks.shine, 1)
    brush.line([(42.5, 52), (42.5, 65)], inks.faint, 0.8)
    brush.line([(34, 58.5), (51, 58.5)], inks.faint, 0.8)
    brush.block(34, 67, 51, 69, inks.mild, 0.8)
    stripes = 7
    for at in range(stripes):
        left, right = 26 + 48 * at / stripes, 26 + 48 * (at + 1) / stripes
        high_left, high_right = 30 + 40 * at / stripes, 30 + 40 * (at + 1) / stripes
        middle = (left + right) / 2
        brush.shape(
            [[(high_left, 34), (high_right, 34), (right, 44), (right, 48.5, middle, 49, middle, 49),
              (middle, 49, left, 48.5, left, 44)]],
            inks.strong if at % 2 == 0 else inks.pale,
        )  # fmt: skip
    brush.oval(50, 75.2, 25, 1.3, inks.pale)


def win_back(brush: Brush, inks: Inks) -> None:
    """A cup that is still warm."""
    brush.oval(50, 88, 36, 5, inks.pale)
    brush.oval(50, 86.6, 24, 3, inks.mild)
    brush.line([(72, 58), (88, 54, 88, 76, 68, 75)], inks.strong, 3.4)
    cup: list[tuple[float, ...]] = [(26, 50), (74, 50), (73, 74, 64, 87, 50, 87), (36, 87, 27, 74, 26, 50)]
    brush.shape([cup], inks.strong)
    brush.oval(50, 50, 24, 5.2, inks.pale)
    brush.oval(50, 50.6, 21, 4, inks.deep)
    brush.line([(33, 58), (34, 68, 38, 75, 42, 79)], inks.mild, 1.4)
    for x, low in ((40, 41), (60, 41)):
        brush.line([(x, low), (x - 5, low - 7, x + 5, low - 11, x, low - 18)], inks.shine, 1.6)
    brush.heart(50, 40, 23, inks.gold)
    brush.heart(50, 36, 13, inks.shine)


def sprig(brush: Brush, inks: Inks) -> None:
    """A sprig, for whatever the occasion is."""
    brush.line([(50, 92), (46, 72, 52, 50, 50, 14)], inks.deep, 1.0)
    for at in range(7):
        y = 82 - at * 10
        length = 20 - at * 1.3
        lean = 0.5 + (at % 2) * 0.4
        brush.leaf(49.6, y, length, length * 0.42, -32 - at * 3, inks.strong if at % 2 else inks.mild)
        brush.leaf(
            49.6, y - 4 * lean, length, length * 0.42, -148 + at * 3, inks.mild if at % 2 else inks.strong
        )
    brush.leaf(50, 16, 12, 5, -90, inks.strong)
    for x, y in ((30, 28), (71, 24), (77, 46), (23, 50), (64, 12), (37, 12)):
        brush.dot(x, y, 1.3, inks.gold)


PICTURES: dict[str, Callable[[Brush, Inks], None]] = {
    "birthday": birthday,
    "thanks": thanks,
    "win-back": win_back,
    "welcome": welcome,
    "sprig": sprig,
}
"""By the id of the occasion; `sprig` goes with all others."""
