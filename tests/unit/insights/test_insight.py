"""What is told of a customer: numbers that agree with their history, or words, never a guess or an error."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.insights.finding import Finding
from app.insights.foretelling import learnt as learning
from app.insights.foretelling.learnt import MIN_REPEAT, Missing, learnt
from app.insights.history import all_histories
from app.insights.insight import CustomerInsight, customer_insight, still_regular
from app.insights.whole import shop_insight
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound
from app.sales.purchases import Line
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.loyalty.conftest import Till

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def findings(found: CustomerInsight) -> dict[str, Finding[Any]]:
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return {name: value for name, value in values.items() if isinstance(value, Finding)}


BY_RECEIPTS_AND_CARD = {"suggestions", "companions", "best_channel"}
"""What a shop cannot know whose receipts name nothing and whose cards say nothing."""
NO_NUMBER = re.compile(
    "Too little history: .*[.]$|The shop's visits|There is no way to reach them that they agree to: "
    "|[0-9]+ of the last [0-9]+ visits: .*( that may be chance|; the shop sells at no other time)"
)
FORETOLD = {"visits_ahead", "spend_ahead", "still_regular", "lifetime_ahead"}


@pytest.fixture
def shop(book: Book) -> Book:
    """120 customers over 400 days; the first came every week and is here still, the second stayed away."""
    came = [one for one in busy(120, TODAY) if one.who > 4]
    came += [Came(1, day(ago), 2_000) for ago in range(3, 300, 7)]
    came += [Came(2, day(ago), 2_000) for ago in range(150, 390, 7)]
    came += [Came(3, day(80), 1_500)]
    fill(book, 120, came)
    return book


def test_every_number_says_how_it_came_about(shop: Book) -> None:
    found = shop.ask(customer_insight, 1)
    for name, one in findings(found).items():
        assert (one.value is None) == (name in BY_RECEIPTS_AND_CARD), name
        assert one.how.endswith(".") and "{" not in one.how, name
    assert (found.visits, found.first, found.last) == (43, day(297), day(3))
    assert (found.usual_days.value, found.expected_on) == (7, day(-4))
    assert found.late.value is False
    assert found.rank.value is not None and found.rank.value.cell == "champions"
    assert found.lifetime.value == 43 * 2_000
    assert found.best_time.value is not None and found.best_time.value.weekday == day(3).weekday()
    assert found.note == ""


def test_what_is_expected_follows_the_history(shop: Book) -> None:
    here, gone, once = (shop.ask(customer_insight, who) for who in (1, 2, 3))
    assert 9 < here.visits_ahead.value < 14, "ninety days of a visit a week"
    assert here.spend_ahead.value == pytest.approx(here.visits_ahead.value * 2_000, rel=0.1)
    assert here.still_regular.value > 0.9
    assert gone.still_regular.value < 0.1 and gone.late.value is True
    assert gone.visits_ahead.value < 1
    assert here.lifetime_ahead.value > here.lifetime.value + 30 * 1_500
    assert once.still_regular.value is None and once.visits_ahead.value > 0
    assert "2 of" not in once.still_regular.how and "1 visit of the 3" in once.still_regular.how


@pytest.mark.parametrize(
    ("ago", "late", "ahead"),
    [
        (0, "Here today; nine of ten", "42 visits in 287 days, the last today, as told"),
        (1, "Last here 1 day ago; nine of ten", "42 visits in 288 days, the last 1 day ago, as told"),
        (2, "Last here 2 days ago; nine of ten", "42 visits in 289 days, the last 2 days ago, as told"),
    ],
)
def test_days_are_counted_as_people_count_them(book: Book, ago: int, late: str, ahead: str) -> None:
    came = [one for one in busy(120, TODAY) if one.who > 1]
    fill(book, 120, [*came, *(Came(1, day(ago + gap)) for gap in range(0, 288, 7))])
    found = book.ask(customer_insight, 1)
    assert found.late.how.startswith(late)
    assert found.visits_ahead.how.startswith(ahead)


def test_a_gap_of_one_day_is_one_day(book: Book) -> None:
    fill(book, 1, [Came(1, day(ago)) for ago in range(30)])
    found = book.ask(customer_insight, 1)
    assert found.late.how == "Here today; nine of ten of their gaps were 1 day or less."
    assert "1 days" not in found.usual_days.how


def test_who_came_for_the_first_time_today_was_here_today(book: Book) -> None:
    fill(book, 120, [*(one for one in busy(120, TODAY) if one.who > 1), Came(1, TODAY)])
    how = book.ask(customer_insight, 1).visits_ahead.how
    assert how.startswith("1 visit, today, as told by what "), how


def test_the_card_and_the_whole_say_the_same(shop: Book) -> None:
    assert shop.ask(still_regular, 1) == shop.ask(customer_insight, 1).still_regular


def test_the_shop_is_its_customers_added_up(shop: Book) -> None:
    found = shop.ask(shop_insight)
    each = [shop.ask(customer_insight, int(who)) for who in shop.ask(all_histories).ids]
    assert found.learnt.customers == len(each)
    assert found.visits_ahead == pytest.approx(sum(one.visits_ahead.value for one in each))
    assert found.spend_ahead == pytest.approx(sum(one.spend_ahead.value for one in each), abs=len(each))
    regulars = [one.still_regular.value for one in each if one.still_regular.value is not None]
    assert (found.regulars, found.regulars_ahead) == (len(regulars), pytest.approx(sum(regulars)))
    for cell, count in found.cells.items():
        assert count == sum(one.rank.value.cell == cell for one in each)
    assert sum(found.cells.values()) == len(each)
    assert [one.model for one in found.yardsticks] == ["BG/NBD", "MBG/NBD"]


def test_a_wrong_number_is_no_customer(book: Book) -> None:
    with pytest.raises(NotFound):
        book.ask(customer_insight, 99)
    with pytest.raises(NotFound):
        book.ask(still_regular, 99)


ODD = {
    "nobody bought": (3, []),
    "one customer": (1, [Came(1, day(3))]),
    "one purchase of three": (3, [Came(2, day(3))]),
    "one customer every day": (1, [Came(1, day(ago)) for ago in range(200)]),
    "three customers": (3, [Came(who, day(ago)) for who in (1, 2, 3) for ago in (3, 50, 99)]),
    "all on one day": (60, [Came(who, TODAY) for who in range(1, 61)]),
    "all on one day long ago": (60, [Came(who, day(900)) for who in range(1, 61)]),
    "refunds only": (40, [Came(who, day(ago), 500, back=500) for who in range(1, 41) for ago in (9, 99)]),
    "two days, all there": (60, [Came(who, day(ago)) for who in range(1, 61) for ago in (1, 0)]),
    "all given away": (60, [Came(who, day(ago), 0) for who in range(1, 61) for ago in (200, 99, 9)]),
    "everybody alike": (60, [Came(who, day(ago)) for who in range(1, 61) for ago in (200, 99, 9)]),
    "the clock stood in 1970": (40, [*busy(40, TODAY), Came(1, date(1970, 1, 1))]),
    "the clock ran ahead": (40, [*busy(40, TODAY), *(Came(1, day(-ago)) for ago in (1, 5_000))]),
    "only days ahead": (40, [Came(who, day(-9)) for who in range(1, 41)]),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_odd_shops_get_words(book: Book, case: str) -> None:
    customers, came = ODD[case]
    fill(book, customers, came)
    whole = book.ask(shop_insight)
    for who in range(1, min(customers, 5) + 1):
        found = book.ask(customer_insight, who)
        for name, one in findings(found).items():
            assert one.how and "nan" not in one.how and "inf" not in one.how.split(), name
            if one.value is None:
                assert NO_NUMBER.match(one.how), (name, one.how)
            elif name in FORETOLD:
                assert whole.learnt.lasting is not None
                assert 0 <= one.value < 10**9, name
    assert (whole.visits_ahead is None) == (whole.learnt.lasting is None)


@pytest.mark.parametrize(
    ("case", "missing"),
    [
        ("nobody bought", Missing.NOTHING),
        ("refunds only", Missing.NOTHING),
        ("only days ahead", Missing.NOTHING),
        ("three customers", Missing.FEW),
        ("all on one day", Missing.FEW),
        ("all on one day long ago", Missing.FEW),
        ("two days, all there", Missing.SHORT),
        ("everybody alike", None),
        ("the clock stood in 1970", None),
    ],
)
def test_why_nothing_is_foretold(book: Book, case: str, missing: Missing | None) -> None:
    customers, came = ODD[case]
    fill(book, customers, came)
    assert book.ask(learnt).missing is missing


def test_nothing_paid_foretells_visits_but_no_spending(book: Book) -> None:
    customers, came = ODD["all given away"]
    fill(book, customers, came)
    found = book.ask(customer_insight, 1)
    assert found.visits_ahead.value is not None
    assert found.spend_ahead.value is None and found.lifetime_ahead.value is None
    assert found.lifetime.value == 0


def test_thirty_who_came_again_are_enough_and_one_fewer_is_not(book: Book) -> None:
    came = [Came(who, day(ago)) for who in range(1, MIN_REPEAT + 1) for ago in (who + 90, who)]
    fill(book, MIN_REPEAT, came)
    assert book.ask(learnt).lasting is not None
    fill(book, MIN_REPEAT, [*came[1:], Came(1, day(1))][1:], anew=True)
    found = book.ask(learnt)
    assert (found.repeat, found.missing) == (MIN_REPEAT - 1, Missing.FEW)


def test_days_ahead_of_the_clock_are_left_out_and_said(book: Book) -> None:
    customers, came = ODD["the clock ran ahead"]
    fill(book, customers, came)
    assert book.ask(customer_insight, 1).note.startswith("2 purchases are dated after today")


def test_the_shop_is_fitted_once_a_day_and_after_it_grew(
    shop: Book, clock: FixedClock, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = []
    whole = learning.learn
    monkeypatch.setattr(learning, "learn", lambda *given: fits.append(1) or whole(*given))
    first = shop.ask(customer_insight, 5)
    till.ring(5, 1_000)
    after = shop.ask(customer_insight, 5)
    assert len(fits) == 1
    assert after.visits == first.visits + 1, "the customer's own history is that of this moment"
    for _more in range(20):
        till.ring(6, 1_000)
    shop.ask(customer_insight, 5)
    assert len(fits) == 2
    clock.advance(days=1)
    shop.ask(customer_insight, 5)
    assert len(fits) == 3


def test_many_threads_wait_for_one_fit(shop: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    fits, told = [], []
    whole = learning.learn
    monkeypatch.setattr(learning, "learn", lambda *given: fits.append(1) or whole(*given))
    threads = [
        Thread(target=lambda who=who: told.append(shop.ask(still_regular, who))) for who in range(1, 7)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(fits), len(told)) == (1, 6)


def test_another_shop_is_another_history(shop: Book, template_shop: Path, tmp_path: Path) -> None:
    assert shop.ask(learnt).customers == 119
    with open_shop(Path(shutil.copy(template_shop, tmp_path / "other.regulars")), shop.clock) as other:
        assert other.ask(learnt).missing is Missing.NOTHING
    assert shop.ask(learnt).customers == 119


def test_what_they_usually_buy(till: Till, clock: FixedClock) -> None:
    maria = till.customer()
    sales = []
    for visit in range(6):
        name = "Oat flat white" if visit % 2 else "OAT flat white"
        lines = [Line(name, amount=380), Line("Cake", amount=420)][: 1 + visit % 2]
        sales.append(till.ring(maria, sum(line.amount for line in lines), lines=tuple(lines)).purchase)
        clock.advance(days=4)
    found = till.book.ask(customer_insight, maria)
    assert [(one.item, one.visits, one.usual) for one in found.favourites] == [
        ("Oat flat white", 6, True), ("Cake", 3, True),
    ]  # fmt: skip
    till.void(sales[5])
    found = till.book.ask(customer_insight, maria)
    assert [(one.item.casefold(), one.visits, one.usual) for one in found.favourites] == [
        ("oat flat white", 5, True), ("cake", 2, False),
    ]  # fmt: skip


def test_what_was_refunded_in_full_without_naming_lines_is_not_what_they_buy(
    till: Till, clock: FixedClock
) -> None:
    maria = till.customer()
    for visit in range(6):
        sale = till.ring(maria, 420, lines=(Line("Cake" if visit % 2 else "Tea", amount=420),)).purchase
        if visit in (1, 3):
            till.refund(sale)
        clock.advance(days=4)
    found = till.book.ask(customer_insight, maria)
    assert [(one.item, one.visits) for one in found.favourites] == [("Tea", 3)]


def test_receipts_that_name_nothing_are_too_little(shop: Book) -> None:
    found = shop.ask(customer_insight, 1)
    assert found.favourites == ()
    assert found.favourites_how.startswith("Too little history: 0 visits")
