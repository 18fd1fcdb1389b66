"""How far on the way: a bar for points, a row of circles for stamps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import fonts, icons
from app.gui.theme.theme import current
from app.kernel.i18n import _


class Meter(QWidget):
    """A gold bar. `set_progress(part, whole)` in any unit; more than the whole is shown as the whole."""

    def __init__(self, part: int = 0, whole: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(part, whole)

    def set_progress(self, part: int, whole: int) -> None:
        """Show `part` of `whole`; a whole of nothing is full."""
        self._share = min(max(part / whole, 0.0), 1.0) if whole > 0 else 1.0
        self.setAccessibleName(_("{part} of {whole}").format(part=part, whole=whole))
        self.update()

    def share(self) -> float:
        """The filled part, 0 to 1."""
        return self._share

    def sizeHint(self) -> QSize:
        return QSize(120, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.fillPath(shape, QColor(tokens.track))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width() * self._share, self.height()), QColor(tokens.gold_fill))


class StampRow(QWidget):
    """The stamps of a card: filled ones ticked, open ones numbered, the free one a gift."""

    _SIZE = 26
    _SMALLEST = 18
    _GAP = 4

    def __init__(self, have: int = 0, of: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_stamps(have, of)

    def set_stamps(self, have: int, of: int) -> None:
        """Show `have` of `of` stamps."""
        self._have, self._of = have, of
        self.setAccessibleName(_("{have} of {of} stamps").format(have=have, of=of))
        self.updateGeometry()
        self.update()

    def _circle(self, width: int) -> int:
        """How large a circle is: smaller when all then fit on one line, else of the usual size."""
        room = (width + self._GAP) // self._of - self._GAP if self._of else self._SIZE
        return min(room, self._SIZE) if room >= self._SMALLEST else self._SIZE

    def _columns(self, width: int) -> int:
        return max((width + self._GAP) // (self._circle(width) + self._GAP), 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = -(-self._of // self._columns(width))
        return lines * (self._circle(width) + self._GAP) - self._GAP if lines else 0

    def sizeHint(self) -> QSize:
        width = min(self._of, 10) * (self._SIZE + self._GAP) - self._GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * (self._SMALLEST + self._GAP), self._SMALLEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(max(self.heightForWidth(self.width()), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.role_font("pill"))
        size, columns = self._circle(self.width()), self._columns(self.width())
        for index in range(self._of):
            down, across = divmod(index, columns)
            step = size + self._GAP
            box = QRectF(across * step, down * step, size, size).adjusted(0.75, 0.75, -0.75, -0.75)
            edge = size * 0.23
            inner = box.adjusted(edge, edge, -edge, -edge)
            if index < self._have:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.gold_fill))
                painter.drawEllipse(box)
                icons.paint(painter, "check", inner, QColor(tokens.surface))
                continue
            painter.setPen(QPen(QColor(tokens.line), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            if index == self._of - 1:
                icons.paint(painter, "reward", inner, QColor(tokens.ink))
            else:
                painter.setPen(QColor(tokens.ink))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index + 1))
