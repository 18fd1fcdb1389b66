"""Why a balance is what it is: its lots, what happened to them, and every entry."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import NotFound, Refused
from app.loyalty import queries as q
from app.loyalty.expiry import ABSENCE, Expiry
from tests.exploring import tries

from .conftest import SIMPLE, Till


def test_a_balance_is_its_lots_and_what_is_left_of_each(till: Till) -> None:
    maria = till.customer("Maria")
    till.ring(maria, 12_000, receipt="20418")
    till.clock.advance(days=3)
    till.ring(maria, 5_000)
    till.redeem(maria, "coffee")

    told = till.book.ask(q.why, maria)

    assert (told.customer_name, told.balance, told.owed) == ("Maria", 20, 0)
    assert [(lot.what, lot.points, lot.left) for lot in told.lots] == [("Purchase", 50, 20)]
    assert [(move.what, move.points) for move in told.lots[0].moves] == [("Used: Free coffee", -30)]
    assert [(entry.what, entry.points, entry.balance) for entry in told.entries] == [
        ("Purchase, receipt 20418", 120, 120),
        ("Purchase", 50, 170),
        ("Used: Free coffee", -150, 20),
    ]
    assert told.lots[0].lapses_on is not None
    assert (told.lots[0].lapses_on - told.lots[0].earned_on).days == 90


def test_lots_stand_in_the_order_they_are_spent(till: Till) -> None:
    maria = till.customer()
    for _day in range(3):
        till.ring(maria, 1_000)
        till.clock.advance(days=1)
    lapsing = [lot.lapses_on for lot in till.book.ask(q.why, maria).lots]
    assert lapsing == sorted(lapsing) and len(set(lapsing)) == 3


def test_points_that_lapse_by_absence_say_when(till: Till) -> None:
    till.rules(dataclasses.replace(SIMPLE, expiry=Expiry(ABSENCE, 6)))
    maria = till.customer()
    till.ring(maria, 1_000)
    (lot,) = till.book.ask(q.why, maria).lots
    day = lot.earned_on
    assert lot.lapses_on == date(day.year + (day.month + 5) // 12, (day.month + 5) % 12 + 1, day.day)


def test_somebody_without_points_and_nobody(till: Till) -> None:
    maria = till.customer()
    told = till.book.ask(q.why, maria)
    assert (told.balance, told.lots, told.entries) == (0, (), ())
    with pytest.raises(NotFound):
        till.book.ask(q.why, 999)


@tries(25, same_fixtures=True)
@given(st.lists(st.sampled_from(["ring", "redeem", "refund", "undo", "day", "month"]), max_size=14))
def test_lots_less_what_is_owed_are_the_balance(till: Till, actions: list[str]) -> None:
    maria = till.customer()
    bought: list[int] = []
    for action in actions:
        with suppress(Refused):
            if action == "ring":
                bought.append(till.ring(maria, 1_700).purchase)
            elif action == "redeem":
                till.redeem(maria, "small")
            elif action == "refund" and bought:
                till.refund(bought.pop())
            elif action == "undo":
                till.undo()
            elif action in ("day", "month"):
                till.clock.advance(days=1 if action == "day" else 40)
    told = till.book.ask(q.why, maria)
    assert sum(lot.left for lot in told.lots) - told.owed == told.balance
    assert sum(entry.points for entry in told.entries) == told.balance
    for lot in told.lots:
        assert lot.points + sum(move.points for move in lot.moves) == lot.left
