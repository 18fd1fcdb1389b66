"""Charts drawn on paper: bars and lines over a thin grid, their words in the shop's locale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.insights.chart import Chart, Series, Shape, Tone, shown_labels
from app.insights.report import Kind
from app.insights.words import hours, percent, tenths
from app.loyalty.words import short_amount
from app.printing.fonts import Weight
from app.printing.formatting import MINUS, number
from app.printing.palette import GOLD, LINE, LOSS, MUTED, WHITE, Colour, mixed, pale
from app.printing.sheet import Align, Sheet
from app.printing.wrapping import fit, width_of, wrap

HEIGHT = 160.0
"""From the top of a chart's title to the foot of its words."""

_TITLE, _SMALL, _TINY = 9.0, 8.0, 7.0
_PLOT_TOP, _FOOT = 46.0, 16.0
_KEY = 19.0  # from the top of the names of the series to the plot
_BAND = 0.84  # of white in the band a line likely runs in
_WIDEST_BAR, _ROUND = 26.0, 1.6


def ink_of(sheet: Sheet, tone: Tone) -> Colour:
    """The colour of a series: the shop's own for the thing itself."""
    strong = sheet.accent.strong
    inks = {Tone.BESIDE: MUTED, Tone.SOFT: pale(strong), Tone.GOLD: GOLD, Tone.LOSS: LOSS}
    return inks.get(tone, strong)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The part between the axes, in points from the top left; `ticks` are the values of the grid."""

    left: float
    right: float
    top: float
    bottom: float
    ticks: Sequence[int]

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / max(high - low, 1) * (self.bottom - self.top)


def draw_chart(
    sheet: Sheet, chart: Chart, left: float, right: float, top: float, currency: str, locale: str
) -> None:
    """The chart between `left` and `right`, `HEIGHT` tall: title, what it shows, and the plot."""
    room = right - left
    title = fit(chart.title, Weight.SEMIBOLD, _TITLE, room, sheet.region)
    sheet.text(left, top + 9, title, _TITLE, weight=Weight.SEMIBOLD)
    for line in wrap(chart.sentence, Weight.REGULAR, _SMALL, room, sheet.region, 1):
        sheet.text(left, top + 21.5, line, _SMALL, colour=MUTED)
    if len(chart.series) > 1:
        _draw_legend(sheet, chart.series, left, right, top + 34.5)
    _draw_plot(sheet, chart, left, right, top + _PLOT_TOP, top + HEIGHT, currency, locale)


def draw_bare_chart(
    sheet: Sheet,
    chart: Chart,
    left: float,
    right: float,
    top: float,
    bottom: float,
    currency: str,
    locale: str,
) -> None:
    """The plot and its words alone, for where title and sentence stand already."""
    keyed = len(chart.series) > 1
    if keyed:
        _draw_legend(sheet, chart.series, left, right, top + 7)
    _draw_plot(sheet, chart, left, right, top + (_KEY if keyed else 5.0), bottom, currency, locale)


def _draw_plot(
    sheet: Sheet,
    chart: Chart,
    left: float,
    right: float,
    top: float,
    bottom: float,
    currency: str,
    locale: str,
) -> None:
    write = partial(_written, chart, currency, locale)
    ticks = chart.ticks()
    widest = max(width_of(write(tick), Weight.REGULAR, _TINY, sheet.region, tabular=True) for tick in ticks)
    plot = _Plot(left + widest + 7, right, top, bottom - _FOOT, ticks)
    for tick in ticks:
        y = plot.y(tick)
        sheet.rule(plot.left, plot.right, y, MUTED if tick == 0 else LINE, 0.6)
        sheet.text(plot.left - 7, y + 2.5, write(tick), _TINY, colour=MUTED, align=Align.RIGHT, tabular=True)
    if chart.shape is Shape.BARS:
        _draw_bars(sheet, chart, plot)
    else:
        _draw_lines(sheet, chart, plot)
    _draw_marks(sheet, chart, plot)
    _draw_labels(sheet, chart, plot)


def _written(chart: Chart, currency: str, locale: str, value: int) -> str:
    """A value at the axis. Below zero counts what was taken away, and says so by standing there."""
    shown = abs(value) if chart.shape is Shape.BARS else value
    if chart.kind == Kind.MONEY:
        return short_amount(shown, currency, locale).replace("-", MINUS)
    if chart.kind == Kind.TENTHS:
        return tenths(shown, locale)
    if chart.kind == Kind.HOURS:
        return hours(shown, locale)
    if chart.kind == Kind.PERCENT:
        return percent(shown, locale)
    return number(shown, locale)


def _draw_legend(sheet: Sheet, series: Sequence[Series], left: float, right: float, base: float) -> None:
    x = left
    for one in series:
        name = fit(one.name, Weight.REGULAR, _TINY, max(right - x - 12, 1), sheet.region)
        sheet.box(x, base - 5.5, x + 6.5, base + 1, fill=ink_of(sheet, one.tone), radii=(1.2, 1.2, 1.2, 1.2))
        x += 10 + sheet.text(x + 10, base, name, _TINY, colour=MUTED) + 12


def _draw_bars(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """Stacked from the line of zero, up and down; only the outer end of a stack is round."""
    step = (plot.right - plot.left) / len(chart.labels)
    wide = min(step * 0.62, _WIDEST_BAR)
    zero = plot.y(0)
    for at in range(len(chart.labels)):
        middle = plot.left + step * (at + 0.5)
        up = down = 0
        parts = [(one.tone, one.values[at]) for one in chart.series if one.values[at]]
        for place, (tone, value) in enumerate(parts):
            later = [other for _tone, other in parts[place + 1 :] if (other > 0) == (value > 0)]
            radius = 0.0 if later else min(_ROUND, wide / 2)
            if value > 0:
                top, bottom, up = plot.y(up + value), plot.y(up), up + value
                radii = (radius, radius, 0.0, 0.0)
            else:
                top, bottom, down = plot.y(down), plot.y(down + value), down + value
                radii = (0.0, 0.0, radius, radius)
            if bottom - top < radius:  # too flat for a round end
                radii = (0.0, 0.0, 0.0, 0.0)
            gap = 0.5 if bottom - top > 2 and (top if value < 0 else bottom) != zero else 0.0
            if value > 0:
                bottom -= gap
            else:
                top += gap
            sheet.box(
                middle - wide / 2, top, middle + wide / 2, bottom, fill=ink_of(sheet, tone), radii=radii
            )


def _draw_lines(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """Lines over the pale bands in which they likely run."""
    step = (plot.right - plot.left) / max(len(chart.labels) - 1, 1)
    for one in chart.series:
        if one.low:
            upper = [(plot.left + step * at, plot.y(value)) for at, value in enumerate(one.high)]
            lower = [(plot.left + step * at, plot.y(value)) for at, value in enumerate(one.low)]
            sheet.outline([[*upper, *reversed(lower)]], fill=mixed(ink_of(sheet, one.tone), WHITE, _BAND))
    for one in chart.series:
        points = [(plot.left + step * at, plot.y(value)) for at, value in enumerate(one.values)]
        thick = 1.8 if one.tone is Tone.MAIN else 1.3
        if len(points) == 1:
            sheet.dot(*points[0], 2.0, ink_of(sheet, one.tone), filled=True)
        sheet.path(points, ink_of(sheet, one.tone), thick)


def _draw_marks(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """Places that are named: a thin line down the plot, its words beside its head."""
    bars = chart.shape is Shape.BARS
    count = len(chart.labels)
    step = (plot.right - plot.left) / (count if bars else max(count - 1, 1))
    for mark in chart.marks:
        x = plot.left + step * (mark.at + 0.5 if bars else mark.at)
        sheet.upright(x, plot.top - 4, plot.bottom, MUTED, 0.6)
        wide = width_of(mark.words, Weight.REGULAR, _TINY, sheet.region)
        left = x + 3.5 if x + 3.5 + wide <= plot.right else x - 3.5 - wide
        sheet.text(left, plot.top + 2, mark.words, _TINY)


def _draw_labels(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """As many words under the axis as have room; those of lines stand under their points."""
    bars = chart.shape is Shape.BARS
    count = len(chart.labels)
    step = (plot.right - plot.left) / (count if bars else max(count - 1, 1))
    widths = [width_of(label, Weight.REGULAR, _TINY, sheet.region) for label in chart.labels]
    reached = plot.left - 50
    for at in shown_labels(widths, plot.right - plot.left, 8.0):
        x = plot.left + step * (at + 0.5 if bars else at)
        half = widths[at] / 2
        x = min(max(x, plot.left - 4 + half), plot.right - half)
        if x - half < reached + 4:
            continue
        reached = x + half
        sheet.text(x, plot.bottom + 11, chart.labels[at], _TINY, colour=MUTED, align=Align.CENTRE)
