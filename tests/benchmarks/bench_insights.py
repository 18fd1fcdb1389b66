"""Fitting and scoring 25 000 customers beside a bare fit of the same model: the paper's likelihood written
straight into numpy and handed to scipy's default minimiser from one start, then the paper's forecast. Ours
also fits what visits bring and ranks everybody. What goes with what stands beside the same counts and the
same inverse in bare numpy and scipy. Then the yardsticks beside BG/NBD alone, and one customer once the shop
is fitted beside the first of a day; these are told, not judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from app.insights.foretelling.learnt import Learnt, learn
from app.insights.history import Histories
from app.insights.suggesting.baskets import Baskets, Pairs, Thing
from app.insights.suggesting.learned import learn as learn_things
from app.insights.whole import added_up
from tests.benchmarks.report import Row
from tests.benchmarks.shops import Shops

CUSTOMERS = 25_000
RECEIPTS, THINGS = 100_000, 1_000
LIMIT = 2.0
ROUNDS = 3
TODAY = date(2026, 11, 25)


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds of the fits; and of one customer in a shop of each size, the first time and after."""
    histories = drawn()
    h = histories
    ours = _best(lambda: score(learn(h, TODAY), h))
    bare = _best(lambda: bare_pareto(histories.x, histories.t_x, histories.age))
    yield Row("fitting and scoring 25 000 customers, Pareto/NBD", CUSTOMERS, ours, bare, ours / bare, LIMIT)
    found = learn(histories, TODAY)
    ours = _best(lambda: added_up(found, histories))
    bare = _best(lambda: bare_bg(histories.x, histories.t_x, histories.age))
    yield Row("sums and both yardsticks, BG/NBD bare", CUSTOMERS, ours, bare, ours / bare)
    baskets = drawn_baskets()
    ours = _best(lambda: learn_things(baskets))
    bare = _best(lambda: bare_ease(baskets.baskets, baskets.customers))
    yield Row("what goes with what, 1 000 things, EASE", RECEIPTS, ours, bare, ours / bare, LIMIT)
    for size in sizes:
        with shops.open(size) as book:
            from app.insights.insight import customer_insight

            def ask(who: int = 1) -> Any:
                return book.ask(customer_insight, who)

            first = _taken(ask)
            after = _best(ask)
            yield Row(
                "insight of a customer, the first of a day beside the next", size, after, first, after / first
            )


def score(found: Learnt, h: Histories) -> Any:
    """What every customer's card would tell."""
    assert found.lasting is not None and found.worth is not None
    visits = found.lasting.expected(13.0, h.x, h.t_x, h.age)
    return visits * found.worth.expected(h.x, h.mean_spent), found.lasting.comes_again(
        13.0, h.x, h.t_x, h.age
    )


def drawn() -> Histories:
    """Customers whose histories the models were made for: drawn, the same each time."""
    import numpy as np

    lots = np.random.default_rng(1)
    n = CUSTOMERS
    days = lots.integers(1, 700, n)
    rate, end = lots.gamma(0.6, 1 / 6.0, n), lots.exponential(1 / lots.gamma(0.9, 1 / 20.0, n))
    until = np.minimum(days / 7, end)
    x, last = np.zeros(n), np.zeros(n, dtype=np.int64)
    for at, visits in enumerate(lots.poisson(rate * until)):
        on = np.unique((lots.uniform(0, until[at], visits) * 7).astype(int))
        on = on[on > 0]
        if len(on):
            x[at], last[at] = len(on), on[-1]
    mean = np.where(x > 0, lots.gamma(6 * np.maximum(x, 1), lots.gamma(4, 100, n) / np.maximum(x, 1)), 0)
    first = TODAY.toordinal() - days
    return Histories(np.arange(n), x, last / 7, days / 7, mean, mean * (x + 1), first, first + last)


