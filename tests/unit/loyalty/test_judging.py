"""What a sale earns: baskets other programs got wrong, what counts, rules that stop, and the sums."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import apportion
from app.loyalty.counting import COUNTS_ALL, Counting
from app.loyalty.earning import EarningRule, Sale, SaleLine
from app.loyalty.earning.judging import Judge, Judgement, Part
from app.loyalty.sale import GIFT_CARD, Who
from app.loyalty.tiers.scheme import Tier, TierScheme

DAY = date(2026, 11, 22)
BASKET = (
    SaleLine("A", "red", 1000, 1200),
    SaleLine("B", "blue", 1000, 10_000),
    SaleLine("Delivery", "", 1000, 4000),
)


def money(points: int = 1, step: int = 100, rule: str = "spend", **more: Any) -> EarningRule:
    return EarningRule(rule, "money_step", {"points": points, "step": step, **more})


def times(factor: int, rule: str = "times", **more: Any) -> EarningRule:
    return EarningRule(rule, "times", {"factor": factor, **more})


def plus(points: int, rule: str = "plus", **more: Any) -> EarningRule:
    return EarningRule(rule, "plus", {"points": points, **more})


def sale(*lines: SaleLine, discount: int = 0, **more: Any) -> Sale:
    return Sale(sum(line.amount for line in lines) - discount, DAY, discount, lines, **more)


def earned(rules: list[EarningRule], of: Sale, counting: Counting = COUNTS_ALL) -> int:
    return Judge(rules, counting)(of).points


@pytest.mark.parametrize(
    ("rules", "counting", "points"),
    [
        ([money(4)], COUNTS_ALL, 608),
        ([money(4)], Counting(without=("Blue",)), 208),
        ([money(4)], Counting(without=("red",)), 560),
        ([money(4, category=("red",))], COUNTS_ALL, 48),
        ([money(4, category=("blue",))], COUNTS_ALL, 400),
        ([money(10, rule="ten"), money(4)], COUNTS_ALL, 2128),
        ([plus(100, product=("a",)), money(4)], COUNTS_ALL, 708),
    ],
    ids=["all", "without B", "without red", "only red", "neither red nor delivery", "two rules", "fixed"],
)
def test_the_basket(rules: list[EarningRule], counting: Counting, points: int) -> None:
    assert earned(rules, sale(*BASKET), counting) == points


def test_multipliers_act_on_money_and_fixed_points_come_after() -> None:
    judged = Judge([plus(100, product=("A",)), times(2000), money(4)])(sale(*BASKET))
    assert judged.parts == (Part("spend", 608), Part("times", 608), Part("plus", 100))
    assert judged.points == 1316


def test_multipliers_do_not_act_on_one_another() -> None:
    judged = Judge([money(), times(2000, "double"), times(3000, "triple")])(Sale(1000, DAY))
    assert judged.parts == (Part("spend", 10), Part("double", 10), Part("triple", 20))


def test_double_on_crime() -> None:
    bought = sale(SaleLine("Novel", "Fiction", 1000, 1320), SaleLine("Whodunit", "Crime", 1000, 540))
    judged = Judge([money(), times(2000, "crime", category=("Crime",))])(bought)
    assert judged.parts == (Part("spend", 18), Part("crime", 5))
    assert judged.by_line == (12, 11)


def test_a_rule_for_a_category_looks_at_its_lines_before_the_discount_on_the_sale() -> None:
    rule = [money(category=("toys",))]
    toys, others = SaleLine("Train", "toys", 1000, 10_000), SaleLine("Tea", "tea", 1000, 5000)
    assert earned(rule, sale(toys, others, discount=1500)) == 100
    reduced = SaleLine("Train", "toys", 1000, 9000)
    assert earned(rule, sale(reduced, others)) == 90


def test_points_are_on_what_is_paid_after_discounts() -> None:
    assert earned([money()], Sale(9000, DAY, 1000)) == 90


def test_a_category_never_counts_for_more_than_was_paid_for_all_that_counts() -> None:
    card = SaleLine("Card", "", 1000, 5000, GIFT_CARD)
    train = SaleLine("Train", "toys", 1000, 10_000)
    assert earned([money(category=("toys",))], sale(train, card, discount=10_000)) == 0
    assert earned([money(category=("toys",))], sale(train, card, discount=4000)) == 60


def test_reward_lines_and_lines_taken_back_earn_nothing() -> None:
    each = [money(), plus(5, each=True, product=("Coffee",))]
    free = SaleLine("Coffee", "", 1000, 0)
    tea = SaleLine("Tea", "", 1000, 300)
    assert earned(each, sale(tea, free)) == 3
    coffee, not_after_all = SaleLine("Coffee", "", 2000, 800), SaleLine("Coffee", "", 1000, -400)
    assert earned(each, sale(tea, coffee)) == 11 + 10
    assert earned(each, sale(tea, coffee, not_after_all)) == 7 + 5
    assert earned(each, sale(tea, coffee, SaleLine("Coffee", "", 2000, -800))) == 3


def test_a_sale_that_nothing_was_paid_for_earns_nothing() -> None:
    assert Judge([money(), plus(50)])(Sale(0, DAY, 1000)) == Judgement(0)


@pytest.mark.parametrize(
    ("counting", "points"),
    [
        (COUNTS_ALL, 119),
        (Counting(gift_cards=True), 169),
        (Counting(without=("delivery",)), 114),
        (Counting(tax=19_000), 100),
        (Counting(without=("Delivery",), gift_cards=True, tax=19_000), 137),
    ],
    ids=["all goods", "gift cards sold", "no delivery", "no tax", "all three"],
)
def test_what_counts(counting: Counting, points: int) -> None:
    bought = sale(
        SaleLine("Lamp", "home", 1000, 11_400),
        SaleLine("Delivery", "delivery", 1000, 500),
        SaleLine("Gift card", "", 1000, 5000, GIFT_CARD),
    )
    assert earned([money()], bought, counting) == points


def test_tax_is_taken_off_what_a_category_cost_too() -> None:
    bought = sale(SaleLine("Train", "toys", 1000, 11_900), SaleLine("Tea", "", 1000, 100))
    assert earned([money(category=("toys",))], bought, Counting(tax=19_000)) == 100


def test_fixed_points_for_each_whole_piece() -> None:
    rule = [plus(5, each=True, product=("Coffee",))]
    assert earned(rule, sale(SaleLine("Coffee", "", 2500, 1000))) == 10
    assert earned(rule, sale(SaleLine("Coffee", "", 900, 1000))) == 0


def test_a_factor_below_one_never_takes_more_than_was_given() -> None:
    judged = Judge([money(), times(0, "none"), times(0, "none-either"), plus(7)])(Sale(1000, DAY))
    assert judged.parts == (Part("spend", 10), Part("none", -10), Part("plus", 7))
    assert judged.points == 7


def test_the_factor_of_a_tier_acts_from_its_amount_on() -> None:
    gold = TierScheme((Tier("gold", "Gold", 0, 1250, 2000),))
    judge = Judge([money()], COUNTS_ALL, gold)
    assert judge.needs == {"tier"}
    assert judge(Sale(2000, DAY, who=Who(tier="gold"))).parts == (Part("spend", 20), Part("tier:gold", 5))
    assert judge(Sale(1999, DAY, who=Who(tier="gold"))).points == 19
    assert judge(Sale(2000, DAY)).points == 20


def test_a_rule_that_stops_is_the_last_one_when_it_gives() -> None:
    rules = [money(), times(2000, "double", category=("crime",), stop=True), plus(50)]
    crime = sale(SaleLine("Whodunit", "crime", 1000, 1000))
    assert Judge(rules)(crime).parts == (Part("spend", 10), Part("double", 10))
    assert Judge(rules)(Sale(1000, DAY)).parts == (Part("spend", 10), Part("plus", 50))


def test_fixed_points_that_stop_stop_points_for_money_after_them() -> None:
    rules = [plus(5, "first", first_purchase=True, stop=True), money(), times(2000)]
    assert Judge(rules)(Sale(1000, DAY, who=Who(first=True))).points == 5
    assert Judge(rules)(Sale(1000, DAY)).points == 20


def test_of_several_rules_that_stop_the_first_that_gives_is_the_last() -> None:
    rules = [
        money(3, 100, "crime", category=("crime",), stop=True),
        money(2, 100, "books", category=("books", "crime"), stop=True),
        money(),
    ]
    for category, points in (("crime", 30), ("books", 20), ("tea", 10)):
        assert earned(rules, sale(SaleLine("X", category, 1000, 1000))) == points


def test_the_points_of_lines_follow_the_rules_that_gave_them() -> None:
    rules = [money(category=("red",)), times(3000), plus(7, product=("B",))]
    judged = Judge(rules)(sale(*BASKET))
    assert judged.points == 12 + 24 + 7
    assert judged.by_line == (36, 7, 0)


def test_points_that_follow_what_lines_cost_are_not_kept_by_line() -> None:
    assert Judge([money(), times(2000), plus(5)])(sale(*BASKET)).by_line == ()


def test_the_entry_keeps_the_points_of_its_lines() -> None:
    judged = Judgement(3, (Part("a", 3),), (1, 2))
    assert judged.detail == {"rules": [["a", 3]], "lines": [1, 2]}


texts = st.sampled_from(["", "red", "blue", "tea"])
some_lines = st.lists(
    st.builds(
        SaleLine,
        texts,
        texts,
        st.integers(1, 5000),
        st.integers(-500, 20_000),
        st.sampled_from(["", "", GIFT_CARD]),
    ),
    max_size=6,
)
picking = st.one_of(
    st.just({}), st.builds(lambda name: {"category": (name,)}, st.sampled_from(["red", "blue"]))
)
some_rules = st.lists(
    st.one_of(
        st.builds(lambda n, s, c: ("money_step", {"points": n, "step": s, **c}),
                  st.integers(1, 9), st.integers(1, 900), picking),
        st.builds(lambda f, c: ("times", {"factor": f, **c}), st.integers(0, 5000), picking),
        st.builds(lambda n, e, c: ("plus", {"points": n, "each": e, **c}),
                  st.integers(1, 90), st.booleans(), picking),
    ),
    max_size=6,
)  # fmt: skip


@given(some_rules, st.lists(st.booleans(), min_size=6, max_size=6), some_lines, st.integers(0, 3000))
def test_points_are_the_sum_of_their_parts_and_of_their_lines(
    rules: list[tuple[str, dict[str, Any]]], stops: list[bool], lines: list[SaleLine], discount: int
) -> None:
    made = [
        EarningRule(f"r{n}", kind, {**values, "stop": stops[n]}) for n, (kind, values) in enumerate(rules)
    ]
    judge = Judge(made, Counting(without=("tea",)), TierScheme((Tier("gold", "Gold", 0, 500),)))
    bought = sale(*lines, discount=discount, who=Who(tier="gold"))
    judged = judge(bought)
    assert judged.points == sum(part.points for part in judged.parts) >= 0
    assert not judged.by_line or sum(judged.by_line) == judged.points
    assert len(judged.by_line) in (0, len(lines))
    assert judge(bought) == judged  # judging changes nothing
    assert Judge(made, Counting(without=("tea",)), TierScheme((Tier("gold", "Gold", 0, 500),)))(bought) == (
        judged
    )


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**6), max_size=8))
def test_points_are_shared_out_to_the_last_one(points: int, weights: list[int]) -> None:
    parts = apportion(points, weights)
    assert len(parts) == len(weights)
    assert sum(parts) == (points if sum(weights) else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - points * weight) <= 2 * sum(weights)
