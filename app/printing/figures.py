"""The pictures of plots drawn on paper: charts, tables of shares, fields of hours, bars with their names."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.insights.chart import Chart
from app.insights.pictures import Bars, Cohorts, Heat
from app.insights.plot import Picture, PlotData
from app.insights.report import Kind, Typed
from app.insights.words import percent_of_cell, say
from app.loyalty.words import short_amount
from app.printing.charts import draw_bare_chart, ink_of
from app.printing.fonts import Region, Weight
from app.printing.formatting import number
from app.printing.palette import INK, MUTED, tone_of
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import Span, fit, width_of, wrap_spans

CHART = 132.0
"""The height of a chart without title and sentence."""

_BODY, _TINY = 8.0, 7.0
_HEAD, _ROW, _CELL_GAP, _ROUND = 15.0, 15.0, 1.4, 2.0
_BAR_ROW, _BAR = 17.0, 10.0
_WIDEST_CELL = 44.0


def figure_height(picture: Picture) -> float:
    """How tall a picture is, in points."""
    if isinstance(picture, Chart):
        return CHART
    if isinstance(picture, Bars):
        return _BAR_ROW * len(picture.bars)
    return _HEAD + _ROW * len(picture.rows)


def draw_figure(
    sheet: Sheet, data: PlotData, left: float, right: float, top: float, height: float = 0.0
) -> None:
    """The picture of a plot between `left` and `right`. A chart is drawn as tall as `height` says, where it
    says so; the others are as tall as their rows. `data` must have a picture."""
    picture = data.picture
    if isinstance(picture, Chart):
        bottom = top + (height or CHART)
        draw_bare_chart(sheet, picture, left, right, top, bottom, data.currency, data.locale)
    elif isinstance(picture, Cohorts):
        _draw_cohorts(sheet, picture, left, right, top, data.locale)
    elif isinstance(picture, Heat):
        _draw_heat(sheet, picture, left, right, top, data)
    elif isinstance(picture, Bars):
        _draw_bars(sheet, picture, left, right, top)


def sentence_lines(
    data: PlotData, size: float, width: float, region: Region, most: int
) -> list[tuple[Span, ...]]:
    """The sentence of a plot on at most `most` lines of `width` points, its strong parts set strong; what is
    missing where there is none."""
    spans = [
        Span(_inner(one.text), Weight.SEMIBOLD if one.strong else Weight.REGULAR) for one in data.sentence
    ] or [Span(_inner(data.missing))]
    return wrap_spans([one for one in spans if one.text], size, width, region, most)


def _inner(text: str) -> str:
    """A piece of a sentence as it can be printed, with the space at its ends."""
    shown = plain(text, 600)
    return " " * text.startswith(" ") + shown + " " * (text.endswith(" ") and bool(shown))


def draw_sentence(sheet: Sheet, line: Sequence[Span], left: float, baseline: float, size: float) -> None:
    """A line of it: the strong parts in ink, the others muted."""
    x = left
    for span in line:
        ink = MUTED if span.weight is Weight.REGULAR else INK
        x += sheet.text(x, baseline, span.text, size, weight=span.weight, colour=ink)


def _draw_cohorts(sheet: Sheet, table: Cohorts, left: float, right: float, top: float, locale: str) -> None:
    people = [number(row.people, locale) for row in table.rows]
    name = _widest(sheet, [table.first, *(row.label for row in table.rows)])
    count = _widest(sheet, [table.people, *people])
    edge = left + name + 14 + count + 12
    wide = min((right - edge) / max(len(table.columns), 1), _WIDEST_CELL)
    head = top + 8
    sheet.text(left, head, table.first, _TINY, weight=Weight.SEMIBOLD, colour=MUTED)
    sheet.text(edge - 12, head, table.people, _TINY, weight=Weight.SEMIBOLD, colour=MUTED, align=Align.RIGHT)
    for at, words in enumerate(table.columns):
        shown = fit(words, Weight.SEMIBOLD, _TINY, wide - 1, sheet.region)
        middle = edge + wide * (at + 0.5) - _CELL_GAP / 2
        sheet.text(
            middle, head, shown, _TINY, weight=Weight.SEMIBOLD, colour=MUTED, align=Align.CENTRE
        )  # fmt: skip
    most = max(table.most, 1)
    for at, row in enumerate(table.rows):
        y = top + _HEAD + at * _ROW
        sheet.text(left, y + 9.5, row.label, _BODY, colour=MUTED)
        sheet.text(edge - 12, y + 9.5, people[at], _BODY, align=Align.RIGHT, tabular=True)
        for place, share in enumerate(row.shares[: len(table.columns)]):
            if share is not None:
                words = percent_of_cell(share, locale)
                _draw_cell(sheet, share / most, words, edge + wide * place, y, wide)


def _draw_heat(sheet: Sheet, field: Heat, left: float, right: float, top: float, data: PlotData) -> None:
    edge = left + _widest(sheet, field.rows) + 10
    wide = min((right - edge) / max(len(field.columns), 1), _WIDEST_CELL)
    every = _every(sheet, field.columns, wide)
    for at, words in enumerate(field.columns):
        if at % every == 0:
            middle = edge + wide * (at + 0.5) - _CELL_GAP / 2
            sheet.text(
                middle, top + 8, words, _TINY, weight=Weight.SEMIBOLD, colour=MUTED, align=Align.CENTRE
            )  # fmt: skip
    most = max(field.most, 1)
    for at, (name, values) in enumerate(zip(field.rows, field.values, strict=True)):
        y = top + _HEAD + at * _ROW
        sheet.text(left, y + 9.5, name, _BODY, colour=MUTED)
        for place, value in enumerate(values):
            words = _value(field.kind, value, data) if value else ""
            if width_of(words, Weight.REGULAR, _TINY, sheet.region) > wide - 2:
                words = ""
            _draw_cell(sheet, value / most, words, edge + wide * place, y, wide)


def _draw_bars(sheet: Sheet, bars: Bars, left: float, right: float, top: float) -> None:
    room = right - left
    name = min(_widest(sheet, [bar.name for bar in bars.bars]), room * 0.34)
    words = max((_bold(sheet, bar.words) for bar in bars.bars), default=0.0)
    start, end = left + name + 12, right - words - 12
    most = max(bars.most, 1)
    for at, bar in enumerate(bars.bars):
        y = top + at * _BAR_ROW
        shown = fit(bar.name, Weight.REGULAR, _BODY, name + 0.5, sheet.region)
        sheet.text(left, y + 11, shown, _BODY)
        if bar.value > 0:
            long = max((end - start) * bar.value / most, 1.5)
            corner = min(_ROUND, long / 2)
            ink = ink_of(sheet, bar.tone)
            sheet.box(start, y + 3, start + long, y + 3 + _BAR, fill=ink, radii=(corner,) * 4)
        sheet.text(
            right, y + 11, bar.words, _BODY, weight=Weight.SEMIBOLD, align=Align.RIGHT, tabular=True
        )  # fmt: skip


def _draw_cell(sheet: Sheet, share: float, words: str, left: float, top: float, wide: float) -> None:
    ground, ink = tone_of(sheet.accent.strong, share)
    right, bottom = left + wide - _CELL_GAP, top + _ROW - _CELL_GAP
    sheet.box(left, top, right, bottom, fill=ground, radii=(_ROUND,) * 4)
    sheet.text((left + right) / 2, top + 9.3, words, _TINY, colour=ink, align=Align.CENTRE, tabular=True)


def _widest(sheet: Sheet, texts: Sequence[str]) -> float:
    return max((width_of(text, Weight.REGULAR, _BODY, sheet.region) for text in texts), default=0.0)


def _bold(sheet: Sheet, text: str) -> float:
    return width_of(text, Weight.SEMIBOLD, _BODY, sheet.region, tabular=True)


def _every(sheet: Sheet, texts: Sequence[str], wide: float) -> int:
    """Each so-manieth head of a column has room."""
    widest = max((width_of(text, Weight.SEMIBOLD, _TINY, sheet.region) for text in texts), default=0.0)
    return max(1, math.ceil((widest + 3) / max(wide, 1)))


def _value(kind: str, value: int, data: PlotData) -> str:
    if kind == Kind.MONEY:
        return short_amount(value, data.currency, data.locale)
    return say(Typed(value, Kind(kind)), data.currency, data.locale, number)
