"""Whether what was done for a group worked: the newest campaign that can be judged, or one that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.insights.card_kind import CardKind
from app.gui.page import Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> QWidget:
    from app.gui.insights.did_it_work import DidItWork

    return DidItWork(shell)


CARD = CardKind("did-it-work", _("Did it work?"), _make, order=35)
