"""What is worth doing on a day, and what takes it off the list."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from app.bootstrap import open_shop
from app.customers.birthdays import Birthday as Born
from app.customers.commands import ArchiveCustomer, archive_customer
from app.customers.contacts import Contact
from app.customers.models import Customer
from app.groups.facts import card_facts
from app.groups.morning import Morning, Promising, Reach, learnt_morning, morning
from app.groups.rhythms import LATE_BY, expected_on, slipping_away
from app.groups.set_aside import SETTING, SetAside, put_aside, set_aside
from app.insights.foretelling.learnt import Missing, learnt, learnt_already
from app.insights.insight import customer_insight
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.kernel.unit import Unit
from app.loyalty.rewards import Reward
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.vouchers.birthday import IssueBirthdayVoucher, issue_birthday_voucher
from app.loyalty.vouchers.rule import VoucherRule
from app.sales.tables import run, table
from app.shop.commands import SaveSetting, save_setting
from app.touchpoints.answers import unanswered
from app.touchpoints.asked import NoteAsked, note_asked
from app.touchpoints.commands import AddTouchpoint, EditTouchpoint, add_touchpoint, edit_touchpoint
from app.touchpoints.promises import FinishPromise, finish_promise
from tests.exploring import tries
from tests.unit.groups.late_shop import count, history
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.loyalty.conftest import SIMPLE, Till, noon

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
CAKE = VoucherRule(
    "cake", "A slice of cake", "birthday", Reward("cake", "Cake", "free_item", 0, {"up_to": 500}), 3, 14
)
Say = Callable[..., int]


@pytest.fixture
def till(book: Book, clock: FixedClock) -> Till:
    made = Till(book, clock)
    made.rules(replace(SIMPLE, vouchers=(CAKE,)))
    return made


@pytest.fixture
def say(book: Book) -> Say:
    def said(customer: int, kind: str, text: str = "", **more: Any) -> int:
        return book.do(add_touchpoint, AddTouchpoint(customer, kind, text, **more)).id

    return said


def came(till: Till, customer: int, *ago: int, amount: int = 1_000) -> None:
    """Purchases so many days before today, at noon."""
    for days in sorted(ago, reverse=True):
        till.ring(customer, amount, at=NOW - timedelta(days=days))


def look(book: Book, day: date | None = None) -> Morning:
    return book.ask(morning, day)


def undo(book: Book) -> None:
    last = book.ask(last_action, book.actor.till)
    assert last is not None
    book.do(undo_last, Undo(last.journal_id))


def test_an_empty_shop_has_a_quiet_morning(book: Book) -> None:
    told = look(book)
    assert (told.things, told.lapsing, told.points) == (0, None, 0)
    assert (told.served.customers, told.served.regulars, told.served.usual) == (0, 0, None)
    for part in (
        told.birthdays,
        told.slipping,
        told.promises,
        told.feedback,
        told.new,
        told.tiers,
        told.expected,
    ):
        assert (part.rows, part.count, part.open) == ((), 0, False)


def test_regulars_who_are_late_come_by_what_they_spent_a_year(till: Till, book: Book) -> None:
    small, big, due, few, gone = (till.new(name) for name in ("Small", "Big", "Due", "Few", "Gone"))
    came(till, small, 94, 80, 66, 52, amount=500)
    came(till, big, 90, 83, 76, 69, amount=2_000)
    came(till, due, 50, 40, 30, 20)
    came(till, few, 200, 100)
    came(till, gone, 500, 490, 480, 470, amount=9_000)
    found = book.ask(slipping_away, TODAY)
    assert [(one.name, one.usual, one.quiet, one.a_year) for one in found] == [
        ("Big", 7, 69, 8_000), ("Due", 10, 20, 4_000), ("Small", 14, 52, 2_000),
    ]  # fmt: skip
    assert [one.name for one in book.ask(slipping_away, TODAY, 1)] == ["Big"]
    assert [one.name for one in book.ask(slipping_away, TODAY, left_out={big})] == ["Due", "Small"]
    for one in found:
        assert book.ask(card_facts, one.customer_id).late
        assert book.ask(card_facts, one.customer_id).rhythm_days == one.usual


def test_what_was_spent_in_many_years_is_told_by_the_year(till: Till, book: Book) -> None:
    old, new = till.new("Old"), till.new("New")
    came(till, old, *range(60, 60 + 4 * 365, 20), amount=1_000)
    came(till, new, 90, 83, 76, 69, amount=10_000)
    first, second = book.ask(slipping_away, TODAY)
    assert (first.name, second.name) == ("New", "Old"), "40 000 in a month go before 73 000 in four years"
    assert 18_000 <= second.a_year <= 19_000


GONE, NEAR, SMALL = (range(300, 365, 7), 9_000), (range(18, 300, 7), 2_000), (range(18, 300, 7), 900)


def test_who_slips_away_is_ranked_by_value_times_the_chance_to_win_them_back(book: Book) -> None:
    """The first spent most a year but stayed away so long that they hardly come again."""
    history(book, GONE, NEAR, SMALL)
    assert [one.customer_id for one in book.ask(slipping_away, TODAY)][:3] == [1, 2, 3]
    told = book.ask(learnt_morning).slipping.rows
    assert (told[0].customer_id, told[-1].customer_id) == (2, 1) and len(told) > 4
    for one in told:
        insight = book.ask(customer_insight, one.customer_id)
        assert one.chance == pytest.approx(insight.still_regular.value, abs=1e-9)
        assert one.expected == insight.spend_ahead.value
    assert [one.expected for one in told] == sorted((one.expected for one in told), reverse=True)
    assert [one.customer_id for one in book.ask(slipping_away, TODAY, 1, (), book.ask(learnt))] == [2]


def test_too_little_history_leaves_the_order_by_what_was_spent(till: Till, book: Book) -> None:
    came(till, till.new("Small"), 94, 80, 66, 52, amount=500)
    came(till, till.new("Big"), 90, 83, 76, 69, amount=2_000)
    told = book.ask(learnt_morning)
    assert [(one.name, one.chance, one.expected) for one in told.slipping.rows] == [
        ("Big", None, None), ("Small", None, None),
    ]  # fmt: skip
    assert told.learnt is not None and told.learnt.missing is Missing.FEW
    assert told.promising == Promising(2, None)


def test_nothing_is_foretold_of_another_day(book: Book) -> None:
    history(book, GONE, NEAR)
    told = book.ask(learnt_morning, TODAY + timedelta(days=1))
    assert told.learnt is None and told.promising.expected is None
    assert {one.chance for one in told.slipping.rows} == {None}


def test_where_nobody_paid_the_chance_is_told_and_the_order_stays(book: Book) -> None:
    came = [replace(one, paid=0) for one in busy(80, TODAY, start=101)]
    fill(book, 180, came + [Came(1, TODAY - timedelta(days=ago), 0) for ago in NEAR[0]])
    for who in (1, *range(101, 181)):
        count(book, who)
    told = book.ask(learnt_morning)
    assert told.learnt.worth is None and told.promising.expected is None
    assert [one.customer_id for one in told.slipping.rows] == [
        one.customer_id for one in book.ask(morning).slipping.rows
    ]
    assert all(one.chance is not None and one.expected is None for one in told.slipping.rows)


def test_what_the_rows_promise_counts_each_customer_once(book: Book, say: Say) -> None:
    history(book, NEAR, SMALL)
    book.do(_as_of_old, None)
    say(1, "promise", "Hold the Mankell", due_on=TODAY)
    say(1, "complaint", "Rained in")
    say(101, "promise", "Order the atlas", due_on=TODAY)
    told = book.ask(learnt_morning)
    people = {1, 101} | {one.customer_id for one in told.slipping.rows}
    each = [book.ask(customer_insight, who).spend_ahead.value for who in people]
    assert told.promising == Promising(len(people), sum(each))
    say(2, "call", "Comes on Friday")
    assert book.ask(learnt_morning).promising.customers == len(people) - 1


def _as_of_old(unit: Unit, _cmd: None) -> None:
    """Nobody's card is new."""
    run(unit.session, update(table(Customer)).values(joined_on=TODAY - timedelta(days=400)))


