"""A choice told in a pill, and made in the menu that it opens: "Last 12 months ▾"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.widgets.labels import plain_tool_tip
from app.gui.widgets.pill_button import PillButton

_LONGEST = 60
"""Letters of a choice in the menu."""


class PillChooser(PillButton):
    """One of (id, label); `chosen(str)` carries a person's choice. `about` says what is chosen ("Period").

    Arrows up and down take the next without opening the menu.
    """

    chosen = Signal(str)

    def __init__(
        self, about: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, arrow=True)
        self._about = about
        self._choices: tuple[tuple[str, str], ...] = ()
        self._current = ""
        self.menu: QMenu | None = None
        self.clicked.connect(self.open_menu)
        self.set_choices(choices)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What there is to choose from."""
        return self._choices

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; what was chosen stays where it is among them, else the first is."""
        self._choices = tuple((one, " ".join(label.split())) for one, label in choices)
        known = [one for one, _label in self._choices]
        self.set_current(self._current if self._current in known else known[0] if known else "")

    def current(self) -> str:
        """The id of what is chosen."""
        return self._current

    def set_current(self, choice: str) -> None:
        """Choose without telling anyone."""
        self._current = choice
        self.set_words(dict(self._choices).get(choice, ""))
        self.setAccessibleName(f"{self._about}: {self.words()}")
        self.setToolTip(plain_tool_tip(self.words()) if self.shown() != self.words() else "")

    def open_menu(self) -> None:
        """Every choice, the present one marked."""
        menu = QMenu(self)
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }")  # many choices stay in one column
        group = QActionGroup(menu)
        for one, label in self._choices:
            shown = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
            action = QAction(shown.replace("&", "&&"), menu)
            action.setData(one)
            action.setCheckable(True)
            action.setChecked(one == self._current)
            group.addAction(action)
            menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _picked(self, action: QAction) -> None:
        self._take(str(action.data()))

    def _take(self, choice: str) -> None:
        if choice != self._current:
            self.set_current(choice)
            self.chosen.emit(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._choices:
            super().keyPressEvent(event)
            return
        known = [one for one, _label in self._choices]
        at = known.index(self._current) if self._current in known else 0
        self._take(known[min(max(at + step, 0), len(known) - 1)])
