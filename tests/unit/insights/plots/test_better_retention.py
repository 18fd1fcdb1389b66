"""What better retention is worth: beside a plain walk over every customer, and what it must never say."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.chart import Chart
from app.insights.foretelling.keeping import AHEAD, BETTER, Outlook, outlook, raised
from app.insights.foretelling.lasting import Lasting, slopes_of
from app.insights.foretelling.learnt import learn, learnt
from app.insights.foretelling.worth import Worth
from app.insights.history import all_histories
from app.insights.visits import Visits, visits_of_rows, visits_through_today
from app.kernel.book import Book
from app.kernel.unit import View
from tests.exploring import tries
from tests.unit.insights.cdnow import days_of_visits
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.plots.asking import asked, rows

TODAY = date(2026, 11, 22)
LASTING = Lasting(0.6, 6.0, 0.9, 30.0, 0.0, 500)
WORTH = Worth(6.0, 4.0, 1_500.0, 0.0, 500, 0.0)
QUARTER = 365 / 4 / 7


def drawn(customers: int, seed: int = 2) -> Visits:
    came = busy(customers, TODAY, days=900, seed=seed)
    columns = ([one.who for one in came], [one.on.toordinal() for one in came], [one.paid for one in came])
    return visits_of_rows(*(np.array(column, dtype=np.int64) for column in columns))


def walked(visits: Visits) -> tuple[list[float], list[float]]:
    """The money of each quarter as now and better, customer by customer and new customer by new customer."""
    day = TODAY.toordinal()
    now, brings, chances, news, firsts = [0.0] * AHEAD, [], [], 0, 0.0
    for at in range(len(visits.ids)):
        mine = visits.day[visits.who == at], visits.paid[visits.who == at]
        x, t_x, age = len(mine[0]) - 1, (mine[0][-1] - mine[0][0]) / 7, (day - mine[0][0]) / 7
        each = float(WORTH.expected(x, mine[1][1:].mean() if x else 0.0))
        before = 0.0
        for quarter in range(AHEAD):
            so_far = float(LASTING.expected(QUARTER * (quarter + 1), x, t_x, age)) * each
            now[quarter] += so_far - before
            before = so_far
        brings.append(float(LASTING.expected(4 * QUARTER, x, t_x, age)) * each)
        chances.append(float(LASTING.comes_again(4 * QUARTER, x, t_x, age)))
        if mine[0][0] > day - 365:
            news, firsts = news + 1, firsts + mine[1][0]
    low, high = 1.0, 1e9
    while high / low > 1 + 1e-12:
        odds = (low * high) ** 0.5
        more = sum(p * odds / (1 - p + p * odds) for p in chances)
        low, high = (odds, high) if more < BETTER * sum(chances) else (low, odds)
    gained = sum(
        (p * low / (1 - p + p * low) - p) / p * money for p, money in zip(chances, brings, strict=True)
    )
    part = gained / (0.05 * sum(brings))
    better = [money * (1 + part * (1.05 ** ((at + 0.5) / 4) - 1)) for at, money in enumerate(now)]
    for came in range(AHEAD):
        now[came] += firsts / 4
        better[came] += firsts / 4
        before = 0.0
        for quarter in range(came, AHEAD):
            age = QUARTER * (quarter - came + 0.5)
            so_far = float(LASTING.expected(age, 0, 0, 0)) * WORTH.mean * news / 4
            now[quarter] += so_far - before
            better[quarter] += (so_far - before) * (1 + part * (1.05 ** ((quarter - came) / 4) - 1))
            before = so_far
    return now, better


def looked(visits: Visits, *, fitted: bool = True) -> Outlook:
    found = outlook(visits, TODAY, LASTING, WORTH, fitted=fitted)
    assert found is not None
    return found


def test_both_ways_are_those_of_a_walk_over_all_customers() -> None:
    visits = drawn(60)
    now, better = walked(visits)
    found = looked(visits)
    assert found.gain == pytest.approx(sum(better) / 2 - sum(now) / 2, abs=1)
    back = (TODAY.toordinal() - visits.day) * 4 // 365
    taken = [int(visits.paid[back == at].sum()) for at in (3, 2, 1, 0)]
    for way, quarters in ((found.as_now, now), (found.better, better)):
        flow = [*taken, *quarters]
        assert way[0] == sum(taken)
        assert list(way[1:]) == pytest.approx([sum(flow[at : at + 4]) for at in range(1, AHEAD + 1)], abs=2)


def test_the_likely_range_is_around_and_the_same_each_time() -> None:
    visits = drawn(150)
    found = looked(visits)
    assert found == looked(visits)
    assert 0 < found.gain_low < found.gain < found.gain_high
    for low, middle, high in zip(found.low, found.better, found.high, strict=True):
        assert low <= middle <= high
    assert found.better[0] == found.low[0] == found.high[0] == found.as_now[0]
    assert list(found.as_now[1:]) < list(found.better[1:])


def test_more_customers_are_known_more_closely() -> None:
    few, many = (looked(drawn(customers)) for customers in (100, 1_500))
    assert (many.gain_high - many.gain_low) / many.gain < (few.gain_high - few.gain_low) / few.gain / 2


def test_groups_put_together_by_lot_spread_as_single_customers(monkeypatch: pytest.MonkeyPatch) -> None:
    visits = drawn(1_000)
    single = looked(visits)
    monkeypatch.setattr("app.insights.foretelling.keeping._GROUPS", 250)
    grouped = looked(visits)
    assert grouped.gain == single.gain
    wide, narrow = single.gain_high - single.gain_low, grouped.gain_high - grouped.gain_low
    assert wide == pytest.approx(narrow, rel=0.25)


def test_what_is_not_known_of_the_model_widens_the_range() -> None:
    """On the published sample, where fitting both models anew to 200 draws of its customers gave $1 581 to
    $1 969."""
    visits, today = published(), date(1998, 6, 30)
    x, gone = (visits.count - 1).astype(float), (visits.last - visits.first) / 7
    found = learn(histories(visits, today), today)
    assert found.lasting is not None and found.worth is not None
    slopes = slopes_of(found.lasting, x, gone, (today.toordinal() - visits.first) / 7)
    assert np.abs(slopes.sum(axis=1)).max() < 0.5, "where it was fitted, they come to nothing"
    known, all_ = (
        outlook(visits, today, found.lasting, found.worth, fitted=fitted) for fitted in (False, True)
    )
    assert known is not None and all_ is not None and known.gain == all_.gain
    assert all_.gain_low < known.gain_low < known.gain_high < all_.gain_high
    assert (all_.gain_low, all_.gain_high) == pytest.approx((158_110, 196_940), rel=0.04)


def published() -> Visits:
    """At thirty dollars a visit."""
    came = [
        (who, on.toordinal(), 3_000 + who % 7) for who, days in enumerate(days_of_visits()) for on in days
    ]
    return visits_of_rows(*np.array(came, dtype=np.int64).T)


def histories(visits: Visits, today: date) -> object:
    from app.insights.history import Histories

    x = (visits.count - 1).astype(float)
    first = visits.paid[visits.begins]
    mean = np.where(x > 0, (visits.spent - first) / np.maximum(x, 1), 0.0)
    return Histories(
        visits.ids, x, (visits.last - visits.first) / 7, (today.toordinal() - visits.first) / 7, mean,
        visits.spent.astype(float), visits.first, visits.last,
    )  # fmt: skip


@tries(60)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_chances_are_raised_to_so_many_more_and_none_beyond_certainty(chances: list[float]) -> None:
    before = np.array(chances)
    after = raised(before)
    assert ((after >= before - 1e-9) & (after <= 1 + 1e-9)).all()
    most = float((before > 0).sum())
    assert float(after.sum()) == pytest.approx(min(BETTER * float(before.sum()), most), abs=1e-3)
    assert (np.argsort(before, kind="stable") == np.argsort(after, kind="stable")).all() or len(
        set(chances)
    ) < len(chances)


def test_the_plot_says_the_money_and_draws_two_lines(book: Book) -> None:
    fill(book, 150, busy(150, TODAY, days=900))
    data = asked(book, "better-retention")

    def look(view: View) -> Outlook | None:
        shop = learnt(view)
        assert shop.lasting is not None and shop.worth is not None
        return outlook(visits_through_today(view), view.today, shop.lasting, shop.worth)

    found = book.ask(look)
    assert found is not None
    strong = next(span.text for span in data.sentence if span.strong)
    said = int("".join(sign for sign in strong if sign.isdigit()))
    assert said * 100 == pytest.approx(found.gain, rel=0.06), strong
    assert isinstance(data.picture, Chart) and not data.picture.from_zero
    assert [one.values for one in data.picture.series] == [found.as_now, found.better]
    assert data.picture.labels[0] == "Now" and data.picture.labels[4] == "+1 year"
    assert rows(data)[0]["until"] == TODAY and rows(data)[-1]["until"] == date(2028, 11, 22)
    assert data.picture.ticks()[0] > 0 or min(found.as_now) < 0.4 * max(found.high)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        ([], "Too little history: nobody has bought anything yet."),
        (
            [Came(who, TODAY - timedelta(days=at)) for who in range(1, 30) for at in (400, 30)],
            "Too little history: 29 customers came on more than one day, it takes 30.",
        ),
        (
            [Came(who, TODAY - timedelta(days=at * who % 360)) for who in range(1, 61) for at in (7, 11)],
            "Too little history: the book goes back 357 days, it takes 365.",
        ),
        (
            [Came(who, TODAY - timedelta(days=at), 0) for who in range(1, 61) for at in (9 * who, who)],
            "Too little history: nobody paid anything when they came again.",
        ),
    ],
)
def test_too_little_history_is_said(book: Book, came: list[Came], words: str) -> None:
    fill(book, 60, came)
    assert asked(book, "better-retention").words == words
    assert asked(book, "better-retention").picture is None


def test_of_a_few_customers_too_little_is_known(book: Book) -> None:
    fill(book, 150, busy(150, TODAY, days=900))
    assert asked(book, "better-retention", ids={1, 3}).words.startswith("Too little history: 2 customers")
    assert not asked(book, "better-retention", ids=set(range(1, 101))).missing


def test_years_ahead_hang_on_no_time_that_is_asked(book: Book) -> None:
    fill(book, 150, busy(150, TODAY, days=900))
    assert asked(book, "better-retention", 1).rows == asked(book, "better-retention", 24).rows
    assert len(book.ask(all_histories)) == 150
