"""Points owed: what customers may still use, in money, by the month it lapses or came."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, func, select

from app.insights.chart import Chart, Series, Shape
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row, share
from app.insights.words import day, percent, short_month
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import format_money, format_number
from app.kernel.unit import View
from app.loyalty.liability import Liability, OwedMonth, owed
from app.loyalty.models import POINTS, Account, Entry
from app.loyalty.past_year import month_ends
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c


class PointsOwed(Report):
    """Counted from the open lots: what customers owe is not taken off what others have."""

    id = "points-owed"
    icon = "points"
    order = 20

    @property
    def label(self) -> str:
        return _("Points owed")

    @property
    def purpose(self) -> str:
        return _("What customers may still use, in points and money.")

    @property
    def options(self) -> tuple[Field, ...]:
        ways = (("lapse", _("When they lapse")), ("earned", _("When they came")))
        return (Field("by", _("By month"), FieldKind.CHOICE, True, choices=ways, default="lapse"),)

    def gather(self, view: View, options: Options) -> ReportData:
        owing = owed(view)
        by_lapse = options.get("by", "lapse") == "lapse"
        months = owing.by_last_month if by_lapse else owing.by_month_earned
        rows: list[Row] = [
            (row.month, row.points, row.money, share(row.points, owing.points)) for row in months
        ]
        columns = (
            Column("month", _("Last month") if by_lapse else _("Came in"), Kind.MONTH, wide=1,
                   blank=_("They do not lapse")),
            Column("points", _("Points"), Kind.POINTS, total=True),
            Column("worth", _("Worth"), Kind.MONEY, total=True, blank="–"),
            Column("share", _("Share"), Kind.PERCENT, total=True),
        )  # fmt: skip
        return self.answer(
            view, day(view.today, view.context.locale), _("Month by month"), columns, rows,
            totals=(None, owing.points, owing.money, share(owing.points, owing.points)) if rows else (),
            figures=_figures(owing), charts=(_months(view, months, by_lapse), _past(view)),
            notes=_notes(view, owing), empty=_("Nobody has points at the moment."),
        )  # fmt: skip


def _figures(owing: Liability) -> tuple[Figure, ...]:
    expected = owing.expected
    figures = [
        Figure("points", _("Points owed"), owing.points, Kind.POINTS),
        Figure("worth", _("Worth"), owing.money, Kind.MONEY),
        Figure("customers", _("Customers with some"), owing.customers),
    ]
    if expected is not None:
        figures.append(Figure("expected", _("Likely to be used"), expected.points, Kind.POINTS))
    if owing.gift_cards:
        figures.append(Figure("gift_cards", _("On gift cards"), owing.gift_cards, Kind.MONEY))
    if owing.credit:
        figures.append(Figure("credit", _("As store credit"), owing.credit, Kind.MONEY))
    return tuple(figures)


def _months(view: View, months: Sequence[OwedMonth], by_lapse: bool) -> Chart:
    dated = [row for row in months if row.month is not None]
    locale = view.context.locale
    sentence = ""
    if dated:
        most = max(dated, key=lambda row: row.points)
        words = (
            _("Most of what is open lapses in {month}: {points} points.")
            if by_lapse
            else _("Most of what is open came in {month}: {points} points.")
        )
        month = short_month(most.month, locale) if most.month else ""
        sentence = words.format(month=month, points=format_number(most.points, locale))
    return Chart(
        "months", _("When they lapse") if by_lapse else _("When they came"), sentence, Shape.BARS,
        tuple(short_month(row.month, locale) for row in dated if row.month),
        (Series(_("Points"), tuple(row.points for row in dated)),), Kind.POINTS,
    )  # fmt: skip


def _past(view: View) -> Chart:
    """All balances at the ends of the last months, debts taken off, and today."""
    ends = month_ends(view.today)
    sums = [func.coalesce(func.sum(case((_E.business_date <= end, _E.points), else_=0)), 0) for end in ends]
    entries = table(Entry).join(table(Account), _A.id == _E.account_id)
    found = run(view.session, select(*sums).select_from(entries).where(_A.unit == POINTS)).one()
    then, now, locale = int(found[0]), int(found[-1]), view.context.locale
    words = _("A year ago it was {then} points; today it is {now}.")
    return Chart(
        "past", _("All balances, month by month"),
        words.format(then=format_number(then, locale), now=format_number(now, locale)), Shape.LINES,
        tuple(short_month(end, locale) for end in ends),
        (Series(_("Points"), tuple(int(value) for value in found)),), Kind.POINTS,
    )  # fmt: skip


def _notes(view: View, owing: Liability) -> tuple[str, ...]:
    locale, rate, expected = view.context.locale, owing.rate, owing.expected
    said = [_("Counted from what is open: points whose last day is over are not in it.")]
    if rate is not None:
        words = _("A hundred points are worth {money} by today's programme.")
        said.append(words.format(money=format_money(rate.of(100), view.context.currency, locale)))
    else:
        said.append(_("The programme gives points no price, so they have no worth in money."))
    if expected is not None:
        words = _("Of the points whose time is over, {share} were used.")
        tenths = share(expected.used, expected.used + expected.lapsed) or 0
        said.append(words.format(share=percent(tenths, locale)))
    if owing.overdrawn:
        words = _("Customers owe {points} points that were used and then taken back; they are not taken off.")
        said.append(words.format(points=format_number(owing.overdrawn, locale)))
    return tuple(said)


REPORT = PointsOwed()
