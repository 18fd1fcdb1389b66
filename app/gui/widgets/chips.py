"""Chips of which one is chosen: All, Purchases, Contact, Feedback."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT

_HEIGHT = 24


class _Chip(QAbstractButton):
    """Painted 24 px high, pressed anywhere in 40."""

    picked = Signal(str)

    def __init__(self, chip_id: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip_id = chip_id
        self.label = text
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.picked.emit(self.chip_id)

    def sizeHint(self) -> QSize:
        return QSize(
            max(QFontMetrics(fonts.role_font("pill")).horizontalAdvance(self.label) + 24, 40), CONTROL_HEIGHT
        )

    minimumSizeHint = sizeHint

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        tone = tokens.accent_tone if self.isChecked() else tokens.plain
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if self.hasFocus() else tokens.faint if self.underMouse() else tone.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tone.soft))
        box = QRectF(1, (self.height() - _HEIGHT) / 2 + 0.5, self.width() - 2, _HEIGHT - 1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(fonts.role_font("pill"))
        painter.setPen(QColor(tone.ink if self.isChecked() else tokens.muted))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.label)


class FilterChips(QWidget):
    """One of several; `chosen(str)` carries the id a person picked. Arrows move as among radio buttons."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._chips: list[_Chip] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for chip_id, label in choices:
            chip = _Chip(chip_id, label, self)
            self._chips.append(chip)
            chip.picked.connect(self._pick)
            self._group.addButton(chip)
            layout.addWidget(chip)
        if self._chips:
            self.set_current(self._chips[0].chip_id)

    def current(self) -> str:
        """The id of the chosen chip; "" when there are none."""
        return next((chip.chip_id for chip in self._chips if chip.isChecked()), "")

    def set_current(self, chip_id: str) -> None:
        """Choose without telling anyone."""
        for chip in self._chips:
            if chip.chip_id == chip_id:
                chip.setChecked(True)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip.isChecked() else Qt.FocusPolicy.ClickFocus)

    def _pick(self, chip_id: str) -> None:
        self.set_current(chip_id)
        self.chosen.emit(chip_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._chips:
            super().keyPressEvent(event)
            return
        at = next((index for index, chip in enumerate(self._chips) if chip.isChecked()), 0)
        chip = self._chips[(at + step) % len(self._chips)]
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        self._pick(chip.chip_id)
