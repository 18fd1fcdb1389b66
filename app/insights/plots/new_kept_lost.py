"""New, kept and lost: who came first in each month, which regulars stayed, and which were lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.comings import AFTER, VISITS, Comings, comings_of, regular_on, within
from app.insights.months import Months
from app.insights.plot import Asked, Plot, PlotData, Sentence, said, spans
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.insights.visits import Visits, visits_through_today
from app.insights.words import month_name
from app.kernel.clock import add_months
from app.kernel.i18n import _, plural
from app.kernel.unit import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

YEARS = 3
"""Whole years that must all peak in one month before that is said of every year."""
MIN_PEAK = 3
"""Regulars lost in a month, below which it is no peak."""


class NewKeptLost(Plot):
    """A regular is kept or lost just as in the report of new and lost customers.

    Of the regulars at the start of a month, those are kept who are not lost in it: kept and lost are together
    the regulars at the end of the month before.
    """

    id = "new-kept-lost"
    order = 20

    @property
    def label(self) -> str:
        return _("New, kept, lost")

    def gather(self, view: View, asked: Asked) -> PlotData:
        visits = visits_through_today(view, asked.ids)
        say, locale = Sayings(view.context), view.context.locale
        if not len(visits):
            return self.nothing(view, _("Too little history: nobody has bought anything yet."), _how(say))
        months = Months.through(view.today, asked.months)
        found = comings_of(visits, AFTER, view.today)
        rows = month_rows(found, months)
        if not any(value for row in rows for value in row[1:]):
            words = _("Nobody came since {day}, and nobody was a regular then.")
            return self.nothing(view, words.format(day=say.day(months.start)), _how(say))
        peak = peak_of_every_year(found, visits, view.today)
        sentence = _sentence(visits, months, view.today, say)
        if peak is not None:
            words = _("Losses peak in {month}, as every year.").format(month=month_name(peak, locale))
            sentence = (*sentence, *spans(" {words}", words=words))
        chart = Chart(
            self.id, self.label, said(sentence), Shape.BARS, months.labels(locale),
            (
                Series(_("Kept"), _column(rows, 2), Tone.MAIN),
                Series(_("New"), _column(rows, 1), Tone.SOFT),
                Series(_("Lost"), tuple(-value for value in _column(rows, 3)), Tone.LOSS),
            ),
        )  # fmt: skip
        columns = (
            Column("month", _("Month"), Kind.MONTH, wide=1),
            Column("new", _("New"), Kind.NUMBER, total=True),
            Column("kept", _("Kept"), Kind.NUMBER),
            Column("lost", _("Lost"), Kind.NUMBER, total=True),
            Column("became", _("Became regulars"), Kind.NUMBER, total=True),
            Column("back", _("Came back"), Kind.NUMBER, total=True),
            Column("regulars", _("Regulars"), Kind.NUMBER),
        )
        return self.answer(view, months.words(locale), sentence, chart, columns, rows, _how(say))


def month_rows(found: Comings, months: Months) -> list[Row]:
    """(month, new, kept, lost, became regulars, came back, regulars at its end) of each month."""
    before = found.regulars(months.start - timedelta(days=1))
    rows: list[Row] = []
    for at, first in enumerate(months.firsts):
        last = months.last(at)
        new, lost, became, back = (
            within(days, first, last) for days in (found.first, found.lost, found.regular, found.back)
        )
        rows.append((first, new, before - lost, lost, became, back, before - lost + became + back))
        before += became + back - lost
    return rows


def peak_of_every_year(found: Comings, visits: Visits, today: date) -> int | None:
    """The month (1 to 12) in which by far most regulars were lost in every whole year the book knows, when
    these are `YEARS` or more; None when there is none.

    Years are twelve whole months, counted back from this one; the first begins once somebody can have been
    lost. By far: alone at the top, with `MIN_PEAK` or more.
    """
    import numpy as np

    earliest = date.fromordinal(int(visits.first.min()) + AFTER)
    this = today.replace(day=1)
    years = (this.year - earliest.year) * 12 + this.month - earliest.month
    years = (years - (earliest.day > 1)) // 12
    if years < YEARS:
        return None
    lost = Months.whole(today, 12 * years).counts(found.lost).reshape(years, 12)
    ordered = np.sort(lost, axis=1)
    peaks = lost.argmax(axis=1)
    clear = (ordered[:, -1] > ordered[:, -2]) & (ordered[:, -1] >= MIN_PEAK)
    if not clear.all() or len(np.unique(peaks)) > 1:
        return None
    return add_months(this, int(peaks[0])).month


def kept_of(visits: Visits, then: date, today: date) -> tuple[int, int]:
    """Of those who were regulars at the end of a day how many are regulars today, and how many they were."""
    were: NDArray[np.bool_] = regular_on(visits, AFTER, then)
    return int((were & regular_on(visits, AFTER, today)).sum()), int(were.sum())


def _sentence(visits: Visits, months: Months, today: date, say: Sayings) -> Sentence:
    """Of the regulars before the first month how many are regulars today; young books have none."""
    then = months.start - timedelta(days=1)
    kept, were = kept_of(visits, then, today)
    if were:
        words = plural(
            "You kept *{kept}* of the {all} regular you had on {day}.",
            "You kept *{kept}* of the {all} regulars you had on {day}.", were,
        )  # fmt: skip
        return spans(
            words,
            kept=say.number(kept), all=say.number(were), day=say.day(then),
        )  # fmt: skip
    now = int(regular_on(visits, AFTER, today).sum())
    words = plural(
        "You have *{n} regular*; on {day} you had none.",
        "You have *{n} regulars*; on {day} you had none.", now,
    )  # fmt: skip
    return spans(words, n=say.number(now), day=say.day(then))


def _column(rows: list[Row], at: int) -> tuple[int, ...]:
    return tuple(value for row in rows if isinstance(value := row[at], int))


def _how(say: Sayings) -> str:
    return _(
        "New: the first visit was in the month. Regulars have come on {visits} days or more; one is lost on "
        "the day that completes {days} days without a visit, and back with the next visit. Kept: of the "
        "regulars at the start of the month, those who were not lost in it."
    ).format(visits=say.number(VISITS), days=say.number(AFTER))


PLOT = NewKeptLost()
