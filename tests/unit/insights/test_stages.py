"""One customer's step and the steps of all are the same, today and on past days, whatever is in the book."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.relationship import stages as module
from app.insights.relationship.ladder import RUNGS
from app.insights.relationship.rhythms import rhythms
from app.insights.relationship.stages import counts, ladder_over_time, stages
from app.insights.relationship.standing import standing
from app.insights.rhythm import rhythm_of
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound
from tests.exploring import tries
from tests.unit.insights.relations import (
    TODAY,
    Bought,
    Told,
    Who,
    at,
    day,
    known_on,
    random_book,
    regular,
    write,
)

SEEDS = st.integers(0, 10**6)
NAMES = ("first-contact", "understanding", "expectations", "trust", "loyalty", "advocacy")


def test_the_steps_are_six_in_order() -> None:
    assert RUNGS.ids() == NAMES
    assert [rung.label for rung in RUNGS] == [
        "First contact", "Getting to know", "Expectations met", "Trust", "Loyal", "Advocates",
    ]  # fmt: skip


@given(seed=SEEDS)
@tries(30, same_fixtures=True)
def test_one_by_one_and_all_together_are_the_same(book: Book, seed: int) -> None:
    rows = random_book(seed)
    write(book, rows)
    people = [row for row in rows if isinstance(row, Who)]
    for on in (None, day(0), day(Random(seed).randrange(1, 400))):
        every = book.ask(stages, None, on)
        for who in people:
            one = book.ask(standing, who.id, on)
            assert book.ask(stages, [who.id], on).get(who.id) == one.stage
            if who.archived:
                assert who.id not in every
            else:
                assert every.get(who.id) == one.stage
        assert sum(book.ask(counts, on).values()) == len(every)


@given(seed=SEEDS)
@tries(30, same_fixtures=True)
def test_a_past_day_knows_what_was_there_on_it(book: Book, clock: FixedClock, seed: int) -> None:
    rows, ago = random_book(seed), Random(seed).randrange(1, 400)
    write(book, rows)
    before = book.ask(stages, None, day(ago))
    write(book, known_on(rows, ago))
    here = clock.instant
    clock.instant = at(ago)
    try:
        assert book.ask(stages, before) == before
    finally:
        clock.instant = here


@given(seed=SEEDS)
@tries(60)
def test_many_rhythms_are_each_ones_own(seed: int) -> None:
    draw = Random(seed)
    histories = []
    for _customer in range(draw.randrange(0, 9)):
        gaps = [draw.choice((1, 2, 7, 7, 8, 30, 200)) for _gap in range(draw.choice((0, 1, 3, 4, 9, 60)))]
        days = [TODAY.toordinal()] if draw.random() < 0.9 else []
        for gap in gaps if days else ():
            days.append(days[-1] + gap)
        histories.append(days)
    import numpy as np

    who = np.array([one for one, days in enumerate(histories) for _day in days], dtype=np.int64)
    days = np.array([on for days in histories for on in days], dtype=np.int64)
    found = rhythms(who, days, len(histories))
    for one, mine in enumerate(histories):
        own = rhythm_of([date.fromordinal(on) for on in mine])
        told = tuple(int(column[one]) for column in found)
        assert told == ((own.usual, own.late_after, own.gaps) if own else (0, 0, 0))


def test_only_those_who_are_asked_for(book: Book) -> None:
    write(book, [Who(1), Who(2), Who(3, archived=True), *regular(1)])
    assert set(book.ask(stages)) == {1, 2}
    assert book.ask(stages, iter([2, 3, 99])) == {2: "first-contact", 3: "first-contact"}
    assert book.ask(stages, []) == {}
    with pytest.raises(NotFound):
        book.ask(standing, 99)


def test_so_many_that_they_are_not_asked_for_by_name(book: Book) -> None:
    write(book, [*(Who(number, archived=number == 2) for number in range(1, 521)), Who(521, favourite="tea")])
    wanted = range(2, 522)
    found = book.ask(stages, wanted)
    assert set(found) == set(wanted) and found[521] == "understanding"


def test_numbers_far_apart(book: Book) -> None:
    far = 10**12
    people = [Who(3, 99, favourite="tea"), Who(far, 99, alert="nuts"), Who(far + 7, archived=True)]
    rows = [Bought(who, ago) for who in (3, far, far + 7) for ago in (9, 8)]
    write(book, [*people, *rows, Told(far, "complaint", 7)])
    assert book.ask(stages) == {3: "expectations", far: "understanding"}
    assert book.ask(standing, far).stage == "understanding"


@pytest.mark.parametrize("customers", [0, 1, 3])
def test_small_shops(book: Book, customers: int) -> None:
    write(book, [Who(number + 1) for number in range(customers)])
    assert book.ask(counts) == {**dict.fromkeys(NAMES, 0), "first-contact": customers}
    assert len(book.ask(ladder_over_time, 3)) == 4


def test_the_steps_at_the_end_of_each_month(book: Book) -> None:
    write(
        book,
        [Who(1, 200, favourite="tea"), *regular(1, 7, 30, 5), Told(1, "feedback", 100, {"score": 5}), Who(2)],
    )
    told = book.ask(ladder_over_time, 12)
    assert [one.on for one in told[:2]] == [date(2025, 11, 30), date(2025, 12, 31)]
    assert (told[-1].on, len(told)) == (TODAY, 13)
    assert sum(told[0].counts.values()) == 0, "nobody was in the book"
    mine = {
        one.on: next(step for step, count in one.counts.items() if count)
        for one in told
        if any(one.counts.values())
    }
    assert mine[date(2026, 5, 31)] == "understanding", "came once, the card says what they like"
    assert mine[date(2026, 7, 31)] == "expectations"
    assert mine[date(2026, 8, 31)] == "trust", "the score of 14 August"
    assert told[-1].counts["loyalty"] == 1 and told[-1].counts["first-contact"] == 1
    for one in told:
        assert one.counts == book.ask(counts, one.on)


def test_months_asked_for_stay_within_reason(book: Book) -> None:
    write(book, [Who(1)])
    assert len(book.ask(ladder_over_time, 0)) == 2
    assert len(book.ask(ladder_over_time, 10**6)) == module.MOST_MONTHS + 1


def test_history_older_than_the_card(book: Book) -> None:
    write(book, [Who(1, 10, favourite="tea"), Bought(1, 300), Bought(1, 200)])
    assert book.ask(stages, None, day(301)) == {}
    assert book.ask(stages, None, day(250)) == {1: "first-contact"}
    assert book.ask(stages, None, day(11)) == {1: "first-contact"}, "what a card says counts from its day"
    assert book.ask(stages, None, day(10)) == {1: "expectations"}


def test_a_day_is_the_shops_own(book: Book) -> None:
    """Half past eleven in the evening of UTC is the next day in Berlin, in summer from half past ten on."""
    write(book, [Who(1, 300), Told(1, "note", 5, hour=23), Who(2, 300), Told(2, "note", 150, hour=22)])
    for who, night, hour in ((1, 5, 23), (2, 150, 22)):
        assert book.ask(stages, [who], day(night)) == {who: "first-contact"}, hour
        assert book.ask(stages, [who], day(night - 1)) == {who: "understanding"}, hour
    write(book, [Who(1, 300), Told(1, "note", 5, hour=22)])
    assert book.ask(stages, [1], day(5)) == {1: "understanding"}, "in winter it is the same day still"


def test_a_night_on_which_the_clocks_change(book: Book) -> None:
    """On 25 October 2026 the day in Berlin begins at 22:00 of UTC and ends at 23:00."""
    begins, ends = (TODAY - date(2026, 10, 24)).days, (TODAY - date(2026, 10, 25)).days
    write(book, [Who(1, 300), Told(1, "note", begins, hour=22), Who(2, 300), Told(2, "note", ends, hour=22)])
    for who in (1, 2):
        assert book.ask(stages, [who], date(2026, 10, 24)) == {who: "first-contact"}
        assert book.ask(stages, [who], date(2026, 10, 25)) == {who: "understanding"}
    write(book, [Who(1, 300), Told(1, "note", ends, hour=23)])
    assert book.ask(stages, [1], date(2026, 10, 25)) == {1: "first-contact"}


def test_a_clock_that_jumped(book: Book) -> None:
    ahead = [Bought(1, -900), Told(1, "complaint", -900), Who(2, -300)]
    write(book, [Who(1, 10), *ahead, Bought(1, 40_000)])
    assert book.ask(stages) == {1: "first-contact"}
    assert book.ask(standing, 2).stage is None
    assert book.ask(standing, 2).how == "They were not in the book yet."
    assert book.ask(stages, None, TODAY + timedelta(days=301)) == {1: "first-contact", 2: "first-contact"}
