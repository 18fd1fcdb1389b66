"""The charts of a report, one at a time: its title, what it shows, and the bars or lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.loyalty.legend import Legend
from app.gui.widgets.bar_chart import BarChart
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.line_chart import LineChart, Series
from app.insights.chart import Chart, Shape, Tone
from app.insights.report import Kind, ReportData, Typed
from app.insights.words import say
from app.kernel.i18n import _
from app.loyalty.words import short_amount

_HEIGHT = 150
"""Low enough that rows are seen under it on a small screen."""
_INK = {
    Tone.MAIN: "accent",
    Tone.BESIDE: "muted",
    Tone.SOFT: "chart_soft",
    Tone.GOLD: "gold_fill",
    Tone.LOSS: "chart_loss",
}


class ReportCharts(QWidget):
    """`show_report` shows its first chart; chips choose among several. Hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charts: tuple[Chart, ...] = ()
        self._data: ReportData | None = None
        self.title = PlainLabel("", "section")
        self.sentence = ElidedLabel("", "muted")
        self.chips = FilterChips([], name=_("Chart"))
        self.legend = Legend()
        self.bars = BarChart(name=_("Chart"))
        self.lines = LineChart(name=_("Chart"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.bars)
        self.stack.addWidget(self.lines)
        self.stack.setFixedHeight(_HEIGHT)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.sentence)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addLayout(said, 1)
        self._head.addWidget(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(2)
        column.addLayout(self._head)
        column.addWidget(self.legend)
        column.addWidget(self.stack)
        for chart in (self.bars, self.lines):
            chart.looked_at.connect(self._looked_at)

    def show_report(self, data: ReportData) -> None:
        """The charts of another answer; the one that was chosen stays where it is there again."""
        kept = self.chips.current()
        self._data, self._charts = data, data.charts
        self.setVisible(bool(data.charts))
        self._replace_chips([(chart.id, chart.title) for chart in data.charts])
        ids = [chart.id for chart in data.charts]
        if ids:
            self.chips.set_current(kept if kept in ids else ids[0])
            self._show(self.chips.current())

    def shown(self) -> Chart | None:
        """The chart that is seen."""
        return next((chart for chart in self._charts if chart.id == self.chips.current()), None)

    def _replace_chips(self, choices: Sequence[tuple[str, str]]) -> None:
        chips = FilterChips(list(choices), name=_("Chart"))
        chips.chosen.connect(self._show)
        chips.setVisible(len(choices) > 1)
        self._head.replaceWidget(self.chips, chips)
        self.chips.hide()
        self.chips.setParent(None)
        self.chips.deleteLater()
        self.chips = chips
        self.title.setVisible(len(choices) == 1)

    def _show(self, _chart_id: str) -> None:
        chart = self.shown()
        if chart is None:
            return
        series = tuple(
            Series(one.name, _INK[one.tone], one.values, one.tone is Tone.MAIN) for one in chart.series
        )
        widget = self.bars if chart.shape is Shape.BARS else self.lines
        self.title.setText(chart.title)
        self.sentence.setText(chart.sentence)
        self.sentence.setVisible(bool(chart.sentence))
        widget.setAccessibleName(chart.title)
        widget.set_data(chart.labels, series, self._write)
        self.stack.setCurrentWidget(widget)
        self.legend.show_series(tuple(reversed(series)) if widget is self.bars else series)
        self._looked_at(-1)

    def _write(self, value: int) -> str:
        chart, data = self.shown(), self._data
        if chart is None or data is None:
            return str(value)
        if chart.kind == Kind.MONEY:
            return short_amount(value, data.currency, data.locale).replace("-", "\u2212")
        return say(Typed(value, Kind(chart.kind)), data.currency, data.locale)

    def _looked_at(self, at: int) -> None:
        """The values of the place looked at stand beside the names."""
        chart = self.shown()
        if chart is None:
            return
        bars = chart.shape is Shape.BARS
        widget = self.bars if bars else self.lines
        values = widget.values(at) if at >= 0 else []
        self.legend.say(list(reversed(values)) if bars else values)
