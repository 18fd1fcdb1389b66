"""A stamp card at the till: how full it is, and the buttons that stamp it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
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
        self.head = ElidedLabel(state.name, "section")
        self.head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        # beside the name and not in it: a long name is cut, and one from right to left would turn it round
        words = _("· {have} of {of}").format(
            have=speech.number(state.have if state.have < 0 else shown), of=state.of
        )
        self.count = PlainLabel(words, "section")
        self.stamps = StampRow(shown, state.of)
        self.one = Button(_("+ Stamp"), name=_("Stamp {card}").format(card=state.name))
        self.two = Button("+2", name=_("Two stamps on {card}").format(card=state.name))
        self.one.clicked.connect(self._stamp_once)
        self.two.clicked.connect(self._stamp_twice)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.head)
        head.addWidget(self.count)
        head.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.one, 1)
        row.addWidget(self.two)
        self.column.addLayout(head)
        self.column.addWidget(self.stamps)
        self.column.addLayout(row)

    def said(self) -> str:
        """The card and how full it is, in words."""
        return f"{self.head.full_text()} {self.count.text()}"

    def set_right_margin(self, pixels: int) -> None:
        """Leave so much at the right, where a scroll bar may stand."""
        margins = self.column.contentsMargins()
        margins.setRight(pixels)
        self.column.setContentsMargins(margins)

    def _stamp_once(self) -> None:
        self.stamped.emit(self.card, 1)

    def _stamp_twice(self) -> None:
        self.stamped.emit(self.card, 2)
