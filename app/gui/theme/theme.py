"""The theme in use: one object that applies it and tells whoever paints by hand."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.gui.theme.stylesheet import style_sheet
from app.gui.theme.tokens import DARK, LIGHT, Tokens

Mode = Literal["light", "dark", "system"]


class Theme(QObject):
    """Light, dark, or as the desktop has it. `changed` comes after everything has been restyled."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = "light"
        self._tokens = LIGHT
        self._app: QApplication | None = None

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def mode(self) -> Mode:
        """What was asked for; "system" stays "system" whatever the desktop answers."""
        return self._mode

    def apply(self, app: QApplication, mode: Mode) -> None:
        """Dress the whole program. Fonts and style must have been installed (`make_application`)."""
        self._mode = mode
        if self._app is None:
            self._app = app
            app.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self._dress(app, _tokens_for(mode))

    def _follow_desktop(self) -> None:
        if self._mode == "system" and self._app is not None:
            self._dress(self._app, _tokens_for("system"))

    def _dress(self, app: QApplication, tokens: Tokens) -> None:
        self._tokens = tokens
        app.setPalette(_palette(tokens))
        app.setStyleSheet(style_sheet(tokens))
        self.changed.emit()


def _tokens_for(mode: Mode) -> Tokens:
    if mode == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, tokens.paper),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.tint),
        (role.Button, tokens.raised),
        (role.ToolTipBase, tokens.ink),
        (role.ToolTipText, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Text, tokens.ink),
        (role.ButtonText, tokens.ink),
        (role.PlaceholderText, tokens.faint),
        (role.Highlight, tokens.accent_fill),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Mid, tokens.line),
        (role.Midlight, tokens.line_soft),
        (role.Light, tokens.surface),
        (role.Dark, tokens.line),
        (role.Accent, tokens.accent_fill),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.faint))
    return palette


@cache
def theme() -> Theme:
    """The theme object of this process, made at first use."""
    return Theme()


def current() -> Tokens:
    """The colours in use; read them when painting, never keep them."""
    return theme().tokens


def colour(name: str) -> QColor:
    """A colour of the theme in use, by token name ("muted") or tone ("gold")."""
    return QColor(current().colour(name))
