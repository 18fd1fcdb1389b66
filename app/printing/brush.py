"""Drawing with shapes: a brush that works in a picture's own units, wherever on a page the picture stands."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from app.printing.palette import Colour
from app.printing.sheet import Sheet

_ROUND = 0.5523  # how far a Bezier handle reaches for a quarter circle


class Brush:
    """Draws in units of `scale` points from (left, top); y grows downwards, angles clockwise in degrees."""

    def __init__(self, sheet: Sheet, left: float, top: float, scale: float) -> None:
        self.sheet, self._left, self._top, self.scale = sheet, left, top, scale

    def shape(self, parts: Sequence[Sequence[tuple[float, ...]]], colour: Colour) -> None:
        """Filled shapes; the steps are those of `Sheet.outline`."""
        self.sheet.outline([self._placed(part) for part in parts], fill=colour)

    def line(self, steps: Sequence[tuple[float, ...]], colour: Colour, thickness: float) -> None:
        """A line with round ends, so many units thick."""
        self.sheet.outline([self._placed(steps)], line=colour, thickness=round(thickness * self.scale, 3))

    def oval(self, x: float, y: float, across: float, down: float, colour: Colour, turn: float = 0.0) -> None:
        """An ellipse around (x, y) with these half axes, turned."""
        a, b = across * _ROUND, down * _ROUND
        steps = [
            (across, 0.0),
            (across, b, a, down, 0.0, down),
            (-a, down, -across, b, -across, 0.0),
            (-across, -b, -a, -down, 0.0, -down),
            (a, -down, across, -b, across, 0.0),
        ]
        self.shape([_turned(steps, x, y, turn)], colour)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, colour)

    def leaf(self, x: float, y: float, length: float, width: float, turn: float, colour: Colour) -> None:
        """A leaf with its foot at (x, y) that points to the right before it is turned."""
        half = width / 2
        steps = [
            (0.0, 0.0),
            (length * 0.25, -half * 1.3, length * 0.7, -half * 1.1, length, 0.0),
            (length * 0.7, half * 1.1, length * 0.25, half * 1.3, 0.0, 0.0),
        ]
        self.shape([_turned(steps, x, y, turn)], colour)

    def heart(self, x: float, y: float, size: float, colour: Colour) -> None:
        """A heart whose point is at (x, y), `size` units wide."""
        s = size
        steps = [
            (x, y),
            (x - s * 0.62, y - s * 0.45, x - s * 0.58, y - s * 0.95, x - s * 0.27, y - s * 0.95),
            (x - s * 0.1, y - s * 0.95, x, y - s * 0.84, x, y - s * 0.7),
            (x, y - s * 0.84, x + s * 0.1, y - s * 0.95, x + s * 0.27, y - s * 0.95),
            (x + s * 0.58, y - s * 0.95, x + s * 0.62, y - s * 0.45, x, y),
        ]
        self.shape([steps], colour)

    def block(
        self, left: float, top: float, right: float, bottom: float, colour: Colour, radius: float = 0.0
    ) -> None:
        """A box with rounded corners."""
        r = radius * self.scale
        self.sheet.box(*self._at(left, top), *self._at(right, bottom), fill=colour, radii=(r, r, r, r))

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self.scale, self._top + y * self.scale

    def _placed(self, steps: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
        return [
            tuple(
                (self._left if at % 2 == 0 else self._top) + value * self.scale
                for at, value in enumerate(step)
            )
            for step in steps
        ]


def _turned(
    steps: Sequence[tuple[float, ...]], x: float, y: float, degrees: float
) -> list[tuple[float, ...]]:
    """Steps around the origin, turned and moved to (x, y)."""
    c, s = cos(degrees * pi / 180), sin(degrees * pi / 180)
    return [
        tuple(
            value
            for at in range(0, len(step), 2)
            for value in (x + step[at] * c - step[at + 1] * s, y + step[at] * s + step[at + 1] * c)
        )
        for step in steps
    ]
