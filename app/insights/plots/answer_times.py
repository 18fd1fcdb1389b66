"""How soon are they answered: the time from what a customer said to its answer, month by month."""

from __future__ import annotations

from datetime import timedelta

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.feedback import AnswerTimes as Times
from app.insights.feedback import answer_times
from app.insights.months import Months
from app.insights.plot import Asked, Plot, PlotData, Sentence, said, spans
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural
from app.kernel.unit import View

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_IN_DAYS = timedelta(days=2)
"""From here on a time is said in days."""


class AnswerTimes(Plot):
    """By the month in which it was said, so that a month's bar may still grow while something waits."""

    id = "answer-times"
    order = 86

    @property
    def label(self) -> str:
        return _("How soon are they answered?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        times = answer_times(view, months.start, months.end, asked.ids)
        how = _how(times, say)
        if times.median is None and not times.open:
            words = _("Nothing was said since {day} that wants an answer.")
            if times.untimed:
                words = _("Everything said since {day} is answered, but no answer has its moment noted.")
            return self.nothing(view, words.format(day=say.day(months.start)), how)
        sentence = _sentence(times, say)
        rows: list[Row] = [
            (one.month, one.timed, _tenths_of_hours(one.median), one.open) for one in times.months
        ]
        labels = months.labels(locale)
        chart = _times_chart(self.label, said(sentence), labels, times)
        columns = (
            Column("month", _("Month"), Kind.MONTH, wide=1),
            Column("answered", _("Answered"), Kind.NUMBER, total=True),
            Column("wait", _("Half answered within (hours)"), Kind.TENTHS, blank="–"),
            Column("open", _("Wait for an answer"), Kind.NUMBER, total=True),
        )
        return self.answer(view, months.words(locale), sentence, chart, columns, rows, how)


def _times_chart(title: str, sentence: str, labels: tuple[str, ...], times: Times) -> Chart:
    """The medians; while nothing is answered, how many wait."""
    if times.median is None:
        waiting = (Series(_("Wait for an answer"), tuple(one.open for one in times.months), Tone.LOSS),)
        return Chart(PLOT.id, title, sentence, Shape.BARS, labels, waiting)
    hours = tuple(_tenths_of_hours(one.median) or 0 for one in times.months)
    unknown = tuple(at for at, one in enumerate(times.months) if one.median is None)
    series = (Series(_("Half within"), hours),)
    return Chart(PLOT.id, title, sentence, Shape.BARS, labels, series, Kind.HOURS, unknown=unknown)


def _tenths_of_hours(wait: timedelta | None) -> int | None:
    """Half up."""
    return None if wait is None else int(10 * wait / _HOUR + 0.5)


def _sentence(times: Times, say: Sayings) -> Sentence:
    parts: list[Sentence] = []
    if times.median is not None:
        words = plural(
            "The {n} answer took *{time}*.", "Half of the {n} answers came within *{time}*.", times.timed
        )
        parts.append(spans(words, n=say.number(times.timed), time=in_words(times.median, say)))
    if times.open and times.longest is not None:
        words = plural(
            "*{n} waits*, for {time} by now.", "*{n} wait*, the longest for {time} by now.", times.open
        )
        parts.append(spans(words, n=say.number(times.open), time=in_words(times.longest, say)))
    elif parts:
        parts.append(spans(_("Nothing waits.")))
    return tuple(span for at, part in enumerate(parts) for span in ((*spans(" "), *part) if at else part))


def in_words(time: timedelta, say: Sayings) -> str:
    """ "40 minutes", "5 hours", "3 days": in whole ones, half up, of what suits it."""
    if time >= _IN_DAYS:
        many = int(time / _DAY + 0.5)
        return plural("{n} day", "{n} days", many).format(n=say.number(many))
    many = int(time / _HOUR + 0.5)
    if many:
        return plural("{n} hour", "{n} hours", many).format(n=say.number(many))
    many = int(60 * (time / _HOUR) + 0.5)
    return plural("{n} minute", "{n} minutes", many).format(n=say.number(many))


def _how(times: Times, say: Sayings) -> str:
    words = _(
        "From the moment something was said to its answer, nights and Sundays included: complaints, low "
        "scores, and whatever came with words. A bar is the hours within which half of what was said in a "
        "month and is answered had its answer."
    )
    if not times.untimed:
        return words
    more = plural(
        "{n} answer has no moment noted and is not among the times.",
        "{n} answers have no moment noted and are not among the times.",
        times.untimed,
    )
    return words + " " + more.format(n=say.number(times.untimed))


PLOT = AnswerTimes()
