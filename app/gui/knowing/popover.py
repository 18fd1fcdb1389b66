"""The pop-over: a framed panel that points at the fact it was opened from, over the page, not in its way.

It is no dialog: the page goes on under it. Esc or its cross closes it, and the focus goes back to the fact.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.knowing.line import KnownLineView
from app.gui.models.knowing import Knowing
from app.gui.theme.theme import current
from app.gui.theme.tokens import RADIUS_PANEL
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import line
from app.kernel.i18n import _

WIDTH, MOST_HIGH, LEAST_HIGH = 460, 560, 220
_BEAK = 9
_APART = 12
"""From the edges of the page."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}


class KnowingPopover(QWidget):
    """`closed` when it was closed by Esc or the cross."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._beak = 40.0
        self._wanted = ""
        self.lines: list[KnownLineView] = []
        self.title = ElidedLabel(_("How we know"), "heading")
        self.name = ElidedLabel("", "caption")
        self.cross = Button("", "quiet", icon="close", name=_("Close (Esc)"))
        self.cross.clicked.connect(self._close)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.name)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 6, 6)
        head.addLayout(words, 1)
        head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self._inner = QWidget()
        self._inner.setProperty("ground", "none")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 2, 0, 10)
        self._column.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inner)
        self.waiting = PlainLabel("", "muted", wrap=True)
        self.waiting.setContentsMargins(16, 12, 16, 16)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, _BEAK + 1, 1, 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.waiting, 1)
        column.addWidget(self.area, 1)

    def open_at(self, cell: QRect, name: str, fact: str) -> None:
        """Open under the fact at that place of the page, and wait for what there is to tell."""
        self.name.setText(name)
        self._wanted = fact
        self.point_at(cell)
        if self.lines:
            self._mark_wanted()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """One sentence in the place of the lines."""
        self._clear()
        self.setAccessibleName(_("How we know"))
        self.setAccessibleDescription(sentence)
        self.waiting.setText(sentence)
        self.waiting.show()
        self.area.hide()

    def show_known(self, known: Knowing) -> None:
        """All of it; the line of the fact it was opened from is marked. Told again, the mark stays."""
        at, place = self._at(), self.area.verticalScrollBar().value()
        self._clear()
        self.name.setText(known.name)
        self.waiting.hide()
        for number, part in enumerate(known.parts):
            if number:
                self._column.addWidget(line())
            title = PlainLabel(part.title, "caption-strong")
            title.setContentsMargins(16, 10, 16, 2)
            self._column.addWidget(title)
            for one in part.lines:
                view = KnownLineView(one)
                self.lines.append(view)
                self._column.addWidget(view)
        if known.note:
            note = PlainLabel(known.note, "caption", wrap=True)
            note.setContentsMargins(16, 10, 16, 4)
            self._column.addWidget(note)
        self._column.addStretch(1)
        self.area.show()
        if at is None:
            self._mark_wanted()
        else:
            self._mark(min(at, len(self.lines) - 1))
            self.area.verticalScrollBar().setValue(place)

    def _clear(self) -> None:
        self.lines = []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def point_at(self, cell: QRect) -> None:
        """Stand under the fact at that place of the page, within the page."""
        page = self._page.rect()
        width = min(WIDTH, page.width() - 2 * _APART)
        left = max(_APART, min(cell.left(), page.right() - _APART - width))
        top = cell.bottom() - 2
        high = max(LEAST_HIGH, min(MOST_HIGH, page.bottom() - _APART - top))
        self._beak = max(24.0, min(float(cell.center().x() - left), width - 24.0))
        self.setGeometry(left, top, width, high)
        self.update()

    def _at(self) -> int | None:
        return next((place for place, one in enumerate(self.lines) if one.marked), None)

    def _mark_wanted(self) -> None:
        wanted = (
            place for place, one in enumerate(self.lines) if one.line.id and one.line.id == self._wanted
        )
        self._mark(next(wanted, 0))

    def _mark(self, at: int) -> None:
        for place, one in enumerate(self.lines):
            one.mark(place == at)
        if not self.lines:
            return
        here = self.lines[at]
        self._inner.adjustSize()
        self._column.activate()
        self.area.ensureWidgetVisible(here, 0, 60 if at else 400)
        self.setAccessibleName(_("How we know: {line}").format(line=here.accessibleName()))
        self.setAccessibleDescription(here.accessibleDescription())

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        at = self._at()
        if key == Qt.Key.Key_Escape:
            self._close()
        elif key in _STEPS and at is not None:
            self._mark(max(0, min(at + _STEPS[key], len(self.lines) - 1)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.lines:
            self._mark(0 if key == Qt.Key.Key_Home else len(self.lines) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a line marks it; none goes through to what is below."""
        child = self.childAt(event.position().toPoint())
        while child is not None and child is not self:
            if isinstance(child, KnownLineView):
                self._mark(self.lines.index(child))
                break
            child = child.parentWidget()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        box = QRectF(self.rect()).adjusted(0.5, _BEAK + 0.5, -0.5, -1.5)
        shape.addRoundedRect(box, RADIUS_PANEL, RADIUS_PANEL)
        beak = QPainterPath(QPointF(self._beak - _BEAK, box.top() + 1))
        beak.lineTo(self._beak, box.top() - _BEAK + 1)
        beak.lineTo(self._beak + _BEAK, box.top() + 1)
        beak.closeSubpath()
        shape = shape.united(beak)
        painter.setPen(QPen(QColor(tokens.faint), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawPath(shape)

    def place(self) -> QPoint:
        """Where the beak points, on the page."""
        return self.mapToParent(QPoint(round(self._beak), 0))
