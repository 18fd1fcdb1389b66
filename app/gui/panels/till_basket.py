"""What a sale is made of, where the programme asks: a chip for each category, and the lines typed so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.labels import plain_tool_tip
from app.gui.widgets.surfaces import FlowRow
from app.kernel.i18n import _

_PAINTED = 28
_PADDING = 12
_WIDEST = 224
"""Pixels: what the narrowest till has beside a scroll bar."""
_HIGHEST = 110
"""Pixels of chips seen at once: two rows, and enough of the third to see that there is one."""


class _Chip(QAbstractButton):
    """A chip that says which one it is; painted 28 px high, pressed anywhere in 40. `end` ("×") is always
    seen, however long the text."""

    chosen = Signal(int)
    focused = Signal(int)

    def __init__(self, place: int, text: str, name: str, end: str = "") -> None:
        super().__init__()
        self._place, self._words, self._end = place, " ".join(text.split()), end
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._wanted() > _WIDEST:
            self.setToolTip(plain_tool_tip(self._words))
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._place)

    def _wanted(self) -> int:
        metrics = QFontMetrics(fonts.role_font("pill"))
        return metrics.horizontalAdvance(self._words) + self._end_width(metrics) + 2 * _PADDING + 2

    def _end_width(self, metrics: QFontMetrics) -> int:
        return metrics.horizontalAdvance(self._end) + 6 if self._end else 0

    def sizeHint(self) -> QSize:
        return QSize(min(max(self._wanted(), CONTROL_HEIGHT), _WIDEST), CONTROL_HEIGHT)

    minimumSizeHint = sizeHint

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self._place)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if self.hasFocus() else tokens.faint if self.underMouse() else tokens.plain.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tokens.plain.soft if self._end else tokens.surface))
        box = QRectF(1, (self.height() - _PAINTED) / 2 + 0.5, self.width() - 2, _PAINTED - 1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(fonts.role_font("pill"))
        painter.setPen(QColor(tokens.ink if self.isEnabled() else tokens.faint))
        metrics = QFontMetrics(painter.font())
        words = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(words, middle | int(Qt.AlignmentFlag.AlignRight), self._end)
        words.setRight(words.right() - self._end_width(metrics))
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
        painter.drawText(words, middle, shown)


class _Chips(QScrollArea):
    """Chips that wrap; more than two rows are scrolled, so that the till below keeps its room."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row = FlowRow(gap=4)
        self._row.setProperty("ground", "none")
        self.setWidget(self._row)
        self._held: list[_Chip] = []

    def hold(self, chips: Sequence[_Chip]) -> None:
        """Show these; none hides the whole."""
        for old in self._held:  # the focus may pass over one that goes
            old.focused.disconnect(self._bring)
        self._held = list(chips)
        self._row.set_widgets(list(chips))
        for chip in chips:
            chip.focused.connect(self._bring)
        self.setVisible(bool(chips))
        self._fit()

    def _bring(self, place: int) -> None:
        self.ensureWidgetVisible(self._held[place], 0, 4)

    def _fit(self) -> None:
        needed = self._row.heightForWidth(self.width())
        if needed > _HIGHEST:
            self.setFixedHeight(_HIGHEST)
        else:
            self.setFixedHeight(max(needed, CONTROL_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Basket(QWidget):
    """`category_chosen(str)`: the amount typed is of that category; `line_removed(int)`: take a line away."""

    category_chosen = Signal(str)
    line_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self.chips: list[_Chip] = []
        self.lines: list[_Chip] = []
        self._chip_row = _Chips()
        self._line_row = _Chips()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._chip_row)
        column.addWidget(self._line_row)
        self._chip_row.hold(())
        self._line_row.hold(())
        self.hide()

    def set_categories(self, names: Sequence[str]) -> None:
        """The categories that the programme asks for; none hides the whole row."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.chips = []
            for place, name in enumerate(self._names):
                chip = _Chip(place, f"+ {name}", _("The amount is {category}").format(category=name))
                chip.chosen.connect(self._category)
                self.chips.append(chip)
            self._chip_row.hold(self.chips)
        self.setVisible(bool(self._names or self._shown))

    def set_lines(self, words: Sequence[str]) -> None:
        """The lines typed so far, in words: "Crime €9.90"."""
        if tuple(words) == self._shown:
            return
        self._shown = tuple(words)
        self.lines = []
        for place, said in enumerate(self._shown):
            line = _Chip(place, said, _("Take {line} away").format(line=said), "×")
            line.chosen.connect(self.line_removed)
            self.lines.append(line)
        self._line_row.hold(self.lines)
        self.setVisible(bool(self._names or self._shown))

    def _category(self, place: int) -> None:
        self.category_chosen.emit(self._names[place])
