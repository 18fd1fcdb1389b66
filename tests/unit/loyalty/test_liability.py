"""What the shop owes: open points in money, by month, and the share that will be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import insert

from app.kernel.unit import Unit
from app.loyalty import commands as c
from app.loyalty.expiry import Expiry
from app.loyalty.liability import Liability, OwedMonth, StampsOwed, VouchersOwed, owed
from app.loyalty.models import Account
from app.loyalty.offers import rate_of
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules, Worth
from app.loyalty.stamps.card import StampCard
from app.loyalty.vouchers.models import Voucher

from .conftest import SIMPLE, Till, noon

PRICED = replace(SIMPLE, worth=Worth(100, 150))


def look(till: Till) -> Liability:
    return till.book.ask(owed)


def test_points_are_owed_in_money_by_month_earned_and_last_month(till: Till, maria: int) -> None:
    till.rules(PRICED)
    till.ring(maria, 10_000, at=noon(2026, 9, 10))
    till.ring(till.customer("Ana"), 20_000, at=noon(2026, 10, 5))
    till.ring(maria, 5_000, at=noon(2026, 10, 20))
    till.redeem(maria, "small")
    found = look(till)
    assert (found.points, found.money, found.customers) == (347, 520, 2)
    assert found.by_month_earned == (
        OwedMonth(date(2026, 9, 1), 97, 145), OwedMonth(date(2026, 10, 1), 250, 375),
    )  # fmt: skip
    assert found.by_last_month == (
        OwedMonth(date(2026, 12, 1), 97, 145), OwedMonth(date(2027, 1, 1), 250, 375),
    )  # fmt: skip
    assert sum(month.points for month in found.by_month_earned) == found.points


def test_points_without_a_last_day_come_last(till: Till, maria: int) -> None:
    till.rules(replace(PRICED, expiry=Expiry()), date(2026, 11, 1))
    till.ring(maria, 10_000, at=noon(2026, 10, 5))
    till.ring(maria, 1_000, at=noon(2026, 11, 5))
    assert [(row.month, row.points) for row in look(till).by_last_month] == [
        (date(2027, 1, 1), 100),
        (None, 10),
    ]


def test_what_lapsed_but_is_not_booked_yet_is_owed_no_more(till: Till, maria: int) -> None:
    till.ring(maria, 10_000, at=noon(2026, 11, 1))
    till.clock.instant = noon(2027, 3, 1)
    assert look(till).points == 0


def test_the_expected_use_is_that_of_points_whose_life_has_ended(till: Till, maria: int) -> None:
    till.rules(PRICED)
    ana = till.customer("Ana")
    till.ring(maria, 10_000, at=noon(2026, 1, 10))
    till.redeem(maria, "ten-off", at=noon(2026, 2, 1))  # 10 of the 100
    back = till.redeem(maria, "ten-off", at=noon(2026, 2, 2))
    till.book.do(c.give_back, c.GiveBack(back.redemption))
    gone = till.ring(ana, 5_000, at=noon(2026, 1, 10))
    till.refund(gone.purchase, at=noon(2026, 1, 11))  # with the goods: in neither
    till.ring(ana, 15_000, at=noon(2026, 11, 1))
    till.redeem(ana, "ten-off")  # of a lot that still lives
    till.lapse()
    expected = look(till).expected
    assert expected is not None
    assert (expected.used, expected.lapsed, expected.share) == (10, 90, 0.1)
    assert (expected.points, expected.money) == (14, 21)  # a tenth of 140 points


def test_without_a_past_nothing_is_expected(till: Till, maria: int) -> None:
    till.ring(maria, 10_000)
    assert look(till).expected is None


def test_what_customers_owe_is_not_taken_off_what_others_have(till: Till, maria: int) -> None:
    bought = till.ring(maria, 1_000)
    till.redeem(maria, "ten-off")
    till.refund(bought.purchase)
    till.ring(till.customer("Ana"), 2_000)
    found = look(till)
    assert (found.points, found.overdrawn, found.customers) == (20, 10, 1)


def test_the_rate_is_the_programmes_own_or_its_best_amount_off() -> None:
    assert rate_of(PRICED) == Worth(100, 150)
    assert rate_of(SIMPLE) == Worth(10, 1000)
    free = Reward("a", "A", "free_item", 50, {"up_to": 300})
    assert rate_of(Rules(rewards=(free, replace(free, id="b", cost=150)))) == Worth(50, 300)
    assert rate_of(Rules(rewards=(Reward("a", "A", "free_item", 50),))) is None
    assert rate_of(Rules()) is None


def test_stamps_and_vouchers_are_counted(till: Till, maria: int) -> None:
    till.rules(replace(SIMPLE, stamp_cards=(StampCard("coffee", "Coffee card", 10, gives="A coffee"),)))
    ana = till.customer("Ana")

    def put(unit: Unit, _cmd: object) -> None:
        for customer, unit_id, balance in (
            (maria, "stamps:coffee", 23), (ana, "stamps:coffee", 7),
            (ana, "stamps:old", 4), (maria, "stamps:old", 0),
        ):  # fmt: skip
            unit.session.execute(insert(Account).values(customer_id=customer, unit=unit_id, balance=balance))
        for number, (until, gone) in enumerate(
            ((date(2026, 11, 22), {}), (date(2026, 11, 21), {}), (date(2026, 12, 1), {"used_at": unit.now}),
             (date(2026, 12, 1), {"withdrawn_at": unit.now}), (date(2026, 12, 1), {}))
        ):  # fmt: skip
            row: dict[str, Any] = {
                "code": str(number), "customer_id": maria, "rule": "birthday", "occasion": "birthday",
                "occasion_key": str(number), "name": "Birthday", "kind": "percent_off", "gift": "{}",
                "valid_from": date(2026, 11, 1), "valid_until": until, "issued_at": unit.now, **gone,
            }  # fmt: skip
            unit.session.execute(insert(Voucher).values(row))

    till.book.do(put, StampCard("x", "X", 2))
    found = look(till)
    assert found.stamps == (StampsOwed("coffee", "Coffee card", 30, 2, 2), StampsOwed("old", "old", 4, 1, 0))
    assert found.vouchers == (VouchersOwed("birthday", "Birthday", 2),)


def test_a_new_shop_owes_nothing(till: Till) -> None:
    found = look(till)
    assert (found.points, found.money, found.by_last_month, found.stamps) == (0, 0, (), ())
