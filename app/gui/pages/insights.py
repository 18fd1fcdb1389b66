"""Insights in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.insights.page import InsightsPage

    return InsightsPage(shell)


PAGE = PageKind("insights", _("Insights"), "insights", _make, "Alt+I", order=60)
