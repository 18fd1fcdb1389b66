"""The day in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.today.page import TodayPage

    return TodayPage(shell)


PAGE = PageKind("today", _("Today"), "today", _make, "Alt+T", order=20)
