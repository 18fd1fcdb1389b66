"""Letters in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.letters.page import LettersPage

    return LettersPage(shell)


PAGE = PageKind("letters", _("Letters"), "letter-paper", _make, "Alt+E", order=50)