def test_what_was_learnt_today_is_at_hand_and_never_waited_for(book: Book) -> None:
    history(book, NEAR)
    assert book.ask(learnt_already) == (None, False)
    found = book.ask(learnt)
    assert book.ask(learnt_already) == (found, True)
    fill(book, 0, [Came(101, TODAY, 100) for _each in range(200)])
    assert book.ask(learnt_already) == (found, False), "the book has grown, and that of today will do"
    book.clock.instant += timedelta(days=1)
    assert book.ask(learnt_already) == (None, False)


def test_a_daily_customer_is_not_missed_after_a_weekend(till: Till, book: Book) -> None:
    came(till, till.new(), 6, 5, 4, 3)
    assert book.ask(slipping_away, TODAY) == []
    assert [one.quiet for one in book.ask(slipping_away, TODAY + timedelta(days=5))] == [8]


def test_who_was_spoken_to_is_not_called_again(till: Till, book: Book, say: Say) -> None:
    late = till.new("Late")
    came(till, late, 90, 80, 70, 60)
    say(late, "note", "Likes tea")
    assert [one.name for one in look(book).slipping.rows] == ["Late"]
    book.do(note_asked, NoteAsked((late,), "link"))
    assert [one.name for one in look(book).slipping.rows] == ["Late"], "a question is no talk"
    say(late, "call", "Will come in on Friday")
    assert look(book).slipping.count == 0
    undo(book)
    assert look(book).slipping.count == 1
    assert look(book, TODAY + timedelta(days=15)).slipping.count == 1


