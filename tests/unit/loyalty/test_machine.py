"""Random till actions against a plain model: after every step the file proves itself and says the same."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy.orm import Session

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.kernel.errors import Conflict, Refused
from app.kernel.ids import new_request_id
from app.kernel.unit import Unit
from app.loyalty import commands as c
from app.loyalty import queries as q
from app.loyalty.rules import Rules
from tests.exploring import run_machine

from .conftest import SIMPLE, Till, noon
from .plain_model import PlainShop

COSTS = {"small": 3, "ten-off": 10}
holders = st.sampled_from([1, 2])
amounts = st.one_of(st.integers(1, 3000), st.sampled_from([99, 100, 101, 333, 1000]))


class LedgerMachine(RuleBasedStateMachine):
    template: ClassVar[Path]

    @initialize(may_owe=st.booleans())
    def open(self, may_owe: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(noon(2026, 3, 1))
        path = Path(shutil.copy(self.template, self.folder / "shop.regulars"))
        self.book = open_shop(path, self.clock)
        self.till = Till(self.book, self.clock)
        refund = "owe" if may_owe else "waive"
        self.till.rules(Rules("", SIMPLE.earning, SIMPLE.rewards, SIMPLE.expiry, refund))
        self.ids = {1: self.till.customer("Maria"), 2: self.till.customer("Thomas")}
        self.model = PlainShop(may_owe)
        self.before: list[PlainShop] = []
        self.past: dict[tuple[int, date], int] = {}
        self.last: tuple[Any, Any, Any] | None = None

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            shutil.rmtree(self.folder)

    @property
    def today(self) -> date:
        return self.clock.instant.date()

    def did(self, before: PlainShop, command: Any, cmd: Any, result: Any) -> None:
        self.before.append(before)
        self.last = (command, cmd, result)

    @rule(who=holders, amount=amounts, with_reward=st.booleans())
    def buy(self, who: int, amount: int, with_reward: bool) -> None:
        loose = [n for n, r in self.model.rewards.items() if r.holder == who and r.given and r.sale is None]
        rewards = (loose[-1],) if with_reward and loose else ()
        before = self.model.copy()
        cmd = c.RingUp(self.ids[who], amount, redemptions=rewards, request_id=new_request_id())
        rung = self.book.do(c.ring_up, cmd)
        self.model.buy(rung.purchase, who, amount, self.today, rewards)
        assert rung.points == amount // 100
        assert rung.balance == self.model.accounts[who].balance
        self.did(before, c.ring_up, cmd, rung)

    @rule(who=holders, reward=st.sampled_from(sorted(COSTS)))
    def use(self, who: int, reward: str) -> None:
        before = self.model.copy()
        cmd = c.Redeem(self.ids[who], reward, request_id=new_request_id())
        if self.model.accounts[who].balance < COSTS[reward]:
            with pytest.raises(Refused):
                self.book.do(c.redeem, cmd)
            return
        used = self.book.do(c.redeem, cmd)
        self.model.use(used.redemption, who, COSTS[reward])
        self.did(before, c.redeem, cmd, used)

    @precondition(lambda self: any(s.standing for s in self.model.sales.values()))
    @rule(data=st.data(), part=st.one_of(st.none(), st.integers(1, 3000)))
    def refund(self, data: st.DataObject, part: int | None) -> None:
        number = data.draw(st.sampled_from([n for n, s in self.model.sales.items() if s.standing]))
        sale = self.model.sales[number]
        left = sale.amount - sale.refunded
        amount = left if part is None else part
        before = self.model.copy()
        cmd = c.RefundPurchase(number, part, request_id=new_request_id())
        if not 0 < amount <= left:
            with pytest.raises(Refused):
                self.book.do(c.refund_purchase, cmd)
            return
        held = self.model.accounts[sale.holder].balance
        refunded = self.book.do(c.refund_purchase, cmd)
        self.model.refund(number, amount, self.today)
        assert refunded.points == self.model.accounts[sale.holder].balance - held
        self.did(before, c.refund_purchase, cmd, refunded)

    @precondition(lambda self: any(s.standing for s in self.model.sales.values()))
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([n for n, s in self.model.sales.items() if s.standing]))
        sale = self.model.sales[number]
        before = self.model.copy()
        cmd = c.VoidPurchase(number, request_id=new_request_id())
        voided = self.book.do(c.void_purchase, cmd)
        self.model.refund(number, sale.amount - sale.refunded, self.today, void=True)
        self.did(before, c.void_purchase, cmd, voided)

    @precondition(lambda self: any(s.standing for s in self.model.sales.values()))
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([n for n, s in self.model.sales.items() if s.standing]))
        to = 3 - self.model.sales[number].holder
        before = self.model.copy()
        cmd = c.MovePurchase(number, self.ids[to], request_id=new_request_id())
        moved = self.book.do(c.move_purchase, cmd)
        self.model.move(number, to, self.today)
        assert moved.balance_to == self.model.accounts[to].balance
        self.did(before, c.move_purchase, cmd, moved)

    @rule(who=holders, points=st.integers(-20, 20).filter(bool))
    def adjust(self, who: int, points: int) -> None:
        before = self.model.copy()
        cmd = c.Adjust(self.ids[who], points, "by hand", request_id=new_request_id())
        if points < 0 and self.model.accounts[who].balance < -points:
            with pytest.raises(Refused):
                self.book.do(c.adjust, cmd)
            return
        done = self.book.do(c.adjust, cmd)
        self.model.adjust(who, points, self.today)
        self.did(before, c.adjust, cmd, done)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        """Undo leaves balances and open lots as they were before."""
        self.till.undo()
        self.model = self.before.pop()
        self.last = None

    @precondition(lambda self: self.last)
    @rule()
    def send_again(self) -> None:
        """The same form twice is done once; the same id for something else is refused."""
        assert self.last is not None
        command, cmd, result = self.last
        again = self.book.do(command, cmd)
        assert again.already_done
        assert vars(again) == vars(result) | {"already_done": True}
        with pytest.raises(Conflict):
            self.book.do(c.adjust, c.Adjust(self.ids[1], 777, "else", request_id=cmd.request_id))

    @rule(who=holders, amount=amounts)
    def crash(self, who: int, amount: int) -> None:
        """A transaction that never commits leaves nothing."""
        with Session(self.book.engines.writer) as session:
            unit = Unit(session, self.clock.now(), self.book.context, self.book.actor)
            c.ring_up(unit, c.RingUp(self.ids[who], amount))
            session.rollback()

    @rule(days=st.sampled_from([1, 2, 30, 89, 90, 91]))
    def days_pass(self, days: int) -> None:
        for who, customer in self.ids.items():
            self.past[customer, self.today] = self.model.accounts[who].balance
        self.clock.advance(days=days)
        self.till.lapse()
        for account in self.model.accounts.values():
            account.lapse(self.today)
        self.before.clear()
        self.last = None

    @invariant()
    def the_file_and_the_model_agree(self) -> None:
        if not hasattr(self, "till"):
            return
        for who, customer in self.ids.items():
            account = self.model.accounts[who]
            balance, owed, lots = self.till.state(customer)
            assert (balance, owed) == (account.balance, account.owed)
            assert sorted((str(day), left) for _seq, day, left in lots) == sorted(
                (str(lot.expires), lot.left) for lot in account.open()
            )
            assert balance == sum(row[1] for row in self.till.entries(customer))
            assert balance >= 0 or self.model.may_owe

    @invariant()
    def the_file_proves_itself(self) -> None:
        if hasattr(self, "till"):
            report = self.till.check()
            assert report.ok, report.problems

    @invariant()
    def past_days_never_change(self) -> None:
        for (customer, day), balance in getattr(self, "past", {}).items():
            assert self.book.ask(q.ledger, customer, day).balance == balance
        if hasattr(self, "past"):
            assert all(day < self.today + timedelta(days=1) for _c, day in self.past)


def test_any_run_of_till_actions(template_shop: Path) -> None:
    LedgerMachine.template = template_shop
    run_machine(LedgerMachine, examples=30)
