"""Money that fills no step is carried over, and everything that is taken back takes it along."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.loyalty.rules import rules_from_dict
from tests.exploring import tries

from .conftest import Till

TENS = rules_from_dict(
    {"earning": [{"id": "tens", "kind": "money_step", "points": 1, "step": 1000, "carry_over": True}]}
)


def carried(till: Till, customer: int) -> int:
    """The running sum, proved from its rows."""
    rows = till.rows(
        "SELECT amount, total FROM carried WHERE account_id = "
        "(SELECT id FROM account WHERE customer_id = :c) ORDER BY id",
        c=customer,
    )
    running = 0
    for amount, total in rows:
        running += amount
        assert total == running
    return running


@pytest.fixture
def tens(till: Till) -> Till:
    till.rules(TENS)
    return till


def test_what_fills_no_step_counts_with_the_next_purchase(tens: Till, maria: int, clean) -> None:
    assert [tens.ring(maria, amount).points for amount in (1999, 1, 500, 500, 999, 1)] == [1, 1, 0, 1, 0, 1]
    assert carried(tens, maria) == 4000
    clean()


def test_a_refund_takes_its_part_along(tens: Till, maria: int) -> None:
    rung = tens.ring(maria, 1500)
    tens.refund(rung.purchase, 600)
    assert carried(tens, maria) == 900
    assert tens.ring(maria, 100).points == 1
    tens.refund(rung.purchase)
    assert carried(tens, maria) == 100


@pytest.mark.parametrize("action", ["ring", "refund", "void", "move"])
def test_undo_leaves_what_is_carried_as_before(tens: Till, maria: int, clean, action: str) -> None:
    thomas = tens.customer("Thomas")
    first = tens.ring(maria, 1700)
    tens.refund(first.purchase, 400)
    tens.ring(thomas, 450)
    before = carried(tens, maria), carried(tens, thomas), tens.state(maria), tens.state(thomas)
    match action:
        case "ring":
            tens.ring(maria, 800)
        case "refund":
            tens.refund(first.purchase, 333)
        case "void":
            tens.void(first.purchase)
        case "move":
            tens.move(first.purchase, thomas)
            assert (carried(tens, maria), carried(tens, thomas)) == (0, 450 + 1300)
    assert (carried(tens, maria), carried(tens, thomas)) != before[:2]
    tens.undo()
    assert (carried(tens, maria), carried(tens, thomas), tens.state(maria), tens.state(thomas)) == before
    clean()


def test_after_a_move_a_refund_takes_its_part_from_the_right_card(tens: Till, maria: int, clean) -> None:
    thomas = tens.customer("Thomas")
    rung = tens.ring(maria, 2000)
    tens.refund(rung.purchase, 500)
    tens.move(rung.purchase, thomas)
    tens.refund(rung.purchase, 500)
    assert (carried(tens, maria), carried(tens, thomas)) == (0, 1000)
    tens.refund(rung.purchase)
    assert (carried(tens, maria), carried(tens, thomas)) == (0, 0)
    clean()


def test_a_household_carries_together_and_all_of_it_is_told(tens: Till, maria: int, clean) -> None:
    thomas = tens.customer("Thomas")
    tens.ring(maria, 100)
    with tens.book.engines.writer.begin() as connection:
        run = connection.exec_driver_sql
        run(
            "INSERT INTO household (id, name, holder_id, founded_at) VALUES (1, 'Us', ?, '2026-01-01')",
            (maria,),
        )
        for member in (maria, thomas):
            run("INSERT INTO household_member VALUES (?, 1, '2026-01-01')", (member,))
    told: list[tuple[str, int | None]] = []
    stop = tens.book.changes.subscribe(told.extend)
    rung = tens.ring(thomas, 900)
    stop()
    assert (rung.points, rung.balance, carried(tens, maria)) == (1, 1, 1000)
    assert {("points", maria), ("points", thomas)} <= set(told)
    tens.refund(rung.purchase)
    assert (tens.balance(maria), carried(tens, maria)) == (0, 100)
    clean()


def test_rules_each_carry_their_own(tens: Till, maria: int) -> None:
    tens.rules(
        rules_from_dict(
            {
                "earning": [
                    {"id": "tens", "kind": "money_step", "points": 1, "step": 1000, "carry_over": True},
                    {"id": "threes", "kind": "money_step", "points": 1, "step": 300, "carry_over": True},
                ]
            }
        )
    )
    assert [tens.ring(maria, 500).points for _ in range(3)] == [1, 3, 2]


@tries(25, same_fixtures=True)
@given(data=st.data())
def test_refunding_everything_in_any_order_leaves_everything_as_it_was(till: Till, data) -> None:
    till.rules(TENS)
    who = [till.customer("Maria"), till.customer("Thomas")]
    till.ring(who[0], 1234)
    start = [(carried(till, one), till.state(one)) for one in who]
    sales = [
        till.ring(data.draw(st.sampled_from(who)), data.draw(st.integers(1, 3000))).purchase
        for _ in range(data.draw(st.integers(1, 4)))
    ]
    for _ in range(data.draw(st.integers(0, 6))):
        sale = data.draw(st.sampled_from(sales))
        match data.draw(st.sampled_from(["refund", "move", "undo"])):
            case "refund":
                left = till.rows("SELECT amount - refunded FROM purchase WHERE id = :p", p=sale)[0][0]
                if left:
                    till.refund(sale, data.draw(st.integers(1, left)))
            case "move":
                holder = till.rows("SELECT customer_id FROM purchase WHERE id = :p", p=sale)[0][0]
                till.move(sale, who[1] if holder == who[0] else who[0])
            case "undo":
                journal = till.rows("SELECT max(id) FROM journal WHERE undo_kind IN ('refund', 'move')")[0][0]
                if journal is not None:
                    with contextlib.suppress(Refused):
                        till.undo(journal)
    for sale in data.draw(st.permutations(sales)):
        left, voided = till.rows(
            "SELECT amount - refunded, voided_at IS NOT NULL FROM purchase WHERE id = :p", p=sale
        )[0]
        if not voided and left:
            till.refund(sale)
    assert [(carried(till, one), till.state(one)) for one in who] == start
