"""Kinds of rewards: what each is worth, several on one sale, steps, credit, and what costs nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.loyalty.credit.queries import credit_of
from app.loyalty.offers import most_steps, reward_states, worth_of
from app.loyalty.rewards import Reward, value_of
from app.loyalty.rewards.together import values_together
from app.loyalty.rules import rules_from_dict, rules_from_json, rules_to_json
from app.loyalty.sale import GIFT_CARD, SaleLine
from app.loyalty.till import sale_preview
from app.loyalty.versions import rules_on
from app.sales.purchases import Line

from .conftest import SIMPLE, Till

STEPS = Reward("off", "€1 off", "amount_off", 3, {"amount": 100, "in_steps": True})
CHEAP = Reward("3for2", "3 for 2", "cheapest_free", 5, {"of": 3})
CRIME = Reward("crime", "3 for 2 on crime", "cheapest_free", 5, {"of": 3, "category": ("Crime",)})
SEAT = Reward("seat", "A seat", "perk", 2, {"perk": "a seat in the front row"})
CREDIT = Reward("credit", "€5 credit", "store_credit", 4, {"amount": 500})
GIFT = Reward("gift", "A rose", "free_item", 0, {"once": "year", "up_to": 300})


def with_rewards(till: Till, *rewards: Reward, **more: object) -> None:
    till.rules(replace(SIMPLE, rewards=rewards, **more))


def line(amount: int, pieces: int = 1, category: str = "", **more: object) -> SaleLine:
    return SaleLine("Thing", category, pieces * 1000, amount, **more)  # type: ignore[arg-type]


def test_every_kind_survives_the_file() -> None:
    rules = replace(SIMPLE, rewards=(STEPS, CHEAP, CRIME, SEAT, CREDIT, GIFT))
    assert rules_from_json(rules_to_json(rules)).rewards == rules.rewards


@pytest.mark.parametrize(
    ("lines", "worth"),
    [
        ((), None),
        ((line(900), line(500)), 0),
        ((line(900), line(500), line(700)), 500),
        ((line(1200, 3),), 400),
        ((line(1800, 2), line(500)), 500),
        ((line(900), line(500), line(-300)), 0),
        ((line(900), line(500), line(300, kind=GIFT_CARD)), 0),
        ((line(900), line(500), SaleLine("Tea, loose", "", 350, 200)), 200),
    ],
)
def test_the_cheapest_of_three(lines: tuple[SaleLine, ...], worth: int | None) -> None:
    amount = sum(one.amount for one in lines) if lines else None
    assert value_of(CHEAP, amount, lines) == worth


def test_the_cheapest_of_a_category() -> None:
    books = (line(900, category="crime"), line(800, category="Crime"), line(700, category="CRIME"))
    assert value_of(CRIME, 2500, (*books, line(100, category="Tea"))) == 700
    assert value_of(CRIME, 1800, (*books[:2], line(100, category="Tea"))) == 0


def test_the_cheapest_twice_is_two_pieces() -> None:
    six = tuple(line(price) for price in (600, 500, 400, 300, 200, 100))
    assert values_together([(CHEAP, 1), (CHEAP, 1)], 2100, six) == [(100, 100), (200, 200)]
    assert values_together([(CHEAP, 1), (CHEAP, 1)], 1800, six[:4]) == [(300, 300), (0, 0)]


@given(
    st.lists(st.tuples(st.sampled_from([STEPS, CHEAP, SEAT, CREDIT]), st.integers(1, 4)), max_size=6),
    st.lists(st.integers(1, 2000), min_size=1, max_size=8),
)
def test_rewards_together_never_take_off_more_than_the_price(
    used: list[tuple[Reward, int]], prices: list[int]
) -> None:
    lines = tuple(line(price) for price in prices)
    found = values_together(used, sum(prices), lines)
    assert len(found) == len(used)
    assert all(off >= 0 for _worth, off in found)
    assert sum(off for _worth, off in found) <= sum(prices)


def test_a_preview_and_the_sale_itself_take_the_same_off(till: Till, maria: int, clean) -> None:
    tenth = Reward("tenth", "10 % off", "percent_off", 1, {"percent": 10})
    ten = Reward("ten", "€10 off", "amount_off", 1, {"amount": 1000})
    with_rewards(till, ten, tenth, CHEAP)
    till.adjust(maria, 20)
    lines = (Line("A", amount=2000), Line("B", amount=700), Line("C", amount=300))
    seen = till.book.ask(sale_preview, maria, 3000, ("ten", "tenth", "3for2"), lines)
    assert (seen.discount, seen.paid) == (1000 + 200 + 300, 1500)
    used = tuple(till.redeem(maria, name).redemption for name in ("ten", "tenth", "3for2"))
    till.ring(maria, seen.paid, discount=seen.discount, lines=lines, redemptions=used)
    assert till.rows("SELECT value FROM redemption ORDER BY id") == [(1000,), (200,), (300,)]
    clean()


def test_one_reward_does_not_go_twice_with_a_sale(till: Till, maria: int) -> None:
    till.adjust(maria, 20)
    used = till.redeem(maria, "ten-off").redemption
    with pytest.raises(Refused, match="there twice"):
        till.ring(maria, 100, redemptions=(used, used))


def test_balance_ten_reward_of_three_at_most_nine_go(till: Till, maria: int, clean) -> None:
    with_rewards(till, STEPS)
    till.adjust(maria, 10)
    (state,) = till.book.ask(lambda view: reward_states(view, rules_on(view, view.today), 10, maria))
    assert (state.ready, state.max_steps) == (True, 3)
    with pytest.raises(Refused, match="has 10 points; this needs 12: 2 are missing"):
        till.redeem(maria, "off", steps=4)
    used = till.redeem(maria, "off", steps=3)
    assert (used.points, used.balance, used.value, used.steps) == (-9, 1, 300, 3)
    assert till.rows("SELECT points, value, steps FROM redemption") == [(9, 300, 3)]
    till.undo()
    assert till.balance(maria) == 10
    clean()


def test_steps_are_bounded_by_the_sale(till: Till, maria: int, clean) -> None:
    with_rewards(till, STEPS)
    till.adjust(maria, 100)
    sold = till.ring(maria, 250)
    with pytest.raises(Refused, match="4 times “€1 off” is more than the sale of 2,50"):
        till.redeem(maria, "off", steps=4, purchase_id=sold.purchase)
    assert till.redeem(maria, "off", steps=3, purchase_id=sold.purchase).value == 250
    states = till.book.ask(lambda view: reward_states(view, rules_on(view, view.today), 100, maria, 250))
    assert states[0].max_steps == 3
    waiting = till.redeem(maria, "off", steps=5).redemption
    till.ring(maria, 1, discount=349, redemptions=(waiting,))
    assert till.rows("SELECT value FROM redemption WHERE id = :r", r=waiting) == [(350,)]
    clean()


@pytest.mark.parametrize("steps", [0, -1])
def test_steps_that_are_none_are_refused(till: Till, maria: int, steps: int) -> None:
    with_rewards(till, STEPS, SEAT)
    till.adjust(maria, 100)
    with pytest.raises(Refused, match="once at least") as caught:
        till.redeem(maria, "off", steps=steps)
    assert caught.value.field == "steps"
    with pytest.raises(Refused, match="one at a time"):
        till.redeem(maria, "seat", steps=2)
    assert till.balance(maria) == 100


@given(balance=st.integers(1, 10**6), cost=st.integers(1, 1000), amount=st.integers(1, 10**6))
def test_what_is_offered_in_steps_can_be_paid_and_is_of_use(balance: int, cost: int, amount: int) -> None:
    reward = replace(STEPS, cost=min(cost, balance))
    steps = most_steps(None, reward, balance, amount)
    assert steps >= 1
    assert steps * reward.cost <= balance
    assert steps == 1 or value_of(reward, steps=steps - 1) < amount
    longer = most_steps(None, reward, balance, None)
    assert longer == balance // reward.cost


def test_a_perk_takes_nothing_off(till: Till, maria: int, clean) -> None:
    with_rewards(till, SEAT)
    till.adjust(maria, 2)
    used = till.redeem(maria, "seat", purchase_id=till.ring(maria, 500).purchase)
    assert (used.points, used.value) == (-2, None)
    assert till.book.ask(sale_preview, maria, 500, ("seat",)).paid == 500
    (state,) = till.book.ask(lambda view: reward_states(view, rules_on(view, view.today), 0, maria))
    assert (state.detail, state.missing, state.ready) == ("a seat in the front row", 2, False)
    clean()


def test_store_credit_is_given_undone_and_given_again(till: Till, maria: int, clean) -> None:
    with_rewards(till, CREDIT)
    till.adjust(maria, 10)
    used = till.redeem(maria, "credit")
    assert (used.points, used.balance, used.value) == (-4, 6, 500)
    assert till.entries(maria, "credit") == [("load", 500, 500)]
    back = till.give_back(used.redemption)
    assert (back.points, back.balance) == (4, 10)
    assert till.book.ask(credit_of, maria) == 0
    till.undo()
    assert (till.balance(maria), till.book.ask(credit_of, maria)) == (6, 500)
    till.undo()
    assert (till.balance(maria), till.book.ask(credit_of, maria)) == (10, 0)
    clean()


def test_store_credit_goes_with_its_sale(till: Till, maria: int, clean) -> None:
    with_rewards(till, CREDIT)
    till.adjust(maria, 10)
    first, second = till.redeem(maria, "credit"), till.redeem(maria, "credit")
    sold = till.ring(maria, 1000, redemptions=(first.redemption,))
    till.void(sold.purchase)
    assert (till.balance(maria), till.book.ask(credit_of, maria)) == (6, 500)
    till.undo()
    assert (till.balance(maria), till.book.ask(credit_of, maria)) == (12, 1000)
    thomas = till.customer("Thomas")
    till.move(sold.purchase, thomas)
    assert (till.balance(maria), till.book.ask(credit_of, maria)) == (6, 500)
    assert till.book.ask(credit_of, thomas) == 0
    till.undo()
    assert (till.balance(maria), till.book.ask(credit_of, maria)) == (12, 1000)
    assert second.balance == 2
    clean()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE redemption SET value = 900", "the store credit it gave does not match"),
        ("DELETE FROM redemption", "Store credit was given for the reward 1"),
        ("UPDATE redemption SET given_back_at = at", "the store credit it gave does not match"),
    ],
)
def test_credit_that_no_reward_gave_is_found(till: Till, maria: int, change: str, said: str) -> None:
    with_rewards(till, CREDIT)
    till.adjust(maria, 10)
    till.redeem(maria, "credit")

    def tamper(unit, _cmd) -> None:
        from sqlalchemy import text

        unit.session.execute(text(change))

    till.book.do(tamper, None)
    assert any(said in problem for problem in till.check().problems)


def test_credit_that_was_spent_is_owed_when_its_reward_goes_back(till: Till, maria: int, clean) -> None:
    with_rewards(till, CREDIT)
    till.adjust(maria, 10)
    used = till.redeem(maria, "credit")

    def spend(unit, _cmd) -> None:
        from app.loyalty.booking import facts
        from app.loyalty.ledger import EntryKind
        from app.loyalty.store import open_ledger, save

        ledger = open_ledger(unit, maria, unit.today, "credit")
        ledger.spend(facts(unit, EntryKind.PAY, day=unit.today, at=unit.now), 300)
        save(unit, ledger, maria)

    till.book.do(spend, None)
    till.give_back(used.redemption)
    assert till.state(maria, "credit") == (-300, 300, [])
    clean()


def test_a_reward_that_costs_nothing_is_kept_taken_back_and_undone(till: Till, maria: int, clean) -> None:
    with_rewards(till, GIFT)
    used = till.redeem(maria, "gift")
    assert (used.entry, used.points, used.balance, used.value) == (0, 0, 0, 300)
    assert till.rows("SELECT entry_id, points FROM redemption") == [(None, 0)]
    assert till.entries(maria) == []
    back = till.give_back(used.redemption)
    assert (back.entry, back.points, back.balance) == (0, 0, 0)
    till.undo()
    assert till.rows("SELECT given_back_at FROM redemption") == [(None,)]
    with pytest.raises(Refused, match="had already this year"):
        till.redeem(maria, "gift")
    till.undo()
    assert till.redeem(maria, "gift").redemption != used.redemption
    clean()


def test_a_free_reward_is_given_to_one_who_owes(till: Till, maria: int, clean) -> None:
    with_rewards(till, GIFT, Reward("small", "Small", "free_item", 3))
    sold = till.ring(maria, 300)
    till.redeem(maria, "small")
    till.refund(sold.purchase)
    assert till.balance(maria) == -3
    assert till.redeem(maria, "gift").balance == -3
    clean()


def test_what_costs_nothing_gives_points_no_price() -> None:
    free = Reward("free", "€1 off", "amount_off", 0, {"amount": 100, "once": "customer"})
    assert worth_of(replace(SIMPLE, rewards=(free,)), 100) is None


def test_a_balance_of_three_is_not_helped_by_the_sale_itself(till: Till, maria: int, clean) -> None:
    """Balance 3, the sale earns 1, the reward costs 5: refused."""
    with_rewards(till, Reward("five", "Five", "free_item", 5))
    till.adjust(maria, 3)
    sold = till.ring(maria, 100)
    assert sold.points == 1
    with pytest.raises(Refused, match="has 4 points; this needs 5"):
        till.redeem(maria, "five", purchase_id=sold.purchase)
    clean()


def test_earning_ten_and_spending_five_in_one_sale_are_two_entries(till: Till, maria: int, clean) -> None:
    with_rewards(till, Reward("five", "Five", "free_item", 5))
    sold = till.ring(maria, 1000)
    till.redeem(maria, "five", purchase_id=sold.purchase)
    assert till.entries(maria) == [("earn", 10, 10), ("use", -5, 5)]
    clean()


def test_the_cost_is_the_programmes_of_the_day(till: Till, maria: int) -> None:
    """Nobody tells the till what a reward costs: it is looked up when it is given."""
    till.adjust(maria, 100)
    with_rewards(till, replace(CREDIT, cost=50))
    assert till.redeem(maria, "credit").points == -50
    with_rewards(till, replace(CREDIT, cost=60))
    with pytest.raises(Refused, match="this needs 60"):
        till.redeem(maria, "credit")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"cost": 0}, "cost"),
        ({"cost": -1}, "cost"),
        ({"cost": 10**10}, "cost"),
        ({"cost": 0, "once": "year", "in_steps": True}, "in_steps"),
        ({"first": 10, "stock": 9}, "stock"),
        ({"stock": 0}, "stock"),
        ({"once": "century"}, "once"),
        ({"birthday_within": 3, "once": "month"}, "once"),
        ({"from": "2026-12-02", "to": "2026-12-01"}, "to"),
        ({"tier": ["gold"]}, "tier"),
        ({"kind": "cheapest_free", "amount": None, "of": 1}, "of"),
        ({"kind": "perk", "amount": None}, "perk"),
        ({"kind": "store_credit", "amount": 0}, "amount"),
        ({"kind": "store_credit", "in_steps": True}, "in_steps"),
        ({"id": "stamps:coffee"}, "id"),
    ],
)
def test_a_reward_that_cannot_be_is_refused_at_its_field(change: dict[str, object], place: str) -> None:
    reward = {"id": "off", "name": "Off", "kind": "amount_off", "cost": 5, "amount": 100} | change
    if reward["amount"] is None:
        del reward["amount"]
    with pytest.raises(Refused) as caught:
        rules_from_dict({"rewards": [reward]})
    assert caught.value.field == f"rewards.1.{place}"
    assert caught.value.message.endswith("Nothing was changed.")


def test_a_voucher_has_no_steps() -> None:
    voucher = {"id": "v", "name": "V", "occasion": "apology", "kind": "amount_off", "amount": 100}
    assert rules_from_dict({"vouchers": [voucher]}).vouchers
    with pytest.raises(Refused, match="never in steps") as caught:
        rules_from_dict({"vouchers": [voucher | {"in_steps": True}]})
    assert caught.value.field == "vouchers.1.in_steps"


@pytest.mark.parametrize(
    "limits",
    [
        {"once": "year", "birthday_within": 7},
        {"birthday_within": 7},
        {"once": "customer", "birthday_within": 7},
        {"first": 10, "stock": 10},
        {"first": 10},
        {"stock": 1},
    ],
)
def test_limits_that_agree_are_taken_and_may_cost_nothing(limits: dict[str, object]) -> None:
    reward = {"id": "off", "name": "Off", "kind": "free_item", "cost": 0} | limits
    assert rules_from_dict({"rewards": [reward]}).rewards[0].values == limits
