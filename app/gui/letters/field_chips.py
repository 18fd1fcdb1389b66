"""The fields one can write, to be pressed: the usual ones as chips, all of them in a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.buttons import Button
from app.gui.widgets.surfaces import FlowRow
from app.kernel.i18n import _
from app.outreach.fields import BY_ID, FIELDS

USUAL = ("first_name", "points", "favourite", "last_visit", "voucher")
_HEIGHT = 26


class _FieldChip(QAbstractButton):
    """Painted 26 px high, pressed anywhere in 40."""

    wanted = Signal(str)

    def __init__(self, field_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field_id
        self.label = BY_ID[field_id].label
        self.setAccessibleName(_("Insert the field {name}").format(name=self.label))
        self.setToolTip("{{ %s }}" % field_id)  # noqa: UP031 - braces twice
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.wanted.emit(self._field)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(fonts.role_font("pill")).horizontalAdvance(self.label) + 24
        return QSize(max(wide, CONTROL_HEIGHT), CONTROL_HEIGHT)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        tone = tokens.accent_tone
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if self.hasFocus() else tokens.accent if self.underMouse() else tone.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tone.soft))
        box = QRectF(1, (self.height() - _HEIGHT) / 2 + 0.5, self.width() - 2, _HEIGHT - 1)
        painter.drawRoundedRect(box, 7, 7)
        painter.setFont(fonts.role_font("pill"))
        painter.setPen(QColor(tone.ink))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.label)


class FieldChips(QWidget):
    """`wanted(str)` is the id of a field to be put into the text."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = [_FieldChip(field, self) for field in USUAL]
        self.more = Button(_("More"), "quiet", menu=True, name=_("All fields"))
        self.more.clicked.connect(self.open_menu)
        self.menu: QMenu | None = None
        flow = FlowRow(gap=4)
        flow.set_widgets([*self.chips, self.more])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow)
        for chip in self.chips:
            chip.wanted.connect(self.wanted)

    def open_menu(self) -> None:
        """Every field with an example of how it reads."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for field in FIELDS:
            example = field.example.replace("&", "&&")
            action = QAction(f"{field.label}\t{example}", menu)
            action.setData(field.id)
            menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _picked(self, action: QAction) -> None:
        self.wanted.emit(str(action.data()))
