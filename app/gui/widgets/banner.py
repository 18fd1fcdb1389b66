"""What must not be overlooked: an allergy in rose, an open promise in gold."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current, theme
from app.gui.theme.tokens import CONTROL_HEIGHT, RADIUS_SMALL
from app.gui.widgets.spans import Span, SpanLabel

BannerTone = Literal["rose", "gold", "accent", "blue"]
_INK = {"rose": "rose_banner_ink", "gold": "gold_banner_ink", "accent": "accent_tone", "blue": "blue"}


class Banner(QWidget):
    """Words on a soft ground, with at most one thing to do about it.

    `strong` is said first and in bold, `text` follows, `strong_end` closes in bold; a long text wraps.
    `activated` is the action link at the right.
    """

    activated = Signal()

    def __init__(
        self,
        text: str = "",
        tone: BannerTone = "gold",
        parent: QWidget | None = None,
        *,
        strong: str = "",
        strong_end: str = "",
        action: str = "",
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setMinimumHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words = SpanLabel(ink=_INK[tone], wrap=True)
        self._action = QToolButton()
        self._action.setFont(fonts.role_font("body"))
        self._action.setCursor(Qt.CursorShape.PointingHandCursor)
        self._action.setObjectName("banner-action")
        self._action.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.setSpacing(8)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._action)
        theme().changed.connect(self._colour)
        self.set_content(text, strong=strong, strong_end=strong_end, action=action)

    def set_content(self, text: str, *, strong: str = "", strong_end: str = "", action: str = "") -> None:
        """Say something else; empty pieces take no room."""
        pieces = [Span(strong, strong=True), Span(text), Span(strong_end, strong=True)]
        spans: list[Span] = []
        for piece in pieces:
            if piece.text:
                spans += [Span("  "), piece] if spans else [piece]
        self._words.set_spans(spans)
        self._action.setText(action.replace("&", "&&"))
        self._action.setVisible(bool(action))
        self._action.setAccessibleName(action)
        self.setAccessibleName(" ".join(piece.text for piece in pieces if piece.text))
        self._colour()

    def action(self) -> str:
        """What is offered; "" for nothing."""
        return self._action.accessibleName()

    def _colour(self) -> None:
        ink = current().colour(_INK[self._tone])
        self._action.setStyleSheet(f"color: {ink}; text-decoration: underline; min-height: 30px;")

    def _act(self) -> None:
        self.activated.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().tone(self._tone).soft))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_SMALL, RADIUS_SMALL)
