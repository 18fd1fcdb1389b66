"""What the whole shop's history teaches, fitted once a day and kept: the models, and where scores begin.

Fitting reads every purchase; telling of one customer then reads that customer alone. What was learnt is
kept for each open book through the business date, and learnt anew once the book has grown by one in a
hundred since, which in a young shop is every purchase and in an old one never in a day. Nothing of any
customer is kept, so that it costs no memory in a large shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from app.insights.history import DAYS_A_WEEK, Histories, all_histories
from app.insights.lasting import Lasting, fit_lasting
from app.insights.rfm import Ranking, ranking
from app.insights.worth import Worth, fit_worth
from app.kernel.unit import View
from app.sales.models import Purchase, Refund
from app.sales.tables import run, table

MIN_REPEAT = 30
"""Customers who came again, below which nothing is foretold."""
AHEAD_DAYS = 90
YEAR_DAYS = 365
MIN_BACK_DAYS = 90
"""Days the book must go back before anything is foretold of the next 90."""
MIN_BACK_YEAR = 180
"""Days the book must go back before a year is foretold."""

_GROWN = 100


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


@dataclass(slots=True)
class _Kept:
    grown: int
    learnt: Learnt


_lock = Lock()
_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def learnt(view: View) -> Learnt:
    """What the shop's history teaches today. Slow the first time of a day, which other threads wait for."""
    engine, grown = view.session.connection().engine, _grown(view)
    with _lock:
        kept = _kept.get(engine)
        if kept is not None and kept.learnt.on == view.today and not _outgrown(kept.grown, grown):
            return kept.learnt
        found = learn(all_histories(view), view.today)
        _kept[engine] = _Kept(grown, found)
    return found


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


def _outgrown(before: int, now: int) -> bool:
    return abs(now - before) * _GROWN > before


def _grown(view: View) -> int:
    """How many purchases and refunds there ever were, by their last numbers: asking costs nothing."""
    numbers = (table(Purchase).c.id, table(Refund).c.id)
    return sum(int(run(view.session, select(func.max(number))).scalar() or 0) for number in numbers)
