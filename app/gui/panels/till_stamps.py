"""A stamp card at the till: how full it is, and the buttons that stamp it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel
from app.gui.widgets.meter import StampRow
from app.gui.widgets.surfaces import Section
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.loyalty.queries import StampState


class StampSection(Section):
    """`stamped(str, int)`: so many stamps wanted on the card of that id."""

    stamped = Signal(str, int)

    def __init__(self, state: StampState, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = state.card
        have = max(state.have, 0)
        shown = have - state.of * min(state.full, have // state.of)
        words = _("{card} · {have} of {of}").format(
            card=state.name, have=speech.number(state.have if state.have < 0 else shown), of=state.of
        )
        self.head = ElidedLabel(words, "section")
        self.stamps = StampRow(shown, state.of)
        self.one = Button(_("+ Stamp"), name=_("Stamp {card}").format(card=state.name))
        self.two = Button("+2", name=_("Two stamps on {card}").format(card=state.name))
        self.one.clicked.connect(self._stamp_once)
        self.two.clicked.connect(self._stamp_twice)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.one, 1)
        row.addWidget(self.two)
        self.column.addWidget(self.head)
        self.column.addWidget(self.stamps)
        self.column.addLayout(row)

    def set_right_margin(self, pixels: int) -> None:
        """Leave so much at the right, where a scroll bar may stand."""
        margins = self.column.contentsMargins()
        margins.setRight(pixels)
        self.column.setContentsMargins(margins)

    def _stamp_once(self) -> None:
        self.stamped.emit(self.card, 1)

    def _stamp_twice(self) -> None:
        self.stamped.emit(self.card, 2)
