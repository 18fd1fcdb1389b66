"""What points do: given, used and lapsed in each month, what is open, and what that is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.month import GIVEN, LAPSED, USED, points_moved
from app.insights.months import Months
from app.insights.plot import Asked, Plot, PlotData, Sentence, said, spans
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account, Entry, OpenLot
from app.loyalty.offers import rate_of
from app.loyalty.rules import Worth
from app.loyalty.versions import rules_on
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_O = table(OpenLot).c
_ACCOUNTS = table(Account)


@dataclass(frozen=True, slots=True)
class Economy:
    """Points given (less what went back with goods), used and lapsed by month, all positive; what accounts
    held before the first month; and what is `open` today."""

    given: tuple[int, ...]
    used: tuple[int, ...]
    lapsed: tuple[int, ...]
    opening: int
    open: int

    def held(self) -> list[int]:
        """What accounts hold at the end of each month, debts taken off."""
        at, ends = self.opening, []
        for given, used, lapsed in zip(self.given, self.used, self.lapsed, strict=True):
            at += given - used - lapsed
            ends.append(at)
        return ends


class Points(Plot):
    """Points of a household stand with who holds its account."""

    id = "points"
    order = 70

    @property
    def label(self) -> str:
        return _("What do points do?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        rate = rate_of(rules_on(view, view.today))
        found = economy(view, months, asked.ids)
        how = _how(rate, say)
        if not found.opening and not any((*found.given, *found.used, *found.lapsed, found.open)):
            return self.nothing(view, _("No points were given yet."), how)
        sentence = _sentence(found, rate, say)
        chart = Chart(
            self.id, self.label, said(sentence), Shape.BARS, months.labels(locale),
            (
                Series(_("Given"), found.given, Tone.MAIN),
                Series(_("Used"), tuple(-value for value in found.used), Tone.GOLD),
                Series(_("Lapsed"), tuple(-value for value in found.lapsed), Tone.LOSS),
            ),
            Kind.POINTS,
        )  # fmt: skip
        rows: list[Row] = [
            (first, *values, None if rate is None else rate.of(values[-1]))
            for first, *values in zip(
                months.firsts, found.given, found.used, found.lapsed, found.held(), strict=True
            )
        ]
        columns = (
            Column("month", _("Month"), Kind.MONTH, wide=1),
            Column("given", _("Given"), Kind.POINTS, total=True),
            Column("used", _("Used"), Kind.POINTS, total=True),
            Column("lapsed", _("Lapsed"), Kind.POINTS, total=True),
            Column("held", _("Held at the end"), Kind.POINTS),
            Column("worth", _("Worth"), Kind.MONEY, blank="–"),
        )
        return self.answer(view, months.words(locale), sentence, chart, columns, rows, how)


def economy(view: View, months: Months, ids: Set[int] | None = None) -> Economy:
    """Of the accounts of these customers, of all for None (accounts without a customer among them)."""
    asked = points_moved(months.start, months.end, *_whose(ids), _E.business_date)
    moved: dict[str, Counter[date]] = {what: Counter() for what in (GIVEN, USED, LAPSED)}
    for what, *whose, on, points in run(view.session, asked):
        if ids is None or whose[0] in ids:
            moved[what][on.replace(day=1)] += int(points)
    before = (
        select(*_whose(ids), func.sum(_E.points))
        .select_from(table(Entry).join(_ACCOUNTS, _A.id == _E.account_id))
        .where(_A.unit == POINTS, _E.business_date < months.start)
    )
    valid = or_(_O.expires_on.is_(None), _O.expires_on >= view.today)
    lots = (
        select(*_whose(ids), func.sum(_O.remaining))
        .select_from(table(OpenLot).join(_ACCOUNTS, _A.id == _O.account_id))
        .where(_A.unit == POINTS, valid)
    )
    return Economy(
        tuple(moved[GIVEN][first] for first in months.firsts),
        tuple(-moved[USED][first] for first in months.firsts),
        tuple(-moved[LAPSED][first] for first in months.firsts),
        _sum(view, before, ids),
        _sum(view, lots, ids),
    )


def _whose(ids: Set[int] | None) -> tuple[ColumnElement[Any], ...]:
    """Sums are asked for customer by customer only where some of them are wanted."""
    return () if ids is None else (_A.customer_id,)


def _sum(view: View, asked: Any, ids: Set[int] | None) -> int:
    if ids is None:
        return int(run(view.session, asked).scalar() or 0)
    rows = run(view.session, asked.group_by(_A.customer_id))
    return sum(int(points) for who, points in rows if who in ids)


def _sentence(found: Economy, rate: Worth | None, say: Sayings) -> Sentence:
    given, used, lapsed = (sum(values) for values in (found.given, found.used, found.lapsed))
    first = plural(
        "You gave *{n} point*, {used} were used and {lapsed} lapsed.",
        "You gave *{n} points*, {used} were used and {lapsed} lapsed.", given,
    )  # fmt: skip
    sentence = spans(first, n=say.number(given), used=say.number(used), lapsed=say.number(lapsed))
    words = _("{open} are open.") if rate is None else _("{open} are open, worth *{money}*.")
    money = "" if rate is None else say.money(rate.of(found.open))
    return (*sentence, *spans(" "), *spans(words, open=say.number(found.open), money=money))


def _how(rate: Worth | None, say: Sayings) -> str:
    words = _(
        "From the ledger, by the day of each entry: given is less what went back with goods, used less what "
        "was given back. Open is what can still be used today."
    )
    if rate is None:
        return words + " " + _("The programme has no price for points.")
    worth = _("A hundred points are worth {money} by today's programme.")
    return words + " " + worth.format(money=say.money(rate.of(100)))


PLOT = Points()
