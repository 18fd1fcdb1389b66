"""Panels side by side: three columns where there is room, two where there is less."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

ROOM_FOR_THREE = 1100
_MOST = 3
_GAP = 12


class Columns(QWidget):
    """The panels in the order of reading, across first. `count` columns stand now."""

    def __init__(self, panels: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = tuple(panels)
        self.count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._deal(_MOST)

    def place_of(self, panel: QWidget) -> tuple[int, int]:
        """(column, row) of a panel."""
        at = self.panels.index(panel)
        return at % self.count, at // self.count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal(_MOST if self.width() >= ROOM_FOR_THREE else _MOST - 1)

    def _deal(self, count: int) -> None:
        if count == self.count:
            return
        self.count = count
        for panel in self.panels:
            self._grid.removeWidget(panel)
        for panel in self.panels:
            column, row = self.place_of(panel)
            self._grid.addWidget(panel, row, column)
        rows = -(-len(self.panels) // count)
        for place in range(len(self.panels)):
            self._grid.setColumnStretch(place, 1 if place < count else 0)
            self._grid.setRowStretch(place, 1 if place < rows else 0)
