"""The rule everybody knows, as a sentence one writes in: 1 point for every €1.00 spent, rounded down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.gui.models.programme import Sentence
from app.gui.speech import Speech
from app.gui.theme import fonts
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.spans import Span, SpanLabel
from app.gui.widgets.surfaces import FlowRow
from app.kernel.amounts import read_amount
from app.kernel.errors import Refused
from app.kernel.i18n import _, plural

DOWN, CARRIED = "down", "carried"
_ROUNDING = ((DOWN, _("down per purchase")), (CARRIED, _("down, the rest carried over")))
_MOST_POINTS = 100_000


class _Box(QLineEdit):
    """A field just as wide as what stands in it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(fonts.role_font("strong"))
        self.setMaxLength(16)
        self.textChanged.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(self.sizeHint().width())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text() or "0")
        return QSize(max(words + 30, CONTROL_HEIGHT), CONTROL_HEIGHT)


class _Rounding(ComboBox):
    """Just as wide as what is chosen."""

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.currentText())
        return QSize(words + 78, CONTROL_HEIGHT)

    minimumSizeHint = sizeHint


class EarningLine(QWidget):
    """`changed(int, int, bool)`: points, step in minor units, whether the rest is carried over.

    `wanted` asks for a first such rule. What is wrong is said below, and nothing typed is lost.
    """

    changed = Signal(int, int, bool)
    wanted = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._shown: Sentence | None = None
        self._editable = False
        self.said = SpanLabel(wrap=True)
        self.points = _Box(_("Points"))
        self.step = _Box(_("For every"))
        self.rounding = _Rounding(_ROUNDING, name=_("Rounded"))
        self.rounding.setFont(fonts.role_font("strong"))
        self.give = Button(_("Give points for money spent"))
        self.error = PlainLabel("", "error", wrap=True)
        self.error.hide()
        self._words = [PlainLabel("") for _place in range(2)]
        for label in self._words:
            label.setFixedHeight(CONTROL_HEIGHT)
        self._row = FlowRow(gap=8)
        self._row.set_widgets([self.points, self._words[0], self.step, self._words[1], self.rounding])
        self._none = FlowRow()
        self._none.set_widgets([self.give])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        for widget in (self._row, self.said, self._none, self.error):
            column.addWidget(widget)
        self.points.editingFinished.connect(self._typed)
        self.step.editingFinished.connect(self._typed)
        self.rounding.chosen.connect(self._typed)
        self.give.clicked.connect(self.wanted)

    def show_sentence(self, sentence: Sentence | None, *, editable: bool) -> None:
        """Show the rule; what is being typed is left alone when the rule stayed the same."""
        same = sentence == self._shown and editable and self._editable
        self._shown, self._editable = sentence, editable
        self._row.setVisible(sentence is not None and editable)
        self.said.setVisible(not (sentence is not None and editable) and not (sentence is None and editable))
        self._none.setVisible(sentence is None and editable)
        if sentence is None:
            self.said.set_spans([Span(_("No points for money spent."))])
            self._say("")
            return
        every = plural("point for every", "points for every", sentence.points)
        spent = _("spent, rounded")
        rounding = CARRIED if sentence.carry_over else DOWN
        money = self._speech.money(sentence.step)
        points = self._speech.number(sentence.points)
        self.said.set_spans(
            [
                Span(points, True), Span(f" {every} "), Span(money, True), Span(f" {spent} "),
                Span(dict(_ROUNDING)[rounding], True),
            ]
        )  # fmt: skip
        if same:
            return
        self._words[0].setText(every)
        self._words[1].setText(spent)
        self.points.setText(str(sentence.points))
        self.step.setText(money)
        self.rounding.set_current(rounding)
        self.rounding.updateGeometry()
        self._say("")

    def _typed(self, *_what: object) -> None:
        if self._shown is None:
            return
        try:
            points, step = self._read()
        except Refused as refused:
            box = self.points if refused.field == "points" else self.step
            self._say(refused.message, box)
            return
        self._say("")
        carried = self.rounding.current_id() == CARRIED
        if (points, step, carried) != (self._shown.points, self._shown.step, self._shown.carry_over):
            self.changed.emit(points, step, carried)

    def _read(self) -> tuple[int, int]:
        text = self.points.text().strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_POINTS):
            words = _("Points are a whole number from 1 to {most}. The draft is as it was.")
            raise Refused(words.format(most=self._speech.number(_MOST_POINTS)), "points")
        context = self._speech.context
        step = read_amount(self.step.text(), context.currency, context.locale, "step")
        if step < 1:
            raise Refused(_("Points are given for an amount above nothing. The draft is as it was."), "step")
        return int(text), step

    def _say(self, sentence: str, box: QWidget | None = None) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        for one in (self.points, self.step):
            one.setProperty("invalid", bool(sentence) and one is box)
            one.setAccessibleDescription(sentence if one is box else "")
            one.style().unpolish(one)
            one.style().polish(one)
