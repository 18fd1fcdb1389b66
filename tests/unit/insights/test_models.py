"""What must hold of the models for any parameters and any history."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.foretelling.buying import BG, MBG, Buying, fit_buying
from app.insights.foretelling.buying import _cost as buying_cost
from app.insights.foretelling.lasting import Lasting, _both, fit_lasting
from app.insights.foretelling.lasting import _cost as lasting_cost
from app.insights.foretelling.sampling import distinct, every_kth
from app.insights.foretelling.worth import Worth, fit_worth
from tests.exploring import tries
from tests.unit.insights.cdnow import sample

shape = st.floats(0.05, 50)
scale = st.floats(0.1, 2_000)


@st.composite
def histories(draw: st.DrawFn) -> tuple[float, float, float]:
    """Repeat visits, weeks to the last, weeks to today."""
    age = draw(st.integers(0, 3_000)) / 7
    x = draw(st.integers(0, 400)) if age else 0
    return x, age * draw(st.floats(0.01, 1)) if x else 0.0, age


@tries(300)
@given(shape, scale, shape, scale, histories(), st.floats(0.2, 200))
def test_pareto_nbd_keeps_its_bounds(
    r: float, alpha: float, s: float, beta: float, history: tuple[float, float, float], weeks: float
) -> None:
    model = Lasting(r, alpha, s, beta, 0, 1)
    alive, again = float(model.alive(*history)), float(model.comes_again(weeks, *history))
    soon, later = (float(model.expected(ahead, *history)) for ahead in (weeks, weeks * 1.5))
    assert 0 <= again <= alive + 1e-9 <= 1 + 2e-9
    assert 0 <= soon <= later + 1e-12
    assert again <= soon + 1e-7, "a chance of a visit is never more than the visits to expect"
    assert float(model.comes_again(weeks * 1.5, *history)) >= again - 1e-7
    assert float(model.expected(0.0, *history)) == 0


@tries(300)
@given(st.sampled_from([BG, MBG]), shape, scale, shape, shape, histories(), st.floats(0.2, 200))
def test_bg_and_mbg_nbd_keep_their_bounds(
    kind: str, r: float, alpha: float, a: float, b: float, history: tuple[float, float, float], weeks: float
) -> None:
    model = Buying(kind, r, alpha, a, b, 0, 1)
    alive = float(model.alive(*history))
    soon, later = (float(model.expected(ahead, *history)) for ahead in (weeks, weeks * 1.5))
    assert 0 <= alive <= 1
    assert 0 <= soon <= later * (1 + 1e-6) + 1e-6
    if history[0] == 0:
        assert alive == 1 if kind == BG else alive < 1


def test_the_chances_are_those_of_the_story_the_model_tells() -> None:
    """Beside sums over a grid of rates, where each customer's own formulas are short."""
    import numpy as np
    from scipy.stats import gamma

    r, alpha, s, beta = 0.6, 8.0, 1.3, 12.0
    model = Lasting(r, alpha, s, beta, 0, 1)
    middles = (np.arange(1_500) + 0.5) / 1_500
    rate = gamma.ppf(middles, r, scale=1 / alpha)[:, None]
    end = gamma.ppf(middles, s, scale=1 / beta)[None, :]
    for x, t_x, age in ((0, 0.0, 20.0), (1, 3.0, 30.0), (4, 18.0, 19.0), (6, 10.0, 30.0)):
        there = rate**x * np.exp(-(rate + end) * age)
        gone = rate**x * end / (rate + end) * (np.exp(-(rate + end) * t_x) - np.exp(-(rate + end) * age))
        whole = (there + gone).sum()
        weeks = 13.0
        leaves = -np.expm1(-(rate + end) * weeks)
        assert float(model.alive(x, t_x, age)) == pytest.approx(there.sum() / whole, rel=0.01)
        again = (there * rate / (rate + end) * leaves).sum() / whole
        assert float(model.comes_again(weeks, x, t_x, age)) == pytest.approx(again, rel=0.01)
        visits = (there * rate / end * -np.expm1(-end * weeks)).sum() / whole
        assert float(model.expected(weeks, x, t_x, age)) == pytest.approx(visits, rel=0.01)


@pytest.mark.parametrize(("r", "s"), [(1.0, 1.0), (2.0, 1.0), (0.5, 1.0 + 1e-9)])
def test_parameters_at_which_formulas_divide_by_nothing(r: float, s: float) -> None:
    near = Lasting(r, 5.0, s + 1e-4, 5.0, 0, 1)
    assert float(Lasting(r, 5.0, s, 5.0, 0, 1).expected(13.0, 3, 9, 12)) == pytest.approx(
        float(near.expected(13.0, 3, 9, 12)), rel=1e-3
    )
    for kind in (BG, MBG):
        near_too = Buying(kind, r, 5.0, s + 1e-4, 2.0, 0, 1).expected(13.0, 3, 9, 12)
        assert float(Buying(kind, r, 5.0, s, 2.0, 0, 1).expected(13.0, 3, 9, 12)) == pytest.approx(
            float(near_too), rel=1e-3
        )