def test_whose_rhythm_ends_on_the_day_is_expected(till: Till, book: Book) -> None:
    weekly, other, young = (till.new(name) for name in ("Weekly", "Other", "Young"))
    came(till, weekly, 35, 28, 21, 14, 7)
    came(till, other, 36, 29, 22, 15, 8)
    came(till, young, 21, 14, 7)
    assert [(one.name, one.usual) for one in book.ask(expected_on, TODAY)] == [("Weekly", 7)]
    till.ring(weekly, 500)
    assert book.ask(expected_on, TODAY) == [], "who came is not expected any more"


def test_promises_go_when_they_are_kept_and_come_back_with_undo(till: Till, book: Book, say: Say) -> None:
    held = say(till.new(), "promise", "Hold the Mankell", due_on=TODAY)
    assert [one.text for one in look(book).promises.rows] == ["Hold the Mankell"]
    book.do(finish_promise, FinishPromise(held))
    assert look(book).promises.count == 0
    undo(book)
    assert look(book).promises.count == 1


def test_feedback_waits_until_it_is_answered(till: Till, book: Book, clock: FixedClock, say: Say) -> None:
    maria = till.new()
    clock.instant = noon(2026, 11, 20)
    praise = say(maria, "feedback", "Best shelf", data={"score": 5})
    say(maria, "feedback", data={"score": 4})
    low = say(maria, "feedback", data={"score": 2})
    clock.instant = noon(2026, 11, 21)
    angry = say(maria, "complaint", "Rained in")
    clock.instant = noon(2026, 11, 22)
    assert [one.id for one in look(book).feedback.rows] == [low, angry, praise]
    assert look(book, date(2026, 11, 20)).feedback.count == 2, "what is said later does not wait yet"
    book.do(edit_touchpoint, EditTouchpoint(praise, "Best shelf", data={"score": 5, "answered": "Thanks"}))
    book.do(edit_touchpoint, EditTouchpoint(low, data={"score": 2, "answered": "Sorry"}))
    book.do(edit_touchpoint, EditTouchpoint(angry, "Rained in", data={"put_right": True}))
    assert look(book).feedback.count == 0
    undo(book)
    assert [one.id for one in look(book).feedback.rows] == [angry]
    book.do(edit_touchpoint, EditTouchpoint(angry, "Rained in", data={"remedy": "A new copy"}))
    assert look(book).feedback.count == 0
    clock.instant = noon(2027, 3, 1)
    say(maria, "complaint", "Again")
    assert [one.text for one in look(book).feedback.rows] == ["Again"]


