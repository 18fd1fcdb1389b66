"""How the relationships stand: a bar for each step of the ladder, as long as customers stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel, line
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.gui.models.relationships import StageBar

_SIDE, _GAP = 14, 12
_ROW, _TALLEST = CONTROL_HEIGHT, 44
"""A finger takes what is this high."""
_BAR, _LEAST, _ROUND = 14, 10, 4
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_BEYOND = 0.45
"""How much of the ink is in the last bar, beyond the accent."""


def shade(place: int, places: int) -> QColor:
    """The colour of a step: from a soft accent to the accent, and beyond it for the highest."""
    tokens = current()
    soft, full = QColor(tokens.accent_tone.line), QColor(tokens.accent)
    if place == places - 1:
        return _mixed(full, QColor(tokens.ink), _BEYOND)
    return _mixed(soft, full, place / max(places - 2, 1))


def _mixed(one: QColor, other: QColor, part: float) -> QColor:
    def between(a: float, b: float) -> float:
        return a + (b - a) * part

    return QColor.fromRgbF(
        between(one.redF(), other.redF()),
        between(one.greenF(), other.greenF()),
        between(one.blueF(), other.blueF()),
    )


class StageRow(QWidget):
    """A step: its label, a bar and how many. Pressed by mouse, finger, Enter or the space bar."""

    pressed = Signal(str)
    stepped = Signal(int)

    def __init__(self, bar: StageBar, place: int, places: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._places = place, places
        self._label_width = self._figure_width = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(_ROW)
        self.setMaximumHeight(_TALLEST)
        self.set_bar(bar)

    def set_bar(self, bar: StageBar) -> None:
        """Show this of the step."""
        self.bar = bar
        self.setAccessibleName(bar.said)
        self.setAccessibleDescription(bar.takes)
        self.setToolTip(bar.takes)
        self.update()

    def set_widths(self, label: int, figure: int) -> None:
        """How wide the longest label and figure of all rows are, so that bars stand under one another."""
        self._label_width, self._figure_width = label, figure
        self.update()

    def bar_box(self) -> QRectF:
        """Where the bar stands; empty for nobody."""
        left = _SIDE + self._label_width + _GAP
        room = self.width() - left - self._figure_width - _GAP - _SIDE
        wide = max(room * self.bar.share, _LEAST) if self.bar.count else 0
        return QRectF(left, (self.height() - _BAR) / 2, min(wide, max(room, 0)), _BAR)

    def sizeHint(self) -> QSize:
        return QSize(280, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.hasFocus():
            painter.fillRect(whole, QColor(tokens.selection))
            painter.fillRect(QRectF(0, 0, 3, whole.height()), QColor(tokens.accent))
        elif self.underMouse():
            painter.fillRect(whole, QColor(tokens.hover))
        painter.setFont(fonts.role_font("small"))
        painter.setPen(QColor(tokens.ink))
        label = QRectF(_SIDE, 0, self._label_width, whole.height())
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(self.bar.label, Qt.TextElideMode.ElideRight, self._label_width)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.setFont(fonts.role_font("number"))
        figure = QRectF(whole.right() - _SIDE - self._figure_width, 0, self._figure_width, whole.height())
        painter.drawText(
            figure, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.bar.figure
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade(self._place, self._places))
        box = self.bar_box()
        if box.width() > 0:
            painter.drawRoundedRect(box, _ROUND, _ROUND)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.bar.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.pressed.emit(self.bar.id)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)


class RelationshipPanel(Panel):
    """The steps of all customers. `stage_chosen(id)` when one is pressed; `left(-1 or 1)` when an arrow key
    goes on above the first or below the last."""

    stage_chosen = Signal(str)
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("How the relationships stand"))
        self.rows: list[StageRow] = []
        self.title = ElidedLabel(_("How the relationships stand"), "heading")
        self.whom = PlainLabel(_("all customers"), "caption")
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(_SIDE, 8, _SIDE, 8)
        bar.addWidget(self.title, 1)
        bar.addWidget(self.whom)
        head.setFixedHeight(46)
        self.empty = PlainLabel(
            _("Nobody is in the book yet. With the first card the first step begins."), "muted", wrap=True
        )
        self.empty.setContentsMargins(_SIDE, 12, _SIDE, 14)
        self.empty.hide()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 4, 0, 6)
        self._column.setSpacing(0)
        self.add(head)
        self.column.addWidget(line())
        self.column.addLayout(self._column)
        self.add(self.empty)
        self.column.addStretch(1)

    def set_bars(self, bars: Sequence[StageBar]) -> None:
        """Show these; rows are kept, and with them the mark."""
        if [row.bar.id for row in self.rows] != [bar.id for bar in bars]:
            self._rebuild(bars)
        small, number = QFontMetrics(fonts.role_font("small")), QFontMetrics(fonts.role_font("number"))
        label = max((small.horizontalAdvance(bar.label) + 2 for bar in bars), default=0)
        figure = max((number.horizontalAdvance(bar.figure) + 2 for bar in bars), default=0)
        for row, bar in zip(self.rows, bars, strict=True):
            row.set_bar(bar)
            row.set_widths(label, figure)
        anybody = any(bar.count for bar in bars)
        self.empty.setVisible(not anybody)
        for row in self.rows:
            row.setVisible(anybody)

    def _rebuild(self, bars: Sequence[StageBar]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.rows = [StageRow(bar, place, len(bars), self) for place, bar in enumerate(bars)]
        for row in self.rows:
            row.pressed.connect(self.stage_chosen)
            row.stepped.connect(self._step)
            self._column.addWidget(row)

    def _step(self, by: int) -> None:
        at = next(place for place, row in enumerate(self.rows) if row is self.sender()) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit(by)
