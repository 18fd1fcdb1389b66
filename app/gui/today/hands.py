"""What can be done with a row of the day: its button, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.groups.set_aside import SetAside, set_aside
from app.gui.dialogs.command import CommandDialog
from app.gui.dialogs.touchpoint import TouchpointDialog
from app.gui.jobs import Jobs
from app.gui.models.day_row import ANSWER, CALL, CARD, DONE, GIFT, LETTER, REMIND, WELCOME, DayRow
from app.gui.models.touchpoint_form import TouchpointForm, touchpoint_form
from app.gui.page import Shell
from app.gui.theme import icons
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.loyalty.vouchers.birthday import IssueBirthdayVoucher, issue_birthday_voucher
from app.touchpoints.answering import SayMood, say_mood
from app.touchpoints.commands import AddTouchpoint, FinishPromise, add_touchpoint, finish_promise
from app.touchpoints.noted import HAPPY, UNHAPPY

_LETTERS = {LETTER: "win-back", WELCOME: "welcome", REMIND: "points-lapse"}


def _letter(action: str) -> dict[str, object]:
    """What the letter of a row begins with. As the day does, it counts on post where nobody said no."""
    return {"letter": _LETTERS.get(action, "plain"), "unasked": True}


class CallDialog(CommandDialog):
    """What was said on the telephone; kept on the timeline, which takes the row off the day's list."""

    command = staticmethod(add_touchpoint)

    def __init__(self, jobs: Jobs, customer_id: int, row: DayRow, parent: QWidget | None = None) -> None:
        super().__init__(
            jobs,
            jobs.book.context,
            _("Call {name}").format(name=row.name),
            (Field("text", _("What was said"), FieldKind.LONG_TEXT, required=True),),
            parent,
            accept=_("Keep the call"),
            intro=row.phone or _("No telephone number is known."),
        )
        self._customer = customer_id

    def wish(self, values: Mapping[str, Any]) -> AddTouchpoint:
        return AddTouchpoint(self._customer, "call", values["text"], request_id=self.request_id)


class DayHands(QObject):
    """Does it; the page hears of it by what changed. Set `today` and `lapsing` to those of the page."""

    def __init__(self, shell: Shell, owner: QWidget) -> None:
        super().__init__(owner)
        self._shell, self._owner = shell, owner
        self.today = date.min
        self.lapsing: Sequence[int] = ()
        self.dialog: QDialog | None = None
        self.menu: QMenu | None = None
        self._ways: dict[str, Callable[[DayRow], None]] = {
            DONE: self.finish,
            CALL: self.call,
            LETTER: self.write,
            WELCOME: self.write,
            CARD: self.print_card,
            GIFT: self.give,
            ANSWER: self.answer,
            REMIND: self.remind,
        }

    def act(self, row: DayRow) -> None:
        """What the row's button says."""
        if row.action in self._ways:
            self._ways[row.action](row)

    def open(self, row: DayRow) -> None:
        """The customer's card at the counter; the reminder has no customer and is prepared."""
        if row.customer_id is None:
            self.act(row)
        else:
            self._shell.go("counter", customer=row.customer_id)

    def finish(self, row: DayRow) -> None:
        """Done: a promise is kept, anything else is taken off the list."""
        if row.action == DONE and row.subject:
            wish = FinishPromise(row.subject, new_request_id())
            self._shell.jobs.write(self._owner, finish_promise, wish)
        elif row.asks:
            self._set_aside(row, row.until, done=True)

    def put_off(self, row: DayRow, days: int) -> None:
        """Not today: the row comes back in so many days."""
        self._set_aside(row, self.today + timedelta(days=days), done=False)

    def _set_aside(self, row: DayRow, until: date, *, done: bool) -> None:
        wish = SetAside(row.key, until, row.name, done, row.customer_id, new_request_id())
        self._shell.jobs.write(self._owner, set_aside, wish)

    def call(self, row: DayRow) -> None:
        """Take down a call."""
        if row.customer_id is not None:
            self._show(CallDialog(self._shell.jobs, row.customer_id, row, self._owner))

    def write(self, row: DayRow) -> None:
        """A letter, with the text that fits the row."""
        options = _letter(row.action)
        self._shell.go("print", document="letter", customer=row.customer_id, options=options)

    def print_card(self, row: DayRow) -> None:
        """A card for the birthday."""
        self._shell.go("print", document="greeting-card", customer=row.customer_id)

    def give(self, row: DayRow) -> None:
        """The voucher of the birthday, now."""
        if row.customer_id is not None and row.on is not None:
            wish = IssueBirthdayVoucher(row.customer_id, row.on, new_request_id())
            self._shell.jobs.write(self._owner, issue_birthday_voucher, wish)

    def answer(self, row: DayRow) -> None:
        """Write down what was answered."""
        self._shell.jobs.read(self._owner, "answer", touchpoint_form, row.subject, done=self._open_answer)

    def _open_answer(self, told: TouchpointForm) -> None:
        jobs = self._shell.jobs
        self._show(TouchpointDialog(jobs, jobs.book.context, told, self._owner, answering=True))

    def say_mood(self, row: DayRow, mood: str) -> None:
        """How the words sound, where the hint is wrong."""
        self._shell.jobs.write(self._owner, say_mood, SayMood(row.subject, mood, new_request_id()))

    def remind(self, row: DayRow) -> None:
        """A letter to all whose points lapse soon."""
        options = _letter(row.action)
        self._shell.go("print", document="letter", customers=list(self.lapsing), options=options)

    def open_menu(self, row: DayRow, at: QPoint) -> None:
        """All that can be done with the row."""
        menu = QMenu(self._owner)
        for icon, label, run in self._offers(row):
            action = QAction(icons.icon(icon), label, menu)
            action.triggered.connect(run)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at)

    def _offers(self, row: DayRow) -> list[tuple[str, str, Callable[..., None]]]:
        offers: list[tuple[str, str, Callable[..., None]]] = []
        if row.button:
            offers.append(
                ("check" if row.action == DONE else "right", row.button, partial(_do, self.act, row))
            )
        if row.asks and row.action != DONE:
            done = _("It needs no answer") if row.action == ANSWER else _("Done")
            offers.append(("check", done, partial(_do, self.finish, row)))
        if row.asks:
            offers.append(("time", _("Not today: tomorrow"), partial(_later, self, row, 1)))
            offers.append(("calendar", _("Not this week: in 7 days"), partial(_later, self, row, 7)))
        if row.mood:
            for mood, label in ((HAPPY, _("It sounds happy")), (UNHAPPY, _("It sounds unhappy"))):
                if mood != row.mood:
                    offers.append(("edit", label, partial(_sound, self, row, mood)))
        if row.customer_id is not None:
            offers.append(("card", _("Open the card"), partial(_do, self.open, row)))
            if row.action != CALL:
                offers.append(("call", _("Note a call…"), partial(_do, self.call, row)))
            if row.action not in _LETTERS:
                offers.append(("letter", _("Write a letter"), partial(_do, self.write, row)))
            if row.gift and row.action != GIFT:
                offers.append(("voucher", _("Give the voucher now"), partial(_do, self.give, row)))
        return offers

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()


def _do(run: Callable[[DayRow], None], row: DayRow, _checked: bool = False) -> None:
    run(row)


def _later(hands: DayHands, row: DayRow, days: int, _checked: bool = False) -> None:
    hands.put_off(row, days)


def _sound(hands: DayHands, row: DayRow, mood: str, _checked: bool = False) -> None:
    hands.say_mood(row, mood)