def test_feedback_that_cannot_be_read_waits_as_it_stands(till: Till, book: Book, say: Say) -> None:
    odd = say(till.new(), "feedback", "Hm")
    till.write("UPDATE touchpoint SET data = '[3' WHERE id = :id", id=odd)
    [one] = book.ask(unanswered, NOW - timedelta(days=1))
    assert (one.id, one.score, one.angry) == (odd, None, False)


def test_lapsing_points_say_whose_how_many_and_when(till: Till, book: Book, clock: FixedClock) -> None:
    mail = (Contact("email", "one@example.org"),)
    one, two = till.new("One", contacts=mail, consents={"email": True}), till.new("Two")
    till.ring(one, 5_000)
    till.ring(two, 700)
    clock.instant = noon(2027, 2, 10)
    told = look(book)
    assert told.lapsing is not None
    assert (told.lapsing.customers, told.lapsing.points, told.lapsing.first) == (2, 57, date(2027, 2, 20))
    assert (told.lapsing.by_email, told.lapsing.by_letter, told.lapsing.in_shop) == (1, 0, 1)
    assert [(row.name, row.points) for row in told.soonest.rows] == [("One", 50), ("Two", 7)]
    assert look(book, date(2027, 2, 11)).lapsing is None, "the ledger is asked as it stands today"
    book.do(set_aside, SetAside("lapsing:all", date(2027, 2, 11), "Points about to lapse", done=True))
    assert look(book).lapsing is None


def test_who_came_with_another_programs_list_is_no_new_face(till: Till, book: Book) -> None:
    till.new("Anna")
    old = till.new("Ben", reference="K-17")  # taken over, never here since
    known = till.new("Cleo")  # her purchases came in from before her card
    came(till, known, 300, 200)
    young = till.new("Dan", reference="K-18")
    came(till, young, 0)
    assert old
    assert [one.name for one in look(book).new.rows] == ["Dan", "Anna"]


def test_new_faces_until_they_are_spoken_to(till: Till, book: Book, clock: FixedClock, say: Say) -> None:
    clock.instant = noon(2026, 11, 10)
    maria = till.new("Maria")
    clock.instant = noon(2026, 11, 20)
    ben = till.new("Ben", sent_by=maria)
    clock.instant = noon(2026, 11, 22)
    till.new("Anna")
    assert [(one.name, one.sent_by) for one in look(book).new.rows] == [("Anna", ""), ("Ben", "Maria")]
    say(ben, "letter", "Welcome")
    assert [one.name for one in look(book).new.rows] == ["Anna"]


def test_changes_of_tier_of_the_day_before(till: Till, book: Book, clock: FixedClock) -> None:
    till.rules(replace(SIMPLE, tiers=TierScheme((Tier("base", "Base"), Tier("gold", "Gold", 10_000)))))
    clock.instant = noon(2026, 11, 21)
    till.ring(till.new("Maria"), 12_000)
    clock.instant = noon(2026, 11, 22)
    assert [(one.name, one.tier, one.up) for one in look(book).tiers.rows] == [("Maria", "Gold", True)]
    assert look(book, date(2026, 11, 23)).tiers.count == 0


