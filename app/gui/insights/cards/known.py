"""How customers are known: identified, told apart, heard from, treated as their own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.insights.card_kind import CardKind
from app.gui.page import Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> QWidget:
    from app.gui.insights.relationship_cards import KnownCard

    return KnownCard(shell)


CARD = CardKind("known", _("How customers are known"), _make, order=76)
