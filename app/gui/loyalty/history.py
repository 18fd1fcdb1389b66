"""The line of versions: what is scheduled and can be called off, what held before, what is looked at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel
from app.gui.widgets.pill import Pill
from app.kernel.i18n import _, plural
from app.loyalty.programme_state import VersionState
from app.loyalty.queries import ProgrammeState

_NONE = 0


class _Scheduled(QWidget):
    """One version whose day has not come."""

    looked_at = Signal(object)
    called_off = Signal(int)

    def __init__(self, version: int, words: str, said: str, shown: bool) -> None:
        super().__init__()
        self._version = version
        self.show_button = Button(_("Show"), "quiet", name=_("Show the rules of {day}").format(day=words))
        self.off_button = Button(
            _("Call off"), "quiet", name=_("Call off the rules of {day}").format(day=words)
        )
        self.show_button.setVisible(not shown)
        self.show_button.clicked.connect(self._show)
        self.off_button.clicked.connect(self._call_off)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Pill(_("From {day}").format(day=words), "gold"))
        line.addWidget(ElidedLabel(said, "muted"), 1)
        line.addWidget(self.show_button)
        line.addWidget(self.off_button)

    def _show(self) -> None:
        self.looked_at.emit(self._version)

    def _call_off(self) -> None:
        self.called_off.emit(self._version)


class History(QWidget):
    """`looked_at(int | None)` asks for a version, None for today's or the draft; `called_off(int)`.

    There only while it has something to say.
    """

    looked_at = Signal(object)
    called_off = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scheduled: list[_Scheduled] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.said = ElidedLabel("", "muted")
        self.before = Button(_("Earlier rules"), "quiet", menu=True)
        self.before.clicked.connect(self._offer)
        self.back = Button(_("Back to what holds"), "quiet")
        self.back.clicked.connect(self._go_back)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.said, 1)
        line.addWidget(self.back)
        line.addWidget(self.before)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addWidget(self._line)
        self._versions: list[tuple[int, str]] = []

    def show_state(
        self, state: ProgrammeState, speech: Speech, today: date, older: int | None, *, draft: bool
    ) -> None:
        """Say which versions there are, and which one is on the screen."""
        for one in self.scheduled:
            one.hide()
            one.deleteLater()
        self.scheduled = []
        for version in state.scheduled:
            words = speech.day(version.first_day, today) if version.first_day else ""
            row = _Scheduled(version.id, words, _said(version), version.id == older)
            row.looked_at.connect(self.looked_at)
            row.called_off.connect(self.called_off)
            self._rows.addWidget(row)
            self.scheduled.append(row)
        now = state.holds.id if state.holds else _NONE
        self._versions = [
            (version.id, _span(version.first_day, version.last_day, speech))
            for version in state.history
            if version.id != now
        ]
        self.before.setVisible(bool(self._versions))
        self.back.setVisible(older is not None)
        self.back.setText(_("Back to the draft") if draft else _("Back to what holds"))
        self.said.setText(self._words(older, now, state, speech))
        self._line.setVisible(bool(self._versions) or older is not None)
        self.setVisible(bool(self.scheduled) or not self._line.isHidden())

    def _words(self, older: int | None, now: int, state: ProgrammeState, speech: Speech) -> str:
        if older is not None:
            shown = next((one for one in (*state.scheduled, *state.history) if one.id == older), None)
            if shown is not None and shown in state.scheduled and shown.first_day is not None:
                return _("These rules will hold from {day}.").format(day=speech.long_day(shown.first_day))
            if shown is not None and shown.id != now:
                days = _span(shown.first_day, shown.last_day, speech)
                return _("These rules held {days}. They can be read, not changed.").format(days=days)
        n = len(self._versions)
        return plural("Other rules held before.", "{n} other programmes held before.", n).format(n=n)

    def _offer(self) -> None:
        menu = QMenu(self)
        for version, words in self._versions:
            action = QAction(words, menu)
            action.setData(version)
            menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.before.mapToGlobal(self.before.rect().bottomLeft()))

    def _picked(self, action: QAction) -> None:
        self.looked_at.emit(action.data())

    def _go_back(self) -> None:
        self.looked_at.emit(None)


def _said(version: VersionState) -> str:
    if version.replaced:
        return _("rules that newer ones of the same day replace")
    if version.who:
        return _("other rules are scheduled, by {who}").format(who=version.who)
    return _("other rules are scheduled")


def _span(first: date | None, last: date | None, speech: Speech) -> str:
    if first is None:
        return _("until {day}").format(day=speech.long_day(last)) if last else _("always")
    if last is None or last == first:
        return _("on {day}").format(day=speech.long_day(first))
    return _("{first} to {last}").format(first=speech.long_day(first), last=speech.long_day(last))
