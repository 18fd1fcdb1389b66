"""The page of letters: the texts at the left, the one being written in the middle, the paper at the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.actions import Action
from app.gui.letters.editor import Editor
from app.gui.letters.kept import KeptDrafts
from app.gui.letters.name_dialog import LetterNameDialog
from app.gui.letters.paper import PaperSide
from app.gui.letters.texts import Texts
from app.gui.models.letters import Draft, Looked, groups, lacks, look
from app.gui.page import Page, Shell
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.outreach.commands import DeleteLetter, SaveLetter, delete_letter, save_letter
from app.outreach.queries import OWN, Wording, wordings

_TYPING_MS = 220
_CHECK_MS = 700


class LettersPage(Page):
    """What is typed is kept by the text until it is saved or discarded; going to another loses nothing, nor
    does closing the window."""

    topics = frozenset({"letter", "customer", "shop", "tag", "programme"})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.wording: Wording | None = None
        self._kept = KeptDrafts(shell.settings, shell.jobs.book.path)
        self.drafts = self._kept.read()
        self.customer_id: int | None = None
        self.looked: Looked | None = None
        self._wanted = ""
        self.print_button = Button(_("Print…"), "primary", icon="print")
        self.header = self._head()
        self.texts = Texts()
        self.editor = Editor()
        self.paper = PaperSide(shell.jobs)
        self.dialog: LetterNameDialog | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._lay_out()
        self._connect()
        self.reload()

    def _head(self) -> QWidget:
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(12)
        bar.addWidget(PlainLabel(_("Letters and cards"), "page-title"))
        bar.addStretch(1)
        bar.addWidget(self.print_button)
        return head

    def _lay_out(self) -> None:
        self.texts.setMinimumWidth(190)
        self.editor.setMinimumWidth(340)
        self.paper.setMinimumWidth(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.texts, 18)
        row.addWidget(self.editor, 42)
        row.addWidget(self.paper, 40)

    def _connect(self) -> None:
        self.texts.kind_chosen.connect(self._kind_chosen)
        self.texts.chosen.connect(self._go_to)
        self.editor.changed.connect(self._typed)
        self.editor.save_asked.connect(self.save)
        self.editor.save_as_asked.connect(self.save_as)
        self.editor.rename_asked.connect(self.rename)
        self.editor.delete_asked.connect(self.delete)
        self.editor.discard_asked.connect(self.discard)
        self.paper.customer_chosen.connect(self._try_on)
        self.paper.group_chosen.connect(self._check)
        self.print_button.clicked.connect(self.print)
        self._typing.timeout.connect(self._look)
        self._checking.timeout.connect(self._check)
        saving = QShortcut(QKeySequence("Ctrl+S"), self)
        saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        saving.activated.connect(self._save_by_key)
        label = _("Write a letter or a card")
        self.shell.actions.add(Action("letters-write", label, self._write, "letter-paper", "", _("Pages")))

    def open(self, letter: str = "", kind: str = "", customer: int | None = None, **_where: Any) -> None:
        if customer is not None:
            self.customer_id = customer
        if kind:
            self.texts.kinds.set_current(kind)
        if letter or kind:
            self._wanted = letter
            self.reload()
        elif customer is not None:
            self._look()
        self.texts.list.setFocus()

    def reload(self) -> None:
        self.shell.jobs.read(self, "texts", wordings, self.texts.kind(), done=self._show_texts)
        self.shell.jobs.read(self, "groups", groups, done=self.paper.offer_groups)

    def take_scan(self, text: str) -> bool:
        self.paper.take_scan(text)
        return True

    # What is shown

    def _show_texts(self, found: tuple[Wording, ...]) -> None:
        wanted = self._wanted or (self.wording.id if self.wording else "")
        self._wanted = ""
        self.texts.show_texts(found, wanted)
        wording = self.texts.current()
        if wording is not None:
            self._go_to(wording)

    def _kind_chosen(self, _kind: str) -> None:
        self.reload()

    def _go_to(self, wording: Wording) -> None:
        self.wording = wording
        title, body = self.drafts.get(_key(wording), (wording.title, wording.body))
        self.editor.show_text(wording, title, body)
        self._mark()
        self._look()

    def _typed(self) -> None:
        wording = self.wording
        if wording is None:
            return
        now = (self.editor.title.text(), self.editor.body.toPlainText())
        if now == (wording.title, wording.body):
            self.drafts.pop(_key(wording), None)
        else:
            self.drafts[_key(wording)] = now
        self._mark()
        self._typing.start()

    def _mark(self) -> None:
        wording = self.wording
        if wording is None:
            return
        shown = {row.id for row in self.texts.model.rows if _key(row) in self.drafts}
        self.texts.mark_edited(shown)
        looked = self.looked
        sound = looked is None or not (looked.title_problem or looked.body_problem)
        self.editor.set_ready(edited=_key(wording) in self.drafts, sound=sound)

    def draft(self) -> Draft | None:
        """The text as it stands in the editor."""
        if self.wording is None:
            return None
        title, body = self.editor.title.text(), self.editor.body.toPlainText()
        return Draft(self.wording.kind, title, body, self.wording.occasion)

    def _look(self) -> None:
        self._kept.keep(self.drafts)
        draft = self.draft()
        if draft is not None:
            self.shell.jobs.read(self, "look", look, draft, self.customer_id, done=self._looked)
            self._checking.start()

    def _looked(self, looked: Looked) -> None:
        self.looked = looked
        self.editor.say(looked.title_problem, looked.body_problem, looked.refused)
        self.paper.show_looked(looked)
        self._mark()

    def _check(self, _group: str = "") -> None:
        draft = self.draft()
        if draft is not None:
            group = self.paper.group.current_id()
            self.shell.jobs.read(self, "lacks", lacks, draft, group, done=self.paper.say_lacks)

    def _try_on(self, customer_id: int) -> None:
        self.customer_id = customer_id
        self._look()

    def _write(self) -> None:
        self.shell.go("letters")
        self.editor.body.setFocus()

    # What is done

    def save(self) -> None:
        """Keep the changes of one of the shop's own texts."""
        wording, draft = self.wording, self.draft()
        if wording is not None and draft is not None and wording.number is not None:
            wish = SaveLetter(
                wording.name, draft.body, draft.title, wording.kind, wording.number, new_request_id()
            )
            self.editor.save.setEnabled(False)
            saved = partial(self._saved, _key(wording), (draft.title, draft.body))
            self.shell.jobs.write(self, save_letter, wish, done=saved, failed=self._refused)

    def _save_by_key(self) -> None:
        if self.editor.save.isVisible():
            if self.editor.save.isEnabled():
                self.save()
        elif self.editor.save_as.isEnabled():
            self.save_as()

    def _saved(self, key: str, words: tuple[str, str], _result: object) -> None:
        """What was typed while it was being saved, or into another text meanwhile, is not saved."""
        if self.drafts.get(key) == words:
            del self.drafts[key]
        self.reload()

    def _refused(self, error: Exception) -> None:
        self.editor.say(None, None, str(error))
        self._mark()

    def save_as(self) -> None:
        """Keep the text under a name of its own."""
        draft, wording = self.draft(), self.wording
        if draft is not None and wording is not None:
            self._ask_name(SaveLetter("", draft.body, draft.title, wording.kind))

    def rename(self) -> None:
        """Give one of the shop's own texts another name; what is typed and not saved stays so."""
        wording = self.wording
        if wording is not None and wording.number is not None:
            self._ask_name(
                SaveLetter(wording.name, wording.body, wording.title, wording.kind, wording.number)
            )

    def _ask_name(self, wish: SaveLetter) -> None:
        dialog = LetterNameDialog(self.shell.jobs, wish, self)
        dialog.accepted.connect(self._named)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _named(self) -> None:
        dialog, wording = self.dialog, self.wording
        if dialog is not None and dialog.saved is not None and wording is not None:
            if dialog.saved != wording.number:
                self.drafts.pop(_key(wording), None)
            self._wanted = f"{OWN}{dialog.saved}"
            self.reload()

    def delete(self) -> None:
        """Delete one of the shop's own texts; the status line offers to bring it back."""
        wording = self.wording
        if wording is not None and wording.number is not None:
            self.drafts.pop(_key(wording), None)
            self.shell.jobs.write(self, delete_letter, DeleteLetter(wording.number, new_request_id()))

    def discard(self) -> None:
        """Back to the text as it is kept."""
        if self.wording is not None:
            self.drafts.pop(_key(self.wording), None)
            self._go_to(self.wording)
            self.editor.body.setFocus()

    def print(self) -> None:
        """Hand the text over to the page that prints it."""
        wording = self.wording
        if wording is None:
            return
        if _key(wording) in self.drafts:
            self.editor.say(None, None, _("Save the text first: what is printed is what is saved."))
            return
        self.shell.go("print", document=wording.kind, options={"letter": wording.id})

    def hideEvent(self, event: QHideEvent) -> None:
        self._kept.keep(self.drafts)
        super().hideEvent(event)


def _key(wording: Wording) -> str:
    return f"{wording.kind}:{wording.id}"
