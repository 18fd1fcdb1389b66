"""The frame of the right card: a heading with a line of words, and parts that scroll inside the card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel, line


class FiguresCard(Panel):
    """`head` is the column under the heading; `part(...)` adds widgets under a line."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=title)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(title)
        inner = QWidget()
        inner.setProperty("ground", "none")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        top = QWidget()
        self.head = QVBoxLayout(top)
        self.head.setContentsMargins(18, 14, 8, 12)
        self.head.setSpacing(8)
        self.title = PlainLabel(title, "heading", wrap=True)
        self.words = PlainLabel("", "muted", wrap=True)
        self.head.addWidget(self.title)
        self.head.addWidget(self.words)
        self._column.addWidget(top)
        self._column.addStretch(1)
        self.area.setWidget(inner)
        self.add(self.area, 1)

    def part(self, *widgets: QWidget) -> QWidget:
        """Widgets one below the other, a line above them; the whole can be hidden."""
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(line())
        inner = QVBoxLayout()
        inner.setContentsMargins(18, 12, 8, 12)
        inner.setSpacing(8)
        for widget in widgets:
            inner.addWidget(widget)
        outer.addLayout(inner)
        self._column.insertWidget(self._column.count() - 1, whole)
        return whole
