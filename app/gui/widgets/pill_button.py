"""A pill that is pressed: painted 24 px high, pressed anywhere in 40."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.gui.theme import fonts, icons
from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT

_HEIGHT = 24
_PADDING = 11
_ARROW = 12
_MOST = 240
"""Width in pixels from which its words are cut."""


class PillButton(QAbstractButton):
    """Words in a pill; with `arrow` it opens something. Checked, it has the colour of what is chosen."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, arrow: bool = False) -> None:
        super().__init__(parent)
        self._words = ""
        self._arrow = arrow
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """What it says; its name for readers is the same until another is set."""
        self._words = " ".join(text.split())
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What it says."""
        return self._words

    def shown(self) -> str:
        """What there is room for of it."""
        room = _MOST - 2 * _PADDING - (_ARROW + 4 if self._arrow else 0)
        metrics = QFontMetrics(fonts.role_font("pill"))
        return metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(fonts.role_font("pill")).horizontalAdvance(self.shown())
        arrow = _ARROW + 6 if self._arrow else 2
        return QSize(max(words + 2 * _PADDING + arrow, CONTROL_HEIGHT), CONTROL_HEIGHT)

    minimumSizeHint = sizeHint

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        tone = tokens.accent_tone if self.isChecked() else tokens.plain
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if self.hasFocus() else tokens.faint if self.underMouse() else tone.line
        ink = QColor(tone.ink if self.isEnabled() else tokens.faint)
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tone.soft))
        box = QRectF(1, (self.height() - _HEIGHT) / 2 + 0.5, self.width() - 2, _HEIGHT - 1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(fonts.role_font("pill"))
        painter.setPen(ink)
        if not self._arrow:
            painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), self.shown())
            return
        words = QRectF(_PADDING, 0, self.width() - 2 * _PADDING - _ARROW, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(words, int(flags), self.shown())
        left, top = self.width() - _PADDING - _ARROW + 2, (self.height() - _ARROW) / 2 + 0.5
        icons.paint(painter, "down", QRectF(left, top, _ARROW, _ARROW), ink)
