"""The line at the bottom: that all is saved, what was done last, and the way back."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.gui.theme.tokens import STATUS_HEIGHT
from app.gui.widgets.labels import ElidedLabel, KeyHint, PlainLabel
from app.kernel.i18n import _

State = Literal["saved", "working", "problem"]


class _Dot(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: State = "saved"
        self.setFixedSize(8, 8)

    def sizeHint(self) -> QSize:
        return QSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        ink = {"saved": tokens.good, "working": tokens.gold_fill, "problem": tokens.danger_fill}[self.state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawEllipse(QRectF(self.rect()))


def _link(name: str, parent: QWidget) -> QToolButton:
    """A word to press."""
    link = QToolButton(parent)
    link.setObjectName(name)
    font = fonts.role_font("caption")
    font.setUnderline(True)
    link.setFont(font)
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    return link


class StatusLine(QWidget):
    """Left: state of the file, and one more fact. Right: last action with Undo, then the till.

    `undo_requested` is the Undo link, `matter_wanted` that of what waits for somebody. A refusal is said by
    `tell(sentence, "warning")`.
    """

    undo_requested = Signal()
    matter_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(STATUS_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dot = _Dot()
        self._saved = PlainLabel("", "caption")
        self._note = PlainLabel("", "caption")
        self._said = ElidedLabel("", "caption")
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._undo = _link("status-undo", self)
        self._undo.setText(_("Undo"))
        self._undo.setAccessibleName(_("Undo the last action"))
        self._undo.clicked.connect(self._ask_undo)
        self._matter = PlainLabel("", "caption-warning")
        self._matter_link = _link("status-matter", self)
        self._matter_link.clicked.connect(self._ask_matter)
        self._key = KeyHint("Ctrl Z")
        self._till = PlainLabel("", "caption")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 1, 14, 0)
        layout.setSpacing(6)
        for widget in (self._dot, self._saved):
            layout.addWidget(widget)
        layout.addSpacing(16)
        layout.addWidget(self._note)
        layout.addSpacing(16)
        layout.addWidget(self._matter)
        layout.addWidget(self._matter_link)
        layout.addWidget(self._said, 1)
        layout.addWidget(self._undo)
        layout.addWidget(self._key)
        layout.addSpacing(16)
        layout.addWidget(self._till)
        self.set_state("saved", _("All saved · works offline"))
        self.set_matter("")
        self.tell("")

    def set_state(self, state: State, words: str) -> None:
        """The state of the file: a green, gold or red dot and a few words."""
        self._dot.state = state
        self._dot.update()
        self._saved.setText(words)

    def set_note(self, words: str) -> None:
        """A standing fact beside the state: "Backed up 11:30 today"."""
        self._note.setText(words)

    def set_matter(self, words: str, link: str = "", *, warning: bool = True) -> None:
        """Something that waits for somebody, and the link to it; "" when nothing does."""
        self._matter.set_role("caption-warning" if warning else "caption")
        self._matter.setText(words + (" ·" if link else ""))
        self._matter_link.setText(link)
        self._matter_link.setAccessibleName(f"{words} {link}".strip())
        self._matter.setVisible(bool(words))
        self._matter_link.setVisible(bool(link))

    def matter(self) -> str:
        """What waits for somebody, as the line says it."""
        return self._matter.text().removesuffix(" ·")

    def set_place(self, words: str) -> None:
        """Till and shop, at the right end."""
        self._till.setText(words)

    def tell(self, words: str, role: str = "caption", *, undoable: bool = False) -> None:
        """What was just done, or why not. `undoable` shows the Undo link."""
        self._said.set_role("caption-warning" if role == "warning" else role)
        self._said.setText(words + (" ·" if words and undoable else ""))
        self._undo.setVisible(undoable)
        self._key.setVisible(undoable)

    def told(self) -> str:
        """What the line says now."""
        return self._said.full_text().removesuffix(" ·")

    def _ask_undo(self) -> None:
        self.undo_requested.emit()

    def _ask_matter(self) -> None:
        self.matter_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = current()
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(tokens.line))
