"""The picture of a plot in the window: whatever kind it is, painted by one of the kit's charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.gui.widgets.bar_chart import BarChart
from app.gui.widgets.chart_key import ChartKey
from app.gui.widgets.fan_chart import FanChart
from app.gui.widgets.heat_table import HeatCell, HeatRow, HeatTable
from app.gui.widgets.level_bars import LevelBar, LevelBars
from app.gui.widgets.line_chart import LineChart, Series
from app.insights.chart import Chart, Shape, Tone
from app.insights.pictures import Bars, Cohorts, Heat
from app.insights.plot import PlotData
from app.insights.report import Kind, Typed
from app.insights.words import percent, percent_of_cell, say
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.loyalty.words import short_amount

_LINE_INK = {
    Tone.MAIN: "accent",
    Tone.BESIDE: "muted",
    Tone.SOFT: "chart_soft",
    Tone.GOLD: "gold_fill",
    Tone.LOSS: "chart_loss",
}
_BAR_INK = _LINE_INK | {Tone.MAIN: "chart_main", Tone.BESIDE: "chart_beside"}
_LEVEL_INK = _LINE_INK | {Tone.BESIDE: "chart_beside"}
_LEAST_CHART = 196
_MOST_NAMED = 2
"""So many lines are named where they run; more have a key."""


W = TypeVar("W", bound=QWidget)


class PictureView(QWidget):
    """`show_plot(data)` paints its picture; there must be one. `chart` is the widget that takes the keys, and
    `remade` says that it is another one."""

    remade = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: QWidget | None = None
        self.key = ChartKey()
        self.key.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.key)

    def show_plot(self, data: PlotData) -> None:
        """Another answer. A widget of the same kind is kept, and with it the focus."""
        picture = data.picture
        if isinstance(picture, Chart):
            self._show_chart(picture, data)
        elif isinstance(picture, Cohorts):
            self._show_cohorts(picture, data)
        elif isinstance(picture, Heat):
            self._show_heat(picture, data)
        elif isinstance(picture, Bars):
            self._show_bars(picture)
        if self.chart is not None:
            self.chart.setAccessibleName(f"{data.title} {data.words}")

    def _take(self, kind: type[W]) -> W:
        if isinstance(self.chart, kind):
            return self.chart
        if self.chart is not None:
            self._column.removeWidget(self.chart)
            self.chart.hide()
            self.chart.setParent(None)
            self.chart.deleteLater()
        while self._column.count() > 1:
            self._column.takeAt(1)
        made = kind()
        self.chart = made
        grows = isinstance(made, LineChart)
        self._column.addWidget(made, 1 if grows else 0)
        if grows:
            made.setMinimumHeight(_LEAST_CHART)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        else:
            self._column.addStretch(1)
        made.show()
        self.remade.emit()
        return made

    def _show_chart(self, picture: Chart, data: PlotData) -> None:
        bars = picture.shape is Shape.BARS
        inks = _BAR_INK if bars and len(picture.series) > 1 else _LINE_INK
        series = tuple(
            Series(one.name, inks[one.tone], one.values, one.tone is Tone.MAIN, one.low, one.high)
            for one in picture.series
        )
        named = not bars and 1 < len(series) <= _MOST_NAMED and any(one.strong for one in series)
        chart: LineChart
        if bars:
            chart = self._take(BarChart)
        else:
            chart = fan = self._take(FanChart)
            fan.set_course(from_zero=picture.from_zero, named=named)
        chart.tell_by_tips()
        chart.set_bounds(picture.top, picture.unknown)
        chart.set_marks([(mark.at, mark.words) for mark in picture.marks])
        chart.set_data(picture.labels, series, value_words(picture.kind, data.currency, data.locale))
        keyed = len(series) > 1 and not named
        self.key.set_names([(one.name, one.colour) for one in series] if keyed else [], strokes=not bars)
        self.key.setVisible(keyed)

    def _show_cohorts(self, picture: Cohorts, data: PlotData) -> None:
        table = self._take(HeatTable)
        self.key.hide()
        rows = [
            HeatRow(
                row.label,
                format_number(row.people, data.locale),
                tuple(_cohort_cell(picture, at, place, data) for place in range(len(picture.columns))),
            )
            for at, row in enumerate(picture.rows)
        ]
        table.set_table((picture.first, picture.people), picture.columns, rows)

    def _show_heat(self, picture: Heat, data: PlotData) -> None:
        table = self._take(HeatTable)
        self.key.hide()
        write = value_words(picture.kind, data.currency, data.locale)
        most = max(picture.most, 1)
        rows = [
            HeatRow(name, "", tuple(_heat_cell(name, column, value, most, write)
                                    for column, value in zip(picture.columns, values, strict=False)))
            for name, values in zip(picture.rows, picture.values, strict=False)
        ]  # fmt: skip
        table.set_table(("", ""), picture.columns, rows)

    def _show_bars(self, picture: Bars) -> None:
        bars = self._take(LevelBars)
        self.key.hide()
        most = max(picture.most, 1)
        bars.set_bars(
            [
                LevelBar(
                    bar.name,
                    bar.value / most,
                    bar.words,
                    ", ".join(part for part in (f"{bar.name}: {bar.words}", bar.beside) if part),
                    _LEVEL_INK[bar.tone],
                )
                for bar in picture.bars
            ]
        )

    def sizeHint(self) -> QSize:
        return QSize(460, max(super().sizeHint().height(), _LEAST_CHART))


def value_words(kind: str, currency: str, locale: str) -> Callable[[int], str]:
    """How values of a chart are written, at its axis and in its tips."""

    def write(value: int) -> str:
        if kind == Kind.MONEY:
            return short_amount(value, currency, locale).replace("-", "\u2212")
        return say(Typed(value, Kind(kind)), currency, locale)

    return write


def _cohort_cell(picture: Cohorts, row: int, column: int, data: PlotData) -> HeatCell | None:
    of = picture.rows[row]
    share = of.shares[column] if column < len(of.shares) else None
    if share is None:
        return None
    exact = percent(share, data.locale)
    people = plural("{count} person", "{count} people", of.people).format(
        count=format_number(of.people, data.locale)
    )
    said = _("{month}, {column}: {share} of {people}").format(
        month=of.label, column=picture.columns[column], share=exact, people=people
    )
    return HeatCell(share / max(picture.most, 1), percent_of_cell(share, data.locale), said)


def _heat_cell(name: str, column: str, value: int, most: int, write: Callable[[int], str]) -> HeatCell:
    text = write(value)
    return HeatCell(value / most, text if value else "", f"{name}, {column}: {text}")
