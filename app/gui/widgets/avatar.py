"""The circle with a person's initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.kernel.text import initials


def paint_avatar(painter: QPainter, rect: QRectF, name: str, person_id: int | None) -> None:
    """Paint the circle into `rect`; delegates of lists use this."""
    pairs = current().avatars
    ground, ink = pairs[-1] if person_id is None else pairs[person_id % len(pairs)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(rect)
    painter.setFont(fonts.font(max(8, round(rect.height() * 0.36)), 600))
    painter.setPen(QColor(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(QWidget):
    """Initials in a soft circle; the colour follows the id, so it stays with the person."""

    def __init__(
        self, name: str = "", person_id: int | None = None, size: int = 34, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(name, person_id)

    def set_person(self, name: str, person_id: int | None) -> None:
        """Show another person."""
        self._name = name
        self._id = person_id
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name, self._id)
