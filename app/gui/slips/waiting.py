"""The slips that wait for the printer: what was wrong, try now, or let them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.jobs import ChangeSet, Jobs
from app.gui.slips.asking import till_now
from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.kernel.clock import local_date
from app.kernel.i18n import _
from app.kernel.ids import new_request_id

if TYPE_CHECKING:
    from app.printing.slips.queries import TillSlips, WaitingSlip

_SEEN = 5
_ROW = 52
_MOST = 50
"""So many rows are shown; more stand behind them, oldest first."""


class _Row(QWidget):
    """One slip, and the way to let it go."""

    dropped = Signal(int)

    def __init__(self, slip: WaitingSlip, what: str) -> None:
        super().__init__()
        self.slip_id = slip.id
        self.setFixedHeight(_ROW)
        self.name = ElidedLabel(slip.name, "strong")
        self.what = ElidedLabel(what, "muted")
        self.drop = Button(_("Drop"), "quiet", name=_("Drop the slip for {name}").format(name=slip.name))
        self.drop.clicked.connect(self._drop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.what)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.addLayout(words, 1)
        line.addWidget(self.drop)

    def _drop(self) -> None:
        self.dropped.emit(self.slip_id)


class WaitingDialog(Dialog):
    """`again()`: the person wants them tried now. What is printed meanwhile goes from the list."""

    again = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Slips that wait for the printer"), parent, accept=_("Try now"), cancel=_("Close"), width=520
        )
        self._jobs = jobs
        self._ids: tuple[int, ...] = ()
        self.rows: list[_Row] = []
        self.problem = PlainLabel("", "warning", wrap=True)
        self.empty = PlainLabel("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        inner = QWidget()
        inner.setProperty("ground", "none")
        inner.setLayout(self._list)
        self.shown = QScrollArea()
        self.shown.setWidget(inner)
        self.shown.setWidgetResizable(True)
        self.shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self.problem, self.shown, self.empty):
            self.body.addWidget(widget)
        self.drop_all = Button(_("Drop all"), "quiet")
        self.drop_all.clicked.connect(self._drop_all)
        self.add_button(self.drop_all)
        self.confirmed.connect(self._try)
        jobs.changed.connect(self._hear)
        self.set_busy(True)
        self._look()

    def _hear(self, changes: ChangeSet) -> None:
        if any(topic == "slip" for topic, _customer in changes):
            self._look()

    def _look(self) -> None:
        till = self._jobs.book.actor.till
        self._jobs.read(self, "waiting", till_now, till, done=self._show)

    def _show(self, now: TillSlips) -> None:
        waiting = now.waiting
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._ids = tuple(slip.id for slip in waiting)
        self.rows = [self._row(slip) for slip in waiting[:_MOST]]
        for row in self.rows:
            self._list.addWidget(row)
        self.shown.setFixedHeight(min(len(self.rows), _SEEN) * _ROW)
        self.shown.setVisible(bool(self.rows))
        failed = next((slip.problem for slip in waiting if slip.problem), "")
        self.problem.setText(failed)
        self.problem.setVisible(bool(failed))
        more = len(waiting) - len(self.rows)
        words = _("and {n} more").format(n=more) if more else ""
        self.empty.setText(words if waiting else _("Nothing waits for the printer."))
        self.empty.setVisible(bool(self.empty.text()))
        self.drop_all.setVisible(bool(waiting))
        self.set_busy(not waiting)
        self.make_room()

    def _row(self, slip: WaitingSlip) -> _Row:
        context = self._jobs.book.context
        speech = Speech(context)
        today = local_date(self._jobs.book.clock.now(), context.timezone)  # type: ignore[attr-defined]
        parts = [
            _("Balance") if slip.amount is None else speech.money(slip.amount),
            speech.moment(slip.asked_at, today),
            _("tried {n} times").format(n=slip.tries) if slip.tries > 1 else "",
            _("too old to be printed by itself") if slip.stale else "",
        ]
        row = _Row(slip, " · ".join(filter(None, parts)))
        row.dropped.connect(self._drop)
        return row

    def _try(self) -> None:
        self.again.emit()

    def _drop(self, slip_id: int) -> None:
        self._let_go((slip_id,))

    def _drop_all(self) -> None:
        self._let_go(self._ids)

    def _let_go(self, ids: tuple[int, ...]) -> None:
        from app.printing.slips.commands import DropSlips, drop_slips

        self._jobs.write(self, drop_slips, DropSlips(ids, request_id=new_request_id()))
