"""Plots as picture files: drawn as on paper, so always light, without a window, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.insights.chart import Chart
from app.insights.plot import PlotData
from app.insights.plot_name import plot_name
from app.insights.words import day
from app.kernel.errors import WorldFault
from app.kernel.i18n import _, speaking
from app.kernel.progress import Progress
from app.kernel.whole_files import not_written, written_whole
from app.printing.document import DrawPage, Imprint, Printable, render
from app.printing.figures import draw_figure, draw_sentence, figure_height, sentence_lines
from app.printing.fonts import Weight, region_of
from app.printing.furniture import DOT
from app.printing.geometry import Paper, Window
from app.printing.options import Options
from app.printing.palette import LINE, MUTED
from app.printing.preview import page_images
from app.printing.sheet import Sheet
from app.printing.text import plain
from app.printing.wrapping import Span, fit
from app.shop.on_paper import PaperShop

SCALE = 2 * 96 / 72
"""Pixels a point: twice as many as a window has, so that it stays sharp where it is shown larger."""

_WIDE = 519.0  # as wide as a card of the page, 692 pixels
_MARGIN = 20.0
_TITLE, _SENTENCE, _SMALL = 12.0, 9.5, 7.5
_LEADING = 13.0
_MOST_LINES = 4
_CHART = 190.0
_HEAD, _GAP, _FOOT = 22.0, 12.0, 26.0


@dataclass(frozen=True, slots=True)
class PlotSheet:
    """A plot and the shop whose name stands under it."""

    plot: PlotData
    shop: PaperShop


class PlotPicture(Printable[PlotSheet]):
    """One plot on a sheet of its own size: question, sentence, picture; under it the shop and the day."""

    def imprint(self, data: PlotSheet) -> Imprint:
        return Imprint.of_shop(data.shop, data.plot.title, data.plot.subtitle)

    def paper(self, data: PlotSheet, options: Options) -> Paper:
        height = _MARGIN + _HEAD + _LEADING * len(_lines(data)) + _GAP + _picture(data) + _FOOT + 8
        window = Window(0, 0, 0, 0)
        return Paper("picture", "", _WIDE, height, window, _MARGIN, margin=_MARGIN)

    def lay_out(self, data: PlotSheet, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return [partial(_draw, data, paper)]


def picture_of(data: PlotData, shop: PaperShop) -> bytes:
    """The plot as a PNG. ValueError for one without a picture."""
    if data.picture is None:
        raise ValueError(f"{data.plot} has no picture")
    paper = BytesIO()
    render(PlotPicture(), PlotSheet(data, shop), paper)
    width, height, pixels = page_images(paper.getvalue(), 0, SCALE)
    image = BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(image, "PNG", optimize=True)
    return image.getvalue()


def save_picture(data: PlotData, shop: PaperShop, path: Path) -> None:
    """Write it, whole or not at all. Raises WorldFault when it cannot be written."""
    content = picture_of(data, shop)
    with written_whole(path) as file:
        file.write(content)


def save_pictures(plots: Sequence[PlotData], shop: PaperShop, folder: Path, progress: Progress) -> list[Path]:
    """A picture of each plot that has one, into a folder that is made where there is none; the files.

    Raises WorldFault when one cannot be written, `Cancelled` between two when stopped; those before stay.
    """
    shown = [data for data in plots if data.picture is not None]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise WorldFault(not_written(fault, folder)) from fault
    files: list[Path] = []
    for at, data in enumerate(shown):
        progress.step(at, len(shown), data.title)
        path = folder / f"{plot_name(data)}.png"
        if path in files:
            path = folder / f"{plot_name(data)} {data.plot}.png"
        save_picture(data, shop, path)
        files.append(path)
    progress.finish(len(shown))
    return files


def _lines(data: PlotSheet) -> list[tuple[Span, ...]]:
    region = region_of(data.shop.locale)
    return sentence_lines(data.plot, _SENTENCE, _WIDE - 2 * _MARGIN, region, _MOST_LINES)


def _picture(data: PlotSheet) -> float:
    picture = data.plot.picture
    return _CHART if isinstance(picture, Chart) or picture is None else figure_height(picture)


def _draw(data: PlotSheet, paper: Paper, sheet: Sheet, _page: int, _of: int) -> None:
    with speaking(None):
        _draw_all(data, paper, sheet)


def _draw_all(data: PlotSheet, paper: Paper, sheet: Sheet) -> None:
    plot = data.plot
    left, right = paper.margin, paper.right
    title = fit(plain(plot.title, 200), Weight.SEMIBOLD, _TITLE, right - left, sheet.region)
    sheet.text(left, _MARGIN + 11, title, _TITLE, weight=Weight.SEMIBOLD)
    y = _MARGIN + _HEAD
    for line in _lines(data):
        draw_sentence(sheet, line, left, y + 9, _SENTENCE)
        y += _LEADING
    draw_figure(sheet, plot, left, right, y + _GAP, _picture(data))
    foot = paper.height - _FOOT
    sheet.rule(left, right, foot + 6, LINE)
    said = DOT.join((data.shop.name, plot.subtitle, _as_of(plot.asked_on, plot.locale)))
    sheet.text(left, foot + 18, fit(said, Weight.REGULAR, _SMALL, right - left, sheet.region), _SMALL,
               colour=MUTED)  # fmt: skip


def _as_of(on: date, locale: str) -> str:
    return _("As of {day}").format(day=day(on, locale))
