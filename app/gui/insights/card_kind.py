"""What a card is that is no plot: data that describes it, and the widget it makes, which reads by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.gui.insights import cards
from app.gui.page import Shell
from app.kernel.registry import Registry


@dataclass(frozen=True)
class CardKind:
    """`order` is its place among the plots, which count by tens. `make` imports what it needs when called; a
    widget with a `following` reads once the plots have been asked, another as it likes."""

    id: str
    label: str
    make: Callable[[Shell], QWidget]
    order: int = 100


CARDS: Registry[CardKind] = Registry(cards, "CARD")
"""Every card beside the plots, by its id."""
