"""Random uses, returns, moves, withdrawals and undos of vouchers, in any order.

After every step: a voucher has one redemption that stands at most, its own mark says the same, and the file
proves itself. A use succeeds exactly where the redemptions, the withdrawal and the days say that it may.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.loyalty import commands as c
from app.loyalty.rewards import Reward
from app.loyalty.vouchers.rule import VoucherRule
from tests.exploring import run_machine

from .conftest import SIMPLE, Till, noon

GIFT = Reward("sorry", "5 off", "amount_off", 0, {"amount": 500})
SORRY = VoucherRule("sorry", "5 off", "apology", GIFT, valid_days=10)
MAY = """
SELECT code FROM voucher v WHERE withdrawn_at IS NULL AND :today BETWEEN valid_from AND valid_until
AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.voucher_id = v.id AND r.given_back_at IS NULL)
"""


class VoucherMachine(RuleBasedStateMachine):
    template: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(noon(2026, 3, 1))
        self.book = open_shop(Path(shutil.copy(self.template, self.folder / "shop.regulars")), self.clock)
        self.till = Till(self.book, self.clock)
        self.till.rules(replace(SIMPLE, vouchers=(SORRY,)))
        self.people = [self.till.new("Maria"), self.till.new("Thomas")]
        self.codes: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            shutil.rmtree(self.folder)

    def ids(self, sql: str) -> list[int]:
        return [row[0] for row in self.till.rows(sql)]

    def tried(self, action) -> None:
        try:
            action()
        except Refused as refusal:
            assert refusal.message.endswith(".")

    @rule(who=st.integers(0, 1))
    def issue(self, who: int) -> None:
        self.codes.append(self.till.issue(self.people[who], "sorry").code)

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def use(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.codes))
        if code in [row[0] for row in self.till.rows(MAY, today=self.clock.instant.date().isoformat())]:
            self.till.use(code)
        else:
            with pytest.raises(Refused, match=r"^This voucher (was|is) "):
                self.till.use(code)

    @rule(who=st.integers(0, 1), amount=st.integers(600, 3000))
    def buy_with_what_is_loose(self, who: int, amount: int) -> None:
        loose = self.ids(
            "SELECT id FROM redemption WHERE purchase_id IS NULL AND given_back_at IS NULL "
            f"AND customer_id = {self.people[who]}"
        )
        self.till.ring(self.people[who], amount, redemptions=tuple(loose))

    @precondition(lambda self: self.ids("SELECT id FROM purchase WHERE voided_at IS NULL"))
    @rule(data=st.data(), how=st.sampled_from(["refund", "void", "move"]))
    def bring_back(self, data: st.DataObject, how: str) -> None:
        sale = data.draw(st.sampled_from(self.ids("SELECT id FROM purchase WHERE voided_at IS NULL")))
        to = (data.draw(st.sampled_from(self.people)),) if how == "move" else ()
        self.tried(lambda: getattr(self.till, how)(sale, *to))

    @precondition(lambda self: self.ids("SELECT id FROM redemption"))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        given = data.draw(st.sampled_from(self.ids("SELECT id FROM redemption")))
        self.tried(lambda: self.book.do(c.give_back, c.GiveBack(given)))

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.codes))
        self.tried(lambda: self.book.do(c.withdraw_voucher, c.WithdrawVoucher(code)))

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        done = self.ids(
            "SELECT id FROM journal WHERE undone_at IS NULL AND undo_kind <> 'customer.added' ORDER BY id"
        )
        if done:
            self.tried(lambda: self.till.undo(data.draw(st.sampled_from(done))))

    @rule(days=st.integers(1, 6))
    def wait(self, days: int) -> None:
        self.clock.advance(days=days)

    @invariant()
    def used_once_and_in_step(self) -> None:
        if hasattr(self, "book"):
            twice = (
                "SELECT voucher_id FROM redemption WHERE given_back_at IS NULL GROUP BY 1 HAVING count(*) > 1"
            )
            assert self.ids(twice) == []
            assert self.till.check().problems == []


def test_a_voucher_is_used_once_whatever_comes_back(template_shop: Path) -> None:
    VoucherMachine.template = template_shop
    run_machine(VoucherMachine, examples=5)
