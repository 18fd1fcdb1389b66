"""What the whole shop can expect: its customers' numbers added up, and the models behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.insights.foretelling.buying import BG, MBG, Buying, fit_buying
from app.insights.foretelling.learnt import AHEAD_DAYS, Learnt, learnt
from app.insights.history import DAYS_A_WEEK, Histories, all_histories
from app.insights.rfm import Ranking, Scores, cell_names, scored
from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class ShopInsight:
    """`learnt` holds the models. Over all customers: `visits_ahead` and `spend_ahead` (minor units) to expect
    in the next 90 days, and of `regulars` (who came on three days or more) how many will come again within
    them; None where nothing can be foretold. `cells` are customers by cell of recency, frequency and money,
    best first, empty where nobody is ranked. `yardsticks` are BG/NBD and MBG/NBD on the same customers.
    `one_timers` came on one day only."""

    learnt: Learnt
    one_timers: int
    regulars: int
    visits_ahead: float | None
    spend_ahead: int | None
    regulars_ahead: float | None
    cells: Mapping[str, int]
    yardsticks: tuple[Buying, ...]


def shop_insight(view: View) -> ShopInsight:
    """All of it, over every customer: seconds in a large shop."""
    shop, everybody = learnt(view), all_histories(view)
    return added_up(shop, everybody)


def added_up(shop: Learnt, h: Histories) -> ShopInsight:
    """The sums over these customers by what was learnt."""
    visits = spend = regulars_ahead = None
    yardsticks: tuple[Buying, ...] = ()
    regular = h.x >= 2
    if shop.lasting is not None:
        weeks = AHEAD_DAYS / DAYS_A_WEEK
        expected = shop.lasting.expected(weeks, h.x, h.t_x, h.age)
        visits = float(expected.sum())
        if shop.worth is not None:
            spend = round(float((expected * shop.worth.expected(h.x, h.mean_spent)).sum()))
        again = shop.lasting.comes_again(weeks, h.x[regular], h.t_x[regular], h.age[regular])
        regulars_ahead = float(again.sum())
        fits = (fit_buying(h.x, h.t_x, h.age, model) for model in (BG, MBG))
        yardsticks = tuple(fit for fit in fits if fit is not None)
    return ShopInsight(
        shop,
        int((h.x == 0).sum()),
        int(regular.sum()),
        visits,
        spend,
        regulars_ahead,
        {} if shop.ranking is None else _cells(shop.ranking, h),
        yardsticks,
    )


def _cells(ranks: Ranking, h: Histories) -> dict[str, int]:
    import numpy as np

    codes = (
        100 * scored(h.last, ranks.recency)
        + 10 * scored(h.x + 1, ranks.frequency)
        + scored(h.spent, ranks.money)
    )
    counts = dict.fromkeys(cell_names(), 0)
    for code, number in zip(*np.unique(codes, return_counts=True), strict=True):
        counts[Scores(int(code) // 100, int(code) // 10 % 10, int(code) % 10).cell] += int(number)
    return counts
