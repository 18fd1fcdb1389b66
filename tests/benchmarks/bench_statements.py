"""Statements against a bare ReportLab canvas that draws the same words at the same places.

The floor embeds the same type (Inter, made static at the three weights beforehand) with ReportLab's own
TrueType support, measures nothing, breaks no pages and shapes no text: what any program using ReportLab would
pay at least. A second floor draws with Helvetica, which embeds no type at all and cannot print most names.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont as FontFile
from fontTools.varLib.instancer import instantiateVariableFont
from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.loyalty.statement import StatementData
from app.printing.document import render, render_many
from app.printing.documents.statement import DOCUMENT
from app.printing.fonts import Weight, text_face
from app.printing.geometry import A4
from app.printing.sheet import Sheet
from app.printing.spool import PdfPages
from tests.printing.samples import long_statement, statement

WEIGHTS = {Weight.REGULAR: "Regular", Weight.SEMIBOLD: "Semibold", Weight.BOLD: "Bold"}


class Row(NamedTuple):
    """One line of the report: pages a second, ours and the floor's, and ours as a part of the floor's."""

    name: str
    ours: float
    floor: float
    ratio: float


@dataclass
class _Recorder:
    """Stands for a sheet and writes down what is drawn, as calls a bare canvas can make."""

    calls: list[tuple[Any, ...]]

    def of(self, data: StatementData) -> list[list[tuple[Any, ...]]]:
        pages: list[list[tuple[Any, ...]]] = []
        sheet = _RecordingSheet(PdfPages(BytesIO(), "en"), A4.size, data.shop.locale)
        draws = DOCUMENT.lay_out(data, A4, {})
        for number, draw in enumerate(draws, start=1):
            sheet.calls = []
            draw(sheet, number, len(draws))
            pages.append(sheet.calls)
        return pages


class _RecordingSheet(Sheet):
    calls: list[tuple[Any, ...]]

    def text(self, x: float, baseline: float, text: str, size: float, **how: Any) -> float:
        width = super().text(x, baseline, text, size, **how)
        align, weight = how.get("align"), how.get("weight", Weight.REGULAR)
        start = x - width * (align.value if align else 0.0)
        self.calls.append(("text", start, self.height - baseline, text, size, weight, how.get("colour")))
        return width

    def rule(self, x0: float, x1: float, y: float, *how: Any, **more: Any) -> None:
        super().rule(x0, x1, y, *how, **more)
        self.calls.append(("line", x0, self.height - y, x1, self.height - y))

    def upright(self, x: float, y0: float, y1: float, *how: Any, **more: Any) -> None:
        super().upright(x, y0, y1, *how, **more)
        self.calls.append(("line", x, self.height - y0, x, self.height - y1))

    def bars(self, edges: list[tuple[float, float]], top: float, bottom: float, colour: Any) -> None:
        super().bars(edges, top, bottom, colour)
        self.calls.extend(("bar", a, self.height - bottom, b - a, bottom - top) for a, b in edges)

    def dot(self, x: float, y: float, radius: float, colour: Any, *, filled: bool) -> None:
        super().dot(x, y, radius, colour, filled=filled)
        self.calls.append(("circle", x, self.height - y, radius, filled))


def _bare(pages: Sequence[Sequence[tuple[Any, ...]]], out: BytesIO, names: dict[Weight, str]) -> None:
    canvas = Canvas(out, pagesize=A4.size, pageCompression=1, invariant=1)
    for page in pages:
        for kind, *call in page:
            if kind == "text":
                x, y, text, size, weight, colour = call
                canvas.setFont(names[weight], size)
                canvas.setFillColorRGB(*(colour or (0.11, 0.15, 0.19)))
                canvas.drawString(x, y, text)
            elif kind == "line":
                canvas.line(*call)
            elif kind == "bar":
                canvas.rect(*call, stroke=0, fill=1)
            else:
                canvas.circle(*call[:3], stroke=not call[3], fill=call[3])
        canvas.showPage()
    canvas.save()


def _static_fonts(folder: Path) -> dict[Weight, str]:
    for weight, name in WEIGHTS.items():
        face = text_face(weight)
        path = folder / f"{name}.ttf"
        instantiateVariableFont(FontFile(face.path), dict(face.axes), inplace=True).save(path)
        registerFont(TTFont(name, path))
    return WEIGHTS


def _pages_a_second(work: Callable[[], None], pages: int, seconds: float) -> float:
    work()
    best = float("inf")
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return pages / best


def _customers(count: int) -> list[StatementData]:
    first = ("Maria", "Łukasz", "Ayşe", "Tom", "Zoë", "Björn", "Nguyễn", "Ελένη")
    return [
        statement(customer_name=f"{first[at % len(first)]} Smith-{at}", card_number=f"2900{at:08d}")
        for at in range(count)
    ]


def rows(seconds: float = 2.0) -> list[Row]:
    """Pages a second for three loads, each beside both floors; `seconds` of measuring for each number."""
    loads = (
        ("40 statements, a file each", _customers(40), False),
        ("40 statements in one file", _customers(40), True),
        ("a statement of 300 movements", [long_statement(300)], False),
    )
    result: list[Row] = []
    rl_config.useA85 = 0  # the canvas at its best: without the armour that ReportLab puts around pages
    with TemporaryDirectory() as folder:
        inter = _static_fonts(Path(folder))
        helvetica = dict.fromkeys(Weight, "Helvetica")
        for name, load, together in loads:
            drawn = [_Recorder([]).of(data) for data in load]
            total = sum(map(len, drawn))

            def ours(load: list[StatementData] = load, together: bool = together) -> None:
                if together:
                    render_many(DOCUMENT, load, BytesIO())
                else:
                    for data in load:
                        render(DOCUMENT, data, BytesIO())

            speed = _pages_a_second(ours, total, seconds)
            for floor_name, names in (("same type", inter), ("Helvetica", helvetica)):

                def floor(
                    drawn: Any = drawn, together: bool = together, names: dict[Weight, str] = names
                ) -> None:
                    if together:
                        _bare([page for pages in drawn for page in pages], BytesIO(), names)
                    else:
                        for pages in drawn:
                            _bare(pages, BytesIO(), names)

                bare = _pages_a_second(floor, total, seconds)
                result.append(Row(f"{name} ({floor_name})", speed, bare, speed / bare))
    return result


def memory(counts: Sequence[int] = (100, 1000)) -> list[tuple[int, int]]:
    """The most memory held, in kB, while so many statements are printed into one file."""
    held: list[tuple[int, int]] = []
    sample = statement()
    with TemporaryDirectory() as folder:
        for count in counts:
            items = (
                replace(sample, number=f"S-{at:06d}", customer_name=f"Customer {at}") for at in range(count)
            )
            tracemalloc.start()
            render_many(DOCUMENT, items, Path(folder) / "all.pdf")
            held.append((count, tracemalloc.get_traced_memory()[1] // 1000))
            tracemalloc.stop()
    return held


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    for row in rows(parser.parse_args().seconds):
        print(f"{row.name:<48} {row.ours:9.0f} {row.floor:9.0f} pages/s  {row.ratio:5.2f}")
    for count, kilobytes in memory():
        print(f"{count:>6} statements into one file: {kilobytes:>8} kB held at most")


if __name__ == "__main__":
    main()
