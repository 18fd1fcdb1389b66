"""A box to tick whose words go on to the next line: Qt's own are as wide as their words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT

_BOX, _GAP = 20, 10
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CheckBox(QCheckBox):
    """The words as they are: an ampersand is a letter."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.words = words
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _height_of(self, width: int) -> int:
        room = QRect(0, 0, max(width - _BOX - _GAP, 1), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, _WRAPPED, self.words).height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._height_of(width) + 8, CONTROL_HEIGHT)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.words) + _BOX + _GAP + 2
        return QSize(wide, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        longest = max(
            (QFontMetrics(self.font()).horizontalAdvance(word) for word in self.words.split()), default=0
        )
        return QSize(min(longest, 160) + _BOX + _GAP + 2, CONTROL_HEIGHT)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.rect = QRect(0, (self.height() - _BOX) // 2, _BOX, _BOX)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option)
        words = QRect(_BOX + _GAP, 0, self.width() - _BOX - _GAP, self.height())
        painter.setPen(colour("ink" if self.isEnabled() else "faint"))
        painter.drawText(words, _WRAPPED, self.words)
        if self.hasFocus():
            around = QFontMetrics(self.font()).boundingRect(words, _WRAPPED, self.words)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("focus"), 1.5))
            painter.drawRoundedRect(QRectF(around.adjusted(-4, -2, 4, 2)).intersected(self.rect()), 5, 5)
