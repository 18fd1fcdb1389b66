"""Settings in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.shop_settings.page import SettingsPage

    return SettingsPage(shell)


PAGE = PageKind("settings", _("Settings"), "settings", _make, "Alt+S", place="bottom", order=90)
