"""How the relationships stand: a bar for each step of the ladder; pressed, it tells who stands on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.insights.card_kind import CardKind
from app.gui.page import Shell
from app.kernel.i18n import _


def _make(shell: Shell) -> QWidget:
    from app.gui.insights.relationship_cards import StepsCard

    return StepsCard(shell)


CARD = CardKind("relationships", _("How the relationships stand"), _make, order=75)
