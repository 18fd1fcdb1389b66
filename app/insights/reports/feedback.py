"""Feedback: scores over months, by staff, by what was bought; how long answers took; who answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.insights.asked_report import WAY, answered_by_way
from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.feedback import (
    AnswerTimes,
    MonthScores,
    Said,
    Scores,
    Tally,
    by_month,
    complaints_of,
    said_between,
    scores_of,
    times_of,
)
from app.insights.feedback_sales import WITHIN, by_goods, by_staff, sales_of
from app.insights.report import Cell, Column, Figure, Kind, Options, Report, ReportData, Row
from app.insights.words import days, short_month, tenths
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.kernel.periods import days_of, period_fields
from app.kernel.unit import View
from app.staff.queries import staff_names

MONTH, STAFF, CATEGORY, ITEM = "month", "staff", "category", "item"
_HOUR = timedelta(hours=1)
LEAST_FOR_NET = 5
"""Of fewer answers no net promoter score is told: one of them would turn it round."""


class Feedback(Report):
    """Each scale has columns of its own, where it was used."""

    id = "feedback"
    icon = "feedback"
    order = 65

    @property
    def label(self) -> str:
        return _("Feedback")

    @property
    def purpose(self) -> str:
        return _("What customers think, and how soon they are answered.")

    @property
    def options(self) -> tuple[Field, ...]:
        ways = (
            (MONTH, _("Month by month")),
            (STAFF, _("By staff")),
            (CATEGORY, _("By kind of goods")),
            (ITEM, _("By product")),
            (WAY, _("By how we asked")),
        )
        return (
            *period_fields("year"),
            Field("by", _("List"), FieldKind.CHOICE, True, choices=ways, default=MONTH),
        )

    def gather(self, view: View, options: Options) -> ReportData:
        start, end = days_of(options, view.today)
        by = str(options.get("by", MONTH))
        if by == WAY:
            return answered_by_way(self, view, start, end)
        said = said_between(view, start, end)
        whole, months = scores_of(said), by_month(said, start, min(end, view.today))
        times = times_of(said, start, min(end, view.today), view.now)
        locale = view.context.locale
        columns = [_first_column(by), *_columns(whole)]
        rows: list[Row] = [(name, *_cells(scores, whole)) for name, scores in _groups(view, by, said, months)]
        if by == MONTH:
            columns += [Column("wait", _("Hours"), Kind.TENTHS, blank="–")]
            waits = {one.month: one.median for one in times.months}
            rows = [(*row, _hours(waits.get(row[0])) if isinstance(row[0], date) else None) for row in rows]
        labels = {MONTH: _("Month by month"), STAFF: _("By staff"), CATEGORY: _("By kind of goods")}
        return self.answer(
            view, days(start, end, locale), labels.get(by, _("By product")), columns, rows if said else [],
            figures=_figures(whole, times, said), charts=_charts(whole, months, times, locale),
            notes=_notes(by, whole, times, locale), totals=(),
            empty=_("Nobody said anything in this time. Ask at the till: “How was it?”"),
        )  # fmt: skip


def _first_column(by: str) -> Column:
    if by == MONTH:
        return Column("month", _("Month"), Kind.MONTH, wide=1)
    labels = {STAFF: _("Who served"), CATEGORY: _("Kind of goods")}
    return Column(by, labels.get(by, _("Product")), wide=1)


def _columns(whole: Scores) -> list[Column]:
    """Those of the scales that were used; short words, for many stand side by side."""
    found: list[Column] = []
    for used, id_, average, count in (
        (whole.five, "five", _("Of 5"), _("Given of 5")),
        (whole.ten, "ten", _("Of 10"), _("Given of 10")),
        (whole.stars, "stars", _("Stars"), _("Reviews")),
    ):
        if used.count:
            found.append(Column(f"{id_}_average", average, Kind.TENTHS, blank="–"))
            found.append(Column(f"{id_}_count", count, Kind.NUMBER))
        if used.count and id_ == "ten":
            found.append(Column("net", _("Promoters"), Kind.NUMBER, blank="–"))
    return found


def _cells(scores: Scores, whole: Scores) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    if whole.five.count:
        cells += [scores.five.tenths, scores.five.count]
    if whole.ten.count:
        net = scores.net if scores.ten.count >= LEAST_FOR_NET else None
        cells += [scores.ten.tenths, scores.ten.count, net]
    if whole.stars.count:
        cells += [scores.stars.tenths, scores.stars.count]
    return tuple(cells)


def _groups(
    view: View, by: str, said: Sequence[Said], months: Sequence[MonthScores]
) -> list[tuple[Cell, Scores]]:
    """What each row is of, and its scores; those of nobody and nothing in particular come last."""
    if by == MONTH:
        return [(one.month, one.scores) for one in months]
    sales = sales_of(view, said)
    nobody = _("No purchase known")
    found: list[tuple[str, Scores]]
    if by == STAFF:
        names, nobody = staff_names(view), _("Nobody in particular")
        unknown = _("Number {id}")
        found = [
            (nobody if who is None else names.get(who) or unknown.format(id=who), scores)
            for who, scores in by_staff(said, sales).items()
        ]
    else:
        goods = by_goods(view, said, sales, category=by == CATEGORY)
        found = [(name or nobody, scores) for name, scores in goods.items()]

    def place(item: tuple[str, Scores]) -> tuple[bool, int, str]:
        scores = item[1]
        return item[0] == nobody, -(scores.five.count + scores.ten.count + scores.stars.count), item[0]

    return [(name, scores) for name, scores in sorted(found, key=place)]


def _hours(wait: timedelta | None) -> int | None:
    """In tenths of hours, half up."""
    return None if wait is None else int(10 * wait / _HOUR + 0.5)


def _figures(whole: Scores, times: AnswerTimes, said: Sequence[Said]) -> tuple[Figure, ...]:
    """Six at most: more have no room for their words."""
    complaints = complaints_of(said)
    found = []
    if whole.five.count:
        found.append(Figure("five", _("Of 5"), whole.five.tenths, Kind.TENTHS))
    elif whole.ten.count:
        found.append(Figure("ten", _("Of 10"), whole.ten.tenths, Kind.TENTHS))
    if whole.ten.count >= LEAST_FOR_NET:
        found.append(Figure("net", _("Net promoters"), whole.net))
    if times.median is not None:
        found.append(Figure("wait", _("Median hours"), _hours(times.median), Kind.TENTHS))
    found.append(Figure("open", _("Waiting"), times.open))
    if complaints.count:
        found.append(Figure("complaints", _("Complaints"), complaints.count))
        found.append(Figure("put_right", _("Put right"), complaints.put_right))
    return tuple(found)


def _charts(
    whole: Scores, months: Sequence[MonthScores], times: AnswerTimes, locale: str
) -> tuple[Chart, ...]:
    labels = tuple(short_month(one.month, locale) for one in months)

    def averages(id_: str, title: str, name: str, tallies: Sequence[Tally], of: Tally) -> Chart:
        words = plural("{n} answer, {average} on average.", "{n} answers, {average} on average.", of.count)
        sentence = words.format(n=format_number(of.count, locale), average=tenths(of.tenths or 0, locale))
        values = tuple(tally.tenths or 0 for tally in tallies)
        return Chart(id_, title, sentence, Shape.BARS, labels, (Series(name, values),), Kind.TENTHS)

    charts = []
    if whole.five.count:
        tallies = [one.scores.five for one in months]
        charts.append(averages("five", _("Score from 1 to 5"), _("Average"), tallies, whole.five))
    if whole.ten.count:
        tallies = [one.scores.ten for one in months]
        charts.append(averages("ten", _("Score from 0 to 10"), _("Average"), tallies, whole.ten))
    if whole.stars.count:
        tallies = [one.scores.stars for one in months]
        charts.append(averages("stars", _("Stars of reviews"), _("Average"), tallies, whole.stars))
    if times.median is not None:
        words = _("Half of the answers came within {hours} hours.")
        sentence = words.format(hours=tenths(_hours(times.median) or 0, locale))
        values = tuple(_hours(one.median) or 0 for one in times.months)
        series = (Series(_("Median hours"), values, Tone.GOLD),)
        charts.append(
            Chart("wait", _("Time to an answer"), sentence, Shape.BARS, labels, series, Kind.TENTHS)
        )
    return tuple(charts)


def _notes(by: str, whole: Scores, times: AnswerTimes, locale: str) -> tuple[str, ...]:
    notes = [_("Scores of the two scales and stars of reviews are never added together.")]
    if whole.ten.count:
        notes.append(
            _(
                "Net promoters: the share of answers of 9 and 10 less the share of those from 0 to 6, told "
                "from {n} answers on (Reichheld, Harvard Business Review, December 2003)."
            ).format(n=LEAST_FOR_NET)
        )
    if by == MONTH and times.timed:
        notes.append(_("Hours: the median from what was said until our answer, of those answered."))
    if by == STAFF:
        words = _(
            "An answer belongs to the person noted with it, else to who rang up the purchase it is about: "
            "the one noted, or the customer’s latest in the {n} days before."
        )
        notes.append(words.format(n=WITHIN.days))
    if by in (CATEGORY, ITEM):
        words = _(
            "An answer counts once for each different thing of the purchase it is about: the one noted with "
            "it, else the customer’s latest in the {n} days before."
        )
        notes.append(words.format(n=WITHIN.days))
    if times.untimed:
        words = plural(
            "{n} answer has no moment noted and is not among the times.",
            "{n} answers have no moment noted and are not among the times.",
            times.untimed,
        )
        notes.append(words.format(n=format_number(times.untimed, locale)))
    return tuple(notes)


REPORT = Feedback()
