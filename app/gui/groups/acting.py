"""Doing something for a group: what, with some left out by chance, so that it can be told if it worked."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.groups.campaigns.drawing import MOST_PERCENT
from app.groups.campaigns.kind import ACTIONS, ActionKind
from app.groups.campaigns.listing import people_table
from app.groups.campaigns.members import treated
from app.groups.campaigns.queries import campaign_of
from app.groups.campaigns.reasons import prospect_words
from app.groups.campaigns.start import (
    LONGEST,
    USUAL_DAYS,
    USUAL_PERCENT,
    CampaignStarted,
    Prospect,
    StartCampaign,
    prospect,
    start_campaign,
)
from app.groups.membership import members_of
from app.groups.named import Group
from app.groups.rule import Rule, rule_text
from app.groups.table import group_table
from app.gui.dialogs.command import money_words
from app.gui.groups.list_file import save_list
from app.gui.speech import Speech
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.form import Form
from app.gui.widgets.labels import PlainLabel
from app.insights.sayings import Sayings
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.ids import new_request_id
from app.kernel.unit import View
from app.printing.posting import BY_HAND, BY_POST

if TYPE_CHECKING:
    from app.gui.groups.page import GroupsPage

_TYPING_MS = 250
_HOLDOUT, _DAYS, _COST = "holdout_percent", "days", "cost"
_EXPORT = "export"


def action_menu(page: GroupsPage, at: QPoint) -> None:
    """The actions there are, as a menu at a place on the screen."""
    menu = QMenu(page)
    for kind in ACTIONS:
        menu.addAction(_("{what}…").format(what=kind.label)).triggered.connect(partial(_begin, page, kind))
    menu.addSeparator()
    menu.addAction(_("Save them as a list…")).triggered.connect(partial(_save_all, page))
    menu.aboutToHide.connect(menu.deleteLater)
    page.menu = menu
    menu.popup(at)


def _save_all(page: GroupsPage, _checked: bool = False) -> None:
    looked = page.looked
    if looked is not None:
        name = page.title.full_text()
        save_list(page, name, partial(group_table, group=Group("", name, looked.rule)))


def _begin(page: GroupsPage, kind: ActionKind, _checked: bool = False) -> None:
    looked = page.looked
    if looked is None:
        return
    asked = partial(_open, page, kind)
    page.shell.jobs.read(page, "acting", _asked, kind, looked.rule, done=asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the dialog is drawn from: the action's fields and who is in the group now."""

    fields: tuple[Field, ...]
    rule: Rule
    members: array[int]


def _asked(view: View, kind: ActionKind, rule: Rule) -> _Asked:
    return _Asked(kind.asked(view), rule, members_of(view, rule))


def _open(page: GroupsPage, kind: ActionKind, asked: _Asked) -> None:
    dialog = ActDialog(page, kind, asked.fields, page.title.full_text(), asked.rule, asked.members)
    dialog.finished.connect(dialog.deleteLater)
    dialog.started.connect(partial(_go_on, page, dialog))
    page.dialog = dialog
    dialog.open()


def _go_on(page: GroupsPage, dialog: ActDialog, result: CampaignStarted) -> None:
    """What is done outside begins where it is done, for those who are to get it."""
    kind = dialog.kind.id
    if kind == _EXPORT:
        save_list(page, result.name, partial(people_table, campaign=result.campaign))
    if result.by_front and kind in _PAPERS:
        page.shell.jobs.read(page, "to-print", _to_print, result.campaign, done=partial(_print, page))


@dataclass(frozen=True, slots=True)
class _ToPrint:
    """A paper for those a campaign is for, by the options it was begun with."""

    document: str
    options: Mapping[str, Any]
    customers: tuple[int, ...]


def _to_print(view: View, campaign: int) -> _ToPrint:
    row = campaign_of(view, campaign)
    options: dict[str, Any] = {}
    if row.action == "letter":
        options = {
            "way": BY_POST if row.data.get("by_post") else BY_HAND,
            "unasked": bool(row.data.get("unasked")),
        }
    return _ToPrint(row.action, options, tuple(treated(view, campaign)))


def _print(page: GroupsPage, paper: _ToPrint) -> None:
    page.shell.go("print", document=paper.document, options=paper.options, customers=paper.customers)


_PAPERS = ("statement", "letter")
"""Actions that are papers: done on the page that prints."""


