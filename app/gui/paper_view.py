"""A page of paper on the screen: its picture with a line around it, scrolled when it is too large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from app.gui.theme.theme import current
from app.kernel.i18n import _

_AROUND = 12


def image_of(picture: tuple[int, int, bytes]) -> QImage:
    """The pixels of `app.printing.preview.page_images` as Qt's own image."""
    width, height, pixels = picture
    return QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None

    def sizeHint(self) -> QSize:
        if self.image is None:
            return QSize(200, 280)
        size = self.image.deviceIndependentSize().toSize()
        return size + QSize(2 * _AROUND, 2 * _AROUND)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is None:
            return
        painter = QPainter(self)
        size = self.image.deviceIndependentSize()
        left = max((self.width() - size.width()) / 2, _AROUND)
        place = QRectF(round(left), _AROUND, size.width(), size.height())
        painter.drawImage(place, self.image)
        painter.setPen(QPen(QColor(current().line), 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))


class PaperView(QScrollArea):
    """`set_picture` shows a page; `room()` is how wide a page may be without being scrolled sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = _Sheet()
        self._sheet.setProperty("ground", "none")
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def room(self) -> int:
        """Pixels across, a scroll bar at the side allowed for."""
        return max(self.width() - 2 * _AROUND - 14, 120)

    def room_down(self) -> int:
        """Pixels from top to bottom."""
        return max(self.height() - 2 * _AROUND - 4, 160)

    def set_picture(self, image: QImage) -> None:
        """Show this page, from its top."""
        self._sheet.image = image
        self._sheet.setMinimumSize(self._sheet.sizeHint())
        self._sheet.update()
        self.verticalScrollBar().setValue(0)

    def picture(self) -> QImage | None:
        """What is shown."""
        return self._sheet.image
