"""The few pictures the first paint needs, as strokes on a 24 x 24 field: no icon font is loaded for them.

A drawing is words: `M x y` moves, `L x y` draws a line, `Z` closes, `C cx cy r` is a circle,
`R x y w h r` a rounded box, `A cx cy r from sweep` an arc in degrees (anticlockwise, as Qt counts).
"""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_FIELD = 24
_WIDTH = 1.7


def _gear() -> str:
    rays = []
    for step in range(8):
        angle = math.tau * step / 8
        x, y = math.cos(angle), math.sin(angle)
        rays.append(f"M {12 + 6.8 * x:.2f} {12 + 6.8 * y:.2f} L {12 + 9 * x:.2f} {12 + 9 * y:.2f}")
    return "C 12 12 3 C 12 12 6.3 " + " ".join(rays)


def _star() -> str:
    points = []
    for step in range(10):
        radius = 9.6 if step % 2 == 0 else 4.3
        angle = math.tau * step / 10 - math.pi / 2
        points.append(f"{12 + radius * math.cos(angle):.2f} {12.6 + radius * math.sin(angle):.2f}")
    return "M " + " L ".join(points) + " Z"


DRAWINGS: dict[str, str] = {
    "counter": "R 3.5 10 17 10 1.5 M 7 10 L 7 4.5 L 17 4.5 L 17 10 M 8 15 L 10 15 M 14 15 L 16 15",
    "today": "C 12 12 8.6 M 12 7 L 12 12.4 L 15.4 14.4",
    "customers": "C 9 8 3.8 M 2.8 20 L 2.8 18.5 A 9 18.8 6.2 180 -180 L 15.2 20 A 15.6 8 3.8 70 -140"
    " M 18 13.6 L 20 15 L 21.4 17.2 L 21.4 20",
    "groups": "M 3.5 4.5 L 20.5 4.5 L 14 12.4 L 14 19.8 L 10 17.4 L 10 12.4 Z",
    "outreach": "R 3 5.5 18 13.5 1.5 M 3.6 6.6 L 12 13 L 20.4 6.6",
    "insights": "M 4 3.5 L 4 20 L 20.5 20 M 8.5 16.5 L 8.5 12 M 12.8 16.5 L 12.8 6.5 M 17.1 16.5 L 17.1 10",
    "loyalty": _star(),
    "report": "R 4.8 3 14.4 18 1.5 M 8.8 16.8 L 8.8 13.4 M 12 16.8 L 12 8 M 15.2 16.8 L 15.2 11",
    "letter-paper": "M 3.5 10 L 12 4 L 20.5 10 L 20.5 20 L 3.5 20 Z M 3.8 10.4 L 12 15.2 L 20.2 10.4",
    "print": "M 7 8.5 L 7 3.5 L 17 3.5 L 17 8.5 M 7 17 L 3.5 17 L 3.5 8.5 L 20.5 8.5 L 20.5 17 L 17 17"
    " R 7 13.5 10 7 0.5 M 16.9 11.2 L 17.1 11.2",
    "settings": _gear(),
    "search": "C 10.8 10.8 6.8 M 15.8 15.8 L 20.5 20.5",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "check": "M 5 12.6 L 10 17.4 L 19.4 7",
    "add": "M 12 4.5 L 12 19.5 M 4.5 12 L 19.5 12",
    "down": "M 6 9.5 L 12 15.5 L 18 9.5",
    "up": "M 6 14.5 L 12 8.5 L 18 14.5",
    "left": "M 14.5 6 L 8.5 12 L 14.5 18",
    "right": "M 9.5 6 L 15.5 12 L 9.5 18",
}
"""Drawings by meaning."""

FILLED = frozenset({"star"})
DRAWINGS["star"] = _star()


@cache
def path_of(meaning: str) -> QPainterPath:
    """The drawing as a path on the field; KeyError for a meaning that has none."""
    words = DRAWINGS[meaning].split()
    path = QPainterPath()
    at = 0

    def numbers(count: int) -> list[float]:
        nonlocal at
        values = [float(word) for word in words[at : at + count]]
        at += count
        return values

    while at < len(words):
        word = words[at]
        at += 1
        if word == "M":
            path.moveTo(QPointF(*numbers(2)))
        elif word == "L":
            path.lineTo(QPointF(*numbers(2)))
        elif word == "Z":
            path.closeSubpath()
        elif word == "C":
            x, y, radius = numbers(3)
            path.addEllipse(QPointF(x, y), radius, radius)
        elif word == "R":
            x, y, width, height, radius = numbers(5)
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        else:
            x, y, radius, start, sweep = numbers(5)
            box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
            if sweep == -180:
                path.arcTo(box, start, sweep)
            else:
                path.arcMoveTo(box, start)
                path.arcTo(box, start, sweep)
    return path


def paint(painter: QPainter, meaning: str, rect: QRectF, ink: QColor) -> None:
    """Draw the meaning into `rect`, square and centred."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / _FIELD, side / _FIELD)
    pen = QPen(ink, _WIDTH if side >= 18 else 2, Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink if meaning in FILLED else Qt.BrushStyle.NoBrush)
    painter.drawPath(path_of(meaning))
    painter.restore()
