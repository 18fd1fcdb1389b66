"""How the relationships stand: on which step of the ladder customers stood at the end of each month."""

from __future__ import annotations

from collections.abc import Sequence

from app.insights.pictures import Heat
from app.insights.plot import Asked, Plot, PlotData, Sentence, spans
from app.insights.relationship.ladder import RUNGS
from app.insights.relationship.stages import MonthEnd, ladder_over_time
from app.insights.report import Column, Kind, Row
from app.insights.sayings import Sayings
from app.insights.words import days, short_month
from app.kernel.i18n import _, plural
from app.kernel.unit import View

TRUST = "trust"
"""The step from which on the sentence counts."""


class Ladder(Plot):
    """Judged anew for each month's end, by what the book knew of that day."""

    id = "ladder"
    order = 80

    @property
    def label(self) -> str:
        return _("How do the relationships grow?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        say, locale = Sayings(view.context), view.context.locale
        ends = ladder_over_time(view, asked.months, asked.ids)
        how = _how()
        if not any(ends[-1].counts.values()):
            return self.nothing(view, _("There are no customers yet."), how)
        steps = list(RUNGS)
        if not any(end.counts[step.id] for end in ends for step in steps[1:]):
            words = plural(
                "Too little is written down: {n} customer stands at first contact. Note what they like.",
                "Too little is written down: all {n} customers stand at first contact. Note what they like.",
                sum(ends[-1].counts.values()),
            )
            return self.nothing(view, words.format(n=say.number(sum(ends[-1].counts.values()))), how)
        picture = Heat(
            tuple(step.label for step in reversed(steps)),
            tuple(short_month(end.on, locale) for end in ends),
            tuple(tuple(end.counts[step.id] for end in ends) for step in reversed(steps)),
        )
        rows: list[Row] = [
            (end.on, *(end.counts[step.id] for step in steps), sum(end.counts.values())) for end in ends
        ]
        columns = (
            Column("on", _("At the end of"), Kind.DATE, wide=1),
            *(Column(step.id, step.label, Kind.NUMBER) for step in steps),
            Column("all", _("Customers"), Kind.NUMBER),
        )
        sentence = _sentence(ends, say)
        return self.answer(
            view, days(ends[0].on, ends[-1].on, locale), sentence, picture, columns, rows, how
        )  # fmt: skip


def trusting(end: MonthEnd) -> int:
    """How many stood at trust or above."""
    ids = RUNGS.ids()
    return sum(end.counts[step] for step in ids[ids.index(TRUST) :])


def _sentence(ends: Sequence[MonthEnd], say: Sayings) -> Sentence:
    then, now = trusting(ends[0]), trusting(ends[-1])
    if now > then:
        words = plural(
            "*{n} of {all} customer* stands at trust or above, {change} more than on {day}.",
            "*{n} of {all} customers* stand at trust or above, {change} more than on {day}.",
            sum(ends[-1].counts.values()),
        )
    elif now < then:
        words = plural(
            "*{n} of {all} customer* stands at trust or above, {change} fewer than on {day}.",
            "*{n} of {all} customers* stand at trust or above, {change} fewer than on {day}.",
            sum(ends[-1].counts.values()),
        )
    else:
        words = plural(
            "*{n} of {all} customer* stands at trust or above, as many as on {day}.",
            "*{n} of {all} customers* stand at trust or above, as many as on {day}.",
            sum(ends[-1].counts.values()),
        )
    return spans(
        words, n=say.number(now), all=say.number(sum(ends[-1].counts.values())),
        change=say.number(abs(now - then)), day=say.day(ends[0].on),
    )  # fmt: skip


def _how() -> str:
    return _(
        "Each customer stands on the highest step of the ladder whose needs are met together with those of "
        "every step below, by what the book holds of the day. Customers who are archived are left out."
    )


PLOT = Ladder()
