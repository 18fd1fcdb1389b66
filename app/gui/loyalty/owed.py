"""The right card while no rules are drafted: what the shop owes, and what its programme cost."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.loyalty.figures_card import FiguresCard
from app.gui.loyalty.legend import Legend
from app.gui.models.owing_words import cost_rows, expected_words, lapse_rows, owed_lines, owed_words
from app.gui.models.replay import rounded_money
from app.gui.speech import Speech
from app.gui.widgets.comparison import Comparison
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.line_chart import LineChart
from app.gui.widgets.spans import SpanLabel
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.queries import Liability, PastYear, owed, past_year


def _both(view: View) -> tuple[Liability, PastYear]:
    """What is owed and the past year, of one moment."""
    return owed(view), past_year(view)


class OwedCard(FiguresCard):
    """`reload()` asks the file; what is shown stays until the answer is there."""

    def __init__(self, jobs: Jobs, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(_("What the shop owes"), parent)
        self._jobs, self._speech = jobs, speech
        self.words.hide()
        self.owed = SpanLabel(size=14, wrap=True)
        self.expected = SpanLabel(size=13, ink="muted", wrap=True)
        self.head.addWidget(self.owed)
        self.head.addWidget(self.expected)
        self.cost = Comparison(name=_("The last 12 months"))
        self.chart = LineChart(name=_("Points owed, month by month"))
        self.legend = Legend()
        self.lapsing = Comparison(name=_("When they lapse"))
        self.chart_part = self.part(
            PlainLabel(_("Points owed, month by month"), "heading"), self.legend, self.chart
        )
        self.lapse_part = self.part(PlainLabel(_("When they lapse"), "heading"), self.lapsing)
        self.cost_part = self.part(PlainLabel(_("The last 12 months"), "heading"), self.cost)
        self.chart.looked_at.connect(self._looked_at)
        for part in (self.chart_part, self.lapse_part, self.cost_part):
            part.hide()

    def reload(self) -> None:
        """Ask anew."""
        self._jobs.read(self, "owed", _both, done=self._show)

    def _show(self, read: tuple[Liability, PastYear]) -> None:
        owing, year = read
        speech = self._speech
        self.owed.set_spans(owed_words(owing, speech))
        expected = expected_words(owing, speech)
        self.expected.set_spans(expected)
        self.expected.setVisible(bool(expected))
        lines = owed_lines(year, speech)
        self.chart.set_data(lines.labels, lines.series, self._money if lines.in_money else speech.number)
        self.legend.show_series(lines.series)
        self._looked_at(-1)
        self.chart_part.setVisible(any(one.points > 0 for one in year.months))
        self.lapsing.set_rows((_("Month"), _("Points"), _("Worth")), lapse_rows(owing, speech))
        self.lapse_part.setVisible(bool(owing.by_last_month))
        self.cost.set_rows(("", ""), cost_rows(year, owing, speech))
        self.cost_part.show()

    def _looked_at(self, at: int) -> None:
        """The value looked at stands beside the line's name, the last one while none is."""
        self.legend.say(self.chart.values(at if at >= 0 else len(self.chart.labels) - 1))

    def _money(self, minor: int) -> str:
        return rounded_money(minor, self._speech)
