"""Random sales, returns, days and daily runs against a plain model of who stands where."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.loyalty.tiers.queries import tier_state
from tests.exploring import tries

from .conftest import Till, noon
from .tier_rules import THREE, with_tiers

IDS = [tier.id for tier in THREE]
STARTS = [tier.start for tier in THREE]


def a_year_before(day: date) -> date:
    """The last day that does not count any more."""
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


@dataclass
class Bought:
    day: date
    paid: int
    back: int = 0


@dataclass
class Plain:
    """One customer as a child would keep them: a list of sales, a rank, and what is written in a diary."""

    year: str
    grace: int
    sales: list[Bought] = field(default_factory=list)
    rank: int = 0
    due: date | None = None
    dropped: tuple[int, date] = (0, date.min)
    diary: dict[date, int] = field(default_factory=dict)

    def reaches(self, day: date, upto: int | None = None) -> int:
        counted = self.sales[:upto]
        if self.year == "rolling":
            sums = [sum(s.paid - s.back for s in counted if a_year_before(day) < s.day <= day)]
        else:
            years = (day.year, day.year - 1)
            sums = [sum(s.paid - s.back for s in counted if s.day.year == y and s.day <= day) for y in years]
        return max(rank for rank, start in enumerate(STARTS) if start <= max(sums))

    def look(self, day: date) -> None:
        reached = self.reaches(day)
        if reached >= self.rank:
            self.rank, self.due = reached, None
        elif self.due is None:
            self.due = day

    def buy(self, day: date, amount: int) -> None:
        self.sales.append(Bought(day, amount))
        self.look(day)

    def give_back(self, day: date, place: int, amount: int) -> None:
        self.sales[place].back += amount
        base, since = self.dropped
        led = [self.reaches(s.day, n + 1) for n, s in enumerate(self.sales) if s.day >= since]
        self.rank = max(self.reaches(day), min(self.rank, max([base, *led])))
        self.due = None
        if self.reaches(day) < self.rank:
            self.due = day
            while self.due > max(day - timedelta(days=self.grace), since):
                if self.reaches(self.due - timedelta(days=1)) >= self.rank:
                    break
                self.due -= timedelta(days=1)

    def daily(self, day: date) -> None:
        self.look(day)
        if self.due is not None and day >= self.due + timedelta(days=self.grace):
            self.rank, self.due = self.reaches(day), None
            self.dropped = (self.rank, day)


Step = tuple[str, int, int]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("buy"), st.sampled_from([500, 2_000, 4_999, 9_999, 10_000, 20_000]), st.just(0)),
        st.tuples(st.just("refund"), st.integers(0, 9), st.sampled_from([1, 50, 100])),
        st.tuples(st.just("days"), st.sampled_from([1, 7, 40, 170, 366]), st.just(0)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
    ),
    min_size=4,
    max_size=16,
)


@pytest.mark.parametrize("year", ["rolling", "calendar"])
@tries(30, same_fixtures=True)
@given(steps=steps, grace=st.sampled_from([0, 5, 60]))
def test_history_is_what_the_plain_model_says(
    template_shop: Path, year: str, steps: list[Step], grace: int
) -> None:
    folder = Path(tempfile.mkdtemp())
    clock = FixedClock(noon(2024, 2, 20))
    book = open_shop(Path(shutil.copy(template_shop, folder / "shop.regulars")), clock)
    try:
        till = Till(book, clock)
        till.rules(with_tiers(year=year, grace_days=grace))
        play(till, clock, Plain(year, grace), steps)
    finally:
        book.close()
        shutil.rmtree(folder)


def play(till: Till, clock: FixedClock, plain: Plain, steps: list[Step]) -> None:
    maria = till.customer("Maria")
    numbers: list[int] = []
    diary: dict[date, str] = {}
    for what, first, second in steps:
        today = clock.instant.date()
        open_sales = [n for n, sale in enumerate(plain.sales) if sale.back < sale.paid]
        if what == "buy":
            numbers.append(till.ring(maria, first).purchase)
            plain.buy(today, first)
        elif what == "days":
            for _day in range(first):
                diary[clock.instant.date()] = IDS[plain.rank]
                clock.advance(days=1)
                plain.daily(clock.instant.date())
            till.daily()
            before = till.rows("SELECT * FROM tier_change"), till.rows("SELECT * FROM tier_standing")
            assert till.daily().first is None
            assert before == (
                till.rows("SELECT * FROM tier_change"),
                till.rows("SELECT * FROM tier_standing"),
            )
        elif open_sales:
            place = open_sales[first % len(open_sales)]
            sale = plain.sales[place]
            amount = max(1, (sale.paid - sale.back) * (second or 100) // 100)
            held, due = plain.rank, plain.due
            till.refund(numbers[place], amount)
            if what == "refund":
                plain.give_back(today, place, amount)
            else:
                till.undo()
                plain.rank, plain.due = held, due
        state = till.book.ask(tier_state, maria)
        drops = (
            None if plain.due is None else max(plain.due + timedelta(days=plain.grace), clock.instant.date())
        )
        assert (state.id, state.drops_on) == (IDS[plain.rank], drops)
    report = till.check()
    assert report.ok, report.problems
    for place, sale in enumerate(plain.sales):
        if sale.back < sale.paid:
            till.refund(numbers[place])
    clock.advance(days=1)
    till.daily()
    clock.advance(days=plain.grace)
    till.daily()
    assert till.tier(maria) == IDS[0]
    history = till.rows("SELECT business_date, tier FROM tier_change ORDER BY business_date, id")
    for day, tier in diary.items():  # as `tier_on` reads it; asking for each day takes long
        held = [row[1] for row in history if row[0] <= day.isoformat()]
        assert (held[-1] if held else IDS[0]) == tier, f"the tier on {day} is another"
