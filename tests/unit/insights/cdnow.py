"""The published sample of a shop's customers, from the table beside this file; its source stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Sample:
    """Arrays of 2 357: repeat visits, weeks to the last and to the end, dollars a repeat visit, and visits in
    the 39 weeks that followed."""

    x: Any
    t_x: Any
    age: Any
    mean: Any
    later: Any


@cache
def sample() -> Sample:
    import numpy as np

    lines = Path(__file__).with_name("cdnow.csv").read_text("utf-8").splitlines()
    rows = [line for line in lines if line[0].isdigit()]
    x, t_x, age, cents, later = np.array([row.split(",") for row in rows], dtype=float).T
    return Sample(x, t_x / 7, age / 7, np.where(x > 0, cents / np.maximum(x, 1) / 100, 0), later)


def ranks_better(score: Any, bought: Any) -> float:
    """The area under the curve: how often somebody who bought again has the higher score, ties half."""
    import numpy as np
    from scipy.stats import rankdata

    bought = np.asarray(bought, dtype=bool)
    there, gone = int(bought.sum()), int((~bought).sum())
    return float((rankdata(score)[bought].sum() - there * (there + 1) / 2) / (there * gone))


@cache
def days_of_visits() -> tuple[tuple[date, ...], ...]:
    """The days on which each of 2 357 customers came, through 30 June 1998; the source stands beside them."""
    lines = Path(__file__).with_name("cdnow_days.csv").read_text("utf-8").splitlines()
    start = date(1997, 1, 1)
    return tuple(
        tuple(start + timedelta(days=day) for day in accumulate(map(int, line.split(","))))
        for line in lines
        if line[0].isdigit()
    )
