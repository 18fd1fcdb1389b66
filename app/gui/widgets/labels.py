"""Labels: plain text always, so that a name can never be markup."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour

_LONGEST_WORD = 24
_PIECE = 12
_BEYOND_LATIN = "\u0100"
_BREAK = "\u200b"
"""Zero-width space: nothing is seen of it, and a line may end there."""


def _breakable(text: str) -> str:
    """The text, its words of more letters than any language needs with places to break them."""
    words = text.split(" ")
    if all(len(word) <= _LONGEST_WORD for word in words):
        return text
    step = _PIECE
    return " ".join(
        word
        if len(word) <= _LONGEST_WORD
        else _BREAK.join(word[at : at + step] for at in range(0, len(word), step))
        for word in words
    )


class PlainLabel(QLabel):
    """A label that shows its text letter for letter, in the type and colour of a role of `fonts.ROLES`.

    With `wrap`, a name of 200 letters without a space is broken too, or it would widen its window.
    """

    def __init__(
        self, text: str = "", role: str = "body", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self._said = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        # A name written from right to left stands where the others begin.
        self.setAlignment(
            (Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignVCenter
        )
        fonts.set_role(self, role)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._said = text
        super().setText(_breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        """What was set, without the places to break it."""
        return self._said

    def sizeHint(self) -> QSize:
        return self._uncut(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._uncut(super().minimumSizeHint())

    def _uncut(self, size: QSize) -> QSize:
        """As high as its one line is; Qt measures the lines of several."""
        if self.wordWrap() or not self._said or "\n" in self._said:
            return size
        margins = self.contentsMargins()
        needed = line_height(self.font(), self._said) + margins.top() + margins.bottom()
        return size.expandedTo(QSize(0, needed))

    def set_role(self, role: str) -> None:
        """Change what the text is; the label is restyled at once."""
        if self.property("role") != role:
            fonts.set_role(self, role)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis when it is too long; the whole text is its tool tip then."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        self._full = ""
        super().__init__("", role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        self._fit()
        self.updateGeometry()

    def full_text(self) -> str:
        """The text before it was cut."""
        return self._full

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._full) + 2, line_height(self.font(), self._full))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance(self._full) + 2, 40), line_height(self.font(), self._full))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._full, Qt.TextElideMode.ElideRight, max(self.width(), 0)
        )
        if shown != self.text():
            super().setText(shown)
        # A tool tip guesses its format; the escape keeps a name from being read as markup.
        self.setToolTip(plain_tool_tip(self._full) if shown != self._full else "")


def line_height(font: QFont, text: str) -> int:
    """How high a label must be so that a line in its middle is not cut: that of the font, and more for
    scripts and accents that reach higher or lower (Devanagari, Thai, Vietnamese)."""
    usual = QFontMetrics(font).height()
    if text.isascii() or max(text) < _BEYOND_LATIN:
        return usual
    return max(usual, _inked(font.key(), text, font))


@lru_cache(maxsize=1024)
def _inked(_key: str, text: str, font: QFont) -> int:
    """The least height of a label in whose middle the line stands whole."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    top, bottom = line.height() / 2, line.height() / 2
    for run in layout.glyphRuns():
        raw = run.rawFont()
        for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = raw.boundingRect(glyph)
            top, bottom = min(top, at.y() + box.top()), max(bottom, at.y() + box.bottom())
    return 2 * math.ceil(max(line.height() / 2 - top, bottom - line.height() / 2))


def plain_tool_tip(text: str) -> str:
    """The text as a tool tip that shows it literally: tool tips have no plain mode of their own."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


class KeyHint(QLabel):
    """The small grey box that names a key: F2, Ctrl N."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        fonts.set_role(self, "key")
        self.setText(keys.replace("+", " "))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 14, 19)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key_hint(painter, QRectF(self.rect()), self.text())


def paint_key_hint(painter: QPainter, rect: QRectF, text: str) -> None:
    """The box of a key hint, for widgets that paint themselves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("line"), 1))
    painter.setBrush(colour("paper"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(fonts.role_font("key"))
    painter.setPen(colour("muted"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
