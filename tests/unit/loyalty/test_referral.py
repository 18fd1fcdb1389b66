"""A friend's reward comes after the friend's first paid, unrefunded purchase, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.customers.commands import EditCustomer, edit_customer
from app.customers.queries import card, draft_of
from app.groups.feed import timeline_page
from app.kernel.errors import Refused
from app.loyalty.queries import referral_chain, statement_data
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rules import Rules

from .conftest import SIMPLE, Till, noon

BOTH = replace(SIMPLE, referral=ReferralRule(sender=100, friend=50, minimum=1000))


@pytest.fixture
def shop(till: Till) -> Till:
    till.rules(BOTH)
    return till


@pytest.fixture
def maria(shop: Till) -> int:
    return shop.new("Maria")


@pytest.fixture
def thomas(shop: Till, maria: int) -> int:
    return shop.new("Thomas", sent_by=maria)


def row(till: Till, friend: int) -> tuple[int, int, int, bool] | None:
    """(purchase, the sender's points, the friend's, whether taken back)."""
    found = till.rows(
        "SELECT purchase_id, sender_points, friend_points, taken_back_at NOTNULL FROM referral "
        "WHERE friend_id = :f",
        f=friend,
    )
    return (found[0][0], found[0][1], found[0][2], bool(found[0][3])) if found else None


def household(till: Till, holder: int, *others: int) -> None:
    till.write("INSERT INTO household (name, holder_id, founded_at) VALUES ('H', :h, '2026-01-01')", h=holder)
    for member in (holder, *others):
        till.write(
            "INSERT INTO household_member SELECT :m, id, '2026-01-01' FROM household WHERE holder_id = :h",
            m=member,
            h=holder,
        )


def test_both_get_their_points_after_the_first_paid_purchase_once(
    shop: Till, maria: int, thomas: int, clean
) -> None:
    assert shop.balance(maria) == 0
    rung = shop.ring(thomas, 1000)
    assert (rung.points, rung.balance) == (10, 60)
    assert (shop.balance(maria), shop.balance(thomas)) == (100, 60)
    assert row(shop, thomas) == (rung.purchase, 100, 50, False)
    shop.ring(thomas, 5000)
    assert (shop.balance(maria), shop.balance(thomas)) == (100, 110)
    assert shop.entries(maria) == [("bonus", 100, 100)]
    assert shop.open_lots(maria) == [(1, "2027-02-20", 100)]
    clean()


def test_nobody_who_was_not_sent_and_no_programme_without_it(till: Till) -> None:
    maria = till.new("Maria")
    thomas = till.new("Thomas", sent_by=maria)
    till.ring(thomas, 5000)
    till.rules(BOTH)
    till.ring(maria, 5000)
    assert till.rows("SELECT * FROM referral") == []
    assert (till.balance(maria), till.balance(thomas)) == (50, 50)


@pytest.mark.parametrize(("amount", "points"), [(999, 0), (1000, 100), (1001, 100)])
def test_the_purchase_must_come_to_the_minimum(
    shop: Till, maria: int, thomas: int, amount: int, points: int
) -> None:
    shop.ring(thomas, amount)
    assert shop.balance(maria) == points
    shop.ring(thomas, 1000)  # a small one before does not spoil it
    assert shop.balance(maria) == 100


def test_a_refunded_first_purchase_does_not_count_and_the_next_does(
    shop: Till, maria: int, thomas: int, clean
) -> None:
    first = shop.ring(thomas, 2000)
    shop.refund(first.purchase)
    assert (shop.balance(maria), shop.balance(thomas)) == (0, 0)
    assert row(shop, thomas) == (first.purchase, 100, 50, True)
    second = shop.ring(thomas, 3000)
    assert (shop.balance(maria), shop.balance(thomas)) == (100, 80)
    assert row(shop, thomas) == (second.purchase, 100, 50, False)
    clean()


def test_a_part_given_back_keeps_the_reward(shop: Till, maria: int, thomas: int, clean) -> None:
    rung = shop.ring(thomas, 2000)
    shop.refund(rung.purchase, 1999)
    assert (shop.balance(maria), shop.balance(thomas)) == (100, 51)  # of 20 points, 19 go
    shop.refund(rung.purchase, 1)
    assert (shop.balance(maria), shop.balance(thomas)) == (0, 0)
    shop.undo()
    assert shop.balance(maria) == 100
    assert row(shop, thomas) == (rung.purchase, 100, 50, False)
    clean()


@pytest.mark.parametrize("how", ["refund", "void", "undo"])
def test_every_way_back_takes_it_and_every_undo_restores_it(
    shop: Till, maria: int, thomas: int, how: str, clean
) -> None:
    rung = shop.ring(thomas, 2000)
    before = (shop.state(maria), shop.state(thomas))
    if how == "undo":
        shop.undo()
    else:
        getattr(shop, how)(rung.purchase)
    assert (shop.balance(maria), shop.balance(thomas)) == (0, 0)
    assert row(shop, thomas) == (rung.purchase, 100, 50, True)
    if how != "undo":
        shop.undo()
        assert (shop.state(maria), shop.state(thomas)) == before
        assert row(shop, thomas) == (rung.purchase, 100, 50, False)
    clean()


def test_an_undone_refund_restores_the_first_and_takes_the_second_back(
    shop: Till, maria: int, thomas: int, clean
) -> None:
    first = shop.ring(thomas, 2000)
    shop.refund(first.purchase)
    refund = shop.rows("SELECT max(id) FROM journal")[0][0]
    second = shop.ring(thomas, 2000)
    shop.undo(refund)
    assert row(shop, thomas) == (first.purchase, 100, 50, False)
    assert (shop.balance(maria), shop.balance(thomas)) == (100, 20 + 20 + 50)
    clean()
    shop.refund(second.purchase)  # its bonus went already
    assert (shop.balance(maria), shop.balance(thomas)) == (100, 20 + 50)
    shop.refund(first.purchase)
    assert (shop.balance(maria), shop.balance(thomas)) == (0, 0)
    clean()


def test_the_right_one_of_two_refunds_brings_it_back(shop: Till, maria: int, thomas: int, clean) -> None:
    rung = shop.ring(thomas, 2000)
    shop.refund(rung.purchase, 1000)
    part = shop.rows("SELECT max(id) FROM journal")[0][0]
    shop.refund(rung.purchase, 1000)
    rest = shop.rows("SELECT max(id) FROM journal")[0][0]
    shop.undo(part)
    assert row(shop, thomas) == (rung.purchase, 100, 50, True)
    assert shop.balance(maria) == 0
    shop.undo(rest)
    assert row(shop, thomas) == (rung.purchase, 100, 50, False)
    assert shop.balance(maria) == 100
    clean()


def test_a_moved_purchase_takes_its_reward_along(shop: Till, maria: int, thomas: int, clean) -> None:
    anna = shop.new("Anna")
    bert = shop.new("Bert", sent_by=anna)
    rung = shop.ring(thomas, 2000)
    shop.move(rung.purchase, bert)
    assert [shop.balance(who) for who in (maria, thomas, anna, bert)] == [0, 0, 100, 70]
    assert row(shop, thomas) == (rung.purchase, 100, 50, True)
    assert row(shop, bert) == (rung.purchase, 100, 50, False)
    clean()
    shop.undo()
    assert [shop.balance(who) for who in (maria, thomas, anna, bert)] == [100, 70, 0, 0]
    assert row(shop, thomas) == (rung.purchase, 100, 50, False)
    assert row(shop, bert) == (rung.purchase, 100, 50, True)
    clean()


def test_a_purchase_moved_after_it_came_back_counts_for_nobody(shop: Till, maria: int, thomas: int) -> None:
    other = shop.new("Walk-in")
    rung = shop.ring(other, 2000)
    shop.refund(rung.purchase)
    shop.move(rung.purchase, thomas)
    assert row(shop, thomas) is None
    assert shop.balance(maria) == 0


def test_who_had_bought_before_was_not_won_by_being_sent(shop: Till, maria: int) -> None:
    old = shop.new("Old friend")
    before = shop.ring(old, 2000)
    shown = shop.book.ask(card, old)
    sent = replace(draft_of(shown), referred_by=maria)
    shop.book.do(edit_customer, EditCustomer(old, sent, shown.version))
    shop.ring(old, 2000)
    assert row(shop, old) is None
    shop.refund(before.purchase)
    shop.void(2)
    shop.ring(old, 2000)  # now it is the first that was paid and not given back
    assert shop.balance(maria) == 100


def test_beyond_so_many_friends_a_year_the_friend_alone_is_rewarded(till: Till, clean) -> None:
    till.rules(replace(SIMPLE, referral=ReferralRule(100, 50, None, most_a_year=2)))
    maria = till.new("Maria")
    friends = [till.new(f"Friend {n}", sent_by=maria) for n in range(5)]
    sales = [till.ring(friend, 100).purchase for friend in friends[:3]]
    assert till.balance(maria) == 200
    assert [till.balance(friend) for friend in friends[:3]] == [51, 51, 51]
    assert row(till, friends[2]) == (sales[2], 0, 50, False)
    till.void(sales[0])  # makes room for another
    till.ring(friends[3], 100)
    assert till.balance(maria) == 200
    till.clock.instant = noon(2027, 1, 1)
    till.ring(friends[4], 100)
    assert till.rows("SELECT sender_points FROM referral WHERE friend_id = :f", f=friends[4]) == [(100,)]
    clean()


def test_within_a_household_nobody_is_rewarded_for_the_other(shop: Till, maria: int, thomas: int) -> None:
    household(shop, maria, thomas)
    shop.ring(thomas, 2000)
    assert row(shop, thomas) is None
    assert shop.balance(maria) == 20


def test_a_sender_in_a_household_shares_what_a_friend_brings(
    shop: Till, maria: int, thomas: int, clean
) -> None:
    holder = shop.new("Holder")
    household(shop, holder, maria)
    rung = shop.ring(thomas, 2000)
    assert (shop.balance(holder), shop.balance(maria)) == (100, 0)
    shop.refund(rung.purchase)
    assert shop.balance(holder) == 0
    clean()


def test_an_archived_sender_gets_nothing(shop: Till, maria: int, thomas: int) -> None:
    shop.write("UPDATE customer SET archived_at = '2026-11-01 00:00:00' WHERE id = :c", c=maria)
    rung = shop.ring(thomas, 2000)
    assert row(shop, thomas) == (rung.purchase, 0, 50, False)
    assert shop.balance(maria) == 0


def test_what_was_waived_is_not_given_again(till: Till, clean) -> None:
    till.rules(replace(BOTH, refund_of_spent="waive"))
    maria = till.new("Maria")
    thomas = till.new("Thomas", sent_by=maria)
    first = till.ring(thomas, 2000)
    for _ in range(10):
        till.redeem(maria, "ten-off")
    till.refund(first.purchase)
    assert till.balance(maria) == 0  # a hundred waived
    second = till.ring(thomas, 2000)
    assert (till.balance(maria), till.balance(thomas)) == (0, 70)
    assert row(till, thomas) == (second.purchase, 0, 50, False)
    clean()


def test_spent_points_of_a_friend_are_owed_by_the_sender(shop: Till, maria: int, thomas: int, clean) -> None:
    first = shop.ring(thomas, 2000)
    shop.redeem(maria, "ten-off")
    shop.refund(first.purchase)
    assert shop.state(maria) == (-10, 10, [])
    shop.undo()
    assert shop.balance(maria) == 90
    clean()


def test_points_that_lapsed_are_not_taken_back(shop: Till, maria: int, thomas: int, clean) -> None:
    first = shop.ring(thomas, 2000)
    shop.clock.advance(days=91)
    shop.lapse()
    shop.refund(first.purchase)
    assert (shop.balance(maria), shop.balance(thomas)) == (0, 0)
    shop.undo()
    shop.ring(thomas, 2000)
    assert (shop.balance(maria), shop.balance(thomas)) == (0, 20)  # the first stands, and had its reward
    clean()


def test_rules_of_the_purchases_day_decide(shop: Till, maria: int, thomas: int) -> None:
    shop.rules(Rules("", SIMPLE.earning, SIMPLE.rewards, SIMPLE.expiry), date(2026, 11, 23))
    shop.clock.advance(days=1)
    shop.ring(thomas, 2000)
    assert shop.balance(maria) == 0


def test_an_earlier_sale_entered_late_is_given_from_its_own_day(
    shop: Till, maria: int, thomas: int, clean
) -> None:
    shop.ring(maria, 100)
    shop.ring(thomas, 2000, at=noon(2026, 10, 1))
    assert (
        shop.rows(
            "SELECT earned_on, lot.expires_on FROM lot JOIN entry ON entry.id = entry_id WHERE kind = 'bonus'"
        )
        == [("2026-10-01", "2026-12-30")] * 2
    )
    clean()


def test_a_circle_of_friends_is_refused_in_one_sentence_at_the_field(shop: Till, maria: int) -> None:
    second = shop.new("Second", sent_by=maria)
    third = shop.new("Third", sent_by=second)
    for sender in (maria, second, third):
        shown = shop.book.ask(card, maria)
        circle = EditCustomer(maria, replace(draft_of(shown), referred_by=sender), shown.version)
        with pytest.raises(Refused, match=r"^Nobody can be referred by .*\. Nothing was saved\.$") as refused:
            shop.book.do(edit_customer, circle)
        assert refused.value.field == "referred_by"


def test_check_notices_a_reward_without_its_purchase(shop: Till, thomas: int) -> None:
    shop.refund(shop.ring(thomas, 2000).purchase)
    assert shop.check().ok
    shop.write("UPDATE referral SET taken_back_at = NULL")
    assert shop.check().problems == [
        f"Customer {thomas}: the reward for coming stands, but its purchase does not."
    ]


def test_the_chain_says_who_sent_whom_and_what_came_of_it(shop: Till, maria: int, thomas: int) -> None:
    shop.clock.advance(minutes=1)
    anna = shop.new("Anna", sent_by=thomas)
    small, back, gone = (shop.new(name, sent_by=thomas) for name in ("Small", "Back", "Gone"))
    shop.ring(thomas, 2000)
    shop.ring(anna, 2000)
    shop.ring(small, 500)
    shop.refund(shop.ring(back, 2000).purchase)
    shop.write("UPDATE customer SET archived_at = '2026-11-01 00:00:00' WHERE id = :c", c=gone)
    chain = shop.book.ask(referral_chain, thomas)
    assert (chain.sent_by, chain.own) == (((maria, "Maria"),), 50)
    assert [(friend.name, str(friend.state), friend.points, friend.rewarded_on) for friend in chain.sent] == [
        ("Back", "taken-back", 0, None),
        ("Small", "bought", 0, None),
        ("Anna", "rewarded", 100, date(2026, 11, 22)),
    ]
    assert shop.book.ask(referral_chain, anna).sent_by == ((thomas, "Thomas"), (maria, "Maria"))
    alone = shop.book.ask(referral_chain, maria)
    assert (alone.sent_by, alone.own) == ((), None)
    assert [str(friend.state) for friend in alone.sent] == ["rewarded"]


def test_the_timeline_and_the_statement_tell_of_it_and_keep_the_friends_business(
    shop: Till, maria: int, thomas: int
) -> None:
    rung = shop.ring(thomas, 2000, receipt="77")

    def told(customer: int) -> list[tuple[str, str]]:
        page = shop.book.ask(timeline_page, customer, kind="bonus")
        return [(item.title, item.detail) for item in page.items]

    assert told(maria) == [("Thomas came", "+100 points")]
    assert told(thomas) == [("Sent by Maria", "+50 points")]
    shop.refund(rung.purchase)
    assert told(maria) == [("Thomas came", "+100 points · undone")]
    data = shop.book.ask(statement_data, maria, date(2026, 11, 1), date(2026, 11, 30))
    assert [(line.what, line.spent, line.points) for line in data.lines] == [
        ("Bonus points", None, 100),
        ("Bonus points taken back", None, -100),
    ]
    shop.undo()
    assert told(maria) == [("Thomas came", "+100 points")]