def test_a_birthday_is_set_aside_for_its_year(till: Till, book: Book) -> None:
    zoe = till.new("Zoë", birthday=Born(11, 25))
    assert look(book).birthdays.count == 1
    book.do(set_aside, SetAside(f"birthday:{zoe}:2026", date(2026, 11, 26), "Zoë", done=True))
    assert look(book).birthdays.count == 0
    undo(book)
    assert look(book).birthdays.count == 1


def test_what_is_put_off_comes_back_on_its_day(till: Till, book: Book, clock: FixedClock, say: Say) -> None:
    held = say(till.new(), "promise", "Hold it", due_on=TODAY)
    key = f"promise:{held}"
    book.do(set_aside, SetAside(key, date(2026, 11, 23), "Maria"))
    assert look(book).promises.count == 0
    book.do(set_aside, SetAside(key, date(2026, 11, 29), "Maria"))
    undo(book)
    assert book.ask(put_aside) == {key: date(2026, 11, 23)}, "undo brings back the day before"
    clock.instant = noon(2026, 11, 23)
    assert look(book).promises.count == 1
    book.do(set_aside, SetAside("birthday:1:2026", date(2026, 11, 24), "Zoë"))
    stored = book.ask(lambda view: view.rows("SELECT value FROM setting WHERE key = ?", (SETTING,)))
    assert stored == [('{"birthday:1:2026": "2026-11-24"}',)], "what has come back is let go"


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=500)])
def test_a_day_that_is_no_later_one_is_refused(book: Book, until: date) -> None:
    with pytest.raises(Refused):
        book.do(set_aside, SetAside("promise:1", until, "Maria"))


@pytest.mark.parametrize("stored", [[1], {"promise:1": "soon", "slipping:x": "2027-01-01"}, "text", None])
def test_a_setting_that_is_no_list_is_read_as_none(till: Till, book: Book, stored: object) -> None:
    came(till, till.new(), 90, 80, 70, 60)
    book.do(save_setting, SaveSetting(SETTING, stored))
    assert look(book).slipping.count == 1


def test_the_archived_are_left_out(till: Till, book: Book, say: Say) -> None:
    gone = till.new("Gone", birthday=Born(11, 23))
    came(till, gone, 90, 80, 70, 60)
    say(gone, "complaint", "Never again")
    say(gone, "promise", "Call", due_on=TODAY)
    book.do(archive_customer, ArchiveCustomer(gone))
    told = look(book)
    assert told.things == 0


def test_how_somebody_may_be_spoken_to(till: Till, book: Book) -> None:
    phone, mail = Contact("phone", "+49 151 5554417"), Contact("email", "zoe@example.org")
    yes = till.new("Yes", birthday=Born(11, 22), contacts=(phone, mail))
    no = till.new("No", birthday=Born(11, 22), contacts=(phone, mail))
    unasked = till.new("Unasked", birthday=Born(11, 22), contacts=(phone, mail))
    for customer, channel, yes_or_no in (
        (yes, "email", 0),
        (yes, "email", 1),
        (no, "phone", 1),
        (no, "phone", 0),
    ):
        till.write(
            "INSERT INTO consent (customer_id, channel, given, at, source) "
            "VALUES (:who, :channel, :given, :at, '')",
            who=customer, channel=channel, given=yes_or_no, at="2026-11-01 10:00:00.000000",
        )  # fmt: skip
    reach = look(book).reach
    assert reach[yes] == Reach("+49 151 5554417", "zoe@example.org")
    assert reach[no] == Reach()
    assert reach[unasked] == Reach("+49 151 5554417", ""), "nobody is mailed who was not asked"


def test_served_today_beside_the_same_weekday_by_this_hour(till: Till, book: Book, clock: FixedClock) -> None:
    people = [till.new(name) for name in "ABCD"]
    for week in (1, 2, 3):
        till.ring(people[0], 100, at=NOW - timedelta(weeks=week))
        till.ring(people[1], 100, at=NOW - timedelta(weeks=week, hours=1))
        till.ring(people[2], 100, at=NOW - timedelta(weeks=week) + timedelta(hours=3))
    for who in (people[0], people[0], people[3]):
        till.ring(who, 100)
    told = look(book).served
    assert (told.customers, told.regulars, told.usual) == (2, 1, 2)
    assert look(book, TODAY - timedelta(days=7)).served.customers == 3


