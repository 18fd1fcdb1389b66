"""The daily run: what lapses, by day and by absence; days switched off; a clock set back; twice is once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.kernel.unit import Unit
from app.loyalty import daily
from app.loyalty.daily_jobs import DailyJob, daily_jobs
from app.loyalty.expiry import Expiry
from app.loyalty.queries import daily_waits, lapsing_soon
from app.loyalty.waiting import WHOLE

from .conftest import SIMPLE, Till, noon

ABSENT = replace(SIMPLE, expiry=Expiry("absence", 6))


def lapses(till: Till) -> list[tuple[str, int]]:
    return till.rows("SELECT business_date, points FROM entry WHERE kind = 'lapse' ORDER BY id")


def test_the_jobs_and_their_order() -> None:
    found = [job for job in daily_jobs().ids() if job in ("lapse", "absence", "tiers")]
    assert found == ["lapse", "absence", "tiers"]
    assert WHOLE not in daily_jobs()


def test_points_lapse_by_their_day_dated_on_it(till: Till, maria: int, clean) -> None:
    till.ring(maria, 10_000)
    till.clock.advance(days=90)
    assert till.daily().work == ()
    till.clock.advance(days=41)
    done = till.daily()
    assert [(work.job, work.count, work.words) for work in done.work] == [("lapse", 100, "100 points lapsed")]
    assert lapses(till) == [("2027-02-21", -100)]
    assert till.balance(maria) == 0
    clean()


def test_points_lapse_by_absence_dated_on_the_day_after_the_last(till: Till, maria: int, clean) -> None:
    till.rules(ABSENT)
    thomas = till.customer("Thomas")
    till.clock.instant = noon(2026, 11, 30)
    till.ring(maria, 10_000)
    till.ring(thomas, 5_000)
    till.clock.instant = noon(2027, 5, 30)
    till.daily()
    till.ring(thomas, 100)
    assert till.balance(maria) == 100
    till.clock.instant = noon(2027, 6, 20)
    assert [(work.job, work.count) for work in till.daily().work] == [("absence", 100)]
    assert lapses(till) == [("2027-05-31", -100)]
    assert (till.balance(maria), till.balance(thomas)) == (0, 51)
    assert till.daily().work == ()
    clean()


MONTH_ENDS = [
    ((2027, 8, 31), (2028, 2, 29)),
    ((2026, 8, 31), (2027, 2, 28)),
    ((2026, 9, 1), (2027, 3, 1)),
]


@pytest.mark.parametrize(("active", "last"), MONTH_ENDS)
def test_absence_counts_months_of_unequal_length(till: Till, maria: int, active, last) -> None:
    till.rules(ABSENT)
    till.clock.instant = noon(*active)
    till.ring(maria, 100)
    till.clock.instant = noon(*last)
    till.daily()
    assert till.balance(maria) == 1
    till.clock.advance(days=1)
    till.daily()
    assert till.balance(maria) == 0


def test_a_clock_set_back_does_nothing_and_says_so(till: Till, maria: int) -> None:
    till.daily()
    till.ring(maria, 10_000)
    till.clock.advance(days=-400)
    assert till.book.ask(daily_waits)
    done = till.daily()
    assert (done.first, done.work) == (None, ())
    assert "clock" in done.note and "No points lapsed" in done.note
    assert till.rows("SELECT DISTINCT through FROM daily_run") == [("2026-11-22",)]
    till.clock.advance(days=400)
    assert till.daily().note == ""


def test_a_memory_of_a_wrong_clock_is_put_right(till: Till, maria: int) -> None:
    till.clock.advance(days=5_000)
    till.daily()
    till.clock.advance(days=-5_000)
    assert till.book.ask(daily_waits)
    assert till.daily().note == ""
    till.ring(maria, 100)
    till.clock.advance(days=100)
    assert till.daily().first == date(2026, 11, 23)
    assert till.balance(maria) == 0


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date]]:
    """Two jobs that write down when they ran, in place of the real ones."""
    ran: list[tuple[str, date]] = []

    def job(name: str, *, each_day: bool) -> DailyJob:
        def run(_unit: Unit, day: date) -> int:
            ran.append((name, day))
            return 1

        return DailyJob(name, name, run, lambda count: f"{count} of {name}", each_day=each_day)

    jobs = (job("once", each_day=False), job("daily-one", each_day=True))
    monkeypatch.setattr(daily, "daily_jobs", lambda: jobs)
    return ran


def _forget(unit: Unit, _cmd: daily.RunDaily) -> None:
    unit.session.execute(text("DELETE FROM daily_run"))


def test_days_switched_off_are_caught_up_each_once_and_in_order(till: Till, diary) -> None:
    till.book.do(_forget, daily.RunDaily())
    assert till.book.ask(daily_waits)
    assert till.daily().first == date(2026, 11, 22)
    assert not till.book.ask(daily_waits)
    assert till.daily().first is None
    till.clock.advance(days=3)
    done = till.daily()
    assert [work.words for work in done.work] == ["1 of once", "3 of daily-one"]
    days = [date(2026, 11, 22) + timedelta(days=n) for n in range(4)]
    assert diary == [
        ("once", days[0]), ("daily-one", days[0]), ("daily-one", days[1]), ("daily-one", days[2]),
        ("once", days[3]), ("daily-one", days[3]),
    ]  # fmt: skip


def test_a_clock_a_thousand_years_ahead_does_not_run_for_ever(till: Till, diary) -> None:
    till.daily()
    till.clock.advance(days=365_000)
    till.daily()
    assert len(diary) < 4_000


def test_a_run_that_fails_has_done_nothing(till: Till, diary, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_unit: Unit, _day: date) -> int:
        raise ZeroDivisionError

    till.daily()
    before = till.rows("SELECT name, through FROM daily_run ORDER BY name")
    monkeypatch.setattr(daily, "daily_jobs", lambda: (DailyJob("once", "x", fails, str),))
    till.clock.advance(days=1)
    with pytest.raises(ZeroDivisionError):
        till.daily()
    assert till.rows("SELECT name, through FROM daily_run ORDER BY name") == before


def test_whose_points_lapse_soon(till: Till, maria: int) -> None:
    thomas = till.customer("Thomas")
    till.ring(thomas, 700)
    till.clock.advance(days=10)
    till.ring(maria, 500)
    till.ring(maria, 300)
    till.clock.advance(days=70)
    soon = till.book.ask(lapsing_soon, 20)
    assert [(row.name, row.points, row.day) for row in soon] == [
        ("Thomas", 7, date(2027, 2, 20)), ("Maria", 8, date(2027, 3, 2)),
    ]  # fmt: skip
    assert [row.name for row in till.book.ask(lapsing_soon, 19)] == ["Thomas"]
    assert [row.name for row in till.book.ask(lapsing_soon, 20, 1, 1)] == ["Maria"]
    till.clock.advance(days=11)
    assert [row.name for row in till.book.ask(lapsing_soon, 20)] == ["Maria"]


def test_whose_points_lapse_soon_by_absence(till: Till, maria: int) -> None:
    thomas = till.customer("Thomas")
    till.ring(thomas, 700)  # valid for 90 days, and for six months of absence
    till.rules(ABSENT)
    till.ring(maria, 500)
    till.ring(thomas, 200)
    soon = till.book.ask(lapsing_soon, 365)
    assert [(row.customer_id, row.points, row.day, row.absent) for row in soon] == [
        (thomas, 7, date(2027, 2, 20), False),
        (maria, 5, date(2027, 5, 22), True),
        (thomas, 2, date(2027, 5, 22), True),
    ]
    till.clock.instant = noon(2027, 5, 22)
    assert len(till.book.ask(lapsing_soon, 0)) == 2
    till.clock.advance(days=1)
    assert till.book.ask(lapsing_soon, 365) == []
