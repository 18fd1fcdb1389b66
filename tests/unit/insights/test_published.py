"""The numbers of the papers, on their own sample, and what was foretold of the 39 weeks that followed."""

from __future__ import annotations

import pytest

from app.insights.foretelling.buying import BG, MBG, fit_buying
from app.insights.foretelling.lasting import Lasting, fit_lasting
from app.insights.foretelling.worth import fit_worth
from tests.unit.insights.cdnow import ranks_better, sample


@pytest.fixture(scope="module")
def lasting() -> Lasting:
    s = sample()
    found = fit_lasting(s.x, s.t_x, s.age)
    assert found is not None
    return found


def test_the_sample_is_that_of_the_papers() -> None:
    s = sample()
    assert (len(s.x), int(s.x.sum()), int((s.x > 0).sum()), int(s.later.sum())) == (2_357, 2_457, 946, 1_882)


def test_bg_nbd_as_published() -> None:
    s = sample()
    fit = fit_buying(s.x, s.t_x, s.age, BG)
    assert fit is not None
    assert (fit.r, fit.alpha, fit.a, fit.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=0.0006)
    assert fit.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    assert float(fit.expected(39.0, 2.0, 30.43, 38.86)) == pytest.approx(1.226, abs=0.0005)
    assert float(fit.alive(0.0, 0.0, 38.0)) == 1, "why it does not tell who is still a regular"
    foretold = fit.expected(39.0, s.x, s.t_x, s.age)
    assert float(foretold.sum()) == pytest.approx(1_882, rel=0.15)


def test_gamma_gamma_as_published() -> None:
    s = sample()
    fit = fit_worth(s.x, s.mean)
    assert fit is not None
    assert (fit.p, fit.q) == pytest.approx((6.25, 3.74), abs=0.006)
    assert fit.gamma == pytest.approx(15.44, abs=0.01)
    assert fit.customers == 946
    assert fit.together == pytest.approx(0.11, abs=0.01)


def test_pareto_nbd_as_published(lasting: Lasting) -> None:
    assert (lasting.r, lasting.s) == pytest.approx((0.553, 0.606), abs=0.001)
    assert (lasting.alpha, lasting.beta) == pytest.approx((10.578, 11.669), abs=0.01)
    assert lasting.log_likelihood == pytest.approx(-9595.0, abs=0.05)


def test_what_is_told_holds_in_the_weeks_that_followed(lasting: Lasting) -> None:
    s = sample()
    foretold = lasting.expected(39.0, s.x, s.t_x, s.age)
    assert float(foretold.sum()) == pytest.approx(1_882, rel=0.15)
    assert float(((foretold - s.later) ** 2).mean() ** 0.5) < 1.65


def test_still_a_regular_ranks_better_than_recency_alone(lasting: Lasting) -> None:
    s = sample()
    bought = s.later > 0
    recency = ranks_better(s.t_x - s.age, bought)
    assert recency == pytest.approx(0.771, abs=0.0006)
    assert ranks_better(lasting.comes_again(90 / 7, s.x, s.t_x, s.age), bought) > recency + 0.002


@pytest.mark.parametrize(("model", "too_few", "area"), [(BG, 0.121, 0.767), (MBG, 0.162, 0.769)])
def test_the_yardsticks_foretell_less_well_as_is_said(
    lasting: Lasting, model: str, too_few: float, area: float
) -> None:
    s = sample()
    fit = fit_buying(s.x, s.t_x, s.age, model)
    assert fit is not None
    missing = 1 - float(fit.expected(39.0, s.x, s.t_x, s.age).sum()) / 1_882
    assert missing == pytest.approx(too_few, abs=0.0006)
    ours = 1 - float(lasting.expected(39.0, s.x, s.t_x, s.age).sum()) / 1_882
    assert ours == pytest.approx(0.115, abs=0.0006)
    rest = (fit.alpha + s.age) / (fit.alpha + s.age + 90 / 7)
    chance = fit.alive(s.x, s.t_x, s.age) * (1 - rest ** (fit.r + s.x))
    assert ranks_better(chance, s.later > 0) == pytest.approx(area, abs=0.0006)
