"""Groups in the rail; the page itself is loaded when it is first gone to."""

from __future__ import annotations

from app.gui.page import Page, PageKind, Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> Page:
    from app.gui.groups.page import GroupsPage

    return GroupsPage(shell)


PAGE = PageKind("groups", _("Groups"), "groups", _make, "Alt+G", order=35)
