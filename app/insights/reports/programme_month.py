"""The programme's month: points, members, sales and rewards, beside the month before, with plots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.month import GIVEN, LAPSED, USED, Month, month_of
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row, Typed, share
from app.insights.words import day_and_month, days, month, percent
from app.kernel.clock import FIRST_YEAR, LAST_YEAR, add_months
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import format_money, format_number
from app.kernel.unit import View

_NAMED = 8
"""So many rewards are named; the others are one line."""
_TALLIED = 12
"""Letters of a reward's name under its bar."""


class ProgrammeMonth(Report):
    """A month that is not over is compared with the same days of the month before."""

    id = "programme-month"
    icon = "loyalty"
    order = 5

    @property
    def label(self) -> str:
        return _("The programme’s month")

    @property
    def purpose(self) -> str:
        return _("A month in figures, beside the month before.")

    @property
    def options(self) -> tuple[Field, ...]:
        months = (("last", _("Last month")), ("this", _("This month")), ("other", _("Another month")))
        return (
            Field("month", _("Month"), FieldKind.CHOICE, True, choices=months, default="last"),
            Field("day", _("A day of it"), FieldKind.DATE, when=("month", "other")),
        )

    def gather(self, view: View, options: Options) -> ReportData:
        start, end = month_days(options, view.today)
        before_start = add_months(start, -1)
        whole = end == add_months(start, 1) - timedelta(days=1)
        before_end = start - timedelta(days=1) if whole else add_months(end, -1)
        now, before = month_of(view, start, end), month_of(view, before_start, before_end)
        locale = view.context.locale
        columns = (
            Column("what", _("What"), wide=1),
            Column("now", month(start, locale), Kind.MIXED, blank="–"),
            Column("before", month(before_start, locale), Kind.MIXED, blank="–"),
            Column("change", _("Change"), Kind.MIXED),
            Column("percent", _("Change in %"), Kind.PERCENT, blank="–"),
        )
        return self.answer(
            view, days(start, end, locale), _("The month in figures"), columns, list(_rows(now, before)),
            figures=_figures(now), charts=_charts(view, now, before), totals=(),
            notes=_notes(now, before, locale),
        )  # fmt: skip


def month_days(options: Options, today: date) -> tuple[date, date]:
    """The days of the month that is asked for, those to come left out. A day that is given goes before the
    choice; without one, "other" is the last month."""
    chosen, given = options.get("month", "last"), options.get("day")
    this = today.replace(day=1)
    first = this if chosen == "this" else add_months(this, -1)
    if given and chosen == "other":
        first = date.fromisoformat(str(given)).replace(day=1)
        if not FIRST_YEAR <= first.year <= LAST_YEAR:
            words = _("Choose a month between the years {first} and {last}.")
            raise Refused(words.format(first=FIRST_YEAR, last=LAST_YEAR), field="day")
    last = add_months(first, 1) - timedelta(days=1)
    return first, min(last, today) if first <= today else last


def _rows(now: Month, before: Month) -> Iterator[Row]:
    both = (now, before)
    yield _row(_("Members joined"), Kind.NUMBER, *(one.joined for one in both))
    yield _row(_("Customers who came"), Kind.NUMBER, *(one.customers for one in both))
    yield _row(_("of them for the first time"), Kind.NUMBER, *(one.new for one in both))
    yield _row(_("Purchases"), Kind.NUMBER, *(one.purchases for one in both))
    yield _row(_("Sales"), Kind.MONEY, *(one.sales for one in both))
    yield _row(_("A purchase on average"), Kind.MONEY, *(_average(one) for one in both))
    yield _row(_("Share with a card"), Kind.PERCENT, *(share(m.with_card, m.sales) for m in both))
    yield _row(_("Share with a reward"), Kind.PERCENT, *(share(m.with_reward, m.sales) for m in both))
    yield _row(_("Points given"), Kind.POINTS, *(one.points(GIVEN) for one in both))
    yield _row(_("Points used"), Kind.POINTS, *(one.points(USED) for one in both))
    yield _row(_("Points lapsed"), Kind.POINTS, *(one.points(LAPSED) for one in both))
    yield _row(_("Points of all at the end"), Kind.POINTS, *(one.closing for one in both))
    yield _row(_("Rewards used"), Kind.NUMBER, *(one.rewards for one in both))
    for name, times, earlier in _by_reward(now, before):
        yield _row(_("of them {reward}").format(reward=name), Kind.NUMBER, times, earlier)
    yield _row(_("What rewards were worth"), Kind.MONEY, *(one.cost for one in both))
    yield _row(_("as a share of sales"), Kind.PERCENT, *(share(one.cost, one.sales) for one in both))


def _row(what: str, kind: Kind, now: int | None, before: int | None) -> Row:
    change = now - before if now is not None and before is not None else None
    part = None
    if kind is not Kind.PERCENT and change is not None and before is not None and before > 0:
        part = share(change, before)
    return (what, Typed(now, kind), Typed(before, kind), Typed(change, kind), part)


