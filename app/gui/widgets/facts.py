"""A row of facts: a value, and what it counts under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.theme import current
from app.gui.widgets.clamped import ClampedLabel
from app.gui.widgets.labels import ElidedLabel, plain_tool_tip
from app.gui.widgets.surfaces import line

_LEFT, _RIGHT = 14, 10
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class Fact:
    """`value` is already in words or figures; `role` colours the caption ("warning", "good"); `how` says how
    it came about, as a tool tip; `id` names it to who hears that it was pressed."""

    value: str
    caption: str
    role: str = "caption"
    how: str = ""
    id: str = ""


class FactCell(QWidget):
    """One fact. `marked` paints the mark of the keyboard; it answers a press where the strip does."""

    pressed = Signal()

    def __init__(self, value_role: str, lines: int, pressable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = Fact("", "")
        self.marked = False
        self._pressable = pressable
        self.value = ElidedLabel("", value_role)
        self.caption = ElidedLabel("", "caption") if lines == 1 else ClampedLabel("", "caption", lines=lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 10, _RIGHT, 11)
        column.setSpacing(4)
        column.addWidget(self.value)
        column.addWidget(self.caption)
        column.addStretch(1)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_fact(self, fact: Fact) -> None:
        """Show this one; labels are kept."""
        self.fact = fact
        self.value.setText(fact.value)
        self.caption.setText(fact.caption)
        self.caption.set_role(fact.role if fact.role == "caption" else f"caption-{fact.role}")
        self.setToolTip(plain_tool_tip(fact.how))

    def room_needed(self) -> int:
        """The width in pixels at which nothing of it is cut off."""
        texts = [self.value, self.caption] if isinstance(self.caption, ElidedLabel) else [self.value]
        widest = max(label.fontMetrics().horizontalAdvance(label.full_text()) for label in texts)
        return widest + 2 + _LEFT + _RIGHT

    def mark(self, marked: bool) -> None:
        """Paint the keyboard's mark, or no longer."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._pressable)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._pressable and inside and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def event(self, event: QEvent) -> bool:
        if self._pressable and event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._pressable and (self.marked or self.underMouse())):
            return
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setBrush(QColor(tokens.hover))
        painter.setPen(QPen(QColor(tokens.focus), 2) if self.marked else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 7, 7)


class FactStrip(QWidget):
    """Facts side by side with lines between them, equally wide unless one would be cut off then.

    `pressable` facts open to more: `pressed(id)` by mouse or finger; by keys the strip is one stop, arrows go
    from fact to fact and Enter or Space presses.
    """

    pressed = Signal(str)

    def __init__(
        self,
        facts: Sequence[Fact] = (),
        parent: QWidget | None = None,
        *,
        value_role: str = "fact",
        lines: int = 1,
        pressable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value_role, self._lines, self._pressable = value_role, lines, pressable
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._facts: tuple[Fact, ...] = ()
        self.cells: list[FactCell] = []
        self._at = 0
        if pressable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these; labels are kept when only the words change."""
        self._facts = tuple(facts)
        if len(facts) != len(self.cells):
            self._rebuild(len(facts))
        for fact, cell in zip(facts, self.cells, strict=True):
            cell.show_fact(fact)
        self._share_room()
        self._say()

    def _share_room(self) -> None:
        needed = [cell.room_needed() for cell in self.cells]
        evenly = max(needed, default=0) * len(needed) + len(needed) <= self.width()
        for place, room in enumerate(needed):
            self._row.setStretch(2 * place, 1 if evenly else room)

    def facts(self) -> tuple[Fact, ...]:
        """What is shown."""
        return self._facts

    def cell_of(self, fact_id: str) -> FactCell | None:
        """The place of the fact of that id."""
        return next((cell for cell in self.cells if cell.fact.id == fact_id), None)

    def _rebuild(self, count: int) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.cells = []
        for index in range(count):
            if index:
                self._row.addWidget(line(vertical=True))
            cell = FactCell(self._value_role, self._lines, self._pressable)
            cell.pressed.connect(self._pressed)
            self._row.addWidget(cell, 1)
            self.cells.append(cell)
        self._mark(min(self._at, max(0, count - 1)))

    def _pressed(self) -> None:
        cell = self.sender()
        if isinstance(cell, FactCell):
            self._mark(self.cells.index(cell))
            self.pressed.emit(cell.fact.id)

    def _mark(self, at: int) -> None:
        self._at = at
        for place, cell in enumerate(self.cells):
            cell.mark(place == at and self._pressable and self.hasFocus())
        self._say()

    def _say(self) -> None:
        """To a screen reader: all facts, and the marked one first."""
        told = [f"{fact.value} {fact.caption}" for fact in self._facts]
        self.setAccessibleName(", ".join(told))
        if self._pressable and self._facts:
            self.setAccessibleDescription(told[min(self._at, len(told) - 1)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._pressable and self.cells and key in _STEPS:
            self._mark(max(0, min(self._at + _STEPS[key], len(self.cells) - 1)))
        elif (
            self._pressable and self.cells and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        ):
            if not event.isAutoRepeat():
                self.pressed.emit(self.cells[self._at].fact.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(self._at)
