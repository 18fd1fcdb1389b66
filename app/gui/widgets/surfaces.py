"""Grounds for content: the white panel with a line around it, its sections, and layouts that wrap."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.theme import current
from app.gui.theme.tokens import RADIUS_PANEL


def line(vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """A hair line in the colour of lines."""
    frame = QFrame(parent)
    frame.setProperty("line", "vertical" if vertical else "horizontal")
    return frame


class Section(QWidget):
    """A part of a panel: content in a column with even margins. `tint` marks where work is done."""

    def __init__(self, parent: QWidget | None = None, *, tint: bool = False, margin: int = 16) -> None:
        super().__init__(parent)
        self.tint = tint
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, 12, margin, 14)
        self.column.setSpacing(6)


class Panel(QWidget):
    """A white surface with rounded corners and a line around it.

    `section()` adds parts with lines between them; `add()` puts a widget in the column edge to edge.
    """

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self._sections: list[Section] = []

    def section(self, *, tint: bool = False, margin: int = 16) -> Section:
        """A new part at the end; a line separates it from what stands above."""
        if self.column.count():
            self.add_line()
        section = Section(self, tint=tint, margin=margin)
        self._sections.append(section)
        self.column.addWidget(section)
        return section

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """A widget across the whole width."""
        self.column.addWidget(widget, stretch)

    def add_line(self) -> None:
        """A line across the whole width."""
        self.column.addWidget(line(parent=self))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, RADIUS_PANEL, RADIUS_PANEL)
        painter.fillPath(shape, QColor(tokens.surface))
        painter.setClipPath(shape)
        for section in self._sections:
            if section.tint and section.isVisibleTo(self):
                painter.fillRect(section.geometry(), QColor(tokens.tint))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)


class FlowLayout(QLayout):
    """Widgets side by side that go on to the next line when the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if hint.width() > rect.width() > 0:  # wider than a whole line: it has one for itself
                hint = QSize(
                    rect.width(),
                    item.heightForWidth(rect.width()) if item.hasHeightForWidth() else hint.height(),
                )
            if x > rect.x() and x + hint.width() > rect.x() + rect.width():
                x, y, tallest = rect.x(), y + tallest + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            tallest = max(tallest, hint.height())
        return y + tallest - rect.y()


class FlowRow(QWidget):
    """A row of pills or buttons that wraps; `set_widgets` replaces what it holds."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_widgets(self, widgets: list[QWidget]) -> None:
        """Show these, and let go of those shown before."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            if item is not None and (old := item.widget()) is not None and old not in widgets:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for widget in widgets:
            self._flow.addWidget(widget)
            widget.show()
        self.updateGeometry()


def row(*widgets: QWidget | int | None, gap: int = 8) -> QHBoxLayout:
    """Widgets in a row; `None` stands for what takes the free width, a number for so many pixels."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        elif isinstance(widget, int):
            layout.addSpacing(widget)
        else:
            layout.addWidget(widget)
    return layout
