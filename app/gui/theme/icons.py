"""Icons by what they mean, coloured by token when they are painted, so a change of theme needs no new icons.

The icon font costs 0.15 s; it is loaded when the first icon that needs it is painted, never before.
`warm` loads it after the window stands.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.gui.theme import strokes
from app.gui.theme.theme import current

GLYPHS: dict[str, str] = {
    "purchase": "ph.shopping-bag",
    "refund": "ph.arrow-u-up-left",
    "void": "ph.prohibit",
    "points": "ph.circles-three-plus",
    "reward": "ph.gift",
    "voucher": "ph.ticket",
    "stamp": "ph.coffee",
    "tier": "ph.medal",
    "note": "ph.note-pencil",
    "call": "ph.phone",
    "visit": "ph.storefront",
    "message": "ph.chat-circle-text",
    "email": "ph.at",
    "letter": "ph.envelope-open",
    "social": "ph.share-network",
    "promise": "ph.handshake",
    "feedback": "ph.chat-centered-dots",
    "asked": "ph.question",
    "complaint": "ph.warning-circle",
    "review": "ph.star",
    "event": "ph.calendar-check",
    "birthday": "ph.cake",
    "alert": "ph.warning",
    "info": "ph.info",
    "undo": "ph.arrow-counter-clockwise",
    "fit-width": "ph.arrows-out-line-horizontal",
    "fit-page": "ph.frame-corners",
    "statement": "ph.receipt",
    "why": "ph.question",
    "record": "ph.file-text",
    "today-sheet": "ph.sun-horizon",
    "labels": "ph.squares-four",
    "greeting": "ph.cake",
    "envelope": "ph.envelope-simple",
    "voucher-sheet": "ph.ticket",
    "gift-card-sheet": "ph.gift",
    "slip": "ph.note",
    "ruler": "ph.ruler",
    "price-tag": "ph.tag-simple",
    "edit": "ph.pencil-simple",
    "delete": "ph.trash",
    "archive": "ph.archive",
    "merge": "ph.git-merge",
    "move": "ph.swap",
    "tag": "ph.tag",
    "card": "ph.identification-card",
    "scan": "ph.barcode",
    "new-customer": "ph.user-plus",
    "household": "ph.house",
    "address": "ph.map-pin",
    "staff": "ph.user-circle",
    "lock": "ph.lock-simple",
    "save": "ph.floppy-disk",
    "open": "ph.folder-open",
    "import": "ph.download-simple",
    "export": "ph.export",
    "backup": "ph.shield-check",
    "copy": "ph.copy",
    "keyboard": "ph.keyboard",
    "calendar": "ph.calendar-blank",
    "time": "ph.clock",
    "filter": "ph.funnel",
    "list": "ph.list-bullets",
    "more": "ph.dots-three",
    "help": "ph.question",
    "light": "ph.sun",
    "dark": "ph.moon",
    "language": "ph.translate",
    "money": "ph.currency-circle-dollar",
    "unknown": "ph.circle-dashed",
}
"""Meanings drawn from the icon font; those of `strokes.DRAWINGS` are drawn without it."""

_cache: dict[tuple[str, str], QIcon] = {}


def known(meaning: str) -> bool:
    """Whether the meaning has a picture of its own."""
    return meaning in strokes.DRAWINGS or meaning in GLYPHS


def icon(meaning: str, colour: str = "ink") -> QIcon:
    """The icon of a meaning in a token's colour ("muted", "gold"); unknown meanings have a dashed circle."""
    key = (meaning if known(meaning) else "unknown", colour)
    if key not in _cache:
        _cache[key] = QIcon(_Engine(*key))
    return _cache[key]


def paint(painter: QPainter, meaning: str, rect: QRectF, ink: QColor) -> None:
    """Paint a meaning into a rectangle with a colour of the caller's choice."""
    if meaning in strokes.DRAWINGS:
        strokes.paint(painter, meaning, rect, ink)
    else:
        _font_icon(GLYPHS.get(meaning, GLYPHS["unknown"]), ink).paint(painter, rect.toAlignedRect())


def warm() -> None:
    """Load the icon font now; to be called when the window has been painted."""
    if QApplication.instance() is not None:
        _font_icon(GLYPHS["purchase"], QColor(current().ink))


_font_icons: dict[tuple[str, str], QIcon] = {}


def _font_icon(glyph: str, ink: QColor) -> QIcon:
    key = (glyph, ink.name())
    if key not in _font_icons:
        os.environ.setdefault("QT_API", "pyside6")
        import qtawesome

        _font_icons[key] = qtawesome.icon(glyph, color=ink, scale_factor=1.0)
    return _font_icons[key]


class _Engine(QIconEngine):
    """Paints a meaning in a token's colour, looked up at each painting."""

    def __init__(self, meaning: str, colour: str) -> None:
        super().__init__()
        self._meaning = meaning
        self._colour = colour

    def _ink(self, mode: QIcon.Mode) -> QColor:
        tokens = current()
        return QColor(tokens.faint if mode == QIcon.Mode.Disabled else tokens.colour(self._colour))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, self._meaning, QRectF(rect), self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap
