"""What stands on today's sheet, as plain values, and the words of its rows: pure, from a day's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.groups.today import Birthday, LapsingCount, Newcomer, Owed
from app.kernel.i18n import _, plural
from app.printing.formatting import number, short_day
from app.shop.on_paper import PaperShop

RESERVATION = "reservation"


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day at the counter. `new` came the day before, `new_count` in all."""

    shop: PaperShop
    day: date
    birthdays: tuple[Birthday, ...]
    owed: tuple[Owed, ...]
    new: tuple[Newcomer, ...]
    new_count: int
    lapsing: tuple[LapsingCount, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """One line to tick: who, what beside the name, what at the right, and what to mind ("Nut allergy")."""

    name: str
    what: str
    right: str = ""
    mind: str = ""


@dataclass(frozen=True, slots=True)
class DayPart:
    """A heading and its rows; `more` are not on the paper."""

    title: str
    rows: tuple[DayRow, ...]
    more: int = 0


def parts_of(data: DaySheet) -> list[DayPart]:
    """The parts of the sheet, the most pressing first; those without rows are left out."""
    today = [one for one in data.birthdays if one.on == data.day]
    coming = [one for one in data.birthdays if one.on > data.day]
    promised = [one for one in data.owed if one.kind != RESERVATION]
    kept = [one for one in data.owed if one.kind == RESERVATION]
    parts = [
        DayPart(_("Birthdays today"), tuple(_birthday(one, data) for one in today)),
        DayPart(_("Reservations for today"), tuple(_owed(one, data) for one in kept if one.late == 0)),
        DayPart(_("Promised for today"), tuple(_owed(one, data) for one in promised if one.late == 0)),
        DayPart(_("Promised and overdue"), tuple(_owed(one, data) for one in promised if one.late > 0)),
        DayPart(_("Reservations still open"), tuple(_past(one, data) for one in kept if one.late > 0)),
        DayPart(
            _("Reservations for the coming days"), tuple(_owed(one, data) for one in kept if one.late < 0)
        ),
        DayPart(
            _("Promised for the coming days"), tuple(_owed(one, data) for one in promised if one.late < 0)
        ),
        DayPart(_("Birthdays in the coming days"), tuple(_birthday(one, data) for one in coming)),
        DayPart(
            _("New the day before"),
            tuple(DayRow(one.name, _usual(one.favourite), "", one.alert) for one in data.new),
            data.new_count - len(data.new),
        ),
    ]
    return [part for part in parts if part.rows]


def lapsing_sentence(counts: Sequence[LapsingCount], locale: str) -> str:
    """How many points lapse soon: "By 2 Dec 1 240 points of 31 customers lapse; …", "" for none."""
    said = []
    for count in counts:
        if not count.customers:
            continue
        points = plural("{n} point", "{n} points", count.points).format(n=number(count.points, locale))
        people = plural("{n} customer", "{n} customers", count.customers).format(
            n=number(count.customers, locale)
        )
        day = short_day(count.until, locale)
        said.append(_("by {day} {points} of {people}").format(day=day, points=points, people=people))
    return _("Points about to lapse: {counts}.").format(counts="; ".join(said)) if said else ""


def _birthday(one: Birthday, data: DaySheet) -> DayRow:
    locale = data.shop.locale
    said = [_("turns {age}").format(age=one.turning)] if one.turning else []
    said += [_usual(one.favourite)]
    right = [short_day(one.on, locale)] if one.on != data.day else []
    if one.voucher:
        words = _("has “{voucher}”") if one.waiting else _("“{voucher}” is used")
        right.append(words.format(voucher=one.voucher))
    return DayRow(one.name, _joined(said), _joined(right), one.alert)


def _owed(one: Owed, data: DaySheet) -> DayRow:
    locale = data.shop.locale
    since = _("since {day}").format(day=short_day(one.made_on, locale))
    if one.late > 0:
        late = plural("{n} day late", "{n} days late", one.late).format(n=number(one.late, locale))
        return DayRow(one.name, one.text, _joined([late, since]), one.alert)
    due = [] if one.late == 0 else [_("for {day}").format(day=short_day(one.due_on, locale))]
    return DayRow(one.name, one.text, _joined([*due, since]), one.alert)


def _past(one: Owed, data: DaySheet) -> DayRow:
    """A reservation nobody came for yet."""
    was = _("was for {day}").format(day=short_day(one.due_on, data.shop.locale))
    return DayRow(one.name, one.text, was, one.alert)


def _usual(favourite: str) -> str:
    return _("usually {what}").format(what=favourite) if favourite else ""


def _joined(said: Sequence[str]) -> str:
    return " · ".join(filter(None, said))