def _by_reward(now: Month, before: Month) -> Iterator[tuple[str, int, int]]:
    """The rewards used most in this month, those that were used in the month before alone, then the rest."""
    names = [*now.used_by, *(name for name in before.used_by if name not in now.used_by)]
    for name in names[:_NAMED]:
        yield name, now.used_by.get(name, 0), before.used_by.get(name, 0)
    rest = names[_NAMED:]
    if rest:
        times, earlier = (sum(one.used_by.get(name, 0) for name in rest) for one in (now, before))
        yield _("others"), times, earlier


def _average(one: Month) -> int | None:
    return (2 * one.sales + one.purchases) // (2 * one.purchases) if one.purchases else None


def _figures(now: Month) -> tuple[Figure, ...]:
    return (
        Figure("given", _("Points given"), now.points(GIVEN), Kind.POINTS),
        Figure("used", _("Points used"), now.points(USED), Kind.POINTS),
        Figure("joined", _("Members joined"), now.joined),
        Figure("sales", _("Sales"), now.sales, Kind.MONEY),
        Figure("cost", _("Rewards cost"), now.cost, Kind.MONEY),
    )


def _charts(view: View, now: Month, before: Month) -> tuple[Chart, ...]:
    locale, currency = view.context.locale, view.context.currency
    on = [now.start + timedelta(days=at) for at in range((now.end - now.start).days + 1)]
    labels = tuple(day_and_month(day, locale) for day in on)

    def daily(what: str, sign: int = 1) -> tuple[int, ...]:
        found = now.by_day.get(what, {})
        return tuple(sign * found.get(day, 0) for day in on)

    points = Chart(
        "points", _("Points, day by day"),
        _("{given} given, {used} used, {lapsed} lapsed.").format(
            given=format_number(now.points(GIVEN), locale), used=format_number(now.points(USED), locale),
            lapsed=format_number(now.points(LAPSED), locale),
        ),
        Shape.BARS, labels,
        (
            Series(_("Given"), daily(GIVEN), Tone.MAIN),
            Series(_("Used"), daily(USED, -1), Tone.GOLD),
            Series(_("Lapsed"), daily(LAPSED, -1), Tone.LOSS),
        ),
        Kind.POINTS,
    )  # fmt: skip
    sales = Chart(
        "sales", _("Sales so far, beside the month before"), _sales_words(now, before, currency, locale),
        Shape.LINES, labels,
        (
            Series(month(before.start, locale), _so_far(before, len(on)), Tone.BESIDE),
            Series(month(now.start, locale), _so_far(now, len(on)), Tone.MAIN),
        ),
        Kind.MONEY,
    )  # fmt: skip
    used = list(_by_reward(now, before))
    rewards = Chart(
        "rewards", _("Rewards used"),
        _("{name} was used most often.").format(name=used[0][0]) if used and used[0][1] else "", Shape.BARS,
        tuple(_shortened(name) for name, _times, _before in used) if len(used) > 1 else (),
        (Series(month(now.start, locale), tuple(times for _name, times, _before in used)),),
    )  # fmt: skip
    return points, sales, rewards


def _sales_words(now: Month, before: Month, currency: str, locale: str) -> str:
    change = share(now.sales - before.sales, before.sales) if before.sales > 0 else None
    amount = format_money(now.sales, currency, locale)
    if change is None:
        return _("{amount} were taken.").format(amount=amount)
    words = (
        _("{amount} were taken, {share} more than before.")
        if change >= 0
        else _("{amount} were taken, {share} less than before.")
    )
    return words.format(amount=amount, share=percent(abs(change), locale))


def _so_far(one: Month, most: int) -> tuple[int, ...]:
    """The running sum of sales by day, through as many days as the month has, `most` at most."""
    long = min((one.end - one.start).days + 1, most)
    each = (one.sales_by_day.get(one.start + timedelta(days=at), 0) for at in range(long))
    return tuple(accumulate(each))


def _shortened(name: str) -> str:
    return name if len(name) <= _TALLIED else name[: _TALLIED - 1].rstrip() + "…"


def _notes(now: Month, before: Month, locale: str) -> tuple[str, ...]:
    running = now.end != add_months(now.start, 1) - timedelta(days=1)
    words = _("The month is not over: it is compared with {days}.")
    return (
        words.format(days=days(before.start, before.end, locale)) if running else "",
        _(
            "Points given are less those that went back with goods. Sales are what was paid less what was "
            "given back, on the day of the purchase."
        ),
        _("Rewards count on the day they were given; those taken back since are left out."),
        _(
            "With a card: sales to customers who have a card number today. The book knows no sales without "
            "a customer."
        ),
    )


REPORT = ProgrammeMonth()
