"""The sheet a document is drawn on: text, lines, boxes, in points from the top left corner.

A thin layer over ReportLab's canvas. Text is shaped once and set glyph by glyph, so every script takes the
same path; repeated colours are not written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

from app.printing.fonts import Region, Weight, region_of
from app.printing.palette import HOUSE, INK, LINE, Accent, Colour
from app.printing.pictures import sized_for
from app.printing.shaping import Shaped, shape
from app.printing.spool import Pages
from app.printing.text import plain
from app.shop.on_paper import Picture

_CURVE = 0.5523  # how far a Bezier handle reaches for a quarter circle


class Align(Enum):
    """Where text stands on the x it is given."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


class Sheet:
    """Pages of one size, each handed to `out` when it is finished.

    `accent` is the colour of the shop whose paper it is.
    """

    def __init__(self, out: Pages, size: tuple[float, float], locale: str) -> None:
        self.width, self.height = size
        self.region: Region = region_of(locale)
        self.accent: Accent = HOUSE
        self.pages = 0
        self._out = out
        self._code: list[str] = []
        self._fill: Colour | None = None
        self._stroke: Colour | None = None

    def describe(self, title: str, author: str, subject: str) -> None:
        """The title, author and subject a reader shows."""
        self._out.describe(plain(title, 200), plain(author, 200), plain(subject, 200))

    def next_page(self) -> None:
        """Finish this page."""
        self._out.take("\n".join(self._code), (self.width, self.height))
        self._code, self._fill, self._stroke = [], None, None
        self.pages += 1

    def shape(self, text: str, weight: Weight, *, tabular: bool = False) -> Shaped:
        """The line of plain text as this sheet's language sets it."""
        return shape(text, weight, self.region, tabular=tabular)

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        *,
        weight: Weight = Weight.REGULAR,
        colour: Colour = INK,
        align: Align = Align.LEFT,
        tabular: bool = False,
    ) -> float:
        """Set one line of plain text; `baseline` from the top. Gives its width in points."""
        return self.set(x, baseline, shape(text, weight, self.region, tabular=tabular), size, colour, align)

    def set(
        self,
        x: float,
        baseline: float,
        line: Shaped,
        size: float,
        colour: Colour = INK,
        align: Align = Align.LEFT,
    ) -> float:
        """Set a shaped line. Gives its width in points."""
        width = line.width * size / 1000
        if not line.parts:
            return width
        self._fill_with(colour)
        code = [f"BT {x - width * align.value:.2f} {self.height - baseline:.2f} Td"]
        rise, spelling = 0, False
        note = self._out.faces.note
        for part in line.parts:
            if spelling and part.spelling != "":
                code.append("EMC")
                spelling = False
            if part.spelling:
                code.append(_spelling(part.spelling))
                spelling = True
            code.append(f"/{part.face.key} {size:g} Tf")
            if part.rise != rise:
                rise = part.rise
                code.append(f"{rise * size / 1000:.2f} Ts")
            code.append(f"{part.show} TJ")
            note(part)
        if spelling:
            code.append("EMC")
        code.append("0 Ts ET" if rise else "ET")
        self._code.append(" ".join(code))
        return width

    def rule(self, x0: float, x1: float, y: float, colour: Colour = LINE, thickness: float = 0.75) -> None:
        """A horizontal line."""
        self._stroke_with(colour)
        height = self.height - y
        self._code.append(f"{thickness:g} w {x0:.2f} {height:.2f} m {x1:.2f} {height:.2f} l S")

    def upright(self, x: float, y0: float, y1: float, colour: Colour = LINE, thickness: float = 0.75) -> None:
        """A vertical line."""
        self._stroke_with(colour)
        self._code.append(
            f"{thickness:g} w {x:.2f} {self.height - y0:.2f} m {x:.2f} {self.height - y1:.2f} l S"
        )

    def path(self, points: Sequence[tuple[float, float]], colour: Colour, thickness: float = 1.5) -> None:
        """A line through points, its corners and ends round."""
        if len(points) < 2:
            return
        self._stroke_with(colour)
        x, y = points[0]
        steps = " ".join(f"{right:.2f} {self.height - down:.2f} l" for right, down in points[1:])
        self._code.append(f"q 1 J 1 j {thickness:g} w {x:.2f} {self.height - y:.2f} m {steps} S Q")

    def bars(self, edges: list[tuple[float, float]], top: float, bottom: float, colour: Colour) -> None:
        """Filled upright bars given as (left, right), all in one path so that no edge is softened twice."""
        self._fill_with(colour)
        low, tall = self.height - bottom, bottom - top
        self._code.append(" ".join(f"{a:.3f} {low:.2f} {b - a:.3f} {tall:.2f} re" for a, b in edges) + " f")

    def boxes(self, boxes: list[tuple[float, float, float, float]], colour: Colour) -> None:
        """Filled boxes given as (left, top, right, bottom), in one path: where two touch is no seam."""
        self._fill_with(colour)
        high = self.height
        self._code.append(
            " ".join(f"{a:.3f} {high - d:.3f} {c - a:.3f} {d - b:.3f} re" for a, b, c, d in boxes) + " f"
        )

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        radii: tuple[float, float, float, float] = (0, 0, 0, 0),
        thickness: float = 0.75,
    ) -> None:
        """A box with rounded corners; `radii` clockwise from the top left."""
        if fill is not None:
            self._fill_with(fill)
        if line is not None:
            self._stroke_with(line)
            self._code.append(f"{thickness:g} w")
        y0, y1 = self.height - bottom, self.height - top
        a, b, c, d = radii
        self._code.append(
            f"{left + a:.2f} {y1:.2f} m {right - b:.2f} {y1:.2f} l"
            + _corner(right - b, y1, right, y1, right, y1 - b)
            + f" {right:.2f} {y0 + c:.2f} l"
            + _corner(right, y0 + c, right, y0, right - c, y0)
            + f" {left + d:.2f} {y0:.2f} l"
            + _corner(left + d, y0, left, y0, left, y0 + d)
            + f" {left:.2f} {y1 - a:.2f} l"
            + _corner(left, y1 - a, left, y1, left + a, y1)
            + (" b" if fill is not None and line is not None else " f" if fill is not None else " s")
        )

    def outline(
        self,
        parts: Sequence[Sequence[tuple[float, ...]]],
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        thickness: float = 1.0,
    ) -> None:
        """A shape of straight and curved sides, filled, drawn along, or both; ends and corners are round.

        Each part begins with the point (x, y) it starts from; then (x, y) is a straight side and
        (x1, y1, x2, y2, x, y) a Bezier curve. Filled parts are closed, those that are only drawn stay open.
        """
        code = []
        for part in parts:
            for place, step in enumerate(part):
                numbers = (value if at % 2 == 0 else self.height - value for at, value in enumerate(step))
                sign = "m" if not place else "l" if len(step) == 2 else "c"
                code.append(" ".join(f"{number:.2f}" for number in numbers) + f" {sign}")
            if fill is not None:
                code.append("h")
        if fill is not None:
            self._fill_with(fill)
        if line is not None:
            self._stroke_with(line)
            self._code.append(f"{thickness:g} w 1 J 1 j")
        ending = "B" if fill is not None and line is not None else "f" if fill is not None else "S"
        self._code.append(f"{' '.join(code)} {ending}")
        if line is not None:
            self._code.append("0 J 0 j")

    @contextmanager
    def upside_down(self) -> Iterator[None]:
        """What is drawn meanwhile stands on its head: the page is turned by half around its middle."""
        self._code.append(f"q -1 0 0 -1 {self.width:.2f} {self.height:.2f} cm")
        self._fill = self._stroke = None
        yield
        self._code.append("Q")
        self._fill = self._stroke = None

    def picture(self, picture: Picture, left: float, top: float, right: float, bottom: float) -> None:
        """A picture stretched over a box; who draws it keeps its proportions. It is made no finer than
        printers are."""
        wide, tall = right - left, bottom - top
        name = self._out.pictures.note(sized_for(picture, wide, tall))
        self._code.append(
            f"q {wide:.2f} 0 0 {tall:.2f} {left:.2f} {self.height - bottom:.2f} cm /{name} Do Q"
        )

    def dot(self, x: float, y: float, radius: float, colour: Colour, *, filled: bool) -> None:
        """A circle around (x, y), filled or as a ring of the same outer size."""
        r = radius if filled else radius - 0.5
        sides = {"fill": colour} if filled else {"line": colour}
        self.box(x - r, y - r, x + r, y + r, radii=(r, r, r, r), thickness=1.0, **sides)

    def _fill_with(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._code.append("{:g} {:g} {:g} rg".format(*colour))

    def _stroke_with(self, colour: Colour) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self._code.append("{:g} {:g} {:g} RG".format(*colour))


def _spelling(text: str) -> str:
    """Opens a stretch whose text a reader finds and copies as `text`, whatever its glyphs say (14.9.4)."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _corner(x0: float, y0: float, x1: float, y1: float, x2: float, y2: float) -> str:
    """A quarter round from the first point to the last, bent towards the middle one."""
    if (x0, y0) == (x2, y2):
        return ""
    ax, ay = x0 + (x1 - x0) * _CURVE, y0 + (y1 - y0) * _CURVE
    bx, by = x2 + (x1 - x2) * _CURVE, y2 + (y1 - y2) * _CURVE
    return f" {ax:.2f} {ay:.2f} {bx:.2f} {by:.2f} {x2:.2f} {y2:.2f} c"
