"""Moving all that one customer has to another and back, as households do and merging will."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta

from app.kernel.clock import FixedClock
from app.kernel.unit import Unit
from app.loyalty.credit.rule import GiftCardRule
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.lineage import descendants, family, lapsed_of, lot_at
from app.loyalty.transferring import accounts_of, bring_back_debts, move_all

from .conftest import SIMPLE, Till

Clean = Callable[[], None]
LEFT = (
    "SELECT unit, earned_on, lot.expires_on, remaining FROM open_lot JOIN lot ON lot.id = lot_id "
    "JOIN account ON account.id = lot.account_id WHERE customer_id = :c ORDER BY unit, lot.expires_on, lot.id"
)


@dataclasses.dataclass(frozen=True)
class _Move:
    giver: int
    taker: int
    back: bool = False


def _move(unit: Unit, cmd: _Move) -> None:
    ledgers = Ledgers(unit, unit.today)
    if cmd.back:
        for account_id, _kind in accounts_of(unit, cmd.taker, money=True):
            bring_back_debts(unit, ledgers, ledgers.account(account_id))
    for account_id, kind in accounts_of(unit, cmd.giver, money=True):
        taker = ledgers.of(cmd.taker, kind)
        move_all(unit, ledgers, ledgers.account(account_id), taker, EntryKind.JOIN)
    ledgers.save()


def test_merging_moves_lots_with_expiry_and_order(
    till: Till, maria: int, clock: FixedClock, clean: Clean
) -> None:
    double = till.customer("Maria S.")
    for days in range(3):
        clock.instant += timedelta(days=days)
        till.ring(double, 1000 + 100 * days)
    till.give_credit(double, 700)
    lots = till.rows(LEFT, c=double)
    till.book.do(_move, _Move(double, maria))
    assert till.rows(LEFT, c=maria) == lots
    assert till.rows(LEFT, c=double) == []
    assert (till.balance(maria), till.balance(double)) == (33, 0)
    assert (till.credit(maria), till.credit(double)) == (700, 0)
    clean()


def test_moving_back_gives_each_the_very_lots_it_had(till: Till, maria: int, clean: Clean) -> None:
    double = till.customer("Maria S.")
    till.ring(double, 1000)
    till.ring(double, 500)
    start = (till.state(double), till.state(maria))
    for _again in range(3):
        till.book.do(_move, _Move(double, maria))
        till.book.do(_move, _Move(maria, double))
    assert (till.state(double), till.state(maria)) == start
    assert till.rows("SELECT count(*) FROM lot") == [(4,)]  # the two and their two twins, however often
    clean()


def test_a_debt_is_paid_from_what_is_there_and_goes_back_unpaid(till: Till, maria: int, clean: Clean) -> None:
    double = till.customer("Maria S.")
    rung = till.ring(double, 1000)
    till.redeem(double, "ten-off")
    till.refund(rung.purchase)
    till.ring(maria, 2500)
    start = (till.state(double), till.state(maria))
    assert start[0][:2] == (-10, 10)
    till.book.do(_move, _Move(double, maria))
    assert (till.balance(double), till.balance(maria)) == (0, 15)
    clean()
    till.book.do(_move, _Move(0, double, back=True))
    assert (till.state(double), till.state(maria)) == start
    clean()


def test_what_comes_to_who_owes_settles_it(till: Till, maria: int, clean: Clean) -> None:
    double = till.customer("Maria S.")
    rung = till.ring(maria, 1000)
    till.redeem(maria, "ten-off")
    till.refund(rung.purchase)
    till.ring(double, 400)
    till.book.do(_move, _Move(double, maria))
    assert till.state(maria) == (-6, 6, [])
    clean()


def test_families_of_lots(till: Till, maria: int, clock: FixedClock) -> None:
    double = till.customer("Maria S.")
    till.ring(double, 1000)
    till.book.do(_move, _Move(double, maria))
    [(own,)] = till.rows("SELECT id FROM account WHERE customer_id = :c", c=double)
    first = till.book.ask(lot_at, own, 1)
    [twin] = till.book.ask(descendants, first)
    assert (twin.points, twin.expires_on, twin.earned_on) == (10, first.expires_on, first.earned_on)
    assert till.book.ask(family, twin) == [first, twin]
    assert till.book.ask(lapsed_of, own, 1) == 0
    clock.instant += timedelta(days=91)
    till.lapse()
    assert till.book.ask(lapsed_of, own, 1) == 10


def test_what_is_too_old_does_not_move(till: Till, maria: int, clock: FixedClock, clean: Clean) -> None:
    double = till.customer("Maria S.")
    till.ring(double, 1000)
    clock.instant += timedelta(days=91)
    till.book.do(_move, _Move(double, maria))
    assert (till.balance(double), till.balance(maria)) == (0, 0)
    clean()


def test_a_gift_card_is_nobodys_and_stays(till: Till, maria: int, clean: Clean) -> None:
    till.rules(dataclasses.replace(SIMPLE, gift_cards=GiftCardRule()))
    number = till.sell_card(500, customer_id=maria)
    till.book.do(_move, _Move(maria, till.customer("Maria S.")))
    assert till.on_card(number) == 500
    clean()
