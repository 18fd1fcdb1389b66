"""What can be expected of some customers by what was learnt of the shop, all of them at once.

The same numbers that `app.insights.insight` tells of one. What a customer is expected to spend is what they
will spend if they come, times the chance that they come: the mean over all that may happen is the mean where
it does, times how likely it is (the law of total expectation, with nothing where it does not).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.insights.foretelling.learnt import AHEAD_DAYS, Learnt
from app.insights.history import DAYS_A_WEEK, histories_of
from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class Ahead:
    """One customer in the next `AHEAD_DAYS`: the `chance` of a visit, in [0, 1], how many `visits`, at least
    0, and what they `spend` on them, minor units, None where the shop's spending follows no model."""

    chance: float
    visits: float
    spend: int | None


def ahead_of(view: View, shop: Learnt, ids: Collection[int]) -> dict[int, Ahead]:
    """By customer, of those who came at all; nobody where the shop has too little history."""
    model, worth = shop.lasting, shop.worth
    if model is None or not ids:
        return {}
    h = histories_of(view, ids)
    weeks = AHEAD_DAYS / DAYS_A_WEEK
    visits = model.expected(weeks, h.x, h.t_x, h.age)
    chances = model.comes_again(weeks, h.x, h.t_x, h.age)
    if worth is None:
        spent: list[int | None] = [None] * len(h)
    else:
        spent = [round(one) for one in (visits * worth.expected(h.x, h.mean_spent)).tolist()]
    told = zip(h.ids.tolist(), chances.tolist(), visits.tolist(), spent, strict=True)
    return {who: Ahead(chance, many, spend) for who, chance, many, spend in told}
