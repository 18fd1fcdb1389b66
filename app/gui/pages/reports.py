"""Reports in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.reports.page import ReportsPage

    return ReportsPage(shell)


PAGE = PageKind("reports", _("Reports"), "report", _make, "Alt+R", order=75)
