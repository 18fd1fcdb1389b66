"""What stands where there is nothing yet: a picture, a sentence, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.theme import icons
from app.gui.theme.theme import current
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel


class IconTile(QWidget):
    """A picture on a soft rounded ground, as in the timeline."""

    def __init__(
        self, meaning: str, tone: str = "accent", size: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._meaning, self._tone = meaning, tone
        self.setFixedSize(size, size)

    def set_icon(self, meaning: str, tone: str) -> None:
        """Show another picture."""
        self._meaning, self._tone = meaning, tone
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon_tile(QPainter(self), QRectF(self.rect()), self._meaning, self._tone)


def paint_icon_tile(painter: QPainter, rect: QRectF, meaning: str, tone: str = "accent") -> None:
    """Paint the tile into `rect`; delegates of lists use this."""
    colours = current().tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.soft))
    radius = rect.width() * 0.27
    painter.drawRoundedRect(rect, radius, radius)
    side = round(rect.width() * 0.57)
    inner = QRectF(0, 0, side, side)
    inner.moveCenter(rect.center())
    icons.paint(painter, meaning, inner, QColor(colours.ink))
    painter.restore()


class EmptyState(QWidget):
    """`activated` is the button, which is there only when `action` names what it does."""

    activated = Signal()

    def __init__(
        self, icon: str, sentence: str, action: str = "", parent: QWidget | None = None, *, detail: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        self._tile = IconTile(icon, "accent", 56)
        self._sentence = PlainLabel(sentence, "heading", wrap=True)
        self._detail = PlainLabel(detail, "muted", wrap=True)
        self._detail.setVisible(bool(detail))
        self.button = Button(action, "primary")
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self._act)
        for label in (self._sentence, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._sentence)
        column.addWidget(self._detail)
        column.addSpacing(8)
        column.addWidget(self.button, 0, centre)
        column.addStretch(1)

    def set_content(self, sentence: str, action: str = "", detail: str = "") -> None:
        """Say something else."""
        self.setAccessibleName(sentence)
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.button.setText(action)
        self.button.setVisible(bool(action))

    def _act(self) -> None:
        self.activated.emit()
