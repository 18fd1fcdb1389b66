"""A gift card and some credit used at random: what is on them is what was put on less what was taken off."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

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
from tests.exploring import run_machine

from .conftest import Till, noon

amounts = st.sampled_from([1, 99, 500, 1000, 3333])


class MoneyMachine(RuleBasedStateMachine):
    template: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        path = Path(shutil.copy(self.template, self.folder / "shop.regulars"))
        self.book = open_shop(path, FixedClock(noon(2026, 3, 1)))
        self.till = Till(self.book, self.book.clock)
        self.maria = self.till.customer("Maria")
        self.number = self.till.sell_card(2000)
        self.card, self.credit = 2000, 0
        self.sales: dict[int, list[int]] = {}  # amount, refunded, paid by card, by credit, back on each
        self.before: list[tuple[int, int, dict[int, list[int]]]] = []

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            shutil.rmtree(self.folder)

    def did(self) -> None:
        sales = {number: list(sale) for number, sale in self.sales.items()}
        self.before.append((self.card, self.credit, sales))

    def allowed(self, may: bool, act: Any, *args: Any, **more: Any) -> Any:
        """Do it, when the model says it may be done; else insist that it is refused."""
        if may:
            self.did()
            return act(*args, **more)
        try:
            act(*args, **more)
        except Refused:
            return None
        raise AssertionError("was not refused")

    @rule(amount=amounts)
    def top_up(self, amount: int) -> None:
        self.allowed(True, self.till.top_up, self.number, amount)
        self.card += amount

    @rule(amount=amounts)
    def give(self, amount: int) -> None:
        self.allowed(True, self.till.give_credit, self.maria, amount)
        self.credit += amount

    @rule(amount=amounts)
    def pay(self, amount: int) -> None:
        if self.allowed(amount <= self.card, self.till.pay, self.number, amount):
            self.card -= amount

    @rule(amount=amounts, card=st.sampled_from([0, 50, 700]), credit=st.sampled_from([0, 60, 800]))
    def buy(self, amount: int, card: int, credit: int) -> None:
        parts = [c.Payment("gift", card, self.number)] if card else []
        parts += [c.Payment("credit", credit)] if credit else []
        may = card <= self.card and credit <= self.credit and card + credit <= amount
        rung = self.allowed(may, self.till.ring, self.maria, amount, paid_with=tuple(parts))
        if rung is not None:
            self.card -= card
            self.credit -= credit
            self.sales[rung.purchase] = [amount, 0, card, credit, 0, 0]

    @precondition(lambda self: any(sale[1] < sale[0] for sale in self.sales.values()))
    @rule(data=st.data(), part=amounts, as_credit=st.booleans())
    def refund(self, data: st.DataObject, part: int, as_credit: bool) -> None:
        number = data.draw(st.sampled_from(sorted(n for n, s in self.sales.items() if s[1] < s[0])))
        sale = self.sales[number]
        part = min(part, sale[0] - sale[1])
        self.allowed(True, self.till.refund, number, part, as_credit=as_credit)
        sale = self.sales[number]
        sale[1] += part
        to_card = min(part, sale[2] - sale[4])
        to_credit = min(part - to_card, sale[3] - sale[5])
        sale[4] += to_card
        sale[5] += to_credit
        self.card += to_card
        self.credit += to_credit + (part - to_card - to_credit if as_credit else 0)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.till.undo()
        self.card, self.credit, self.sales = self.before.pop()

    @invariant()
    def the_file_says_the_same(self) -> None:
        if hasattr(self, "book"):
            assert (self.till.on_card(self.number), self.till.credit(self.maria)) == (self.card, self.credit)
            assert self.card >= 0 and self.credit >= 0
            report = self.till.check()
            assert report.ok, report.problems


def test_money_on_cards_and_credit(template_shop: Path) -> None:
    MoneyMachine.template = template_shop
    run_machine(MoneyMachine, examples=20)
