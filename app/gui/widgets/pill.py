"""Pills: short facts in a rounded box, coloured by what they mean."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.gui.theme import fonts, icons
from app.gui.theme.theme import colour, current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.avatar import paint_avatar

Tone = Literal["plain", "gold", "violet", "accent", "rose", "blue"]
HEIGHT = 24
_PADDING = 11
_ICON = 13
_MOST = 280
"""Width in pixels from which the text of a pill is cut."""


def pill_width(text: str, icon: str = "") -> int:
    """How wide a pill with this text is."""
    words = QFontMetrics(fonts.role_font("pill")).horizontalAdvance(text)
    return min(words + 2 * _PADDING + (_ICON + 4 if icon else 0), _MOST)


def paint_pill(painter: QPainter, rect: QRectF, text: str, tone: str = "plain", icon: str = "") -> None:
    """Paint a pill into `rect`; delegates of lists use this with `pill_width` and `HEIGHT`."""
    colours = current().tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.setBrush(QColor(colours.soft))
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    words = rect.adjusted(_PADDING, 0, -_PADDING + 1, 0)
    if icon:
        place = QRectF(words.left() - 1, rect.center().y() - _ICON / 2, _ICON, _ICON)
        icons.paint(painter, icon, place, QColor(colours.ink))
        words.setLeft(words.left() + _ICON + 4)
    painter.setFont(fonts.role_font("pill"))
    painter.setPen(QColor(colours.ink))
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    painter.restore()


class Pill(QWidget):
    """A short fact; not pressed by anything."""

    def __init__(
        self, text: str = "", tone: Tone = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_content(text, tone, icon)

    def set_content(self, text: str, tone: Tone = "plain", icon: str = "") -> None:
        """Show another fact."""
        self._text = " ".join(text.split())
        self._tone = tone
        self._icon = icon
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def tone(self) -> str:
        return self._tone

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text, self._icon), HEIGHT)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._icon)


class PersonPill(QAbstractButton):
    """Who is at the till, as a pill that can be pressed: "Jonas on the till".

    The target is 40 px high; the pill in it is painted 24 px high.
    """

    def __init__(
        self, name: str, text: str, person_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_person(name, text, person_id)

    def set_person(self, name: str, text: str, person_id: int | None = None) -> None:
        """Show somebody else."""
        self._name, self._label, self._id = name, " ".join(text.split()), person_id
        self.setAccessibleName(self._label)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(fonts.role_font("pill")).horizontalAdvance(self._label)
        return QSize(min(words + 46, _MOST), CONTROL_HEIGHT)

    minimumSizeHint = sizeHint

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current()
        box = QRectF(0.5, (self.height() - HEIGHT) / 2 + 0.5, self.width() - 1, HEIGHT - 1)
        edge = tokens.focus if self.hasFocus() else tokens.faint if self.underMouse() else tokens.plain.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tokens.plain.soft))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), HEIGHT / 2, HEIGHT / 2)
        paint_avatar(painter, QRectF(11, (self.height() - 17) / 2, 17, 17), self._name, self._id)
        painter.setFont(fonts.role_font("pill"))
        painter.setPen(colour("ink"))
        words = QRectF(34, 0, self.width() - 44, self.height())
        shown = QFontMetrics(painter.font()).elidedText(
            self._label, Qt.TextElideMode.ElideRight, int(words.width()) + 1
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
