"""What a person does with the rules at the left, turned into changes of the draft."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui.loyalty.asking import asked_for, kind_choices
from app.gui.loyalty.draft_desk import DraftDesk
from app.gui.loyalty.item_dialog import ItemDialog, rule_money
from app.gui.loyalty.once import ONCE
from app.gui.loyalty.rules_card import RulesCard
from app.gui.models.programme import sentence_of
from app.gui.models.programme_edits import (
    Plain,
    Problem,
    fresh_id,
    items_of,
    read_rules,
    swapped,
    with_item,
    with_section,
    without_item,
)
from app.gui.models.programme_words import Line
from app.gui.page import Shell
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import exponent

TITLES = {
    "earning": (_("A new rule"), _("Change the rule")),
    "tiers": (_("A new tier"), _("Change the tier")),
    "stamp_cards": (_("A new stamp card"), _("Change the stamp card")),
    "rewards": (_("A new reward"), _("Change the reward")),
    "vouchers": (_("A new voucher"), _("Change the voucher")),
}
_FIRST_KIND = {"earning": "times"}


class Editing(QObject):
    """Opens the dialogs and tells the desk. `dialog` is the one that is open, for whoever looks at it."""

    def __init__(self, desk: DraftDesk, rules: RulesCard, shell: Shell, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._rules, self._shell, self._owner = desk, rules, shell, owner
        self._money = rule_money(shell.jobs.book.context)
        self.dialog: ItemDialog | None = None
        rules.opened.connect(self.open)
        rules.removed.connect(self.remove)
        rules.moved.connect(self.move)
        rules.add_asked.connect(self.add)
        rules.scheme_asked.connect(self.open_scheme)
        rules.sentence_changed.connect(self._sentence_changed)
        rules.sentence_wanted.connect(self._sentence_wanted)
        rules.problem_asked.connect(self.show_problem)
        rules.take_back_asked.connect(self._take_back)

    def open(self, line: Line) -> None:
        """The dialog of a line; while nothing can be changed, the way to change it is said."""
        if not self._desk.editing:
            self._shell.status.tell(_("To change a rule, press “Change the rules” first: it begins a draft."))
        elif line.at is None:
            self._open_once(line.section)
        else:
            self._open_item(line.section, line.at)

    def open_scheme(self) -> None:
        """How tiers are reached."""
        self._open_once("tier_rules")

    def add(self, section: str) -> None:
        """The dialog of something new."""
        if self._desk.editing:
            self._open_item(section, None)

    def remove(self, line: Line) -> None:
        """Take it away at once; the banner offers to bring it back."""
        if not self._desk.editing:
            return
        gone = _("“{name}” was removed.").format(name=line.name)
        plain = self._desk.plain
        if line.at is not None:
            self._desk.change(without_item(plain, line.section, line.at), removed=gone)
        elif line.section == "referral" and plain.get("referral"):
            self._desk.change(with_section(plain, "referral", None), removed=gone)

    def move(self, line: Line, step: int) -> None:
        """One place up or down among its like; tiers stand by where they begin."""
        other = self._rules.moves_of(line, step)
        if not self._desk.editing or other is None or line.at is None or other.at is None:
            return
        plain = swapped(self._desk.plain, line.section, line.at, other.at)
        if line.section == "tiers" and with_item(plain, "tiers", 0, items_of(plain, "tiers")[0]) != plain:
            self._shell.status.tell(_("Tiers stand in the order of what they begin at."))
            return
        self._desk.change(plain)
        self._rules.focus_line(line.section, other.at)

    def show_problem(self) -> None:
        """Go to what keeps the draft from being saved, with the sentence at its field."""
        problem = self._desk.problem
        if problem is None or not problem.section:
            return
        if problem.at is not None and problem.section in TITLES:
            self._open_item(problem.section, problem.at)
        elif problem.section in ONCE:
            self._open_once(problem.section)
        if self.dialog is not None:
            self.dialog.show_refusal(Refused(problem.sentence, problem.field))

    def _open_item(self, section: str, at: int | None) -> None:
        plain = self._desk.plain
        values = None if at is None else items_of(plain, section)[at]
        kind = str((values or {}).get("kind", _FIRST_KIND.get(section, "")))
        dialog = ItemDialog(
            TITLES[section][0 if at is None else 1],
            partial(self._ask, section),
            partial(self._keep_item, section, at),
            self._money,
            self._owner,
            kinds=kind_choices(section),
            kind=kind,
            values=values,
            accept=_("Add") if at is None else "",
            movable=section != "tiers",
        )
        if at is not None:
            line = self._line(section, at)
            dialog.removed.connect(partial(self.remove, line))
            dialog.moved.connect(partial(self.move, line))
        self._show(dialog)

    def _open_once(self, section: str) -> None:
        once = ONCE[section]
        dialog = ItemDialog(
            once.title,
            partial(self._ask_once, section),
            partial(self._keep_once, section),
            self._money,
            self._owner,
            values=once.values(self._desk.plain),
            removable=False,
        )
        self._show(dialog)

    def _show(self, dialog: ItemDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _line(self, section: str, at: int) -> Line:
        lines = (line for view in self._rules.parts.values() for line in view.lines)
        return next(line for line in lines if (line.section, line.at) == (section, at))

    def _ask(self, section: str, kind: str) -> Any:
        return asked_for(section, kind, self._desk.plain)

    def _ask_once(self, section: str, _kind: str) -> Any:
        return ONCE[section].asked

    def _keep_item(self, section: str, at: int | None, item: dict[str, Any]) -> Refused | None:
        plain = self._desk.plain
        items = items_of(plain, section)
        taken = [str(one.get("id", "")) for one in items]
        name = str(item.get("name") or item.get("kind") or "")
        item_id = fresh_id(name, taken, str(item.get("kind") or section)) if at is None else taken[at]
        changed = with_item(plain, section, at, {"id": item_id, **item})
        place = [str(one.get("id", "")) for one in items_of(changed, section)].index(item_id)
        refused = _own_problem(changed, section, place)
        if refused is None:
            self._desk.change(changed)
            self._rules.focus_line(section, place)
        return refused

    def _keep_once(self, section: str, item: dict[str, Any]) -> Refused | None:
        changed = ONCE[section].kept(self._desk.plain, item)
        refused = _own_problem(changed, section, None)
        if refused is None:
            self._desk.change(changed)
        return refused

    def _sentence_changed(self, points: int, step: int, carried: bool) -> None:
        told = sentence_of(self._desk.plain)
        if told is None or not self._desk.editing:
            return
        item = dict(items_of(self._desk.plain, "earning")[told.at])
        item.update(points=points, step=step)
        item.pop("carry_over", None)
        if carried:
            item["carry_over"] = True
        self._desk.change(with_item(self._desk.plain, "earning", told.at, item))

    def _sentence_wanted(self) -> None:
        """A point for each whole unit of money, first of all rules."""
        places = exponent(self._shell.jobs.book.context.currency)
        plain = self._desk.plain
        items = items_of(plain, "earning")
        made = fresh_id("spend", [str(item.get("id", "")) for item in items], "spend")
        first = {"id": made, "kind": "money_step", "points": 1, "step": 10**places if places else 100}
        self._desk.change(with_section(plain, "earning", [first, *items]))

    def _take_back(self) -> None:
        self._desk.take_back()


def _own_problem(plain: Plain, section: str, at: int | None) -> Refused | None:
    """What is wrong with just this part; other parts may be mended later."""
    read = read_rules(plain)
    if isinstance(read, Problem) and (read.section, read.at) == (section, at):
        return Refused(read.sentence, read.field or None)
    return None
