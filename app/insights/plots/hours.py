"""When do people come: purchases by weekday and hour of the shop's own clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from datetime import UTC, date, datetime, time, timedelta
from itertools import compress
from typing import Any

from sqlalchemy import select

from app.insights.history import makes_a_visit
from app.insights.months import Months
from app.insights.pictures import Heat
from app.insights.plot import Asked, Plot, PlotData, spans
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.insights.words import hour_name, weekday_name, whole_percent
from app.kernel.clock import local_to_utc, zone
from app.kernel.i18n import _, plural
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

MIN_PURCHASES = 30
"""Purchases with a time of day, below which a pattern is chance."""

_FETCH = 20_000
_MINUTES = 16
"""So many letters of a kept instant say its minute."""
_DAYS, _HOURS = 7, 24
_P = table(Purchase).c


class Hours(Plot):
    """A sale at noon to the very second is one whose time nobody knows: imports keep a bare day so."""

    id = "hours"
    order = 90

    @property
    def label(self) -> str:
        return _("When do people come?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        field, unknown = by_hour(view, months.start, asked.ids)
        known = sum(map(sum, field))
        how = _how(unknown, say)
        if known < MIN_PURCHASES:
            words = plural(
                "Too little history: of {n} purchase since {day} the time is known, it takes {least}.",
                "Too little history: of {n} purchases since {day} the time is known, it takes {least}.",
                known,
            )  # fmt: skip
            words = words.format(
                n=say.number(known), day=say.day(months.start), least=say.number(MIN_PURCHASES)
            )
            return self.nothing(view, words, how)
        open_ = [hour for hour in range(_HOURS) if any(row[hour] for row in field)]
        hours = range(open_[0], open_[-1] + 1)
        names = tuple(weekday_name(day, locale) for day in range(_DAYS))
        picture = Heat(
            names, tuple(hour_name(hour, locale) for hour in hours),
            tuple(tuple(row[hour] for hour in hours) for row in field),
        )  # fmt: skip
        rows: list[Row] = [
            (name, *values, sum(values)) for name, values in zip(names, picture.values, strict=True)
        ]
        columns = (
            Column("weekday", _("Weekday"), wide=1),
            *(
                Column(f"hour{hour}", name, Kind.NUMBER, total=True)
                for hour, name in zip(hours, picture.columns, strict=True)
            ),
            Column("all", _("All"), Kind.NUMBER, total=True),
        )
        each = [sum(row) for row in field]
        best = each.index(max(each))
        hour = max(hours, key=lambda at: field[best][at])
        sentence = spans(
            _("*{day}* is your busiest day, {share} of all purchases; its busiest hour begins at {hour}."),
            day=names[best], share=whole_percent(each[best], known, locale), hour=hour_name(hour, locale),
        )  # fmt: skip
        return self.answer(view, months.words(locale), sentence, picture, columns, rows, how)


def by_hour(view: View, start: date, ids: Set[int] | None = None) -> tuple[list[list[int]], int]:
    """Purchases since a day by weekday (Monday first) and hour, shape (7, 24), and how many have no time."""
    noons = _noons(view, start)
    minutes: Counter[str] = Counter()
    unknown = 0
    for instants in _instants(view, start, ids):
        timed = [at for at in instants if at not in noons]
        unknown += len(instants) - len(timed)
        minutes.update([at[:_MINUTES] for at in timed])
    field = [[0] * _HOURS for _day in range(_DAYS)]
    here = zone(view.context.timezone)
    for minute, many in minutes.items():
        local = datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(here)
        field[local.weekday()][local.hour] += many
    return field, unknown


def _instants(view: View, start: date, ids: Set[int] | None) -> Iterator[list[str]]:
    """The instants of purchases as the file keeps them, some thousand at a time."""
    asked = select(_P.customer_id, _P.at).where(makes_a_visit(view.today), _P.business_date >= start)
    turns = Turns()
    result = view.session.connection().execute(asked)
    while rows := result.cursor.fetchmany(_FETCH):
        who, instants = zip(*rows, strict=True)
        if ids is not None:
            instants = tuple(compress(instants, map(ids.__contains__, who)))
        yield [_text(at) for at in instants]
        turns.pass_on()
    result.close()


def _noons(view: View, start: date) -> frozenset[str]:
    """The instants of noon on every day there is, as the file keeps them."""
    span = (view.today - start).days + 1
    return frozenset(
        _text(local_to_utc(datetime.combine(start + timedelta(days=at), time(12)), view.context.timezone))
        for at in range(span)
    )


def _text(at: Any) -> str:
    if isinstance(at, str):
        return at
    return str(at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds"))


def _how(unknown: int, say: Sayings) -> str:
    words = _("Purchases by the shop's own clock; sales that were undone or returned in full are left out.")
    if not unknown:
        return words
    more = plural(
        "{n} purchase of a known day and an unknown time is left out.",
        "{n} purchases of a known day and an unknown time are left out.", unknown,
    )  # fmt: skip
    return words + " " + more.format(n=say.number(unknown))


PLOT = Hours()
