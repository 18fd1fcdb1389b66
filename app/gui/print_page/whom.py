"""For whom a paper is printed: one customer, a choice of many, or those another page named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.groups.recipients import CAMPAIGN, GROUP, MOVED, NAMED, TAGGED, Wanted, wanted_of
from app.gui.jobs import Jobs
from app.gui.print_page.options import OptionsForm
from app.gui.print_page.person import PersonChoice
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.form_editors import MoneyWords
from app.gui.widgets.labels import PlainLabel
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import _, plural
from app.printing.options import days_of, period_fields

ONE, MANY = "one", "many"
ONE_FILE, OWN_FILES = "one-file", "own-files"
_OF_CHOICE = ((TAGGED, "tag"), (GROUP, "group"), (CAMPAIGN, "campaign"))
"""What is asked for with a choice, and only with it."""


class Whom(QWidget):
    """`changed()` follows what a person sets. `who(days)` is whom they mean."""

    changed = Signal()

    def __init__(self, jobs: Jobs, money: MoneyWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._named: tuple[int, ...] = ()
        self._today = date.min
        self._values: dict[str, Any] = {}
        self.chips = FilterChips(((ONE, _("One customer")), (MANY, _("Several"))), name=_("Who it is for"))
        self.person = PersonChoice(jobs)
        self.choice = OptionsForm(money)
        self.named = PlainLabel("", "body", wrap=True)
        self.others = Button(_("Choose others"), "link")
        self.counted = PlainLabel("", "muted", wrap=True)
        self.files = FilterChips(((ONE_FILE, _("One PDF")), (OWN_FILES, _("One file each"))), name=_("Files"))
        self._own_possible = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (
            PlainLabel(_("Who it is for"), "heading"),
            self.chips,
            self.person,
            self.named,
            self.others,
            self.choice,
            self.counted,
            self.files,
        ):
            column.addWidget(widget)
        column.setAlignment(self.others, Qt.AlignmentFlag.AlignLeft)
        self.chips.chosen.connect(self._switched)
        self.person.chosen.connect(self._person_chosen)
        self.others.clicked.connect(self._let_go)
        self.choice.changed.connect(self._choice_changed)
        self._show()

    def show_fields(self, fields: Sequence[Field], today: date, *, own_days: bool, own_files: bool) -> None:
        """What can be chosen among many; `own_days` when the paper has no period of its own to go by,
        `own_files` when there can be a file for each."""
        self._own_possible = own_files
        self._today = today
        asked = list(fields)
        if own_days and fields:
            asked[1:1] = period_fields()
        self.choice.show_fields(asked, self._values, today)
        self._hide()
        self._show()

    @property
    def own_files(self) -> bool:
        """Whether each is to have a file."""
        return self.many and self._own_possible and self.files.current() == OWN_FILES

    @property
    def many(self) -> bool:
        """Whether it is for several."""
        return self.chips.current() == MANY

    def take(self, customer: int | None, customers: Sequence[int] | None) -> None:
        """Be for this customer, or for these."""
        if customers is not None:
            self._named = tuple(customers)
            self.chips.set_current(MANY)
        elif customer is not None:
            self.person.take(customer)
            self.chips.set_current(ONE)
        self._show()

    def who(self, days: tuple[date, date] | None) -> int | Wanted | None:
        """The customer, or the choice; None after saying what is missing. `days` are the paper's period."""
        if not self.many:
            return self.person.current
        if self._named:
            return Wanted(who=NAMED, customers=self._named)
        values = self.choice.values()
        if values is None:
            return None
        try:
            return wanted_of(values, days_of(values, self._today) if "period" in values else days)
        except Refused as refused:
            self.choice.say(refused)
            return None

    def say_count(self, words: str) -> None:
        """How many it comes to, and who is left out."""
        self.counted.setText(words)
        self.counted.setVisible(bool(words) and self.many)

    def focus(self) -> None:
        """The focus to where the person is found, or the choice is made."""
        if not self.many:
            self.person.search.focus_all()
        elif self._named:
            self.others.setFocus()
        else:
            self.choice.focus_first()

    def _switched(self, _mode: str) -> None:
        self._show()
        self.focus()
        self.changed.emit()

    def _person_chosen(self, _customer: int) -> None:
        self.changed.emit()

    def _let_go(self) -> None:
        self._named = ()
        self._show()
        self.choice.focus_first()
        self.changed.emit()

    def _choice_changed(self) -> None:
        self._values = self.choice.raw()
        self._hide()
        self.changed.emit()

    def _hide(self) -> None:
        """Tag and group only where one is asked for, the days only where nothing else says them."""
        who = self.choice.raw().get("who")
        hidden = [field for choice, field in _OF_CHOICE if choice != who]
        self.choice.hide_fields(hidden if who == MOVED else [*hidden, "period"])

    def _show(self) -> None:
        many = self.many
        self.person.setVisible(not many)
        self.named.setVisible(many and bool(self._named))
        self.others.setVisible(many and bool(self._named))
        self.choice.setVisible(many and not self._named)
        self.counted.setVisible(many and bool(self.counted.text()))
        self.files.setVisible(many and self._own_possible)
        count = len(self._named)
        self.named.setText(plural("{n} customer chosen", "{n} customers chosen", count).format(n=count))
