"""How customers are known: four cells, each a figure, of how many, and what the others lack most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.theme import current
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel, line
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.gui.models.relationships import MoveCell

_SIDE = 14
_LINK = 6
"""What a link button leaves free before its words."""
_ROOM_FOR_FOUR = 760


class ShareBar(QWidget):
    """A thin bar, filled to a share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """0 to 1."""
        self.share = min(max(share, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.fillPath(shape, QColor(tokens.track))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width() * self.share, self.height()), QColor(tokens.accent))


class MoveView(QWidget):
    """One move. `chosen` asks to see those who lack what is said."""

    chosen = Signal()

    def __init__(self, cell: MoveCell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel("", "strong")
        self.figure, self.of = PlainLabel("", "figure"), ElidedLabel("", "caption")
        self.bar = ShareBar()
        self.missing = PlainLabel("", "caption", wrap=True)
        self.show_button = Button("", "link")
        self.show_button.clicked.connect(self.chosen)
        self._lay_out()
        self.set_cell(cell)

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(6)
        figures.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        self.of.setContentsMargins(0, 0, 0, 5)
        figures.addWidget(self.of, 1, Qt.AlignmentFlag.AlignBottom)
        words = QVBoxLayout()
        words.setContentsMargins(_SIDE, 0, _SIDE, 0)
        words.setSpacing(4)
        words.addWidget(self.label)
        words.addLayout(figures)
        words.addWidget(self.bar)
        words.addSpacing(4)
        words.addWidget(self.missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 6)
        column.setSpacing(4)
        column.addLayout(words)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE - _LINK, 0, 0, 0)
        foot.addWidget(self.show_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def set_cell(self, cell: MoveCell) -> None:
        """Show this of the move."""
        self.cell = cell
        self.label.setText(cell.label)
        self.figure.setText(cell.figure)
        self.of.setText(cell.of)
        self.bar.set_share(cell.share)
        nothing = _("Nothing is missing.") if cell.share >= 1 else ""
        self.missing.setText(cell.missing or nothing)
        self.show_button.setText(cell.show)
        self.show_button.setVisible(bool(cell.show))
        self.show_button.setAccessibleName(f"{cell.show}: {cell.missing}" if cell.show else "")
        self.setToolTip(cell.takes)
        self.setAccessibleName(f"{cell.label}: {cell.figure} {cell.of}")
        self.setAccessibleDescription(cell.missing)


class IdicBoard(Panel):
    """Four moves side by side, two by two where there is less room. `cell_chosen(id, customer ids)` asks for
    the list of those who lack what the cell says."""

    cell_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("How customers are known"))
        self.cells: list[MoveView] = []
        self.columns = 0
        self.title = ElidedLabel(_("How customers are known"), "heading")
        self.whom = PlainLabel(_("all customers"), "caption")
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(_SIDE, 8, _SIDE, 8)
        bar.addWidget(self.title, 1)
        bar.addWidget(self.whom)
        head.setFixedHeight(46)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self.add(head)
        self.add_line()
        self.column.addLayout(self._grid, 1)

    def set_cells(self, cells: Sequence[MoveCell]) -> None:
        """Show these; views are kept while their number is the same."""
        if len(cells) == len(self.cells):
            for view, cell in zip(self.cells, cells, strict=True):
                view.set_cell(cell)
            return
        for old in self.cells:
            self._grid.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.cells = [MoveView(cell, self) for cell in cells]
        for view in self.cells:
            view.chosen.connect(self._chosen)
        self.columns = 0
        self._deal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal()

    def _deal(self) -> None:
        count = 4 if self.width() >= _ROOM_FOR_FOUR else 2
        if count == self.columns or not self.cells:
            return
        self.columns = count
        while (item := self._grid.takeAt(0)) is not None:
            kept = item.widget()
            if kept is not None and kept not in self.cells:  # a line between cells
                kept.hide()
                kept.setParent(None)
                kept.deleteLater()
        for place, view in enumerate(self.cells):
            down, across = divmod(place, count)
            self._grid.addWidget(view, 2 * down, 2 * across)
            if across:
                self._grid.addWidget(line(vertical=True), 2 * down, 2 * across - 1)
            if down:
                self._grid.addWidget(line(), 2 * down - 1, 2 * across, 1, 2 if across + 1 < count else 1)
        for column in range(7):
            self._grid.setColumnStretch(column, 1 if column % 2 == 0 and column < 2 * count else 0)

    def _chosen(self) -> None:
        view = self.sender()
        if isinstance(view, MoveView):
            self.cell_chosen.emit(view.cell.id, view.cell.ids)
