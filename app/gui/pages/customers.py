"""The list of customers in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.directory.page import CustomersPage

    return CustomersPage(shell)


PAGE = PageKind("customers", _("Customers"), "customers", _make, "Alt+U", order=30)
