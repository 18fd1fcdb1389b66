"""The loyalty programme in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.loyalty.page import LoyaltyPage

    return LoyaltyPage(shell)


PAGE = PageKind("loyalty", _("Loyalty"), "loyalty", _make, "Alt+L", order=70)
