"""What the whole shop's history teaches, fitted once a day and kept: the models, and where scores begin.

Fitting reads every purchase; telling of one customer then reads that customer alone. What was learnt is
kept for each open book (`kept.py`). Nothing of any customer is kept, so that it costs no memory in a large
shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.insights.foretelling.lasting import Lasting, fit_lasting
from app.insights.foretelling.worth import Worth, fit_worth
from app.insights.history import DAYS_A_WEEK, Histories, all_histories
from app.insights.kept import OnceADay
from app.insights.rfm import Ranking, ranking
from app.kernel.unit import View

MIN_REPEAT = 30
"""Customers who came again, below which nothing is foretold."""
AHEAD_DAYS = 90
YEAR_DAYS = 365
MIN_BACK_DAYS = 90
"""Days the book must go back before anything is foretold of the next 90."""
MIN_BACK_YEAR = 180
"""Days the book must go back before a year is foretold."""


class Missing(Enum):
    """Why nothing is foretold."""

    NOTHING = "nothing"
    FEW = "few"
    SHORT = "short"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Learnt:
    """`customers` came at all, `repeat` of them again, over `days` back from `on`. Without `lasting`,
    `missing` says why; `worth` may be missing by itself, `ranking` below its least number of customers."""

    on: date
    customers: int
    repeat: int
    days: int
    lasting: Lasting | None
    worth: Worth | None
    ranking: Ranking | None
    missing: Missing | None


_kept: OnceADay[Learnt] = OnceADay()


def learnt(view: View) -> Learnt:
    """What the shop's history teaches today. Slow the first time of a day, which other threads wait for."""
    return _kept.get(view, _learn_now)


def _learn_now(view: View) -> Learnt:
    return learn(all_histories(view), view.today)


def learnt_already(view: View) -> tuple[Learnt | None, bool]:
    """What was learnt today, if anything, and whether it is what `learnt` would give. Never waits."""
    return _kept.at_hand(view)


def learn(histories: Histories, today: date) -> Learnt:
    """Fit the models to these customers."""
    h = histories
    repeat = int((h.x > 0).sum())
    days = round(float(h.age.max()) * DAYS_A_WEEK) if len(h) else 0
    missing, lasting, worth = _missing(len(h), repeat, days), None, None
    if missing is None:
        lasting = fit_lasting(h.x, h.t_x, h.age)
        worth = fit_worth(h.x, h.mean_spent)
        missing = Missing.UNFIT if lasting is None else None
    ranks = ranking(h.last, h.x + 1, h.spent)
    return Learnt(today, len(h), repeat, days, lasting, worth, ranks, missing)


def _missing(customers: int, repeat: int, days: int) -> Missing | None:
    if not customers:
        return Missing.NOTHING
    if repeat < MIN_REPEAT:
        return Missing.FEW
    return Missing.SHORT if days < MIN_BACK_DAYS else None
