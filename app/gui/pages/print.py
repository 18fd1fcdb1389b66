"""Printing in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.print_page.page import PrintPage

    return PrintPage(shell)


PAGE = PageKind("print", _("Print"), "print", _make, "Alt+P", order=80)