def test_the_birthday_voucher_is_given_once(till: Till, book: Book, clock: FixedClock) -> None:
    zoe = till.new("Zoë", birthday=Born(11, 29))
    given = book.do(issue_birthday_voucher, IssueBirthdayVoucher(zoe, date(2026, 11, 29)))
    assert (given.name, given.valid_until) == ("A slice of cake", "2026-12-13")
    with pytest.raises(Refused, match="before"):
        book.do(issue_birthday_voucher, IssueBirthdayVoucher(zoe, date(2026, 11, 29)))
    clock.instant = noon(2026, 11, 27)
    till.daily()
    assert till.rows("SELECT count(*) FROM voucher") == [(1,)], "the daily run gives no second one"
    till.rules(SIMPLE)
    with pytest.raises(Refused, match="no voucher for birthdays"):
        book.do(issue_birthday_voucher, IssueBirthdayVoucher(zoe, date(2027, 11, 29)))


def test_a_birthday_voucher_is_withdrawn_with_undo(till: Till, book: Book) -> None:
    zoe = till.new("Zoë", birthday=Born(11, 23))
    book.do(issue_birthday_voucher, IssueBirthdayVoucher(zoe, date(2026, 11, 23)))
    undo(book)
    [(withdrawn,)] = till.rows("SELECT withdrawn_at IS NOT NULL FROM voucher")
    assert withdrawn


visits = st.lists(st.tuples(st.integers(0, 120), st.booleans()), max_size=9)


@tries(15)
@given(st.lists(visits, min_size=1, max_size=6), st.integers(1, 6))
def test_today_the_card_and_insight_say_the_same_of_everybody(
    template_shop: Path,
    tmp_path_factory: pytest.TempPathFactory,
    shop: list[list[tuple[int, bool]]],
    limit: int,
) -> None:
    """Some purchases are brought back, all of them or in part: who was in lately for that is not missed."""
    file = Path(shutil.copy(template_shop, tmp_path_factory.mktemp("late") / "shop.regulars"))
    with open_shop(file, FixedClock(NOW)) as book:
        till = Till(book, FixedClock(NOW))
        wanted = []
        for place, days in enumerate(shop):
            customer = till.new(f"C{place}")
            for ago, back in sorted(days, reverse=True):
                sold = till.ring(customer, 1_000 + place, at=NOW - timedelta(days=ago))
                if back:
                    till.refund(sold.purchase, None if ago % 2 else 100)
            facts, told = book.ask(card_facts, customer), book.ask(customer_insight, customer)
            assert (facts.rhythm_days, facts.late) == (told.usual_days.value, told.late.value or False)
            in_lately = any(ago <= LATE_BY for ago, _back in days)
            if facts.late and facts.days_since - facts.rhythm_days >= LATE_BY and not in_lately:
                wanted.append((-facts.spent, customer, facts.rhythm_days, facts.days_since))
        found = book.ask(slipping_away, TODAY, limit)
        told = [(-one.a_year, one.customer_id, one.usual, one.quiet) for one in found]
        assert told == sorted(wanted)[:limit]


def test_a_count_that_was_cut_says_so(
    till: Till, book: Book, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ABC":
        say(till.new(name, birthday=Born(11, 23)), "promise", "Call", due_on=TODAY)
    told = look(book)
    assert (told.birthdays.open, told.promises.open) == (False, False)
    monkeypatch.setattr("app.groups.today.MOST", 3)
    told = look(book)
    assert (told.birthdays.count, told.birthdays.open, told.promises.open) == (3, True, True)
