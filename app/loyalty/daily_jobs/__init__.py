"""What the program does of itself each day, one file each: what lapses, who drops a tier, vouchers.

A job runs for one day in the transaction it is handed, and must do nothing twice: the same day may come
again. Days on which the program was off are caught up in order, each as that day.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.kernel.registry import Registry
from app.kernel.unit import Unit


@dataclass(frozen=True)
class DailyJob:
    """`run(unit, day)` does what is due on a day of the shop and returns how much that was; `words` says a
    sum of it over all days caught up ("3 customers dropped a tier"). `unit.now` is the moment it really runs.

    `each_day` False: what it does is dated by itself, so days caught up are one run for the last of them.
    """

    id: str
    label: str
    run: Callable[[Unit, date], int]
    words: Callable[[int], str]
    each_day: bool = True
    order: int = 100


@lru_cache(maxsize=1)
def daily_jobs() -> Registry[DailyJob]:
    """All jobs, in the order they run on a day."""
    return Registry[DailyJob](sys.modules[__name__], "JOB")