def drawn_baskets() -> Baskets:
    """Receipts of one to six things, the first bought most, by customers of some ten receipts each."""
    import numpy as np

    lots = np.random.default_rng(2)
    row = np.repeat(np.arange(RECEIPTS), lots.integers(1, 7, RECEIPTS))
    thing = (THINGS ** lots.random(len(row))).astype(np.int64) - 1
    customer = lots.integers(0, RECEIPTS // 10, RECEIPTS)[row]
    things = tuple(Thing(f"Thing {at}", "", False, TODAY) for at in range(THINGS))
    return Baskets(things, {}, _once(row, thing), _once(customer, thing))


def _once(row: Any, thing: Any) -> Pairs:
    import numpy as np

    pairs = np.unique(row * THINGS + thing)
    return Pairs(int(row.max()) + 1, pairs // THINGS, pairs % THINGS)


def bare_ease(receipts: Pairs, customers: Pairs) -> Any:
    """What is on the receipts counted, and the weights of what customers have, by their paper."""
    import numpy as np
    from scipy.sparse import csr_array

    def counted(pairs: Pairs) -> Any:
        ones = np.ones(len(pairs.row), dtype=np.int32)
        has = csr_array((ones, (pairs.row, pairs.thing)), shape=(pairs.rows, THINGS))
        return (has.T @ has).toarray()

    inverse = np.linalg.inv(counted(customers) + 300.0 * np.eye(THINGS))
    weights = inverse / -np.diag(inverse)
    weights[np.diag_indices(THINGS)] = 0
    return counted(receipts), weights


def bare_pareto(x: Any, t_x: Any, age: Any) -> Any:
    """Pareto/NBD by its paper."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import gammaln, hyp2f1

    def area(r: float, alpha: float, s: float, beta: float) -> Any:
        second, low, high = (s + 1, beta, alpha) if alpha >= beta else (r + x, alpha, beta)

        def until(t: Any) -> Any:
            return hyp2f1(r + s + x, second, r + s + x + 1, (high - low) / (high + t)) / (high + t) ** (
                r + s + x
            )

        return until(t_x) - until(age)

    def cost(logs: Any) -> float:
        r, alpha, s, beta = np.exp(logs)
        with np.errstate(all="ignore"):
            both = (alpha + age) ** -(r + x) * (beta + age) ** -s + s / (r + s + x) * area(r, alpha, s, beta)
            each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.log(both)
        total = float(each.mean())
        return -total if np.isfinite(total) else 1e9

    fit = minimize(cost, np.log([0.5, 8, 0.8, 15]))
    r, alpha, s, beta = np.exp(fit.x)
    alive = 1 / (1 + s / (r + s + x) * (alpha + age) ** (r + x) * (beta + age) ** s * area(r, alpha, s, beta))
    gone = ((beta + age) / (beta + age + 13)) ** (s - 1)
    return alive * (r + x) * (beta + age) / ((alpha + age) * (s - 1)) * (1 - gone)


def bare_bg(x: Any, t_x: Any, age: Any) -> Any:
    """BG/NBD by its paper."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import gammaln, hyp2f1

    def cost(logs: Any) -> float:
        r, alpha, a, b = np.exp(logs)
        stays = -(r + x) * np.log(alpha + age)
        left = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t_x)
        each = (
            gammaln(r + x) - gammaln(r) + r * np.log(alpha)
            + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
            + np.logaddexp(stays, np.where(x > 0, left, -np.inf))
        )  # fmt: skip
        return -float(each.mean())

    r, alpha, a, b = np.exp(minimize(cost, np.zeros(4)).x)
    rest = (alpha + age) / (alpha + age + 13)
    with np.errstate(all="ignore"):
        series = hyp2f1(r + x, b + x, a + b + x - 1, 1 - rest)
        return (a + b + x - 1) / (a - 1) * (1 - rest ** (r + x) * series)


def _best(work: Callable[[], Any]) -> float:
    return min(_taken(work) for _round in range(ROUNDS))


def _taken(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
