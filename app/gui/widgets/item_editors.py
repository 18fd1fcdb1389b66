"""Several values in one field: words that are typed one after the other, and some of a few choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from app.gui.widgets.buttons import Button
from app.gui.widgets.surfaces import FlowRow
from app.kernel.i18n import _


class _Flow(FlowRow):
    """As high as its lines are at the width it got: a form in a scroll area does not ask again."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))


class _Word(Button):
    """One of the words; a press takes it away."""

    gone = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(text, extra="×", name=_("Take “{word}” away").format(word=text))
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self.gone.emit(self.text())


class _Line(QLineEdit):
    """Enter and comma end a word, Backspace in the empty box takes the last one back."""

    ended = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.text().strip() and (enter or event.text() == ","):
            self.ended.emit()
            event.accept()
        elif not self.text() and event.key() == Qt.Key.Key_Backspace:
            self.emptied.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class TextsEdit(QWidget):
    """Words, each once, capitals aside. What is typed and not yet ended counts as the last of them. Of the
    words `offered` those that have what is typed in them drop down; others may be typed all the same."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, offered: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._row = _Flow(self)
        self.line = _Line(self)
        self.line.setPlaceholderText(_("Type one, then Enter"))
        self.line.setAccessibleName(name)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._row)
        column.addWidget(self.line)
        if offered:
            self._offer(offered)
        self.line.ended.connect(self._end_word)
        self.line.emptied.connect(self._take_last)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self.submitted)
        self._show()

    def _offer(self, offered: Sequence[str]) -> None:
        completer = QCompleter(list(offered), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.setPopup(QListView())
        completer.activated.connect(self._taken)
        self.line.setCompleter(completer)

    def _taken(self, _word: str) -> None:
        # The line writes the word after this, so it is ended when that is done.
        QTimer.singleShot(0, self._end_word)

    def items(self) -> tuple[str, ...]:
        """The words, in the order they were given."""
        typed = self.line.text().strip()
        words = [*self._words, typed] if typed else self._words
        return tuple({word.casefold(): word for word in words}.values())

    def set_items(self, value: object) -> None:
        """Show these words."""
        self._words = [str(word) for word in value] if isinstance(value, list | tuple) else []
        self.line.clear()
        self._show()

    def _end_word(self) -> None:
        self._words = list(self.items())
        self.line.clear()
        self._show()
        self.changed.emit()

    def _take_last(self) -> None:
        if self._words:
            self._take(self._words[-1])

    def _take(self, word: str) -> None:
        self._words = [one for one in self._words if one != word]
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        self.changed.emit()

    def _show(self) -> None:
        pieces: list[QWidget] = []
        for word in self._words:
            piece = _Word(word)
            piece.gone.connect(self._take)
            pieces.append(piece)
        self._row.set_widgets(pieces)
        self._row.setMinimumHeight(self._row.heightForWidth(self._row.width()) if pieces else 0)
        self._row.setVisible(bool(pieces))


class ChoicesEdit(QWidget):
    """Any number of a few choices, as buttons that stay pressed."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[str, Button] = {}
        row = _Flow(self)
        for choice_id, label in choices:
            button = Button(label)
            button.setCheckable(True)
            button.toggled.connect(self._toggled)
            self.buttons[choice_id] = button
        row.set_widgets(list(self.buttons.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def chosen(self) -> tuple[str, ...]:
        """The ids of those pressed, in the order they are offered."""
        return tuple(choice_id for choice_id, button in self.buttons.items() if button.isChecked())

    def set_chosen(self, value: object) -> None:
        """Press these."""
        wanted = value if isinstance(value, list | tuple) else ()
        for choice_id, button in self.buttons.items():
            button.setChecked(choice_id in wanted)

    def _toggled(self, _on: bool) -> None:
        self.changed.emit()
