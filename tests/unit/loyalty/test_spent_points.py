"""Points that have to go back and are spent: owed, waived, or the till is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.kernel.errors import Refused
from app.loyalty import commands as c

from .conftest import SIMPLE, Till


def asking(till: Till, answer: str = "ask") -> Till:
    till.rules(replace(SIMPLE, refund_of_spent=answer))
    return till


def spent(till: Till, maria: int) -> int:
    """A purchase of 10 points, 6 of them used since."""
    rung = till.ring(maria, 1000)
    for _ in range(2):
        till.redeem(maria, "small")
    return rung.purchase


@pytest.mark.parametrize("how", ["refund", "void"])
def test_the_till_is_asked_before_anything_is_written(till: Till, maria: int, clean, how: str) -> None:
    sale = spent(asking(till), maria)
    act = till.refund if how == "refund" else till.void
    with pytest.raises(c.MustChoose, match="6 points that have to go back are spent already") as refusal:
        act(sale, request_id="a form")
    assert (refusal.value.missing, refusal.value.field) == (6, "spent")
    assert till.rows("SELECT count(*) FROM refund") == [(0,)]
    assert act(sale, spent="owe", request_id="a form").balance == -6
    clean()
    till.undo()
    assert act(sale, spent="waive").balance == 0
    clean()


def test_nobody_is_asked_while_the_points_are_there(till: Till, maria: int) -> None:
    sale = spent(asking(till), maria)
    assert till.refund(sale, 400).points == -4
    with pytest.raises(c.MustChoose) as refusal:
        till.refund(sale, 100)
    assert refusal.value.missing == 1


def test_a_reward_that_returns_with_the_sale_is_counted_first(till: Till, maria: int) -> None:
    asking(till)
    till.ring(maria, 1000)
    used = till.redeem(maria, "ten-off")
    rung = till.ring(maria, 400, discount=1000, redemptions=(used.redemption,))
    till.redeem(maria, "small")
    assert till.refund(rung.purchase).points == 6


def test_undo_of_a_purchase_leaves_spent_points_owed(till: Till, maria: int, clean) -> None:
    asking(till)
    spent(till, maria)
    for _ in range(2):
        till.undo()  # the rewards
    till.redeem(maria, "small")
    journal = till.rows("SELECT id FROM journal WHERE undo_kind = 'purchase'")[0][0]
    till.undo(journal)
    assert till.balance(maria) == -3
    clean()


def test_an_answer_the_programme_does_not_ask_for_is_refused(till: Till, maria: int) -> None:
    sale = spent(asking(till, "owe"), maria)
    with pytest.raises(Refused, match="programme itself says"):
        till.refund(sale, spent="waive")
    with pytest.raises(Refused, match="owed or are waived"):
        till.refund(sale, spent="perhaps")
    assert till.refund(sale, spent="owe").balance == -6


@pytest.mark.parametrize("parts", [(1000,), (500, 500), (300, 300, 400)])
def test_a_debt_settled_by_waived_points_is_owed_again_once(
    till: Till, maria: int, clean, parts: tuple[int, ...]
) -> None:
    """10 points settle a debt of 4; 6 are used; all 10 go back, in however many parts."""
    asking(till, "owe")
    first = till.ring(maria, 400)
    till.redeem(maria, "small")
    till.ring(maria, 200)
    till.redeem(maria, "small")
    till.refund(first.purchase)
    assert till.state(maria)[:2] == (-4, 4)
    asking(till, "waive")
    second = till.ring(maria, 1000)
    for _ in range(2):
        till.redeem(maria, "small")
    for part in parts:
        till.refund(second.purchase, part)
        clean()
    assert till.state(maria) == (-4, 4, [])
