"""What this computer remembers of the window, kept beside the person's other files."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSettings

from app.gui.theme.theme import Mode
from app.kernel.context import Actor
from app.kernel.paths import data_folder

THEME = "theme"
TILL = "till"


def window_settings() -> QSettings:
    """The settings of the window. A folder that cannot be written only costs the memory."""
    return QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)


def theme_mode(settings: QSettings) -> Mode:
    """The chosen theme; as the desktop has it when none was."""
    kept = str(settings.value(THEME, ""))
    return cast("Mode", kept) if kept in ("light", "dark", "system") else "system"


def till_name(settings: QSettings) -> str:
    """What this till is called."""
    return str(settings.value(TILL, "")).strip()[:80] or Actor().till
