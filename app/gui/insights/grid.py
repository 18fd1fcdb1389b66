"""Cards in rows: two beside one another where there is room, the left one wider, else one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

ROOM_FOR_TWO = 1060
_GAP = 12
_LEFT, _RIGHT = 5, 4


class CardGrid(QWidget):
    """The cards in the order of reading. `count` columns stand now."""

    def __init__(self, cards: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)
        self.count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._deal(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal(2 if self.width() >= ROOM_FOR_TWO else 1)

    def _deal(self, count: int) -> None:
        if count == self.count:
            return
        self.count = count
        for card in self.cards:
            self._grid.removeWidget(card)
        last = len(self.cards) - 1
        for at, card in enumerate(self.cards):
            row, column = divmod(at, count)
            alone = at == last and column == 0
            self._grid.addWidget(card, row, column, 1, count if alone else 1)
        self._grid.setColumnStretch(0, _LEFT)
        self._grid.setColumnStretch(1, _RIGHT if count == 2 else 0)
