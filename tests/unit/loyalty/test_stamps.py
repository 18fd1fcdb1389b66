"""Stamp cards: by item, by visit, by button; the free one; and everything taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.kernel.errors import NotFound, Refused
from app.loyalty.rules import rules_from_dict
from app.loyalty.stamps.card import StampCard
from app.loyalty.stamps.queries import stamp_states
from app.loyalty.stamps.timeline import StampsTimeline
from app.loyalty.timeline import PointsOnSales, PointsTimeline
from app.sales.purchases import Line
from app.sales.timeline import SalesTimeline

from .conftest import SIMPLE, Till, noon

COFFEE = StampCard("coffee", "Coffee card", 10, category=("Coffee",), gives="Free cup", up_to=390)
THREE = StampCard("three", "Three", 3, gives="The fourth")
VISITS = StampCard("visits", "Visits", 5, "visit", gives="A cake")
BUTTON = StampCard("button", "By hand", 10, "button", gives="A book", months=1)


def with_cards(till: Till, *cards: StampCard, **more: object) -> None:
    till.rules(replace(SIMPLE, stamp_cards=cards, **more))


def cups(count: int, price: int = 390) -> Line:
    return Line("Flat white", "Coffee", count * 1000, count * price)


def states(till: Till, customer: int) -> dict[str, tuple[int, int]]:
    return {state.card: (state.have, state.full) for state in till.book.ask(stamp_states, customer)}


def test_items_that_count_give_stamps_and_others_none(till: Till, maria: int, clean) -> None:
    with_cards(till, COFFEE, THREE)
    lines = (cups(2), Line("Crime", "Books", 1000, 1200), Line("Deposit", "Coffee", 1000, -100))
    till.ring(maria, 1880, lines=lines)
    assert states(till, maria) == {"coffee": (2, 0), "three": (3, 1)}
    assert till.entries(maria, "stamps:coffee") == [("earn", 2, 2)]
    assert till.rows("SELECT detail FROM entry WHERE points = 2 AND kind = 'earn'") == [
        ('{"card":"coffee","lines":[2,0,0]}',)
    ]
    till.ring(maria, 390)  # an amount alone says nothing of items
    assert states(till, maria)["coffee"] == (2, 0)
    clean()


def test_buy_three_get_one(till: Till, maria: int, clean) -> None:
    """75 paid give 25 free; lowered to 6, 2; lowered to 2, none."""
    with_cards(till, THREE)
    bought = till.ring(maria, 7500, lines=(Line("Pen", "", 75_000, 7500),))
    assert states(till, maria)["three"] == (75, 25)
    till.refund(bought.purchase, 6900)
    assert states(till, maria)["three"] == (6, 2)
    till.refund(bought.purchase, 400)
    assert states(till, maria)["three"] == (2, 0)
    till.refund(bought.purchase)
    assert states(till, maria)["three"] == (0, 0)
    clean()


def test_many_small_refunds_take_what_one_takes(till: Till, maria: int, clean) -> None:
    with_cards(till, THREE)
    bought = till.ring(maria, 700, lines=(Line("Pen", "", 7000, 700),))
    for part, left in ((50, 7), (50, 6), (1, 6), (99, 5), (500, 0)):
        till.refund(bought.purchase, part)
        assert states(till, maria)["three"][0] == left
    clean()


def test_a_free_one_had_already_is_owed_and_settled_by_the_next(till: Till, maria: int, clean) -> None:
    with_cards(till, COFFEE)
    bought = till.ring(maria, 3900, lines=(cups(10),))
    used = till.use_card(maria, "Coffee card")
    assert (used.stamps, used.balance, used.gives, used.value) == (10, 0, "Free cup", 390)
    till.refund(bought.purchase, 1950)
    assert states(till, maria)["coffee"] == (-5, 0)
    till.ring(maria, 390 * 7, lines=(cups(7),))
    assert states(till, maria)["coffee"] == (2, 0)
    assert till.state(maria, "stamps:coffee")[1:] == (0, [(4, None, 2)])
    clean()


def test_a_shop_that_waives_takes_no_more_than_there_is(till: Till, maria: int, clean) -> None:
    with_cards(till, COFFEE, refund_of_spent="waive")
    bought = till.ring(maria, 4680, lines=(cups(12),))
    till.use_card(maria, "coffee")
    till.void(bought.purchase)
    assert states(till, maria)["coffee"] == (0, 0)
    clean()


def test_the_free_one_is_refused_taken_back_and_undone_like_a_reward(till: Till, maria: int, clean) -> None:
    with_cards(till, COFFEE)
    till.stamp(maria, "coffee", 9)
    with pytest.raises(Refused, match="Maria has 9 stamps; this needs 10: 1 are missing"):
        till.use_card(maria, "coffee")
    till.stamp(maria, "coffee", 3)
    used = till.redeem(maria, "Free cup")
    assert (used.points, used.balance, used.unit) == (-10, 2, "stamps:coffee")
    row = "SELECT reward, reward_name, reward_kind, points, value, steps FROM redemption"
    assert till.rows(row) == [("stamps:coffee", "Free cup", "free_item", 10, 390, 1)]
    assert till.undo() == "Free cup for Maria"
    assert states(till, maria)["coffee"] == (12, 1)
    again = till.redeem(maria, "coffee card")
    back = till.give_back(again.redemption)
    assert (back.points, back.balance) == (10, 12)
    till.undo()
    assert states(till, maria)["coffee"] == (2, 0)
    with pytest.raises(Refused, match="one at a time"):
        till.redeem(maria, "coffee", steps=2)
    clean()


def test_a_free_one_goes_with_its_sale_and_comes_back_with_it(till: Till, maria: int, clean) -> None:
    with_cards(till, COFFEE)
    till.stamp(maria, "coffee", 10)
    used = till.use_card(maria, "coffee")
    sold = till.ring(maria, 780, lines=(cups(2),), redemptions=(used.redemption,))
    assert states(till, maria)["coffee"] == (2, 0)
    till.refund(sold.purchase)
    assert states(till, maria)["coffee"] == (10, 1)
    till.undo()
    assert states(till, maria)["coffee"] == (2, 0)
    till.undo()
    assert till.rows("SELECT purchase_id, value FROM redemption") == [(None, 390)]
    other = till.customer("Thomas")
    with pytest.raises(Refused, match="another customer's"):
        till.use_card(other, "coffee", purchase_id=till.ring(maria, 100).purchase)
    clean()


def test_a_moved_sale_takes_its_stamps_along(till: Till, maria: int, clean) -> None:
    with_cards(till, COFFEE, VISITS)
    thomas = till.customer("Thomas")
    sold = till.ring(maria, 1170, lines=(cups(3),))
    till.clock.advance(days=2)
    till.move(sold.purchase, thomas)
    assert (states(till, maria), states(till, thomas)) == (
        {"coffee": (0, 0), "visits": (0, 0)},
        {"coffee": (3, 0), "visits": (1, 0)},
    )
    till.undo()
    assert states(till, maria) == {"coffee": (3, 0), "visits": (1, 0)}
    assert states(till, thomas) == {"coffee": (0, 0), "visits": (0, 0)}
    clean()


def test_a_day_gives_one_stamp_however_often_one_pays(till: Till, maria: int, clean) -> None:
    with_cards(till, VISITS)
    first = till.ring(maria, 500)
    second = till.ring(maria, 700)
    assert states(till, maria)["visits"] == (1, 0)
    till.refund(first.purchase, 200)
    assert states(till, maria)["visits"] == (1, 0)
    till.refund(first.purchase)  # the other sale of the day has the stamp now
    assert states(till, maria)["visits"] == (1, 0)
    till.undo()
    assert states(till, maria)["visits"] == (1, 0)
    till.void(second.purchase)
    assert states(till, maria)["visits"] == (1, 0)
    till.void(first.purchase)
    assert states(till, maria)["visits"] == (0, 0)
    till.ring(maria, 100)
    till.clock.advance(days=1)
    till.ring(maria, 100)
    assert states(till, maria)["visits"] == (2, 0)
    clean()


def test_undoing_a_move_leaves_each_day_its_one_stamp(till: Till, maria: int, clean) -> None:
    with_cards(till, VISITS)
    thomas = till.customer("Thomas")
    sold, stays = till.ring(maria, 500), till.ring(maria, 600)
    till.ring(thomas, 700)
    till.move(sold.purchase, thomas)
    assert states(till, maria)["visits"] == states(till, thomas)["visits"] == (1, 0)
    till.undo()
    assert states(till, maria)["visits"] == states(till, thomas)["visits"] == (1, 0)
    till.void(stays.purchase)
    assert states(till, maria)["visits"] == (1, 0)
    clean()


def test_stamps_by_the_button(till: Till, maria: int, clean) -> None:
    with_cards(till, BUTTON)
    given = till.stamp(maria, "by hand", 2, reason="brought a friend", request_id="form")
    assert (given.stamps, given.have, given.of, given.card) == (2, 2, 10, "By hand")
    assert till.stamp(maria, "by hand", 2, reason="brought a friend", request_id="form").already_done
    assert till.book.ask(stamp_states, maria)[0].button
    assert till.undo() == "2 stamps on “By hand” for Maria"
    assert states(till, maria)["button"] == (0, 0)
    assert till.entries(maria, "stamps:button") == [("stamp", 2, 2), ("undo", -2, 0)]
    clean()


@pytest.mark.parametrize("count", [0, -1, 101, 10**30])
def test_too_few_and_too_many_stamps_are_refused(till: Till, maria: int, count: int) -> None:
    with_cards(till, BUTTON)
    with pytest.raises(Refused, match=r"Nothing was saved\.") as caught:
        till.stamp(maria, "button", count)
    assert caught.value.field == "count"
    assert till.rows("SELECT id FROM entry") == []


def test_unknown_cards_and_archived_customers_are_refused(till: Till, maria: int) -> None:
    with pytest.raises(NotFound, match="no stamp cards in the programme"):
        till.stamp(maria, "coffee")
    with_cards(till, COFFEE, BUTTON)
    for give in (till.stamp, till.use_card):
        with pytest.raises(NotFound, match="“tea”; there are “Coffee card”, “By hand”"):
            give(maria, "tea")
    till.stamp(maria, "button", 10)

    def archive(unit, _cmd) -> None:
        from app.customers.models import Customer

        unit.session.get(Customer, maria).archived_at = unit.now

    till.book.do(archive, None)
    for give in (till.stamp, till.use_card):
        with pytest.raises(Refused, match="Maria is archived"):
            give(maria, "button")


def test_stamps_lapse_after_their_months(till: Till, maria: int, clean) -> None:
    with_cards(till, BUTTON)
    till.clock.instant = noon(2026, 3, 1)
    till.stamp(maria, "button", 8)  # on 1 March: valid through 1 April
    till.clock.instant = noon(2026, 4, 1)
    till.lapse()
    till.stamp(maria, "button", 3)
    assert states(till, maria)["button"] == (11, 1)
    till.clock.instant = noon(2026, 4, 2)
    till.lapse()
    assert states(till, maria)["button"] == (3, 0)
    assert till.open_lots(maria, "stamps:button") == [(2, "2026-05-01", 3)]
    clean()


def test_an_undone_stamp_that_lapsed_is_not_taken_twice(till: Till, maria: int, clean) -> None:
    with_cards(till, BUTTON)
    till.stamp(maria, "button", 4)
    till.clock.advance(days=40)
    till.lapse()
    till.undo()
    assert till.state(maria, "stamps:button") == (0, 0, [])
    clean()


def test_a_past_sale_has_stamps_of_its_day(till: Till, maria: int, clean) -> None:
    with_cards(till, replace(COFFEE, months=2))
    till.ring(maria, 390, lines=(cups(1),), at=till.clock.instant - timedelta(days=40))
    day = (till.clock.instant - timedelta(days=40)).date()
    assert till.rows("SELECT earned_on FROM lot WHERE points = 1") == [(day.isoformat(),)]
    clean()


def test_a_household_fills_one_card(till: Till, maria: int) -> None:
    with_cards(till, COFFEE)
    thomas = till.customer("Thomas")
    till.household(maria, thomas)
    till.stamp(maria, "coffee", 6)
    assert till.stamp(thomas, "coffee", 6).have == 12
    assert states(till, maria) == states(till, thomas) == {"coffee": (12, 1)}
    assert till.use_card(thomas, "coffee").balance == 2


def test_the_timeline_tells_of_stamps_and_keeps_points_apart(till: Till, maria: int) -> None:
    with_cards(till, BUTTON, THREE)
    till.stamp(maria, "button", 7)
    till.clock.advance(minutes=1)
    till.stamp(maria, "button", reason="sorry")
    till.clock.advance(minutes=1)
    till.stamp(maria, "button", 2)
    till.use_card(maria, "button")
    till.clock.advance(minutes=1)
    till.stamp(maria, "button", 3)
    till.undo()
    till.stamp(maria, "button", 2)
    till.clock.advance(days=40)
    till.lapse()
    shown = till.book.ask(StampsTimeline().page, maria, None, 50, None)
    assert [(item.title, item.quote, item.detail) for item in shown] == [
        ("Stamps lapsed: By hand", "", "−2 stamps"),
        ("2 stamps: By hand 2 of 10", "", ""),
        ("3 stamps: By hand 3 of 10", "", "undone"),
        ("2 stamps: By hand 10 of 10", "", ""),
        ("Stamp: By hand 8 of 10", "sorry", ""),
        ("7 stamps: By hand 7 of 10", "", ""),
    ]
    assert len({item.id for item in shown}) == 6
    lapsed = till.book.ask(StampsTimeline().page, maria, None, 50, frozenset({"stamp-lapse"}))
    assert [item.kind for item in lapsed] == ["stamp-lapse"]
    assert till.book.ask(StampsTimeline().page, maria, None, 50, frozenset({"reward"})) == []
    rewards = till.book.ask(PointsTimeline().page, maria, None, 50, None)
    assert [(item.title, item.detail) for item in rewards] == [("Used: A book", "−10 stamps")]
    sold = till.ring(maria, 900, lines=(Line("Pen", "", 9000, 900),))
    till.clock.advance(minutes=1)
    till.refund(sold.purchase, 300)

    def sales(view):
        return PointsOnSales().decorate(view, maria, SalesTimeline().page(view, maria, None, 50, None))

    assert [item.detail for item in till.book.ask(sales)] == [
        "−3 points",
        "+9 points · 3,00\xa0€ given back",
    ]


def test_the_stamps_are_read_from_the_index_of_what_is_shown(till: Till, maria: int) -> None:
    with_cards(till, BUTTON, THREE)
    till.stamp(maria, "button")
    till.stamp(maria, "three")
    plans: list[str] = []

    def plan(view) -> None:
        from sqlalchemy import event

        seen: list[tuple[str, object]] = []
        engine = view.session.get_bind()

        def before(_conn, _cursor, statement, parameters, _context, _many):
            seen.append((statement, parameters))

        event.listen(engine, "before_cursor_execute", before)
        try:
            StampsTimeline().page(view, maria, None, 50, None)
        finally:
            event.remove(engine, "before_cursor_execute", before)
        for statement, parameters in seen:
            rows = view.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, parameters)
            plans.append(" / ".join(row[3] for row in rows))

    till.book.ask(plan)
    assert sum("ix_entry_on_timeline" in plan for plan in plans) == 2, plans
    assert not any("SCAN" in plan or "TEMP B-TREE" in plan for plan in plans), plans


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"of": 1}, "of"),
        ({"of": 101}, "of"),
        ({"months": 0}, "months"),
        ({"per": "mood"}, "per"),
        ({"per": "visit", "category": ["Coffee"]}, "per"),
        ({"id": "x" * 51}, "id"),
        ({"gives": " "}, "gives"),
        ({"up_to": -1}, "up_to"),
    ],
)
def test_a_card_that_cannot_be_is_refused_at_its_field(change: dict[str, object], place: str) -> None:
    card = {"id": "coffee", "name": "Coffee", "of": 10, "gives": "Free cup"} | change
    with pytest.raises(Refused) as caught:
        rules_from_dict({"stamp_cards": [card]})
    assert caught.value.field == f"stamp_cards.1.{place}"


def test_the_last_day_of_a_stamp() -> None:
    assert BUTTON.last_day(date(2026, 1, 31)) == date(2026, 2, 28)
    assert COFFEE.last_day(date(2026, 1, 31)) is None
