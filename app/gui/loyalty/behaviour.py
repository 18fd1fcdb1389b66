"""How customers of the replay use their points: a slider, and which of several rewards they take."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from app.gui.models.replay import behaviour_words
from app.gui.speech import Speech
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _
from app.loyalty.simulating.behaviour import CHEAPEST, DEAREST, GIVEN, Behaviour


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel turned to scroll the card must not change the figures in passing.
        event.ignore()


class BehaviourEdit(QWidget):
    """`changed` is a person's choice; `behaviour()` is None while the shop's own past is to be used."""

    changed = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._own = Behaviour()
        self._given = False
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setFixedHeight(CONTROL_HEIGHT)
        self.slider.setAccessibleName(_("How often customers use a reward they can have, in percent"))
        self.said = PlainLabel("", "strong", wrap=True)
        self.prefers = ComboBox(
            [(CHEAPEST, _("the first they can have")), (DEAREST, _("the dearest, they save up"))],
            name=_("Which reward they use"),
        )
        self.own = Button(_("As in your own history"), "quiet", icon="undo")
        self.own.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(_("Customers use a reward they can have"), "muted", wrap=True))
        column.addWidget(self.said)
        column.addWidget(self.slider)
        column.addWidget(self.prefers)
        column.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        self.slider.valueChanged.connect(self._slid)
        self.prefers.chosen.connect(self._preferred)
        self.own.clicked.connect(self._back)

    def behaviour(self) -> Behaviour | None:
        """What was chosen by hand."""
        if not self._given:
            return None
        return Behaviour(self.slider.value() / 100, self.prefers.current_id() or CHEAPEST, GIVEN)

    def show_behaviour(self, behaviour: Behaviour) -> None:
        """What the last replay used; a choice by hand stays as it is on the slider."""
        if behaviour.source != GIVEN:
            self._own = behaviour
        if not self._given:
            self._set(behaviour)
        self._say()

    def _set(self, behaviour: Behaviour) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(behaviour.share * 100))
        self.slider.blockSignals(False)
        self.prefers.set_current(behaviour.prefers)

    def _say(self) -> None:
        self.said.setText(behaviour_words(self.behaviour() or self._own, self._speech))
        self.slider.setAccessibleDescription(self.said.text())
        self.own.setVisible(self._given)

    def _slid(self, _value: int) -> None:
        self._given = True
        self._say()
        self.changed.emit()

    def _preferred(self, _choice: str) -> None:
        self._given = True
        self._say()
        self.changed.emit()

    def _back(self) -> None:
        self._given = False
        self._set(self._own)
        self._say()
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
