"""The dark rail at the left: where one is, and where one can go."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.gui.page import PageKind
from app.gui.theme import fonts, icons
from app.gui.theme.theme import current
from app.gui.theme.tokens import RADIUS_CONTROL, RAIL_WIDTH
from app.kernel.i18n import _


class RailButton(QAbstractButton):
    """Icon above label; `pressed_for(str)` carries the page's id."""

    pressed_for = Signal(str)

    def __init__(self, kind: PageKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(kind.label)
        self.setToolTip(kind.shortcut.replace("+", " "))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(RAIL_WIDTH - 12, 58)
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        # The window decides which page is open; a press alone does not move the mark.
        self.setChecked(not self.isChecked())
        self.pressed_for.emit(self.kind.id)

    def sizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH - 12, 58)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ground = (
            tokens.rail_active
            if self.isChecked()
            else tokens.rail_hover
            if self.underMouse()
            else tokens.rail
        )
        painter.setPen(QPen(QColor(tokens.rail_ink), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        ink = QColor(tokens.rail_ink_active if self.isChecked() else tokens.rail_ink)
        icons.paint(painter, self.kind.icon, QRectF((box.width() - 20) / 2, 10, 20, 20), ink)
        painter.setPen(ink)
        painter.setFont(fonts.role_font("rail"))
        painter.drawText(QRectF(0, 32, box.width(), 18), Qt.AlignmentFlag.AlignCenter, self.kind.label)


class _Logo(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(36, 36)
        self.setAccessibleName("Regulars")

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.logo))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        painter.setPen(QColor(tokens.rail_ink_active))
        painter.setFont(fonts.font(18, 700))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, "R")


class Rail(QWidget):
    """One button a page; `chosen(str)` carries the page's id. Arrow keys move between the buttons."""

    chosen = Signal(str)

    def __init__(self, kinds: Iterable[PageKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(RAIL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Pages"))
        self.buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 10, 6, 10)
        column.setSpacing(4)
        column.addWidget(_Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        kinds = list(kinds)
        for kind in kinds:
            if kind.place == "top":
                column.addWidget(self._button(kind))
        column.addStretch(1)
        for kind in kinds:
            if kind.place == "bottom":
                column.addWidget(self._button(kind))

    def _button(self, kind: PageKind) -> RailButton:
        button = RailButton(kind, self)
        button.pressed_for.connect(self.chosen)
        self.buttons[kind.id] = button
        return button

    def set_current(self, page_id: str) -> None:
        """Show which page is open."""
        for kind_id, button in self.buttons.items():
            button.setChecked(kind_id == page_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        buttons = list(self.buttons.values())
        at = next((index for index, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(current().rail))
