"""How often do they come: customers by the number of their visits, and how many came more than once."""

from __future__ import annotations

from app.insights.chart import Tone
from app.insights.months import Months
from app.insights.pictures import Bar, Bars
from app.insights.plot import Asked, Plot, PlotData, spans
from app.insights.report import Column, Kind, Row, share
from app.insights.sayings import Sayings
from app.insights.visits import visits_through_today
from app.insights.words import whole_percent
from app.kernel.i18n import _, plural
from app.kernel.unit import View

STEPS = (1, 2, 3, 6, 11, 21)
"""The least visits of each bar; the last goes on without end."""


class VisitsEach(Plot):
    """Of those who came in the time, by their visits in it."""

    id = "visits-each"
    order = 40

    @property
    def label(self) -> str:
        return _("How often do they come?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        import numpy as np

        visits = visits_through_today(view, asked.ids)
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        how = _(
            "Visits are days with a purchase; sales that were undone or returned in full are none. Counted "
            "are those who came at all, by their visits since {day}."
        ).format(day=say.day(months.start))
        if not len(visits):
            return self.nothing(view, _("Too little history: nobody has bought anything yet."), how)
        each = np.bincount(visits.who[visits.day >= months.start.toordinal()])
        each = each[each > 0]
        if not len(each):
            return self.nothing(view, _("Nobody came since {day}.").format(day=say.day(months.start)), how)
        step = np.searchsorted(np.array(STEPS), each, side="right") - 1
        people = np.bincount(step, minlength=len(STEPS)).tolist()
        came = np.bincount(step, weights=each, minlength=len(STEPS)).astype(int).tolist()
        names = [_name(at, say) for at in range(len(STEPS))]
        rows: list[Row] = [
            (name, many, share(many, len(each)), visits_, share(visits_, sum(came)))
            for name, many, visits_ in zip(names, people, came, strict=True)
        ]
        bars = Bars(tuple(
            Bar(name, many, whole_percent(many, len(each), locale), Tone.SOFT if at == 0 else Tone.MAIN,
                plural("{n} customer", "{n} customers", many).format(n=say.number(many)))
            for at, (name, many) in enumerate(zip(names, people, strict=True))
        ))  # fmt: skip
        columns = (
            Column("visits", _("Visits"), wide=1),
            Column("customers", _("Customers"), Kind.NUMBER, total=True),
            Column("share", _("Share"), Kind.PERCENT),
            Column("came", _("Visits together"), Kind.NUMBER, total=True),
            Column("of_visits", _("Of all visits"), Kind.PERCENT),
        )
        again, all_ = len(each) - people[0], len(each)
        sentence = spans(
            plural(
                "*{again} of the {all} customer* who came since {day} came more than once.",
                "*{again} of the {all} customers* who came since {day} came more than once.", all_,
            ),
            again=say.number(again), all=say.number(all_), day=say.day(months.start),
        )  # fmt: skip
        return self.answer(view, months.words(locale), sentence, bars, columns, rows, how)


def _name(at: int, say: Sayings) -> str:
    """ "3–5 visits"."""
    least = STEPS[at]
    if at + 1 == len(STEPS):
        return _("{n} visits or more").format(n=say.number(least))
    most = STEPS[at + 1] - 1
    if most == least:
        return plural("{n} visit", "{n} visits", least).format(n=say.number(least))
    return _("{first}–{last} visits").format(first=say.number(least), last=say.number(most))


PLOT = VisitsEach()
