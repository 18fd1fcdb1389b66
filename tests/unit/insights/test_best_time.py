"""When somebody usually comes, told only where it is clearly more than chance."""

from __future__ import annotations

from datetime import date, time, timedelta
from math import comb

import pytest

from app.insights.best_time import BestTime, best_time, by_chance, opening, part_of
from app.kernel.book import Book
from tests.unit.insights.fill import fill
from tests.unit.insights.receipts import Receipt, write
from tests.unit.loyalty.conftest import Till

SUNDAY = date(2026, 11, 22)
"""Today; the days of a shop that is open from Monday to Saturday are counted back from here."""


def open_days(count: int) -> list[date]:
    days = (SUNDAY - timedelta(days=ago) for ago in range(1, count * 2))
    return [day for day in days if day.weekday() < 6][:count]


def came(who: int, days: list[date], hour: time = time(9, 30)) -> list[Receipt]:
    return [Receipt(who, day, ("Tea",), hour=hour) for day in days]


@pytest.fixture
def shop(book: Book) -> Book:
    """Others come at 9:30 (10:30 in Berlin), 12:00, 15:00 and 17:30, on all days but Sundays."""
    fill(book, 40, [])
    hours = (time(9, 30), time(11, 30), time(14), time(16, 30))
    write(book, [Receipt(10 + at % 4, day, ("Tea",), hour=hours[at % 4])
                 for at, day in enumerate(open_days(120))])  # fmt: skip
    return book


def test_a_day_of_the_week_and_a_part_of_the_day(shop: Book) -> None:
    saturdays = [day for day in open_days(120) if day.weekday() == 5]
    write(shop, came(1, saturdays, time(14, 10)))
    found = shop.ask(best_time, 1)
    assert found.value == BestTime(5, "afternoon", "Saturday, in the afternoon")
    assert found.how == (
        f"{len(saturdays)} of the last {len(saturdays)} visits: Saturday. "
        f"{len(saturdays)} of the last {len(saturdays)} visits: in the afternoon."
    )


def test_various_days_are_no_favourite(shop: Book) -> None:
    write(shop, came(1, open_days(24), time(9, 20)))
    found = shop.ask(best_time, 1)
    assert found.value == BestTime(None, "morning", "in the morning")
    assert "of the last 24 visits: " in found.how and "may be chance, so it is no favourite" in found.how


def test_seven_visits_are_too_few_and_eight_are_enough(shop: Book) -> None:
    saturdays = [day for day in open_days(120) if day.weekday() == 5]
    write(shop, came(1, saturdays[:7]))
    assert shop.ask(best_time, 1).how == "Too little history: 7 visits of the 8 it takes."
    assert shop.ask(best_time, 2).how == "Too little history: 0 visits of the 8 it takes."
    write(shop, came(1, saturdays[7:8]))
    found = shop.ask(best_time, 1)
    assert found.value is not None and found.value.weekday == 5


def test_days_the_shop_is_closed_are_no_chance(shop: Book) -> None:
    """Half of the visits on a Saturday say much to a shop of six days, nothing to one of two."""
    days = [day for day in open_days(120) if day.weekday() in (4, 5)][:30]
    write(shop, came(1, days))
    assert shop.ask(opening).weekdays == dict.fromkeys(range(6), pytest.approx(1 / 6))
    found = shop.ask(best_time, 1)
    assert found.value is not None and found.value.weekday in (4, 5)


def test_a_shop_of_two_days(book: Book) -> None:
    fill(book, 40, [])
    days = [day for day in open_days(120) if day.weekday() in (4, 5)][:30]
    write(book, came(1, days))
    assert book.ask(opening).weekdays == {4: 0.5, 5: 0.5}
    found = book.ask(best_time, 1)
    assert found.value is None
    assert "may be chance" in found.how and "the shop sells at no other time" in found.how


def test_noon_to_the_second_is_no_hour(shop: Book) -> None:
    write(shop, came(1, open_days(24), time(11)))
    found = shop.ask(best_time, 1)
    assert found.value is None
    assert found.how.endswith("Too little history: the hour is known of 0 visits.")


def test_only_what_stands_and_was_by_today_is_a_visit(shop: Book, till: Till) -> None:
    saturdays = [day for day in open_days(120) if day.weekday() == 5]
    write(shop, came(1, saturdays[:7]))
    write(shop, [Receipt(1, saturdays[8], ("Tea",), void=True), Receipt(1, saturdays[0], ("Tea",))])
    write(shop, came(1, [saturdays[0] + timedelta(days=7 * ahead) for ahead in range(1, 4)]))
    till.write("UPDATE purchase SET refunded = amount WHERE customer_id = 1 AND business_date = :d",
               d=saturdays[6].isoformat())  # fmt: skip
    assert shop.ask(best_time, 1).how == "Too little history: 6 visits of the 8 it takes."


def test_habits_that_changed_are_those_of_now(shop: Book) -> None:
    weekdays = open_days(900)
    write(shop, came(1, [day for day in weekdays[400:] if day.weekday() == 0][:80]))
    write(shop, came(1, [day for day in weekdays[:400] if day.weekday() == 2][:60]))
    found = shop.ask(best_time, 1)
    assert found.value is not None and found.value.weekday == 2
    assert found.how.startswith("60 of the last 60 visits: Wednesday.")


@pytest.mark.parametrize(
    ("hour", "part"), [(0, "morning"), (11, "morning"), (12, "midday"), (14, "afternoon"), (23, "evening")]
)
def test_parts_of_the_day(hour: int, part: str) -> None:
    assert part_of(hour) == part


def test_chance_is_that_of_any_of_the_ways() -> None:
    assert by_chance(2, 2, 0.5, 2) == pytest.approx(0.5)
    assert by_chance(0, 9, 0.3, 4) == 1
    share = sum(comb(10, n) for n in (9, 10)) / 2**10
    assert by_chance(9, 10, 0.5, 1) == pytest.approx(share)