@tries(150)
@given(st.floats(0.1, 10), st.floats(0.5, 60), st.floats(0.1, 8), st.floats(0.5, 300), histories())
def test_the_sum_is_the_integral_of_the_paper(
    r: float, alpha: float, s: float, beta: float, history: tuple[float, float, float]
) -> None:
    """Summed by a library that refines it until it is exact."""
    import numpy as np
    from scipy.integrate import quad

    x, t_x, age = history
    _stays, gone = _both(r, alpha, s, beta, *(np.array(value, dtype=float) for value in history))
    if age == t_x:
        assert gone == -math.inf
        return
    top = -(r + x) * math.log(alpha + t_x) - (s + 1) * math.log(beta + t_x)

    def part(y: float) -> float:
        return s * math.exp(-(r + x) * math.log(alpha + y) - (s + 1) * math.log(beta + y) - top)

    middle = min(age, t_x + 5 * (alpha + t_x) / (r + x + s))
    exact = sum(
        quad(part, *ends, epsabs=0, epsrel=1e-10, limit=200)[0] for ends in ((t_x, middle), (middle, age))
    )
    assert float(gone) == pytest.approx(math.log(exact) + top, abs=1e-6)


@tries(30)
@given(st.lists(st.floats(-1, 2), min_size=4, max_size=4))
def test_the_slopes_are_those_of_the_likelihood(logs: list[float]) -> None:
    """Beside differences of the likelihood itself, on every fortieth customer of the sample."""
    import numpy as np
    from scipy.optimize import approx_fprime

    s = sample()
    columns = tuple(column[::40] for column in (s.x, s.t_x, s.age))
    counts, at = np.ones(len(columns[0])), np.array(logs)
    for cost in (
        lambda logs: lasting_cost(logs, columns, counts),
        lambda logs: buying_cost(logs, columns, counts, 0),
        lambda logs: buying_cost(logs, columns, counts, 1),
    ):
        by_steps = approx_fprime(at, lambda logs, cost=cost: cost(logs)[0], 1e-7)
        assert cost(at)[1] == pytest.approx(by_steps, abs=1e-5)


def test_customers_who_are_alike_are_counted_once() -> None:
    import numpy as np

    rows, counts = distinct(np.array([1.0, 0, 1, 0]), np.array([5.0, 2, 5, 3]))
    found = sorted(zip(*rows, counts, strict=True))
    assert found == [(0, 2, 1), (0, 3, 1), (1, 5, 2)]
    assert distinct(np.array([]), np.array([]))[1].tolist() == []
    assert [every_kth(count, 50) for count in (0, 1, 50, 51, 101)] == [1, 1, 1, 2, 3]


def test_a_fit_finds_the_parameters_customers_were_drawn_from() -> None:
    import numpy as np

    lots = np.random.default_rng(7)
    n = 6_000
    age = lots.integers(100, 700, n) / 7
    rate, end = lots.gamma(0.8, 1 / 6.0, n), lots.exponential(1 / lots.gamma(1.5, 1 / 40.0, n))
    x, t_x = np.zeros(n), np.zeros(n)
    for at in range(n):
        until = min(age[at], end[at])
        times = np.sort(lots.uniform(0, until, lots.poisson(rate[at] * until)))
        if len(times):
            x[at], t_x[at] = len(times), times[-1]
    found = fit_lasting(x, t_x, age)
    assert found is not None
    assert found.r == pytest.approx(0.8, rel=0.1)
    assert found.alpha == pytest.approx(6, rel=0.12)
    assert found.s / found.beta == pytest.approx(1.5 / 40, rel=0.25)


def test_nobody_gives_no_model() -> None:
    import numpy as np

    nobody = np.array([])
    assert fit_lasting(nobody, nobody, nobody) is None
    assert fit_buying(nobody, nobody, nobody) is None
    assert fit_worth(nobody, nobody) is None
    assert fit_worth(np.array([0.0, 2.0]), np.array([0.0, 0.0])) is None


def test_customers_all_alike_are_fitted_too() -> None:
    import numpy as np

    n = 60
    x, t_x, age = np.full(n, 3.0), np.full(n, 20.0), np.full(n, 26.0)
    found, worth = fit_lasting(x, t_x, age), fit_worth(x, np.full(n, 500.0))
    assert found is not None and worth is not None
    visits = float(found.expected(13.0, 3, 20, 26))
    assert 0 < visits < 3
    assert float(worth.expected(3, 500)) == pytest.approx(500, rel=0.05)
    assert worth.together == 0


@tries(200)
@given(shape, st.floats(1.05, 50), scale, st.integers(0, 200), st.floats(0, 10_000))
def test_spending_stands_between_ones_own_and_the_shops(
    p: float, q: float, gamma: float, x: int, mean: float
) -> None:
    model = Worth(p, q, gamma, 0, 1, 0)
    low, high = sorted((mean, model.mean))
    expected = float(model.expected(x, mean))
    if x == 0:
        assert expected == pytest.approx(model.mean)
    else:
        assert low * (1 - 1e-9) - 1e-9 <= expected <= high * (1 + 1e-9) + 1e-9


def test_money_in_another_unit_is_the_same_fit() -> None:
    s = sample()
    dollars, cents = fit_worth(s.x, s.mean), fit_worth(s.x, s.mean * 100)
    assert dollars is not None and cents is not None
    assert (cents.p, cents.q, cents.gamma) == pytest.approx(
        (dollars.p, dollars.q, 100 * dollars.gamma), rel=1e-4
    )
