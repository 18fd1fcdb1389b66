"""The loyalty page: the rules at the left, what they cost or would have cost at the right."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.actions import Action
from app.gui.loyalty.draft_desk import DraftDesk
from app.gui.loyalty.editing import Editing
from app.gui.loyalty.figures import Figures
from app.gui.loyalty.first_rules import EMPTY, FirstRules
from app.gui.loyalty.head import Head
from app.gui.loyalty.history import History
from app.gui.loyalty.rules_card import RulesCard
from app.gui.loyalty.start_dialog import StartDialog, first_of_next_month
from app.gui.models.programme_words import Words
from app.gui.page import Page, Shell
from app.gui.speech import Speech
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.kernel.unit import View
from app.loyalty.commands import WithdrawVersion, withdraw_version
from app.loyalty.queries import ProgrammeState, programme_state
from app.loyalty.rules import Rules
from app.loyalty.templates import template_rules


def _state(view: View) -> tuple[ProgrammeState, date]:
    """The programme, and the shop's day at which it was read."""
    return programme_state(view), view.today


class LoyaltyPage(Page):
    """Draws what the desk holds; the desk changes it."""

    topics = frozenset({"programme", "shop", "points", "purchase"})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        speech = Speech(shell.jobs.book.context)
        self.today = date.min
        self.words = Words(speech.context, self.today)
        self.desk = DraftDesk(shell.jobs, self)
        self.head = Head()
        self.header = self.head
        self.history = History()
        self.rules = RulesCard(speech)
        self.first = FirstRules()
        self.figures = Figures(shell.jobs, speech)
        self.editing = Editing(self.desk, self.rules, shell, self)
        self.left = QStackedWidget()
        self.start_dialog: StartDialog | None = None
        self._lay_out()
        self._connect()
        self.history.hide()
        self.reload()

    def _lay_out(self) -> None:
        self.left.addWidget(self.rules)
        self.left.addWidget(self.first)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.left, 2)
        both.addWidget(self.figures, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.history)
        column.addLayout(both, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._draw)
        self.head.discard_asked.connect(self._discard)
        self.head.start_asked.connect(self.start)
        self.head.change_asked.connect(self.begin)
        self.first.chosen.connect(self._first_chosen)
        self.history.looked_at.connect(self.desk.look_at)
        self.history.called_off.connect(self._call_off)
        group = _("Loyalty")
        for action in (
            Action(
                "loyalty-change", _("Change the rules of the programme"), self._begin_there, "edit", "", group
            ),
            Action("loyalty-start", _("Start the draft of the rules"), self._start_there, "check", "", group),
        ):
            self.shell.actions.add(action)

    def open(self, **_where: Any) -> None:
        if self.desk.empty:
            self.first.focus()
        else:
            self.rules.focus_first()

    def reload(self) -> None:
        self.shell.jobs.read(self, "programme", _state, done=self._take)

    def _take(self, read: tuple[ProgrammeState, date]) -> None:
        state, self.today = read
        self.words = Words(self.shell.jobs.book.context, self.today)
        first = self.desk.state is None
        self.desk.take(state)
        if first and self.isVisible():
            self.open()

    def begin(self) -> None:
        """Start a draft of what holds."""
        if self.desk.draft is None:
            self.desk.begin()
            self.rules.focus_first()

    def start(self) -> None:
        """Ask when the draft begins."""
        if self.desk.draft is None:
            return
        if self.desk.problem is not None:
            self.editing.show_problem()
            return
        dialog = StartDialog(self.shell.jobs, self.words.speech, self.today, self)
        dialog.finished.connect(dialog.deleteLater)
        self.start_dialog = dialog
        dialog.open()

    def _begin_there(self) -> None:
        self.shell.go("loyalty")
        self.begin()

    def _start_there(self) -> None:
        self.shell.go("loyalty")
        self.start()

    def _discard(self) -> None:
        self.desk.discard()

    def _first_chosen(self, template: str) -> None:
        context = self.shell.jobs.book.context
        rules = Rules() if template == EMPTY else template_rules(template, context.currency, context.locale)
        self.desk.begin(rules)
        self.rules.focus_first()

    def _call_off(self, version: int) -> None:
        wish = WithdrawVersion(version, new_request_id())
        self.shell.jobs.write(self, withdraw_version, wish)

    def _draw(self) -> None:
        state, desk = self.desk.state, self.desk
        if state is None:
            return
        self.head.show_state(
            state,
            self.words.speech,
            self.today,
            first_of_next_month(self.today),
            draft=desk.editing,
            empty=desk.empty,
        )
        self.history.show_state(
            state, self.words.speech, self.today, desk.older, draft=desk.draft is not None
        )
        self.left.setCurrentWidget(self.first if desk.empty else self.rules)
        self.rules.show_programme(desk.plain, self.words, editable=desk.editing)
        if desk.editing:
            self.rules.say(desk.problem, desk.removed, desk.plain)
        else:
            self.rules.say(None, "", {})
        self.figures.show_rules(state.rules, desk.draft_rules(), self.today, drafted=desk.draft is not None)
