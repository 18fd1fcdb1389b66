"""Buttons: one look for each weight of decision, a key hint where a key does the same."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.gui.theme import fonts, icons
from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.labels import paint_key_hint

Kind = Literal["primary", "secondary", "quiet", "danger", "link"]
_GAP = 8
_PADDING = 14


class Button(QPushButton):
    """A push button. `keys` ("Ctrl N") is shown in a hint box, `extra` ("+18") paler behind the text.

    The button only shows the key; the shortcut itself is an `Action`. With `icon` and no text, give `name`.
    A `single` one goes away when pressed: the second of two quick presses, which meets what stands in its
    place then, does nothing.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        keys: str = "",
        extra: str = "",
        menu: bool = False,
        single: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._single = single
        self._meaning = icon
        self._keys = keys.replace("+", " ")
        self._extra = extra
        self._opens_menu = menu
        self.setFont(fonts.role_font("button"))
        self._kind = kind
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._plain_text = ""
        self._named = name
        self.setText(text)

    def setText(self, text: str) -> None:
        """Change what the button says. We paint the words ourselves: an ampersand is a letter."""
        self._plain_text = text
        self._name_for_readers()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What the button says."""
        return self._plain_text

    def set_extra(self, extra: str) -> None:
        """Change the paler words behind the text."""
        self._extra = extra
        self._name_for_readers()
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Change the weight of the button."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)

    def _name_for_readers(self) -> None:
        said = " ".join(part for part in (self._plain_text, self._extra) if part)
        self.setAccessibleName(self._named or said)
        if self._named and not self._plain_text:
            self.setToolTip(self._named)

    def _pieces(self) -> list[tuple[str, int]]:
        """What is painted from left to right, with widths."""
        metrics = QFontMetrics(self.font())
        pieces: list[tuple[str, int]] = []
        if self._meaning:
            pieces.append(("icon", 18))
        if self._plain_text:
            pieces.append(("text", metrics.horizontalAdvance(self._plain_text)))
        if self._extra:
            pieces.append(("extra", metrics.horizontalAdvance(self._extra)))
        if self._keys:
            pieces.append(("keys", QFontMetrics(fonts.role_font("key")).horizontalAdvance(self._keys) + 14))
        if self._opens_menu:
            pieces.append(("menu", 12))
        return pieces

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        pieces = self._pieces()
        width = sum(width for _piece, width in pieces) + _GAP * max(len(pieces) - 1, 0)
        padding = 6 if self._kind == "link" else _PADDING
        return QSize(max(width + 2 * padding, CONTROL_HEIGHT), CONTROL_HEIGHT)

    minimumSizeHint = sizeHint

    def _ink(self) -> str:
        if not self.isEnabled():
            return "faint"
        if self._kind in ("primary", "danger"):
            return "on_accent"
        return "accent" if self._kind == "link" or self.isChecked() else "ink"

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._single:
            super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        pieces = self._pieces()
        total = sum(width for _piece, width in pieces) + _GAP * max(len(pieces) - 1, 0)
        x = max((self.width() - total) / 2, 4)
        ink = colour(self._ink())
        painter.setFont(self.font())
        height = self.height()
        for piece, width in pieces:
            box = QRectF(x, 0, width + 1, height)
            if piece == "icon":
                icons.paint(painter, self._meaning, QRectF(x, (height - 18) / 2, 18, 18), ink)
            elif piece == "keys":
                paint_key_hint(painter, QRectF(x, (height - 19) / 2, width, 19), self._keys)
            elif piece == "menu":
                icons.paint(painter, "down", QRectF(x, (height - 12) / 2 + 0.5, 12, 12), ink)
            else:
                paler = piece == "extra" and self._kind == "primary" and self.isEnabled()
                painter.setPen(colour("on_accent_soft") if paler else ink)
                self._draw_words(painter, box, self._plain_text if piece == "text" else self._extra)
            x += width + _GAP

    def _draw_words(self, painter: QPainter, box: QRectF, words: str) -> None:
        font = painter.font()
        if self._kind == "link":
            font.setUnderline(True)
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(box, int(flags), words)
