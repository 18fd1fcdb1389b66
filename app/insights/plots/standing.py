"""Where the money comes from: what customers of each standing brought, by recency, frequency and money."""

from __future__ import annotations

from app.insights.chart import Tone
from app.insights.months import Months
from app.insights.pictures import Bar, Bars
from app.insights.plot import Asked, Plot, PlotData, Sentence, spans
from app.insights.report import Column, Kind, Row, share
from app.insights.rfm import MIN_CUSTOMERS, Ranking, Scores, cell_names, ranking, scored
from app.insights.sayings import Sayings
from app.insights.visits import Visits, visits_through_today
from app.insights.words import whole_percent
from app.kernel.i18n import _, plural
from app.kernel.unit import View

_GOING = ("slipping", "asleep", "lost")
"""The cells of those who stay away."""


class Standing(Plot):
    """Customers stand where they stand today among all; the money is that of the time."""

    id = "standing"
    order = 60

    @property
    def label(self) -> str:
        return _("Where does the money come from?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        everybody = visits_through_today(view)
        months = Months.through(view.today, asked.months)
        say, locale = Sayings(view.context), view.context.locale
        how = _(
            "Customers stand where their last visit, their visits and what they spent in all put them today, "
            "each in fifths of all customers. The money is what was paid since {day}, refunds taken off."
        ).format(day=say.day(months.start))
        ranks = ranking(everybody.last, everybody.count, everybody.spent) if len(everybody) else None
        if ranks is None:
            words = plural(
                "Too little history: {n} customer has bought, ranking begins with {least}.",
                "Too little history: {n} customers have bought, ranking begins with {least}.",
                len(everybody.ids),
            )
            words = words.format(n=say.number(len(everybody.ids)), least=say.number(MIN_CUSTOMERS))
            return self.nothing(view, words, how)
        found = by_cell(everybody.of(asked.ids), ranks, months)
        sales = sum(brought for _people, brought in found.values())
        people = sum(many for many, _brought in found.values())
        if not sales:
            words = _("Nothing was taken since {day}.").format(day=say.day(months.start))
            return self.nothing(view, words, how)
        names = cell_names()
        rows: list[Row] = [
            (names[cell], many, share(many, people), brought, share(brought, sales))
            for cell, (many, brought) in found.items()
        ]
        bars = Bars(tuple(
            Bar(names[cell], brought, whole_percent(brought, sales, locale),
                Tone.LOSS if cell in _GOING else Tone.MAIN,
                plural("{n} customer", "{n} customers", many).format(n=say.number(many)))
            for cell, (many, brought) in found.items()
        ))  # fmt: skip
        columns = (
            Column("standing", _("Standing"), wide=1),
            Column("customers", _("Customers"), Kind.NUMBER, total=True),
            Column("of_customers", _("Of all customers"), Kind.PERCENT),
            Column("sales", _("Sales"), Kind.MONEY, total=True),
            Column("of_sales", _("Of all sales"), Kind.PERCENT),
        )
        sentence = _sentence(found, people, sales, locale)
        return self.answer(view, months.words(locale), sentence, bars, columns, rows, how)


def by_cell(visits: Visits, ranks: Ranking, months: Months) -> dict[str, tuple[int, int]]:
    """How many customers stand in each cell, best first, and what they brought in the months."""
    import numpy as np

    recency = scored(visits.last, ranks.recency)
    frequency, money = scored(visits.count, ranks.frequency), scored(visits.spent, ranks.money)
    codes, cell = np.unique(100 * recency + 10 * frequency + money, return_inverse=True)
    lately = visits.day >= months.start.toordinal()
    people = np.bincount(cell, minlength=len(codes))
    brought = np.zeros(len(codes), dtype=np.int64)
    np.add.at(brought, cell[visits.who[lately]], visits.paid[lately])
    found = dict.fromkeys(cell_names(), (0, 0))
    for code, many, sum_ in zip(codes.tolist(), people.tolist(), brought.tolist(), strict=True):
        name = Scores(code // 100, code // 10 % 10, code % 10).cell
        found[name] = (found[name][0] + many, found[name][1] + sum_)
    return found


def _sentence(found: dict[str, tuple[int, int]], people: int, sales: int, locale: str) -> Sentence:
    """Those who brought most, and how much of it hangs on those who stay away."""
    names = cell_names()
    best = max(found, key=lambda cell: found[cell][1])
    many, brought = found[best]
    away = sum(found[cell][1] for cell in _GOING)
    first = spans(
        _("{cell}, {people} of all customers, brought *{sales} of the money*."),
        cell=names[best], people=whole_percent(many, people, locale),
        sales=whole_percent(brought, sales, locale),
    )  # fmt: skip
    if best in _GOING or not away:
        return first
    rest = spans(_("Those who stay away by now brought {share}."), share=whole_percent(away, sales, locale))
    return (*first, *spans(" "), *rest)


PLOT = Standing()
