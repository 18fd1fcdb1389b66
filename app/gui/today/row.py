"""A row of the day: who, what, and the one thing to do. All of it by keys too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.models.day_row import DayRow
from app.gui.theme import fonts, icons
from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.avatar import Avatar
from app.gui.widgets.buttons import Button
from app.gui.widgets.clamped import ClampedLabel
from app.gui.widgets.labels import ElidedLabel, PlainLabel, plain_tool_tip
from app.gui.widgets.pill import Pill
from app.kernel.i18n import _

_SIDE = 34
_HEIGHT = 56
"""Pixels of a row whose words need two lines; a third makes it higher."""
_ICON = "icon:"
_STEPS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class Mark(QWidget):
    """A sign or an icon in a soft circle, where no person's initials stand."""

    def __init__(self, sign: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._tone = sign, tone
        self.setFixedSize(_SIDE, _SIDE)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current().tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft))
        box = QRectF(self.rect())
        painter.drawEllipse(box)
        if self._sign.startswith(_ICON):
            icons.paint(
                painter, self._sign.removeprefix(_ICON), box.adjusted(9, 9, -9, -9), QColor(colours.ink)
            )
            return
        painter.setFont(fonts.role_font("caption-strong"))
        painter.setPen(QColor(colours.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._sign)


def _under(row: DayRow, detail: QWidget) -> QHBoxLayout:
    """The second line: what is late in red, the detail, a pill."""
    under = QHBoxLayout()
    under.setSpacing(6)
    if row.alarm:
        under.addWidget(PlainLabel(row.alarm, "caption-warning"), 0, Qt.AlignmentFlag.AlignTop)
    under.addWidget(detail, 1)
    if row.pill is not None:
        under.addWidget(Pill(*row.pill), 0, Qt.AlignmentFlag.AlignTop)
    return under


class DayRowView(QWidget):
    """`acted` is the button (Space, Ctrl+Enter), `opened` the card (Enter, a press on the row), `finished`
    done without more (Delete), `menu_wanted` all that can be done, at a place on the screen.
    `moved(across, down)` is an arrow key."""

    acted = Signal(object)
    opened = Signal(object)
    finished = Signal(object)
    menu_wanted = Signal(object, QPoint)
    moved = Signal(int, int)

    def __init__(self, row: DayRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(_HEIGHT)
        self.setToolTip(plain_tool_tip(row.hint))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        hint = row.pill[0] if row.pill else ""
        self.setAccessibleName(", ".join(part for part in (row.title, row.alarm, row.detail, hint) if part))
        self.setAccessibleDescription(_("Space: {what}").format(what=row.button) if row.button else "")
        face = Mark(row.mark, row.tone) if row.mark else Avatar(row.name, row.customer_id, _SIDE)
        self.title, self.detail = ElidedLabel(row.title, "strong"), ClampedLabel(row.detail, "caption")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addLayout(_under(row, self.detail))
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, *((3, 4, 4) if row.pill else (5, 4, 6)))
        line.setSpacing(10)
        line.addWidget(face)
        line.addLayout(words, 1)
        self.button: Button | None = None
        if row.button:
            self.button = Button(row.button, "primary" if row.primary else "secondary", single=True)
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row has the keys: one stop for each
            self.button.clicked.connect(self._act)
            line.addWidget(self.button)
        line.setSpacing(8)
        self.more = Button("", "quiet", icon="more", name=_("More"))
        self.more.setAccessibleName(_("More for {name}").format(name=row.name))
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.setFixedWidth(CONTROL_HEIGHT)
        self.more.clicked.connect(self._ask_menu)
        line.addWidget(self.more)

    def _act(self) -> None:
        if self.row.action:
            self.acted.emit(self.row)

    def _ask_menu(self) -> None:
        self.menu_wanted.emit(self.row, self.more.mapToGlobal(QPoint(0, self.more.height())))

    def sizeHint(self) -> QSize:
        return QSize(280, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _STEPS:
            self.moved.emit(*_STEPS[key])
        elif event.isAutoRepeat():
            event.accept()  # a key that is held down deals with one row, not with all
        elif key == Qt.Key.Key_Space or (ctrl and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self._act()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.row)
        elif key == Qt.Key.Key_Delete:
            self.finished.emit(self.row)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.more.mapToGlobal(self.more.rect().center()) if by_key else event.globalPos()
        self.menu_wanted.emit(self.row, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = True
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, False  # a press may have met the row that stood here before
        inside = self.rect().contains(event.position().toPoint())
        if held and inside and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.row)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.hasFocus():
            painter.fillRect(box, QColor(tokens.selection))
            painter.fillRect(QRectF(0, 0, 3, box.height()), QColor(tokens.accent))
        elif self.underMouse():
            painter.fillRect(box, QColor(tokens.hover))
        painter.setPen(QPen(QColor(tokens.line_soft), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
