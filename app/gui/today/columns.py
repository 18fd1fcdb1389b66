"""Panels side by side: three columns where there is room, two where there is less."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

ROOM_FOR_THREE = 1100
_MOST = 3
_GAP = 12
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Columns(QWidget):
    """The panels in the order of reading, across first. `count` columns stand now, of the panels `shown`.
    `sideways(-1 or 1)` is an arrow key that a panel had no use for."""

    sideways = Signal(int)

    def __init__(self, panels: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = self.shown = tuple(panels)
        self.count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._deal(_MOST)

    def place_of(self, panel: QWidget) -> tuple[int, int]:
        """(column, row) of a panel that is shown."""
        at = self.shown.index(panel)
        return at % self.count, at // self.count

    def leave_out(self, panels: Collection[QWidget]) -> None:
        """These have nothing to show: the others close up."""
        shown = tuple(panel for panel in self.panels if panel not in panels)
        if shown != self.shown:
            self.shown, count, self.count = shown, self.count, 0
            self._deal(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ACROSS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.sideways.emit(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal(_MOST if self.width() >= ROOM_FOR_THREE else _MOST - 1)

    def _deal(self, count: int) -> None:
        if count == self.count:
            return
        self.count = count
        for panel in self.panels:
            self._grid.removeWidget(panel)
        for panel in self.shown:
            column, row = self.place_of(panel)
            self._grid.addWidget(panel, row, column)
        for panel in self.panels:
            panel.setVisible(panel in self.shown)
        rows = -(-len(self.shown) // count)
        for place in range(len(self.panels)):
            self._grid.setColumnStretch(place, 1 if place < count else 0)
            self._grid.setRowStretch(place, 1 if place < rows else 0)
