"""The counter in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.counter.page import CounterPage

    return CounterPage(shell)


PAGE = PageKind("counter", _("Counter"), "counter", _make, "Alt+C", order=10, takes_scans=True)
