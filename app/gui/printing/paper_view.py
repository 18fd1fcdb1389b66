"""A page of paper on the screen: its picture with a line around it, scrolled when it is too large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.gui.theme.theme import current
from app.kernel.i18n import _

_AROUND = 12
_NOTCH = 120
"""Eighths of a degree: one click of a wheel, many small steps of a touch pad."""
_OF_THE_PANEL = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})


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
            return QSize(0, 0)
        size = self.image.deviceIndependentSize().toSize()
        return size + QSize(2 * _AROUND, 2 * _AROUND)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is None:
            return
        painter = QPainter(self)
        size = self.image.deviceIndependentSize()
        left = max((self.width() - size.width()) / 2, _AROUND)
        top = max((self.height() - size.height()) / 2, _AROUND)
        place = QRectF(round(left), round(top), size.width(), size.height())
        painter.drawImage(place, self.image)
        painter.setPen(QPen(QColor(current().line), 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))


class PaperView(QScrollArea):
    """`set_picture` shows a page; `room()` is how wide a page may be without being scrolled sideways.

    `turn_wanted(int)` is a wheel or an arrow key that goes on past an edge, `zoom_wanted(int)` a wheel turned
    with Ctrl; both are +1 or -1.
    """

    turn_wanted = Signal(int)
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turned = 0
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

    def set_picture(self, image: QImage, place: float | None = 0.0) -> None:
        """Show this page from its top (0.0), its end (1.0), or from where the one before stood (None)."""
        bar = self.verticalScrollBar()
        if place is None:
            place = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._sheet.image = image
        self._sheet.setMinimumSize(self._sheet.sizeHint())
        # The bars learn of the new size now, not with the next turn of events: the place hangs on them.
        QApplication.sendEvent(self._sheet, QEvent(QEvent.Type.LayoutRequest))
        self._sheet.update()
        bar.setValue(round(place * bar.maximum()))

    def picture(self) -> QImage | None:
        """What is shown."""
        return self._sheet.image

    def wheelEvent(self, event: QWheelEvent) -> None:
        down = -event.angleDelta().y()
        zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not zooming and not self._at_edge(down):
            self._turned = 0
            super().wheelEvent(event)
            return
        event.accept()
        if self._turned * down < 0:
            self._turned = 0
        self._turned += down
        if abs(self._turned) >= _NOTCH:
            step = 1 if self._turned > 0 else -1
            self._turned = 0
            if zooming:
                self.zoom_wanted.emit(-step)
            else:
                self.turn_wanted.emit(step)

    def _at_edge(self, down: int) -> bool:
        bar = self.verticalScrollBar()
        return (down > 0 and bar.value() >= bar.maximum()) or (down < 0 and bar.value() <= bar.minimum())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() in _OF_THE_PANEL:
            event.ignore()
        elif step is not None and self._at_edge(step):
            self.turn_wanted.emit(step)
        else:
            super().keyPressEvent(event)
