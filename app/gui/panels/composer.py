"""One line that takes down anything: a note, a call, a promise with its day. Beside it, what to show."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.gui.theme.theme import colour
from app.gui.theme.tokens import RADIUS_SMALL
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _

_LONGEST = 20_000
_WIDE = 520


class Composer(QWidget):
    """`written(str)` is a line to keep; it stays in the box until `accepted()`: a refusal loses nothing."""

    written = Signal(str)
    filter_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        self.edit.setMaxLength(_LONGEST)
        self.edit.setPlaceholderText(_("+ Note, call, feedback, promise…"))
        self.edit.setAccessibleName(_("Take something down about this customer"))
        self.edit.setToolTip(
            _("A line is a note; begin with “call:”, “promise:”, “feedback 5:” … for the others.")
        )
        self._kind = PlainLabel("", "caption")
        self._kind.hide()
        self.chips = FilterChips(
            (
                ("all", _("All")),
                ("purchases", _("Purchases")),
                ("contact", _("Contact")),
                ("feedback", _("Feedback")),
            ),
            name=_("Show in the timeline"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self._kind)
        row.addWidget(self.chips)
        self.edit.returnPressed.connect(self._write)
        self.edit.textChanged.connect(self._typed)
        self.chips.chosen.connect(self.filter_chosen)

    def accepted(self) -> None:
        """The line was kept: begin a new one."""
        self.edit.clear()

    def _write(self) -> None:
        if self.edit.text().strip():
            self.written.emit(self.edit.text())

    def _typed(self, text: str) -> None:
        """While something is typed, its kind stands where the filters were."""
        typing = bool(text.strip())
        if typing and self.edit.completer() is None:
            self.edit.setCompleter(_completer(self))
        self.chips.setVisible(not typing)
        self._kind.setVisible(typing)
        if typing:
            label = _kind_label(text)
            self._kind.setText(_("{kind} · Enter keeps it").format(kind=label))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > _WIDE
        self.edit.setPlaceholderText(_("+ Note, call, feedback, promise…") if wide else _("+ Note…"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.edit.hasFocus()
        painter.setPen(QPen(colour("focus" if focused else "line"), 1.5 if focused else 1))
        painter.setBrush(colour("raised"))
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)


def _kind_label(text: str) -> str:
    """What a line would be kept as; its day does not matter here."""
    from app.touchpoints.composer import compose
    from app.touchpoints.registry import kind_or_unknown

    return kind_or_unknown(compose(text, date(2000, 1, 1)).kind).label


def _completer(owner: QWidget) -> QCompleter:
    """Offers the words that begin a line of each kind."""
    from app.touchpoints.registry import KINDS

    completer = QCompleter([f"{kind.label.lower()}: " for kind in KINDS], owner)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return completer
