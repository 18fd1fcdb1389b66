"""Households: one balance, each person's own history, and points that follow their people in and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.customers.commands import ArchiveCustomer, archive_customer
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound, Refused
from app.kernel.timeline import TimelineItem
from app.kernel.unit import Unit
from app.loyalty import commands as c
from app.loyalty import queries as q
from app.loyalty.booking import facts
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.rules import WAIVE
from app.loyalty.timeline import PointsOnSales

from .conftest import SIMPLE, Till, noon
from .tier_rules import with_tiers

Clean = Callable[[], None]


@pytest.fixture
def anna(till: Till) -> int:
    return till.customer("Anna")


@pytest.fixture
def thomas(till: Till) -> int:
    return till.customer("Thomas")


def rule(till: Till, leaving: str) -> None:
    till.rules(dataclasses.replace(SIMPLE, leaving=leaving))


def test_joined_they_share_one_balance(till: Till, maria: int, anna: int, thomas: int, clean: Clean) -> None:
    till.ring(maria, 10000)
    till.ring(anna, 5000)
    joined = till.join(anna, maria)
    assert (joined.holder, joined.balance, joined.name) == (maria, 150, "Household of Maria")
    till.join(thomas, anna, name="The Rowans")
    till.ring(thomas, 2000)
    assert till.shared(maria, anna, thomas) == [170, 170, 170]
    till.redeem(thomas, "coffee")
    assert till.shared(maria, anna, thomas) == [20, 20, 20]
    home = till.book.ask(q.household_of, anna)
    assert home is not None
    assert (home.name, home.holder) == ("The Rowans", maria)
    assert [member.name for member in home.members] == ["Maria", "Anna", "Thomas"]
    assert till.book.ask(q.loyalty_panel, maria).household == "Anna and Thomas"
    assert till.book.ask(q.loyalty_panel, anna).points == 20
    clean()


def test_lots_move_with_their_days_and_order(
    till: Till, maria: int, anna: int, clock: FixedClock, clean: Clean
) -> None:
    till.ring(anna, 1000)
    clock.instant += timedelta(days=10)
    till.ring(maria, 2000)
    clock.instant += timedelta(days=10)
    till.ring(anna, 3000)
    before = till.rows("SELECT earned_on, expires_on, points FROM lot ORDER BY earned_on")
    till.join(anna, maria)
    after = "SELECT earned_on, lot.expires_on, remaining FROM open_lot JOIN lot ON lot.id = lot_id ORDER BY 2"
    assert till.rows(after) == before
    assert till.rows("SELECT balance FROM account WHERE customer_id = :c", c=anna) == [(0,)]
    till.redeem(maria, "ten-off")  # Anna's oldest go first
    assert till.rows(after) == before[1:]
    assert till.rows("SELECT kind, points FROM entry WHERE account_id = 1 ORDER BY id") == [
        ("earn", 10), ("earn", 30), ("join", -40),
    ]  # fmt: skip
    clean()


def test_joining_and_its_undo_count_nothing_twice(till: Till, maria: int, anna: int, clean: Clean) -> None:
    till.ring(maria, 1000)
    till.ring(anna, 2000)
    start = (till.state(maria), till.state(anna))
    till.join(anna, maria)
    assert till.undo() == "Anna shares points with Maria"
    assert (till.state(maria), till.state(anna)) == start
    assert till.book.ask(q.household_of, maria) is None
    clean()


def test_refusals_in_one_sentence(till: Till, maria: int, anna: int, thomas: int) -> None:
    with pytest.raises(Refused, match="cannot share points with themselves"):
        till.join(maria, maria)
    till.join(anna, maria)
    for joiner, other in ((anna, thomas), (maria, thomas), (anna, maria)):
        with pytest.raises(
            Refused, match=r"is in a household already. Leave that one first; nothing was saved\."
        ):
            till.join(joiner, other)
    till.book.do(archive_customer, ArchiveCustomer(thomas))
    for joiner, other in ((thomas, anna), (till.customer("Ben"), thomas)):
        with pytest.raises(Refused, match="Thomas is archived"):
            till.join(joiner, other)
    with pytest.raises(NotFound):
        till.join(999, maria)
    with pytest.raises(NotFound, match="is in no household"):
        till.leave(thomas)
    with pytest.raises(Refused, match="payment card"):
        till.join(till.customer("Cleo"), maria, name="4111 1111 1111 1111")


def test_the_holders_card_archived_the_others_go_on(till: Till, maria: int, anna: int, clean: Clean) -> None:
    till.ring(maria, 1000)
    till.join(anna, maria)
    till.book.do(archive_customer, ArchiveCustomer(maria))
    assert till.ring(anna, 500).balance == 15
    assert till.leave(anna).balance == 5
    clean()


def test_own_takes_what_is_left_of_ones_own(
    till: Till, maria: int, anna: int, clock: FixedClock, clean: Clean
) -> None:
    till.ring(anna, 1000)
    clock.instant += timedelta(days=1)
    till.ring(maria, 2000)
    till.join(anna, maria)
    till.ring(anna, 500)
    till.redeem(maria, "small")  # three of Anna's first ten, the oldest lot
    left = till.leave(anna)
    assert (left.balance, left.rest) == (12, 20)
    assert till.book.ask(q.household_of, maria) is None
    clean()


def test_equal_takes_a_share_in_whole_points(
    till: Till, maria: int, anna: int, thomas: int, clean: Clean
) -> None:
    rule(till, "equal")
    till.ring(maria, 10000)
    till.join(anna, maria)
    till.join(thomas, maria)
    left = till.leave(anna)
    assert (left.balance, left.rest) == (33, 67)
    left = till.leave(maria)  # the holder: half of what is left
    assert (left.balance, left.rest, left.holder) == (33, 34, thomas)
    clean()


def test_stay_takes_nothing(till: Till, maria: int, anna: int, clean: Clean) -> None:
    rule(till, "stay")
    till.ring(anna, 10000)
    till.join(anna, maria)
    assert till.leave(anna).balance == 0
    assert till.shared(maria, anna) == [100, 0]
    till.undo()
    assert till.shared(maria, anna) == [100, 100]
    till.leave(maria)
    assert till.shared(maria, anna) == [0, 100]
    clean()


def test_when_the_holder_leaves_the_next_holds(
    till: Till, maria: int, anna: int, thomas: int, clean: Clean
) -> None:
    for who, amount in ((maria, 1000), (anna, 2000), (thomas, 3000)):
        till.ring(who, amount)
    till.join(anna, maria)
    till.join(thomas, maria)
    till.ring(thomas, 400)
    left = till.leave(maria)
    assert (left.balance, left.rest, left.holder) == (10, 54, anna)
    assert till.shared(maria, anna, thomas) == [10, 54, 54]
    till.undo()
    assert till.shared(maria, anna, thomas) == [64, 64, 64]
    home = till.book.ask(q.household_of, thomas)
    assert home is not None and home.holder == maria
    till.leave(maria)
    till.leave(anna)
    assert till.shared(maria, anna, thomas) == [10, 20, 34]
    clean()


@pytest.mark.parametrize("out", [False, True])
def test_a_refund_takes_points_where_they_are_now(
    till: Till, maria: int, anna: int, clean: Clean, out: bool
) -> None:
    first = till.ring(anna, 1000)
    till.ring(maria, 500)
    till.join(anna, maria)
    second = till.ring(anna, 700)
    if out:
        till.leave(anna)
    assert till.refund(first.purchase, 500).points == -5
    assert till.void(second.purchase).points == -7
    till.refund(first.purchase)
    assert till.shared(maria, anna) == [5, 0 if out else 5]
    till.undo()
    assert till.shared(maria, anna) == [5, 5] if out else [10, 10]
    clean()


def test_points_the_household_spent_are_owed_by_it(till: Till, maria: int, anna: int, clean: Clean) -> None:
    first = till.ring(anna, 1000)
    till.join(anna, maria)
    used = till.redeem(maria, "ten-off")
    assert till.refund(first.purchase).balance == -10
    assert till.ring(maria, 400).balance == -6
    till.book.do(c.give_back, c.GiveBack(used.redemption))
    assert till.shared(maria, anna) == [4, 4]
    till.leave(anna)
    # Maria's 4 went into what was owed, so what is left is of Anna's lot.
    assert till.shared(maria, anna) == [0, 4]
    clean()


def test_waived_only_what_the_household_lacks(till: Till, maria: int, anna: int, clean: Clean) -> None:
    till.rules(dataclasses.replace(SIMPLE, refund_of_spent=WAIVE))
    first = till.ring(anna, 1000)
    till.join(anna, maria)
    till.redeem(anna, "ten-off")
    till.ring(maria, 400)
    assert till.refund(first.purchase).balance == 0
    clean()


def test_a_debt_comes_along_and_goes_home(till: Till, maria: int, anna: int, clean: Clean) -> None:
    first = till.ring(anna, 1000)
    till.redeem(anna, "ten-off")
    till.refund(first.purchase)
    till.ring(maria, 300)
    start = (till.state(maria), till.state(anna))
    assert till.join(anna, maria).balance == -7
    till.undo()
    assert (till.state(maria), till.state(anna)) == start
    till.join(anna, maria)
    till.undo(till.rows("SELECT id FROM journal WHERE command = 'refund_purchase'")[0][0])
    assert till.shared(maria, anna) == [3, 3]
    clean()


def test_a_reward_given_back_follows(till: Till, maria: int, anna: int, clean: Clean) -> None:
    till.ring(anna, 1000)
    used = till.redeem(anna, "ten-off")
    till.join(anna, maria)
    till.book.do(c.give_back, c.GiveBack(used.redemption))
    assert till.shared(maria, anna) == [10, 10]
    till.undo()
    assert till.shared(maria, anna) == [0, 0]
    clean()


def test_points_by_hand_are_undone_where_they_are_now(
    till: Till, maria: int, anna: int, clean: Clean
) -> None:
    till.adjust(anna, 20)
    till.join(anna, maria)
    till.undo(till.rows("SELECT id FROM journal WHERE command = 'adjust'")[0][0])
    assert till.shared(maria, anna) == [0, 0]
    clean()


def test_a_purchase_moves_between_members(till: Till, maria: int, anna: int, clean: Clean) -> None:
    rung = till.ring(anna, 1000)
    till.join(anna, maria)
    till.move(rung.purchase, maria)
    assert till.shared(maria, anna) == [10, 10]
    till.undo()
    till.leave(anna)
    assert till.shared(maria, anna) == [0, 10]
    clean()


def test_store_credit_stays_ones_own(till: Till, maria: int, anna: int, clean: Clean) -> None:
    till.give_credit(anna, 500)
    till.join(anna, maria)
    assert (till.credit(maria), till.credit(anna)) == (0, 500)
    with pytest.raises(Refused, match=r"only 0,00.€ of store credit"):
        till.ring(maria, 900, paid_with=(c.Payment("credit", 100),))
    clean()


def test_what_lapsed_in_the_household_is_not_taken_again(
    till: Till, maria: int, anna: int, clock: FixedClock, clean: Clean
) -> None:
    rung = till.ring(anna, 1000)
    till.join(anna, maria)
    clock.instant += timedelta(days=91)
    till.lapse()
    till.ring(maria, 500)
    assert till.refund(rung.purchase).points == 0
    assert till.shared(maria) == [5]
    clean()


def test_a_household_gets_a_name(till: Till, maria: int, anna: int) -> None:
    till.join(anna, maria)
    till.book.do(c.rename_household, c.RenameHousehold(anna, "The Rowans"))
    assert till.leave(anna).holder == maria
    assert till.undo() == "Anna left The Rowans"
    till.undo()
    home = till.book.ask(q.household_of, maria)
    assert home is not None and home.name == "Household of Maria"


def test_the_same_form_joins_once(till: Till, maria: int, anna: int) -> None:
    first = till.join(anna, maria, request_id="form")
    assert till.join(anna, maria, request_id="form") == dataclasses.replace(first, already_done=True)
    gone = till.leave(anna, request_id="bye")
    assert till.leave(anna, request_id="bye") == dataclasses.replace(gone, already_done=True)


def test_each_keeps_the_points_beside_their_own_purchases(till: Till, maria: int, anna: int) -> None:
    first = till.ring(anna, 1000).purchase
    till.join(anna, maria)
    second = till.ring(anna, 700).purchase
    till.leave(anna)
    moved = till.ring(maria, 300).purchase
    till.move(moved, anna)
    items = [
        TimelineItem(id=f"purchase:{number}", kind="purchase", group="sales", at=noon(2026, 11, 22), title="")
        for number in (first, second, moved)
    ]
    shown = till.book.ask(PointsOnSales().decorate, anna, items)
    assert [item.detail for item in shown] == ["+10 points", "+7 points", "+3 points"]


def test_stamps_are_shared_like_points(till: Till, maria: int, anna: int, clean: Clean) -> None:
    def stamp(unit: Unit, customer_id: int) -> None:
        ledgers = Ledgers(unit, unit.today)
        what = facts(unit, EntryKind.STAMP, day=unit.today, at=unit.now)
        ledgers.of(customer_id, "stamps:coffee").gain(what, 3, unit.today, None)
        ledgers.save()

    till.book.do(stamp, anna)
    till.book.do(stamp, maria)
    till.join(anna, maria)
    stamps = "SELECT customer_id, balance FROM account WHERE unit = 'stamps:coffee' ORDER BY customer_id"
    assert till.rows(stamps) == [(maria, 6), (anna, 0)]
    till.undo()
    assert till.rows(stamps) == [(maria, 3), (anna, 3)]
    clean()


def test_who_joins_stands_where_the_household_does_and_undo_takes_that_back(
    till: Till, clean: Callable[[], None]
) -> None:
    till.rules(with_tiers(), starts_on=date(2026, 1, 1))
    maria, ben, carl = (till.customer(name) for name in ("Maria", "Ben", "Carl"))
    till.ring(maria, 6_000)
    till.ring(ben, 5_000)
    till.join(ben, maria)
    assert [till.tier(maria), till.tier(ben)] == ["second", "second"]
    till.undo()
    assert [till.tier(maria), till.tier(ben)] == ["first", "first"]
    till.join(ben, maria)
    till.join(carl, maria)
    assert till.tier(carl) == "second"
    till.leave(carl)
    till.undo()
    assert till.tier(carl) == "second"
    till.leave(carl)
    till.clock.advance(days=1)
    till.daily()
    assert [till.tier(maria), till.tier(ben), till.tier(carl)] == ["second", "second", "first"]
    clean()


@pytest.mark.parametrize("leaving", ["stay", "equal", "own"])
@pytest.mark.parametrize("again", ["the leaver joins", "the other joins"])
def test_undoing_a_join_leaves_what_an_earlier_household_divided(
    till: Till, clean: Callable[[], None], leaving: str, again: str
) -> None:
    rule(till, leaving)
    maria, ben = till.customer("Maria"), till.customer("Ben")
    till.adjust(maria, 5)
    till.adjust(ben, 30)
    till.join(ben, maria)
    till.leave(ben)
    divided = till.shared(maria, ben)
    pair = (ben, maria) if again == "the leaver joins" else (maria, ben)
    till.join(*pair)
    till.undo()
    assert till.shared(maria, ben) == divided
    till.join(*pair)
    till.ring(pair[0], 400)
    till.undo(till.rows("SELECT max(id) FROM journal WHERE undo_kind = 'household.join'")[0][0])
    assert till.shared(pair[1]) == [divided[1] if pair[1] == ben else divided[0]]
    assert sum(till.shared(maria, ben)) == sum(divided) + 4
    clean()


def test_undoing_a_move_gives_everybody_back_the_share_that_was_fetched(
    till: Till, clean: Callable[[], None]
) -> None:
    rule(till, "equal")
    maria, anna, thomas = (till.customer(name) for name in ("Maria", "Anna", "Thomas"))
    till.join(maria, thomas)
    till.join(anna, thomas)
    rung = till.ring(maria, 300)
    till.leave(maria)
    till.leave(thomas)
    assert till.shared(maria, anna, thomas) == [1, 1, 1]
    till.move(rung.purchase, anna)
    assert till.shared(maria, anna, thomas) == [0, 3, 0]
    till.undo()
    assert till.shared(maria, anna, thomas) == [1, 1, 1]
    clean()


@pytest.mark.parametrize("since", [0, 500])
def test_undoing_a_join_owes_again_what_the_joiners_points_settled(
    till: Till, maria: int, clean: Clean, since: int
) -> None:
    ben = till.customer("Ben")
    rung = till.ring(maria, 1000)
    till.redeem(maria, "ten-off")
    returned = till.refund(rung.purchase)
    till.ring(ben, 2500)
    start = (till.state(maria), till.state(ben))
    assert till.join(ben, maria).balance == 15
    if since:
        till.ring(maria, since)
    till.undo(till.rows("SELECT id FROM journal WHERE command = 'join_household'")[0][0])
    assert till.shared(maria, ben) == [since // 100 - 10, 25]
    clean()
    if not since:
        assert (till.state(maria), till.state(ben)) == start
    till.undo(till.rows("SELECT id FROM journal WHERE command = 'refund_purchase'")[0][0])
    assert till.shared(maria, ben) == [since // 100, 25]
    assert returned.points == -10
    clean()
