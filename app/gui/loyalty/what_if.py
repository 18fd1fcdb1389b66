"""The right card beside a draft: the shop's own purchases replayed under it, in the background."""

from __future__ import annotations

from datetime import date
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

from app.gui.jobs import Jobs
from app.gui.loyalty.behaviour import BehaviourEdit
from app.gui.loyalty.figures_card import FiguresCard
from app.gui.loyalty.legend import Legend
from app.gui.loyalty.start_dialog import first_of_next_month
from app.gui.models.replay import (
    NEW,
    TODAY,
    chart_lines,
    figure_rows,
    move_words,
    replayed_words,
    rounded_money,
)
from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.comparison import Comparison
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.line_chart import LineChart
from app.gui.widgets.spans import SpanLabel
from app.gui.widgets.surfaces import row
from app.kernel.i18n import _
from app.kernel.progress import Cancelled, Progress
from app.loyalty.rules import Rules
from app.loyalty.simulating.outcome import Simulation

_SOON_MS = 100
"""Several changes in one breath are one replay."""
_PATIENCE = 3.0
"""Seconds a replay may take and still be done again of itself after each change."""


class WhatIf(FiguresCard):
    """`show_rules(ours, draft, today)`; a draft of None cannot be read at the moment.

    A replay that was long is not repeated unasked: the button offers it.
    """

    _told = Signal(int, int, int)

    def __init__(self, jobs: Jobs, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(_("What would the new rules have done?"), parent)
        self._jobs, self._speech = jobs, speech
        self._ours, self._today = Rules(), date.min
        self._draft: Rules | None = None
        self._run = 0
        self._began = 0.0
        self._quick = True
        self._progress: Progress | None = None
        self.found: Simulation | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Replaying"))
        self.cancel = Button(_("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.again = Button(_("Replay"), icon="time")
        self.again.clicked.connect(self.replay)
        self._busy = QWidget()
        line = row(self.bar, self.cancel, gap=12)
        line.setStretch(0, 1)
        self._busy.setLayout(line)
        self.head.addWidget(self._busy)
        self.head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.figures = Comparison(name=_("Figures"))
        self.legend = Legend()
        self.chart = LineChart(name=_("Points owed, month by month"))
        self.moves = SpanLabel(size=13, wrap=True)
        self.behaviour = BehaviourEdit(speech)
        self._parts()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._replay_soon)
        self.behaviour.changed.connect(self._changed)
        self.chart.looked_at.connect(self._looked_at)
        self._told.connect(self._show_step, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)
        self._show_idle(_("The draft is replayed over your own purchases."))

    def _parts(self) -> None:
        self.part(self.figures)
        self.chart_part = self.part(
            PlainLabel(_("Points owed, month by month"), "heading"), self.legend, self.chart
        )
        self.moves_part = self.part(self.moves)
        self.behaviour_part = self.part(self.behaviour)
        self._show_found(None)

    def show_rules(self, ours: Rules, draft: Rules | None, today: date) -> None:
        """Replay these, soon; the same as before is not replayed again."""
        same = (ours, draft) == (self._ours, self._draft)
        self._ours, self._draft, self._today = ours, draft, today
        if draft is None:
            self.stop()
            self._show_idle(_("As soon as the draft can be saved, it is replayed here."))
            self.again.hide()
        elif self.found is None and self._quick and not self.busy:
            self.replay()
        elif not same:
            self._changed()

    def replay(self) -> None:
        """Begin now, in the background."""
        if self._draft is None:
            return
        self.stop()
        from app.loyalty.queries import simulate

        self._run += 1
        self._began = monotonic()
        self._progress = Progress(partial(self._tell, self._run))
        self.bar.setRange(0, 0)
        self._busy.show()
        self.again.hide()
        self.words.setText(_("Replaying your own purchases…"))
        self._jobs.read(
            self,
            "replay",
            simulate,
            self._ours,
            self._draft,
            behaviour=self.behaviour.behaviour(),
            progress=self._progress,
            done=self._done,
            failed=self._failed,
        )

    def stop(self) -> None:
        """Stop a replay that is under way; what was found before stays."""
        if self._progress is not None:
            self._progress.cancel()

    def _cancel(self) -> None:
        """Stopped by hand: after the next change it is not begun again unasked."""
        self._quick = False
        self.stop()

    @property
    def busy(self) -> bool:
        """Whether a replay is under way."""
        return self._progress is not None

    def _changed(self) -> None:
        if self._draft is None:
            return
        if self._quick:
            self._soon.start()
        else:
            self._show_idle(_("The rules changed since the last replay."))

    def _replay_soon(self) -> None:
        self.replay()

    def _tell(self, run: int, done: int, total: int | None, _words: str) -> None:
        """Called on the worker's thread."""
        self._told.emit(run, done, total or 0)

    def _show_step(self, run: int, done: int, total: int) -> None:
        if run == self._run and self._progress is not None:
            self.bar.setRange(0, 1000 if total else 0)
            self.bar.setValue(done * 1000 // total if total else 0)

    def _done(self, found: Simulation) -> None:
        self._progress = None
        self._quick = monotonic() - self._began < _PATIENCE
        self.found = found
        self._busy.hide()
        self.again.hide()
        self.words.setText(replayed_words(found, self._speech))
        self._show_found(found)

    def _failed(self, error: Exception) -> None:
        self._progress = None
        if isinstance(error, Cancelled) and self._draft is None:
            return  # the draft broke meanwhile, which is what stands there
        if isinstance(error, Cancelled):
            self._show_idle(
                _("Stopped. The figures are those of the last replay.") if self.found else _("Stopped.")
            )
        else:
            self._show_idle(str(error))

    def _show_idle(self, words: str) -> None:
        self._busy.hide()
        self.again.setVisible(self._draft is not None)
        self.words.setText(words)

    def _show_found(self, found: Simulation | None) -> None:
        for part in (self.figures, self.chart_part, self.behaviour_part):
            part.setVisible(found is not None)
        self.moves_part.hide()
        if found is None:
            return
        self.figures.set_rows(("", TODAY, NEW), figure_rows(found, self._speech))
        lines = chart_lines(found, self._speech)
        self.chart.set_data(lines.labels, lines.series, self._axis if lines.in_money else self._speech.number)
        self.legend.show_series(lines.series)
        self.chart_part.setVisible(len(lines.labels) > 1)
        day = first_of_next_month(self._today)
        moves = move_words(found, self._speech.day(day, self._today))
        self.moves.set_spans(moves)
        self.moves_part.setVisible(bool(moves))
        self.behaviour.show_behaviour(found.behaviour)

    def _axis(self, minor: int) -> str:
        return rounded_money(minor, self._speech)

    def _looked_at(self, at: int) -> None:
        self.legend.say(self.chart.values(at))

    def figures_rows(self) -> list[tuple[Any, ...]]:
        """What the table shows."""
        return list(self.figures.rows())
