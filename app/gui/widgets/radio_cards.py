"""Large cards of which one is chosen: a picture, a name, and a line that says what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour, current
from app.gui.theme.tokens import RADIUS_CONTROL
from app.gui.widgets.empty import paint_icon_tile

_HEIGHT = 64
_TILE = 36


@dataclass(frozen=True)
class CardChoice:
    """One card."""

    id: str
    label: str
    detail: str
    icon: str = ""


class RadioCard(QAbstractButton):
    """One of `RadioCards`."""

    def __init__(self, choice: CardChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setCheckable(True)
        self.setAccessibleName(choice.label)
        self.setAccessibleDescription(choice.detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A card that does something, and is not one of several to choose among, is a button.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isCheckable():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, _HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = on or self.hasFocus()
        edge = tokens.focus if strong else tokens.faint if self.underMouse() else tokens.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1.5 if on else 1))
        painter.setBrush(QColor(tokens.selection if on else tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        left = 14.0
        if self.choice.icon:
            tile = QRectF(left, (self.height() - _TILE) / 2, _TILE, _TILE)
            paint_icon_tile(painter, tile, self.choice.icon, "accent" if on else "plain")
            left += _TILE + 12
        width = self.width() - left - 12
        words = _wrapped(self.choice.detail, width)
        high = 20 + sum(words.lineAt(at).height() for at in range(words.lineCount()))
        top = (self.height() - high) / 2
        painter.setFont(fonts.role_font("strong"))
        painter.setPen(colour("ink"))
        painter.drawText(QRectF(left, top, width, 20), int(Qt.AlignmentFlag.AlignVCenter), self.choice.label)
        painter.setPen(colour("muted"))
        words.draw(painter, QRectF(left, top + 20, width, high).topLeft())


def _wrapped(text: str, width: float) -> QTextLayout:
    """The detail in at most two lines."""
    layout = QTextLayout(text, fonts.role_font("caption"))
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    height = 0.0
    for _line in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QRectF(0, height, 0, 0).topLeft())
        height += line.height()
    layout.endLayout()
    return layout


class RadioCards(QWidget):
    """One of several cards; `chosen(str)` carries the id a person picked. Arrows move among them."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[CardChoice],
        columns: int = 2,
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.cards: dict[str, RadioCard] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, choice in enumerate(choices):
            card = RadioCard(choice, self)
            self.cards[choice.id] = card
            self._group.addButton(card)
            alone = at == len(choices) - 1 and at % columns == 0
            grid.addWidget(card, at // columns, at % columns, 1, columns if alone else 1)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._group.buttonClicked.connect(self._clicked)

    def current(self) -> str:
        """The id of the chosen card; "" for none."""
        return next((card_id for card_id, card in self.cards.items() if card.isChecked()), "")

    def set_current(self, card_id: str) -> None:
        """Choose without telling anyone."""
        if card_id in self.cards:
            self.cards[card_id].setChecked(True)

    def focus(self) -> None:
        """The focus to the chosen card."""
        card = self.cards.get(self.current())
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, card: QAbstractButton) -> None:
        if isinstance(card, RadioCard):
            self.chosen.emit(card.choice.id)