class ActDialog(Dialog):
    """`started(object)` carries the `CampaignStarted`. What would come of it is told while one chooses."""

    started = Signal(object)

    def __init__(
        self,
        page: GroupsPage,
        kind: ActionKind,
        fields: Sequence[Field],
        group: str,
        rule: Rule,
        members: array[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind.label, parent or page, accept=_("Begin"), width=520)
        self._jobs = page.shell.jobs
        context = self._jobs.book.context
        self.kind, self._speech = kind, Speech(context)
        self._group, self._rule, self._members = group, rule, members
        self._request = new_request_id()
        words = plural("For {n} customer of “{group}”.", "For {n} customers of “{group}”.", len(members))
        intro = words.format(n=self._speech.number(len(members)), group=group)
        self.body.addWidget(PlainLabel(intro, "muted", wrap=True))
        self.form = Form((*fields, *_campaign_fields()), money=money_words(context))
        self.form.set_values({_HOLDOUT: USUAL_PERCENT, _DAYS: USUAL_DAYS})
        self.form.changed.connect(self._changed)
        self.body.addWidget(self.form)
        self.told = PlainLabel("", "body", wrap=True)
        self.honest = PlainLabel("", "caption", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.honest)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._look)
        self.confirmed.connect(self._go)
        self._look()

    def _wish(self, values: Mapping[str, Any], request: str | None) -> StartCampaign:
        data = {key: value for key, value in values.items() if key not in (_HOLDOUT, _DAYS, _COST)}
        return StartCampaign(
            self.kind.id,
            None,
            data,
            self._group,
            rule_text(self._rule),
            holdout_percent=values.get(_HOLDOUT, 0),
            days=values.get(_DAYS, USUAL_DAYS),
            cost=values.get(_COST),
            request_id=request,
        )

    def _changed(self, _field: str) -> None:
        self._typing.start()

    def _look(self) -> None:
        try:
            values = self.form.values()
        except Refused:
            self.told.setText("")
            self.honest.setText("")
            return
        wish = self._wish(values, None)
        self._jobs.read(self, "prospect", prospect, wish, done=self._tell, failed=self._cannot)

    def _tell(self, ahead: Prospect) -> None:
        told = _division(ahead, self._speech)
        told += [
            _("{n} {why}.").format(n=self._speech.number(count), why=why)
            for why, count in ahead.cannot_get.items()
        ]
        self.told.setText(" ".join(told))
        say = Sayings(self._speech.context)
        self.honest.setText(prospect_words(ahead.treated, ahead.held_out, ahead.seen_from, say))
        self.make_room()

    def _cannot(self, error: Exception) -> None:
        self.told.setText("")
        self.honest.setText(str(error) if isinstance(error, Refused) else "")

    def _go(self) -> None:
        values = self.form.check()
        if values is not None:
            self.set_busy(True)
            wish = self._wish(values, self._request)
            self._jobs.write(self, start_campaign, wish, done=self._done, failed=self._failed)

    def _done(self, result: CampaignStarted) -> None:
        self.started.emit(result)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._request = new_request_id()
        self.set_busy(False)
        if not (isinstance(error, Refused) and self.form.show_problem(error)):
            self.say(str(error))


def _campaign_fields() -> tuple[Field, ...]:
    return (
        Field(
            _HOLDOUT,
            _("Leave out by chance, in %"),
            FieldKind.INTEGER,
            minimum=0,
            maximum=MOST_PERCENT,
            help=_("Without somebody to compare with, nobody can tell whether it worked. 0 for nobody."),
        ),
        Field(
            _DAYS, _("Watch for so many days"), FieldKind.INTEGER, required=True, minimum=1, maximum=LONGEST
        ),
        Field(_COST, _("What it costs in all"), FieldKind.MONEY, minimum=0),
    )


def _division(ahead: Prospect, speech: Speech) -> list[str]:
    words = plural("{n} customer gets it", "{n} customers get it", ahead.treated)
    gets = words.format(n=speech.number(ahead.treated))
    if not ahead.held_out:
        return [_("{gets}.").format(gets=gets)]
    words = plural("{gets}, {n} by chance does not.", "{gets}, {n} by chance do not.", ahead.held_out)
    return [words.format(gets=gets, n=speech.number(ahead.held_out))]
