"""“How was it?”: a score by one press or key, a word why; in the composer's place, and gone with Escape."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT, RADIUS_SMALL
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import row
from app.kernel.i18n import _

LONGEST = 2_000
TEN = 10
_GAP = 6
_RING = 3
"""Room around the buttons for the ring that says where the keys are."""


class ScoreRow(QWidget):
    """The scores of a scale as buttons, one stop for the keys: figures choose, arrows move, `written(str)` is
    a letter that is no score. `chosen(by_press)`: a score was chosen, by press or by key; `changed()`: or
    taken back."""

    chosen = Signal(bool)
    changed = Signal()
    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.score: int | None = None
        self.buttons: list[Button] = []
        self._low = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_RING, _RING, _RING, _RING)
        self._grid.setSpacing(_GAP)
        self._across = 0

    def set_scale(self, scale: int) -> None:
        """Begin anew by a scale: 5 (from 1) or 10 (from 0)."""
        self.score, self._low, self._across = None, 0 if scale == TEN else 1, 0
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for value in range(self._low, scale + 1):
            button = Button(str(value), name=_("Score {n} of {most}").format(n=value, most=scale))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(CONTROL_HEIGHT)
            button.clicked.connect(self._pressed)
            self.buttons.append(button)
        self._place()
        self._say()

    def choose(self, score: int | None, *, by_press: bool = False) -> None:
        """Take a score; None takes it back. What is no score of the scale is passed over."""
        if score is not None and not self._low <= score < self._low + len(self.buttons):
            return
        self.score = score
        for place, button in enumerate(self.buttons):
            button.setChecked(place + self._low == score)
        self.update()  # the ring of the keyboard stands around the buttons
        self._say()
        self.changed.emit()
        if score is not None:
            self.chosen.emit(by_press)

    def _say(self) -> None:
        most = self._low + len(self.buttons) - 1
        self.setAccessibleName(_("Score from {low} to {most}").format(low=self._low, most=most))
        self.setAccessibleDescription("" if self.score is None else str(self.score))

    def _pressed(self) -> None:
        pressed = self.sender()
        self.choose(
            next(place for place, one in enumerate(self.buttons) if one is pressed) + self._low, by_press=True
        )

    def _place(self) -> None:
        """In one row where each is as wide as a finger, else in two."""
        count = len(self.buttons)
        room = (self.width() - 2 * _RING + _GAP) // (CONTROL_HEIGHT + _GAP)
        across = count if room >= count else -(-count // 2)
        if across != self._across:
            self._across = across
            for place, button in enumerate(self.buttons):
                self._grid.addWidget(button, place // across, place % across)
                button.show()
            for column in range(count):
                self._grid.setColumnStretch(column, 1 if column < across else 0)
                self._grid.setColumnMinimumWidth(column, CONTROL_HEIGHT if column < across else 0)
            rows = -(-count // across) if across else 1
            self.setFixedHeight(rows * CONTROL_HEIGHT + (rows - 1) * _GAP + 2 * _RING)

    def minimumSizeHint(self):  # noqa: ANN201
        hint = super().minimumSizeHint()
        hint.setWidth(-(-len(self.buttons) // 2) * (CONTROL_HEIGHT + _GAP) + 2 * _RING)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.buttons:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        current = self.score if self.score is not None else self._low - 1
        if key == Qt.Key.Key_Right:
            self.choose(current + 1)
        elif key == Qt.Key.Key_Left:
            self.choose(current - 1)
        elif key == Qt.Key.Key_Backspace:
            self.choose(None)
        elif len(text) == 1 and text.isascii() and text.isdigit():
            both = 10 * current + int(text)
            self.choose(both if self.score == 1 and both == TEN and not self._low else int(text))
        elif len(text) == 1 and text.isprintable() and text != " ":
            self.written.emit(text)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus() or not self.buttons:
            return
        marked = next((one for one in self.buttons if one.isChecked()), self.buttons[0])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus"), 2))
        box = QRectF(marked.geometry()).adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(box, RADIUS_SMALL + 2, RADIUS_SMALL + 2)


class HowWasIt(QWidget):
    """`given()`: Enter or the button; `score`, `scale`, `words` say what. `unanswered()`: they were asked and
    did not say, `left()`: Escape or the cross, nobody was asked."""

    given = Signal()
    unanswered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("How was it?"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.scale = 0
        self.title = PlainLabel(_("How was it?"), "section")
        self.ends = ElidedLabel("", "caption")
        self.close_button = Button("", "quiet", icon="close", name=_("Do not ask (Esc)"))
        self.close_button.setFixedWidth(CONTROL_HEIGHT)
        self.close_button.clicked.connect(self.left)
        self.scores = ScoreRow()
        self.words_edit = QLineEdit()
        self.words_edit.setMaxLength(LONGEST)
        self.words_edit.setPlaceholderText(_("A word why"))
        self.words_edit.setAccessibleName(_("A word why"))
        self.words_edit.setMinimumHeight(CONTROL_HEIGHT)
        self.save = Button(_("Keep"), "primary")
        self.save.clicked.connect(self._give)
        self.no_answer = Button(_("Asked, no answer"))
        self.no_answer.clicked.connect(self.unanswered)
        self.problem = PlainLabel("", "error", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 4, 9, 9)
        column.setSpacing(3)
        head = row(self.title, self.ends, self.close_button)
        head.setContentsMargins(_RING, 0, 0, 0)
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self.scores)
        foot = row(self.words_edit, self.no_answer, self.save)
        foot.setContentsMargins(_RING, 0, _RING, _RING)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        column.addWidget(self.problem)
        self.words_edit.returnPressed.connect(self._give)
        self.words_edit.textChanged.connect(self._offer_no_answer)
        self.scores.chosen.connect(self._chosen)
        self.scores.changed.connect(self._offer_no_answer)
        self.scores.written.connect(self._write_on)

    @property
    def score(self) -> int | None:
        """What was chosen, None for nothing."""
        return self.scores.score

    @property
    def words(self) -> str:
        """The word why."""
        return self.words_edit.text().strip()

    def ask(self, scale: int, score: int | None = None, words: str = "") -> None:
        """Begin, with what was chosen and written before."""
        self.scale = scale
        ten = scale == TEN
        self.title.setText(_("Would you recommend us?") if ten else _("How was it?"))
        self.ends.setText(_("0: no – 10: gladly") if ten else _("1: poor – 5: very good"))
        self.scores.set_scale(scale)
        self.scores.choose(score)
        self.words_edit.setText(words)
        self.say("")
        self.set_busy(False)

    def focus(self) -> None:
        """The keys to the scores."""
        self.scores.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """What is wrong; "" when nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def set_busy(self, busy: bool) -> None:
        """While it is kept, nothing is kept twice."""
        self.save.setEnabled(not busy)
        self.no_answer.setEnabled(not busy)

    def _offer_no_answer(self) -> None:
        """As long as they have not said anything."""
        self.no_answer.setVisible(self.score is None and not self.words)

    def _chosen(self, by_press: bool) -> None:
        self.say("")
        if by_press:
            self.words_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_on(self, letter: str) -> None:
        self.words_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words_edit.insert(letter)

    def _give(self) -> None:
        if not self.save.isEnabled():
            return
        if self.score is None and not self.words:
            self.say(_("Choose a score first, or write a word."))
            self.focus()
            return
        self.given.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        elif key == Qt.Key.Key_Up and self.words_edit.hasFocus():
            self.focus()
        elif key == Qt.Key.Key_Down and self.scores.hasFocus():
            self.words_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("tint"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
