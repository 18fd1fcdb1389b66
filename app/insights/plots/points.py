"""What points do: given, used and lapsed in each month, what is open, and what that is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.columns import codes, columns, days, numbers
from app.insights.month import GIVEN, LAPSED, USED, of_points, points_by_day, points_moved
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
    accounts = None if ids is None else _accounts(view, ids)
    moved = _moved(view, months, accounts)
    before = _E.business_date < months.start
    valid = or_(_O.expires_on.is_(None), _O.expires_on >= view.today)
    return Economy(
        moved[GIVEN],
        tuple(-points for points in moved[USED]),
        tuple(-points for points in moved[LAPSED]),
        _sum(view, _E.account_id, _E.points, before, accounts),
        _sum(view, _O.account_id, _O.remaining, valid, accounts),
    )


def _moved(view: View, months: Months, accounts: Set[int] | None) -> dict[str, tuple[int, ...]]:
    """Points given, used and lapsed by month, signed as in the ledger. Of some accounts every entry is read:
    sums by account and day would be as many."""
    kinds = (GIVEN, USED, LAPSED)
    if accounts is None:
        sums: Counter[tuple[str, date]] = Counter()
        for what, on, points in points_by_day(view, months.start, months.end):
            sums[what, on.replace(day=1)] += points
        return {what: tuple(sums[what, first] for first in months.firsts) for what in kinds}
    import numpy as np

    asked = points_moved(months.start, months.end)
    what_, account, day, points_ = columns(view, asked, codes(kinds), numbers, days(), numbers)
    theirs = np.isin(account, np.fromiter(accounts, dtype=np.int64, count=len(accounts)))
    found = {}
    for at, what in enumerate(kinds):
        mine = theirs & (what_ == at)
        found[what] = tuple(months.sums(day[mine], points_[mine]).tolist())
    return found


def _accounts(view: View, ids: Set[int]) -> set[int]:
    """The accounts of points of these customers."""
    rows = run(view.session, select(_A.id, _A.customer_id).where(_A.unit == POINTS))
    return {account for account, customer in rows if customer in ids}


def _sum(
    view: View,
    account: ColumnElement[int],
    points: ColumnElement[int],
    which: ColumnElement[bool],
    accounts: Set[int] | None,
) -> int:
    whole = select(func.sum(points)).where(of_points(account), which)
    if accounts is None:
        return int(run(view.session, whole).scalar() or 0)
    rows = run(view.session, whole.add_columns(account).group_by(account))
    return sum(int(sum_) for sum_, one in rows if one in accounts)


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
