"""The text being written: its title, its paragraphs, the fields to press, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.gui.letters.colouring import Colouring
from app.gui.letters.field_chips import FieldChips
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel
from app.kernel.i18n import _
from app.outreach.commands import LONGEST_TITLE
from app.outreach.kind import CARD
from app.outreach.queries import Wording
from app.outreach.slips import Problem


class Editor(Panel):
    """`changed` follows every keystroke. What to do with the text is asked for by the other signals."""

    changed = Signal()
    save_asked = Signal()
    save_as_asked = Signal()
    discard_asked = Signal()
    rename_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Text"))
        self.name = ElidedLabel("", "heading")
        self.whose = PlainLabel("", "caption")
        self.title = QLineEdit()
        self.title.setMaxLength(4 * LONGEST_TITLE)
        self.title_label = PlainLabel("", "section")
        self.title_label.setBuddy(self.title)
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(_("The text"))
        self.body.setPlaceholderText(_("An empty line begins a new paragraph."))
        self.colouring = Colouring(self.body.document())
        self.problem = PlainLabel("", "error", wrap=True)
        self.problem.hide()
        self.fields = FieldChips()
        self.rename = Button(_("Rename…"), "quiet")
        self.delete = Button(icon="delete", name=_("Delete this text"), kind="quiet")
        self.discard = Button(_("Discard changes"), "quiet")
        self.save_as = Button(_("Save as…"))
        self.save = Button(_("Save"), "primary")
        self._last: QLineEdit | QPlainTextEdit = self.body
        self._quiet = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 4)
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.whose)
        head.addLayout(words, 1)
        head.addWidget(self.rename)
        head.addWidget(self.delete)
        self.column.addLayout(head)
        self.add_line()
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 10)
        inner.setSpacing(6)
        inner.addWidget(self.title_label)
        inner.addWidget(self.title)
        inner.addSpacing(2)
        inner.addWidget(PlainLabel(_("Text"), "section"))
        inner.addWidget(self.body, 1)
        inner.addWidget(self.problem)
        inner.addWidget(self.fields)
        self.column.addLayout(inner, 1)
        self.add_line()
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 10, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.discard)
        foot.addStretch(1)
        foot.addWidget(self.save_as)
        foot.addWidget(self.save)
        self.column.addLayout(foot)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._changed)
        self.title.selectionChanged.connect(self._in_title)
        self.title.cursorPositionChanged.connect(self._in_title)
        self.body.textChanged.connect(self._changed)
        self.body.cursorPositionChanged.connect(self._in_body)
        self.fields.wanted.connect(self.insert)
        for button, signal in (
            (self.save, self.save_asked),
            (self.save_as, self.save_as_asked),
            (self.discard, self.discard_asked),
            (self.rename, self.rename_asked),
            (self.delete, self.delete_asked),
        ):
            button.clicked.connect(signal)

    def show_text(self, wording: Wording, title: str, body: str) -> None:
        """Put a text in, without telling anyone."""
        self._quiet = True
        self.name.setText(wording.name)
        self.whose.setText(_("Yours") if wording.own else _("Comes with Regulars"))
        words = _("Words on the front") if wording.kind == CARD else _("Title")
        self.title_label.setText(words)
        self.title.setAccessibleName(words)
        if self.title.text() != title:
            self.title.setText(title)
            self.title.setCursorPosition(0)
        if self.body.toPlainText() != body:
            self.body.setPlainText(body)
        self.rename.setVisible(wording.own)
        self.delete.setVisible(wording.own)
        self.save.setVisible(wording.own)
        self.save_as.setText(_("Save as…") if wording.own else _("Save as your own…"))
        self.save_as.set_kind("secondary" if wording.own else "primary")
        self._last = self.body
        self._quiet = False

    def set_ready(self, *, edited: bool, sound: bool) -> None:
        """Whether the text was changed, and whether it can be kept."""
        self.save.setEnabled(edited and sound)
        self.save_as.setEnabled(sound)
        self.discard.setVisible(edited)

    def say(self, title: Problem | None, body: Problem | None, words: str = "") -> None:
        """What is wrong, under the text; nothing takes it away."""
        self.title.setProperty("invalid", title is not None)
        self.title.style().unpolish(self.title)
        self.title.style().polish(self.title)
        self.colouring.mark(body.line if body else 0)
        if title is not None:
            words = f"{self.title_label.text()}: {title.words}"
        elif body is not None:
            words = str(body)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.body.setAccessibleDescription(words)

    def insert(self, field_id: str) -> None:
        """Put a field where the cursor was last, and go on writing there."""
        field = "{{ " + field_id + " }}"
        if self._last is self.title:
            self.title.insert(field)
        else:
            self.body.insertPlainText(field)
        self._last.setFocus()

    def _in_title(self) -> None:
        if self.title.hasFocus():
            self._last = self.title

    def _in_body(self) -> None:
        if self.body.hasFocus():
            self._last = self.body

    def _changed(self, *_text: object) -> None:
        if not self._quiet:
            self.changed.emit()
