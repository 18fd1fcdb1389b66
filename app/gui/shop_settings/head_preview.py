"""The head of the shop's paper, printed anew while the form is being filled in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.models.letterhead_view import head_picture
from app.gui.theme.theme import current
from app.kernel.i18n import _
from app.shop.on_paper import Picture
from app.shop.queries import ShopProfile

_PAUSE = 250
"""Milliseconds without a key after which the paper is printed anew."""
_SIDE = 16


class _Strip(QWidget):
    """The picture, with a line around it."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.setFixedHeight(96)
        self.setAccessibleName(_("How the head of the shop's paper will look"))

    def sizeHint(self) -> QSize:
        return QSize(420, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is None:
            return
        painter = QPainter(self)
        size = self.image.deviceIndependentSize()
        place = QRectF(0, 0, size.width(), size.height())
        painter.drawImage(place, self.image)
        painter.setPen(QPen(QColor(current().line), 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


class HeadPreview(QWidget):
    """`show_profile` and `show_logo` say what to print; the last of them counts."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._profile: ShopProfile | None = None
        self._logo: Picture | None = None
        self.strip = _Strip()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 0, _SIDE, 10)
        column.addWidget(self.strip)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._print)

    def show_profile(self, profile: ShopProfile) -> None:
        """Print this profile's head."""
        if profile != self._profile:
            self._profile = profile
            self._soon()

    def show_logo(self, logo: Picture | None) -> None:
        """Print it with this logo."""
        if logo != self._logo:
            self._logo = logo
            self._soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._soon()

    def _soon(self) -> None:
        self._timer.start(0 if self.strip.image is None else _PAUSE)

    def _print(self) -> None:
        if self._profile is None or self.strip.width() < 50:
            return
        pixels = round(self.strip.width() * self.devicePixelRatioF())
        asked = (head_picture, self._profile, self._logo, pixels)
        self._jobs.run(self, "head", *asked, done=self._show, failed=self._failed)

    def _show(self, picture: tuple[int, int, bytes]) -> None:
        width, height, pixels = picture
        image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.strip.image = image
        self.strip.setFixedHeight(round(height / self.devicePixelRatioF()))
        self.strip.update()

    def _failed(self, _error: Exception) -> None:
        """What cannot be printed yet (half a time zone) leaves the last picture standing."""
