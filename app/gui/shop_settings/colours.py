"""Colours for paper to choose from, beside the line where one's own is written."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.kernel.i18n import _
from app.printing.palette import PRESETS
from app.shop.colours import colour_text


class _Swatch(QAbstractButton):
    """A round of one colour; a ring around it when it is the one in use."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(CONTROL_HEIGHT, CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(7, 7, -7, -7)
        painter.setPen(QPen(QColor(current().line), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(place)
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(current().ink if self.isChecked() else current().accent), 2))
            painter.drawEllipse(place.adjusted(-4, -4, 4, 4))


class Swatches(QWidget):
    """`chosen(str)` says "#rrggbb". `show_colour` marks the one in use; one's own stands last."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.buttons = [_Swatch(colour, name) for colour, name in zip(PRESETS, _names(), strict=True)]
        self.own = _Swatch("", _("Your own colour"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for button in (*self.buttons, self.own):
            button.clicked.connect(self._clicked)
            line.addWidget(button)
        line.addStretch(1)

    def show_colour(self, text: str) -> None:
        """Mark the colour that stands in the line beside; nothing for what is no colour yet."""
        colour = colour_text(text)
        known = False
        for button in self.buttons:
            button.setChecked(button.colour == colour)
            known = known or button.isChecked()
        self.own.setVisible(bool(colour) and not known)
        self.own.setChecked(not self.own.isHidden())
        if colour:
            self.own.colour = colour
        self.update()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Swatch):
            self.show_colour(button.colour)
            self.chosen.emit(button.colour)


def _names() -> tuple[str, ...]:
    """The names of the presets, in their order."""
    return (
        *(_("Bottle green"), _("Ink blue"), _("Plum"), _("Wine red")),
        *(_("Brick"), _("Ochre"), _("Olive"), _("Slate")),
    )
