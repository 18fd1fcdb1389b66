"""What it would be worth if five in a hundred more came again: the next two years as now, and so.

**As now.** The shop's customers come as Pareto/NBD foretells and spend as Gamma-Gamma does (both fitted to
the whole shop); as many new ones come as in the last year, spend at first what those did, and go on as a new
customer does on average.

**Five per cent better.** Within a year `again` of the customers will come again, the sum of their chances.
Better is 1.05 of that, reached by raising every chance by one factor of its odds: nothing is gained from
those who come anyway or never, most from those with whom it hangs by a thread. Each brings what they bring
when they come. That is the money of one year's better retention; after `t` years the share 1.05^t - 1 of what
repeat visits bring is added in the same proportion, for a new customer from their first visit on.

A slower dropout would be the model's own "better", but where hardly anybody drops out there is nothing to
slow, while rare customers still fail to come. Quarters of the shop's past carried on as they were (Pfeifer,
Carraway, 2000) foretold a shop of the demonstration by 8 to 39 % too much a year ahead, this by 0 to 14 %.

The interval is a bootstrap over customers, from a fixed seed; in a large shop they are drawn in groups put
together by lot, which gives the same spread for less work. With each draw the parameters of Pareto/NBD go one
Newton step towards those of the customers drawn, and what that does is taken as linear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from app.insights.foretelling.lasting import Lasting, slopes_of
from app.insights.foretelling.learnt import YEAR_DAYS
from app.insights.foretelling.sampling import every_kth
from app.insights.foretelling.worth import Worth
from app.insights.history import DAYS_A_WEEK
from app.insights.visits import Visits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BETTER = 1.05
QUARTERS = 4
AHEAD = 2 * QUARTERS

_WEEKS = YEAR_DAYS / DAYS_A_WEEK / QUARTERS
_DRAWS, _GROUPS, _SEED = 400, 1_000, 5
_LOW, _HIGH = 5, 95
_MOVED, _NUDGE = 2_000, 1e-3
"""Customers from whom it is reckoned what other parameters would do, and how far those are nudged for it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Money (minor units) of the twelve months that end now and 3, 6 ... 24 months ahead: `as_now`, `better`
    and its likely range `low` to `high`, each of `AHEAD` + 1 values. `gain` is what better brings a year,
    over the two years, likely (nine in ten draws) between `gain_low` and `gain_high`. Of `customers` so many
    come `again` within a year; those who come more spend `part` of what others spend."""

    as_now: tuple[int, ...]
    better: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    gain: int
    gain_low: int
    gain_high: int
    customers: int
    again: float
    part: float


@dataclass(frozen=True, slots=True, eq=False)
class _Customers:
    """Columns of customers, each of shape (n,): as in `Histories`, and what each paid first, and 1 for those
    who first came in the last year."""

    x: Floats
    t_x: Floats
    age: Floats
    mean: Floats
    first_paid: Floats
    new: Floats

    def every(self, step: int) -> _Customers:
        columns = (self.x, self.t_x, self.age, self.mean, self.first_paid, self.new)
        return _Customers(*(column[::step] for column in columns))


def outlook(
    visits: Visits, today: date, lasting: Lasting, worth: Worth, *, fitted: bool = True
) -> Outlook | None:
    """The next two years of these customers; None when nothing would be gained. `fitted`: whether the models
    were fitted to the same customers, so that drawing others would have moved them."""
    import numpy as np

    who = _columns(visits, today)
    people = len(who.x)
    groups = min(people, _GROUPS)
    group = np.random.default_rng(_SEED).permutation(people) % groups
    each, again = _each(who, lasting, worth)
    sums = np.stack([_by_group(column, group, groups) for column in each], axis=1)
    lots = np.random.default_rng(_SEED).multinomial(groups, np.full(groups, 1 / groups), _DRAWS)
    weights = np.vstack((np.ones(groups), lots)).astype(np.float64)  # the first row is the shop as it is
    ahead, better = _ahead(weights @ sums, lasting, worth)
    more = better - ahead
    if fitted:
        more = more + _moved(who, group, weights, lasting, worth)
    gains = more.sum(axis=1) * QUARTERS / AHEAD
    if round(gains[0]) < 1:
        return None
    as_now = _yearly(np.concatenate((_taken(visits, today), ahead[0])))
    yearly = np.apply_along_axis(_yearly, 1, np.hstack((np.zeros((len(weights), QUARTERS)), more)))
    low, high = np.percentile(yearly[1:], (_LOW, _HIGH), axis=0)
    gain_low, gain_high = np.percentile(gains[1:], (_LOW, _HIGH))
    saved, all_ = sums[:, AHEAD].sum(), sums[:, AHEAD + 1].sum()
    return Outlook(
        _whole(as_now), _whole(as_now + yearly[0]), _whole(as_now + low), _whole(as_now + high),
        round(gains[0]), round(gain_low), round(gain_high), people, float(again),
        float(saved / ((BETTER - 1) * all_)),
    )  # fmt: skip


def _columns(visits: Visits, today: date) -> _Customers:
    import numpy as np

    x = (visits.count - 1).astype(np.float64)
    first_paid = visits.paid[visits.begins].astype(np.float64)
    mean = np.where(x > 0, (visits.spent - first_paid) / np.maximum(x, 1), 0.0)
    t_x, age = (visits.last - visits.first) / DAYS_A_WEEK, (today.toordinal() - visits.first) / DAYS_A_WEEK
    new = (visits.first > today.toordinal() - YEAR_DAYS).astype(np.float64)
    return _Customers(x, t_x, age, mean, first_paid * new, new)


def _each(who: _Customers, lasting: Lasting, worth: Worth) -> tuple[list[Floats], float]:
    """Of each customer, in this order: the money of the `AHEAD` quarters; what better adds in a year, and
    what a year brings; new in the last year, and paid first. And how many come again within a year."""
    import numpy as np

    year = _WEEKS * QUARTERS
    pace = lasting.alive(who.x, who.t_x, who.age) * (lasting.r + who.x) / (lasting.alpha + who.age)
    pace = pace * worth.expected(who.x, who.mean)
    so_far = [pace * lasting.weeks_there(_WEEKS * (at + 1), who.age) for at in range(AHEAD)]
    quarters = [so_far[0], *(after - before for before, after in pairwise(so_far))]
    chance = lasting.comes_again(year, who.x, who.t_x, who.age)
    brings = so_far[QUARTERS - 1]
    more = np.divide(raised(chance) - chance, chance, out=np.zeros_like(chance), where=chance > 0)
    return [*quarters, more * brings, brings, who.new, who.first_paid], float(chance.sum())


def raised(chance: Floats) -> Floats:
    """The chances, of shape (n,), each with its odds times one factor, so that their sum is `BETTER` times as
    much, or as much as there can be."""
    import numpy as np

    target = min(BETTER * float(chance.sum()), float((chance > 0).sum()))
    low, high = 0.0, 30.0  # logarithms of the factor

    def by(factor: float) -> Floats:
        return np.asarray(chance * np.exp(factor) / (1 - chance + chance * np.exp(factor)))

    for _halving in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if float(by(middle).sum()) < target else (low, middle)
    return by((low + high) / 2)


def _ahead(sums: Floats, lasting: Lasting, worth: Worth) -> tuple[Floats, Floats]:
    """The money of the quarters ahead as now, and better, each of shape (draws, `AHEAD`), from the sums of
    `_each` in each draw."""
    import numpy as np

    flow, saved, year = sums[:, :AHEAD], sums[:, AHEAD], sums[:, AHEAD + 1]
    new, first_paid = sums[:, AHEAD + 2, None] / QUARTERS, sums[:, AHEAD + 3, None] / QUARTERS
    part = np.divide(saved, (BETTER - 1) * year, out=np.zeros_like(saved), where=year > 0)[:, None]
    # New customers come in the middle of a quarter, so that their first is a half.
    ages = np.asarray(_WEEKS * (np.arange(AHEAD) + 0.5), dtype=np.float64)
    bring = lasting.r / lasting.alpha * lasting.weeks_there(ages, 0.0) * worth.mean
    of_new = np.diff(bring, prepend=0.0)
    lift = BETTER ** ((np.arange(AHEAD) + 0.5) / QUARTERS) - 1
    of_age = BETTER ** (np.arange(AHEAD) / QUARTERS) - 1
    ahead = flow + first_paid + new * np.cumsum(of_new)
    return ahead, ahead + part * (flow * lift + new * np.cumsum(of_new * of_age))


def _moved(who: _Customers, group: Any, weights: Floats, lasting: Lasting, worth: Worth) -> Floats:
    """What other parameters of Pareto/NBD add to what better brings in each draw, shape (draws, `AHEAD`)."""
    import numpy as np

    step = every_kth(len(who.x), _MOVED)
    some, place = who.every(step), group[::step]
    scores = slopes_of(lasting, some.x, some.t_x, some.age)
    sums = np.zeros((weights.shape[1], 4))
    np.add.at(sums, place, scores.T)
    steps = ((weights - 1) @ sums) @ np.linalg.pinv(scores @ scores.T, rcond=1e-6, hermitian=True)
    steps = np.clip(steps * np.sqrt(len(some.x) / len(who.x)), -1, 1)
    gradient = np.stack([_slope(some, name, lasting, worth) for name in ("r", "alpha", "s", "beta")])
    return np.asarray(steps @ gradient * (len(who.x) / len(some.x)))


def _slope(who: _Customers, name: str, lasting: Lasting, worth: Worth) -> Floats:
    """How what better brings in each quarter changes with the logarithm of a parameter."""
    import numpy as np

    sides = []
    for nudge in (_NUDGE, -_NUDGE):
        other = replace(lasting, **{name: getattr(lasting, name) * np.exp(nudge)})
        each, _again = _each(who, other, worth)
        ahead, better = _ahead(np.array([[float(column.sum()) for column in each]]), other, worth)
        sides.append((better - ahead)[0])
    return np.asarray((sides[0] - sides[1]) / (2 * _NUDGE))


def _taken(visits: Visits, today: date) -> Floats:
    """The money of the last four quarters, the oldest first."""
    import numpy as np

    back = (today.toordinal() - visits.day) * QUARTERS // YEAR_DAYS
    lately = back < QUARTERS
    return _by_group(visits.paid[lately].astype(np.float64), QUARTERS - 1 - back[lately], QUARTERS)


def _by_group(values: Floats, group: Any, groups: int) -> Floats:
    import numpy as np

    return np.asarray(np.bincount(group, weights=values, minlength=groups), dtype=np.float64)


def _yearly(quarters: Floats) -> Floats:
    """Sums of four that follow one another."""
    import numpy as np

    sums = np.concatenate(([0.0], np.cumsum(quarters)))
    return np.asarray(sums[QUARTERS:] - sums[:-QUARTERS])


def _whole(values: Floats) -> tuple[int, ...]:
    return tuple(round(float(value)) for value in values)
