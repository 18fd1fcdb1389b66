"""What do people say: the scores customers gave, month by month, on the scale that was used most."""

from __future__ import annotations

from collections.abc import Callable

from app.insights.chart import Chart, Series, Shape
from app.insights.feedback import Said, Scores, Tally, by_month, said_between, scores_of
from app.insights.months import Months
from app.insights.plot import Asked, Plot, PlotData, Sentence, said, spans
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.insights.words import tenths
from app.kernel.clock import add_months
from app.kernel.i18n import _, plural
from app.kernel.unit import View

_SCALES: tuple[tuple[str, int, Callable[[Scores], Tally]], ...] = (
    ("five", 5, lambda scores: scores.five),
    ("ten", 10, lambda scores: scores.ten),
    ("stars", 5, lambda scores: scores.stars),
)
"""Each scale: its id, the best score of it, and its answers among all. They are never added together."""


class FeedbackScores(Plot):
    """A month in which nobody said anything has no bar."""

    id = "feedback-scores"
    order = 84

    @property
    def label(self) -> str:
        return _("What do people say?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        heard = said_between(view, months.start, months.end, asked.ids)
        whole = scores_of(heard)
        how = _how(whole)
        if not whole.any:
            words = _("Nobody gave a score since {day}. Ask at the till: “How was it?”")
            return self.nothing(view, words.format(day=say.day(months.start)), how)
        by = by_month(heard, months.start, months.end)
        used = [scale for scale in _SCALES if scale[2](whole).count]
        _id, best, tally = max(used, key=lambda scale: scale[2](whole).count)
        sentence = _sentence(whole, _before(view, months, asked), tally, best, say)
        chart = Chart(
            self.id, self.label, said(sentence), Shape.BARS, months.labels(locale),
            (Series(_("Average"), tuple(tally(one.scores).tenths or 0 for one in by)),), Kind.TENTHS,
            top=10 * best,
            unknown=tuple(at for at, one in enumerate(by) if tally(one.scores).tenths is None),
        )  # fmt: skip
        columns = [Column("month", _("Month"), Kind.MONTH, wide=1)]
        for name, _best, _tally in used:
            label, average = _names()[name]
            columns.append(Column(f"{name}_count", label, Kind.NUMBER, total=True))
            columns.append(Column(f"{name}_average", average, Kind.TENTHS, blank="–"))
        if whole.ten.count:
            columns.append(Column("net", _("Net promoter score"), Kind.NUMBER, blank="–"))
        rows: list[Row] = []
        for one in by:
            cells: list[int | None] = []
            for _name, _best, of in used:
                cells += [of(one.scores).count, of(one.scores).tenths]
            rows.append((one.month, *cells, *((one.scores.net,) if whole.ten.count else ())))
        return self.answer(view, months.words(locale), sentence, chart, columns, rows, how)


def _names() -> dict[str, tuple[str, str]]:
    """What the columns of each scale are called: its answers, and their average."""
    return {
        "five": (_("Answers, 1 to 5"), _("Average of 1 to 5")),
        "ten": (_("Answers, 0 to 10"), _("Average of 0 to 10")),
        "stars": (_("Reviews"), _("Stars of reviews")),
    }


def _before(view: View, months: Months, asked: Asked) -> list[Said]:
    """What was said in the same number of months before these."""
    start = add_months(months.start, -len(months))
    end = months.start.fromordinal(months.start.toordinal() - 1)
    return said_between(view, start, end, asked.ids)


def _sentence(
    whole: Scores,
    before: list[Said],
    tally: Callable[[Scores], Tally],
    best: int,
    say: Sayings,
) -> Sentence:
    now, then = tally(whole), tally(scores_of(before))
    words = plural(
        "*{average} of {best}* on average, from {n} answer.",
        "*{average} of {best}* on average, from {n} answers.",
        now.count,
    )
    locale = say.context.locale
    sentence = spans(
        words, average=tenths(now.tenths or 0, locale), best=say.number(best), n=say.number(now.count)
    )
    if then.tenths is None:
        return sentence
    more = plural(
        "In as many months before it was {average}, from {n} answer.",
        "In as many months before it was {average}, from {n} answers.",
        then.count,
    )
    rest = spans(more, average=tenths(then.tenths, locale), n=say.number(then.count))
    return (*sentence, *spans(" "), *rest)


def _how(whole: Scores) -> str:
    words = _(
        "Feedback and reviews by the day they were given, of customers who are not archived. Scores of the "
        "two scales and stars of reviews are never added together."
    )
    if not whole.ten.count:
        return words
    return words + " " + _(
        "Net promoter score: the share of answers of 9 and 10 less the share of those from 0 to 6."
    )  # fmt: skip


PLOT = FeedbackScores()
