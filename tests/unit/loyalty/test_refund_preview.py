"""What the till says before a refund is what the refund then does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.loyalty import commands as c
from app.loyalty.expiry import Expiry
from app.loyalty.queries import RefundPreview, refund_preview
from tests.exploring import tries

from .conftest import SIMPLE, Till, noon

LINES = (c.Line("Dear", "", 2000, 7500), c.Line("Cheap", "", 1000, 2500))


def test_it_says_what_goes_back_and_which_rewards_return(till: Till, maria: int) -> None:
    till.ring(maria, 1000)
    used = till.redeem(maria, "ten-off")
    rung = till.ring(maria, 500, discount=1000, redemptions=(used.redemption,))
    assert till.book.ask(refund_preview, rung.purchase, 100) == RefundPreview(100, -1, 0, False)
    assert till.book.ask(refund_preview, rung.purchase) == RefundPreview(500, 5, 0, False, ("€10 off",))
    assert till.refund(rung.purchase).points == 5


def test_it_says_that_the_till_will_be_asked(till: Till, maria: int) -> None:
    till.rules(replace(SIMPLE, refund_of_spent="ask"))
    rung = till.ring(maria, 1000)
    till.redeem(maria, "small")
    assert till.book.ask(refund_preview, rung.purchase, 700) == RefundPreview(700, -7, 0, False)
    assert till.book.ask(refund_preview, rung.purchase) == RefundPreview(1000, -10, 3, True)


def test_it_refuses_what_the_refund_would_refuse(till: Till, maria: int) -> None:
    rung = till.ring(maria, 10_000, lines=LINES)
    for amount, lines in ((10_001, ()), (None, (c.ReturnedLine(4),)), (5, (c.ReturnedLine(0),))):
        with pytest.raises(Refused):
            till.book.ask(refund_preview, rung.purchase, amount, lines)


@pytest.mark.parametrize("expiry", [SIMPLE.expiry, Expiry("absence", 2)])
def test_what_is_too_old_but_not_booked_yet_is_known(till: Till, maria: int, expiry: Expiry) -> None:
    till.rules(replace(SIMPLE, expiry=expiry))
    rung = till.ring(maria, 1000)
    till.redeem(maria, "small")
    till.clock.instant = noon(2027, 5, 1)
    said = till.book.ask(refund_preview, rung.purchase)
    assert (said.points, said.missing) == (-3, 3)
    assert till.refund(rung.purchase).balance == -3


@tries(30, same_fixtures=True)
@given(data=st.data())
def test_it_says_what_the_refund_then_does(till: Till, data) -> None:
    waive = data.draw(st.sampled_from(["owe", "waive"]))
    till.rules(replace(SIMPLE, refund_of_spent=waive), starts_on=date(2026, 1, 1))
    customer = till.customer()
    rung = till.ring(customer, 10_000, lines=LINES)
    for _ in range(data.draw(st.integers(0, 5))):
        till.redeem(customer, "ten-off")
    for _ in range(3):
        amount, lines = data.draw(
            st.one_of(
                st.tuples(st.integers(1, 6000), st.just(())),
                st.tuples(st.none(), st.sampled_from([(c.ReturnedLine(0, 1000),), (c.ReturnedLine(1),)])),
            )
        )
        try:
            said = till.book.ask(refund_preview, rung.purchase, amount, lines)
        except Refused:
            with pytest.raises(Refused):
                till.refund(rung.purchase, amount, lines=lines)
            continue
        done = till.refund(rung.purchase, amount, lines=lines)
        assert done.points == said.points
        assert till.rows("SELECT amount FROM refund ORDER BY id DESC LIMIT 1") == [(said.amount,)]
