"""Who may have a reward, when, and how often: asked when it is given, and shown before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.customers.models import Customer, CustomerTag, Tag
from app.kernel.errors import Refused
from app.loyalty.allowing import why_not
from app.loyalty.panel import loyalty_panel
from app.loyalty.rewards import Reward
from app.loyalty.tiers.models import TierChange
from app.loyalty.tiers.scheme import read_tiers
from app.loyalty.versions import rules_on

from .conftest import SIMPLE, Till, noon

TIERS = read_tiers(
    {
        "tiers": [
            {"id": "silver", "name": "Silver", "from_money": 50_000},
            {"id": "gold", "name": "Gold", "from_money": 100_000},
        ]
    }
)


def offer(till: Till, cost: int = 0, kind: str = "perk", **values: object) -> Reward:
    shown = {"perk": "a seat"} if kind == "perk" else {"amount": 100}
    reward = Reward("it", "It", kind, cost, shown | values)
    till.rules(replace(SIMPLE, rewards=(reward,), tiers=TIERS))
    return reward


def against(till: Till, reward: Reward, customer: int) -> str:
    """The reason against giving it now; the panel says the same, and giving it is refused with it."""

    def look(view) -> str:
        reason = why_not(view, rules_on(view, view.today), reward, customer, view.now)
        (state,) = loyalty_panel(view, customer).rewards
        assert state.why_not == reason
        assert state.ready == (not reason and state.missing == 0)
        return reason

    reason = till.book.ask(look)
    if reason:
        with pytest.raises(Refused, match="Nothing was saved") as caught:
            till.redeem(customer, "it")
        assert reason in caught.value.message
        assert caught.value.field == "reward"
    return reason


def test_a_tier_it_is_for(till: Till, maria: int) -> None:
    reward = offer(till, tier=("silver", "gold"), once="day")
    assert against(till, reward, maria) == "for Silver and Gold"

    def raise_(unit, _cmd) -> None:
        unit.session.add(
            TierChange(customer_id=maria, business_date=unit.today, at=unit.now, tier="gold", why="hand")
        )

    till.book.do(raise_, None)
    assert against(till, reward, maria) == ""
    till.redeem(maria, "it")


def test_tags_it_is_for(till: Till, maria: int) -> None:
    reward = offer(till, tags=("VIP", "Press"), once="day")
    assert against(till, reward, maria) == "for customers tagged VIP or Press"

    def tag(unit, _cmd) -> None:
        made = Tag(name="vip", folded="vip")
        unit.session.add(made)
        unit.session.flush()
        unit.session.add(CustomerTag(customer_id=maria, tag_id=made.id))

    till.book.do(tag, None)
    assert against(till, reward, maria) == ""


def test_days_and_hours_it_is_had(till: Till, maria: int) -> None:
    till.clock.instant = noon(2026, 11, 24)  # a Tuesday; noon there is 11 in UTC
    assert against(till, offer(till, weekdays=("mon",), once="day"), maria) == "Monday"
    assert against(till, offer(till, weekdays=("tue",), once="day"), maria) == ""
    assert against(till, offer(till, after="14:00", before="16:00", once="day"), maria) == "14:00–16:00"
    dates = {"from": "2026-12-01", "to": "2026-12-24"}
    reward = offer(till, once="day", **dates)
    assert against(till, reward, maria) == "from 01.12.2026"
    till.clock.instant = noon(2026, 12, 24)
    assert against(till, reward, maria) == ""
    till.clock.instant = noon(2026, 12, 25)
    assert against(till, reward, maria) == "ended on 24.12.2026"


def born(till: Till, customer: int, month: int, day: int) -> None:
    def note(unit, _cmd) -> None:
        found = unit.session.get(Customer, customer)
        found.birth_month, found.birth_day = month, day

    till.book.do(note, None)


def test_a_birthdays_reward_comes_once_a_year_whatever_the_date(till: Till, maria: int, clean) -> None:
    till.clock.instant = noon(2026, 3, 1)
    reward = offer(till, birthday_within=7)
    assert against(till, reward, maria) == "the birthday is not known"
    born(till, maria, 3, 20)
    assert against(till, reward, maria) == "Within 7 days of the birthday"
    till.clock.instant = noon(2026, 3, 14)
    given = till.redeem(maria, "it")
    assert against(till, reward, maria) == "had already this year"
    born(till, maria, 10, 1)
    till.clock.instant = noon(2026, 10, 1)
    assert against(till, reward, maria) == "had already this year"
    till.clock.instant = noon(2027, 10, 8)
    assert against(till, reward, maria) == ""
    till.clock.instant = noon(2026, 10, 2)
    till.give_back(given.redemption)
    assert against(till, reward, maria) == ""
    clean()


def test_one_birthday_about_new_year_brings_one(till: Till, maria: int) -> None:
    reward = offer(till, birthday_within=7)
    born(till, maria, 12, 31)
    till.clock.instant = noon(2026, 12, 30)
    till.redeem(maria, "it")
    till.clock.instant = noon(2027, 1, 3)
    assert against(till, reward, maria) == "had already this year"
    till.clock.instant = noon(2027, 12, 30)
    assert against(till, reward, maria) == ""


def test_a_leap_day_is_kept_every_year(till: Till, maria: int) -> None:
    reward = offer(till, birthday_within=0)
    born(till, maria, 2, 29)
    for year, day in ((2026, 28), (2028, 29)):
        till.clock.instant = noon(year, 2, day)
        till.redeem(maria, "it")
        assert against(till, reward, maria) == "had already this year"


@pytest.mark.parametrize(
    ("once", "first", "still", "again", "reason"),
    [
        ("day", (2026, 3, 1), (2026, 3, 1), (2026, 3, 2), "had already today"),
        ("month", (2026, 3, 1), (2026, 3, 31), (2026, 4, 1), "had already this month"),
        ("year", (2026, 1, 1), (2026, 12, 31), (2027, 1, 1), "had already this year"),
        ("customer", (2026, 1, 1), (2036, 1, 1), None, "had already"),
    ],
)
def test_once_is_once(till: Till, maria: int, once, first, still, again, reason) -> None:
    reward = offer(till, once=once)
    till.clock.instant = noon(*first)
    till.redeem(maria, "it")
    till.clock.instant = noon(*still)
    assert against(till, reward, maria) == reason
    thomas = till.customer("Thomas")
    assert against(till, reward, thomas) == ""
    if again:
        till.clock.instant = noon(*again)
        assert against(till, reward, maria) == ""


def test_the_day_is_the_shops_day(till: Till, maria: int) -> None:
    reward = offer(till, once="day")
    till.clock.instant = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # 23:30 in the shop
    till.redeem(maria, "it")
    till.clock.instant = datetime(2026, 3, 1, 23, 10, tzinfo=UTC)  # the next day there
    assert against(till, reward, maria) == ""


def test_those_who_share_a_balance_count_as_one(till: Till, maria: int) -> None:
    reward = offer(till, once="year")
    thomas = till.customer("Thomas")
    till.household(maria, thomas)
    till.redeem(thomas, "it")
    assert against(till, reward, maria) == "had already this year"


def test_the_first_customers_have_one_each(till: Till, maria: int) -> None:
    reward = offer(till, first=2)
    thomas, anna, jo = (till.customer(name) for name in ("Thomas", "Anna", "Jo"))
    till.household(thomas, anna)
    till.redeem(maria, "it")
    assert against(till, reward, maria) == "had already"
    till.redeem(anna, "it")
    assert against(till, reward, thomas) == "had already"
    assert against(till, reward, jo) == "only for the first 2 customers"
    till.undo()
    assert against(till, reward, jo) == ""


def test_the_first_customers_may_come_again_when_the_shop_says_how_often(till: Till, maria: int) -> None:
    reward = offer(till, first=1, once="day")
    till.redeem(maria, "it")
    till.clock.advance(days=1)
    assert against(till, reward, maria) == ""
    assert against(till, reward, till.customer("Jo")) == "only for the first 1 customer"


def test_customers_are_counted_not_how_often_they_came(till: Till, maria: int) -> None:
    reward = offer(till, first=2, once="day")
    thomas, anna, jo = (till.customer(name) for name in ("Thomas", "Anna", "Jo"))
    till.household(thomas, anna)
    for _day in range(3):
        till.redeem(maria, "it")
        till.clock.advance(days=1)
    assert against(till, reward, anna) == ""
    till.redeem(anna, "it")
    till.clock.advance(days=1)
    till.redeem(thomas, "it")
    assert against(till, reward, jo) == "only for the first 2 customers"
    till.clock.advance(days=1)
    assert against(till, reward, maria) == ""


def test_stock_runs_out_and_comes_back(till: Till, maria: int, clean) -> None:
    reward = offer(till, stock=2, cost=1)
    till.adjust(maria, 10)
    till.redeem(maria, "it")
    last = till.redeem(maria, "it")
    assert against(till, reward, maria) == "none left"
    till.give_back(last.redemption)
    assert against(till, reward, maria) == ""
    assert till.balance(maria) == 9
    clean()


def test_steps_are_bounded_by_stock(till: Till, maria: int) -> None:
    offer(till, stock=4, cost=1, kind="amount_off", in_steps=True)
    till.adjust(maria, 10)
    till.redeem(maria, "it", steps=2)
    (state,) = till.book.ask(loyalty_panel, maria).rewards
    assert state.max_steps == 2
    with pytest.raises(Refused, match="only 2 left"):
        till.redeem(maria, "it", steps=3)
    till.redeem(maria, "it", steps=2)
    with pytest.raises(Refused, match="none left"):
        till.redeem(maria, "it")


def test_a_giving_back_is_not_undone_into_a_second_one(till: Till, maria: int, clean) -> None:
    offer(till, once="year")
    first = till.redeem(maria, "it")
    till.give_back(first.redemption)
    (journal,) = till.rows("SELECT max(id) FROM journal")
    till.redeem(maria, "it")
    with pytest.raises(Refused, match=r"“It” cannot be given a second time: had already this year"):
        till.undo(journal[0])
    clean()


def test_a_refund_is_not_undone_into_a_second_one(till: Till, maria: int, clean) -> None:
    offer(till, once="year", cost=2)
    till.adjust(maria, 10)
    sold = till.ring(maria, 500)
    till.redeem(maria, "it", purchase_id=sold.purchase)
    till.refund(sold.purchase)
    (journal,) = till.rows("SELECT max(id) FROM journal")
    till.redeem(maria, "it")
    before = till.state(maria)
    with pytest.raises(Refused, match="a second time"):
        till.undo(journal[0])
    assert till.state(maria) == before
    clean()


def test_limits_hold_over_new_versions_of_the_rules(till: Till, maria: int) -> None:
    offer(till, once="customer")
    till.redeem(maria, "it")
    reward = replace(offer(till, stock=5, once="customer"), cost=0)
    assert against(till, reward, maria) == "had already"


def test_the_panel_names_as_next_what_points_bring_nearer(till: Till, maria: int) -> None:
    closed = Reward("a", "A", "perk", 1, {"perk": "a", "from": "2030-01-01"})
    far = Reward("b", "B", "perk", 50, {"perk": "b"})
    till.rules(replace(SIMPLE, rewards=(closed, far)))
    till.adjust(maria, 10)
    panel = till.book.ask(loyalty_panel, maria)
    assert panel.next_reward is not None
    assert panel.next_reward.name == "B"
    assert [(state.ready, state.max_steps) for state in panel.rewards] == [(False, 0), (False, 0)]


def test_a_moment_named_for_it_is_judged_by_its_own_day(till: Till, maria: int) -> None:
    offer(till, once="month")
    till.clock.instant = noon(2026, 3, 20)
    till.redeem(maria, "it", at=noon(2026, 2, 10))
    till.redeem(maria, "it")
    with pytest.raises(Refused, match="had already this month"):
        till.redeem(maria, "it", at=noon(2026, 2, 28))
