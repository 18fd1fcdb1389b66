"""Random till actions on stamp cards and rewards against a plain model; after every step the file agrees."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date
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
from app.loyalty.rewards import Reward
from app.loyalty.stamps.card import StampCard
from app.loyalty.stamps.queries import stamp_states
from app.sales.purchases import Line
from tests.exploring import run_machine

from .conftest import SIMPLE, Till, noon
from .plain_stamps import OF, PlainCards

CUP = 250
CARDS = (
    StampCard("cups", "Cups", OF, category=("Cups",), gives="Free cup"),
    StampCard("hand", "By hand", OF, "button", gives="Free cake", months=3),
    StampCard("visits", "Visits", OF, "visit", gives="Free tea", months=3),
)
REWARDS = (
    Reward("small", "Small", "free_item", 3),
    Reward("gift", "Gift", "perk", 0, {"perk": "a rose", "once": "year"}),
)


class StampMachine(RuleBasedStateMachine):
    template: ClassVar[Path]

    @initialize(may_owe=st.booleans())
    def open(self, may_owe: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(noon(2026, 2, 1))
        path = Path(shutil.copy(self.template, self.folder / "shop.regulars"))
        self.book = open_shop(path, self.clock)
        self.till = Till(self.book, self.clock)
        refund = "owe" if may_owe else "waive"
        self.till.rules(replace(SIMPLE, stamp_cards=CARDS, rewards=REWARDS, refund_of_spent=refund))
        self.maria = self.till.customer("Maria")
        self.model = PlainCards(may_owe)
        self.before: list[PlainCards] = []
        self.past: dict[date, dict[str, int]] = {}

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            shutil.rmtree(self.folder)

    @property
    def today(self) -> date:
        return self.clock.instant.date()

    @property
    def standing(self) -> list[int]:
        return [number for number, sale in self.model.sales.items() if sale.standing]

    @rule(cups=st.integers(0, 12), other=st.integers(0, 900), rewards=st.integers(0, 2))
    def buy(self, cups: int, other: int, rewards: int) -> None:
        lines = (Line("Flat white", "Cups", cups * 1000, cups * CUP),) if cups else ()
        lines += (Line("Cake", "Bakery", 1000, other),) if other else ()
        if not lines:
            return
        loose = [number for number, one in self.model.given.items() if one.standing and one.sale is None]
        used = tuple(loose[:rewards])
        self.before.append(self.model.copy())
        amount = cups * CUP + other
        rung = self.till.ring(self.maria, amount, lines=lines, redemptions=used)
        self.model.buy(rung.purchase, amount, cups, self.today, used)

    @rule(count=st.integers(1, 7))
    def stamp(self, count: int) -> None:
        self.before.append(self.model.copy())
        given = self.till.stamp(self.maria, "hand", count)
        self.model.gain("stamps:hand", count, self.today)
        assert given.have == self.model.accounts["stamps:hand"].balance

    @rule(card=st.sampled_from(["cups", "hand", "visits"]), goes_with=st.booleans())
    def use_card(self, card: str, goes_with: bool) -> None:
        unit = f"stamps:{card}"
        sales = [number for number in self.standing if not self.model.sales[number].whole]
        purchase = sales[-1] if goes_with and sales else None
        if self.model.accounts[unit].balance < OF:
            with pytest.raises(Refused):
                self.till.use_card(self.maria, card, purchase_id=purchase)
            return
        self.before.append(self.model.copy())
        used = self.till.use_card(self.maria, card, purchase_id=purchase)
        self.model.use(used.redemption, card, unit, OF, self.today)
        self.model.given[used.redemption].sale = purchase

    @rule(reward=st.sampled_from(REWARDS))
    def use(self, reward: Reward) -> None:
        had = reward.id == "gift" and self.model.had("gift", self.today.year)
        if had or (self.model.accounts["points"].balance < reward.cost and reward.cost):
            with pytest.raises(Refused):
                self.till.redeem(self.maria, reward.id)
            return
        self.before.append(self.model.copy())
        used = self.till.redeem(self.maria, reward.id)
        self.model.use(used.redemption, reward.id, "points", reward.cost, self.today)

    @precondition(lambda self: any(one.standing for one in self.model.given.values()))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        given = [number for number, one in self.model.given.items() if one.standing]
        number = data.draw(st.sampled_from(given))
        self.before.append(self.model.copy())
        self.till.give_back(number)
        self.model.give_back(number, self.today)

    @precondition(lambda self: self.standing)
    @rule(data=st.data(), part=st.one_of(st.none(), st.integers(1, 3000)), void=st.booleans())
    def take_back(self, data: st.DataObject, part: int | None, void: bool) -> None:
        number = data.draw(st.sampled_from(self.standing))
        sale = self.model.sales[number]
        left = sale.amount - sale.refunded
        amount = left if part is None or void else part
        if not void and not 0 < amount <= left:
            with pytest.raises(Refused):
                self.till.refund(number, amount)
            return
        self.before.append(self.model.copy())
        if void:
            self.till.void(number)
        else:
            self.till.refund(number, amount)
        self.model.refund(number, amount, self.today, void=void)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.till.undo()
        self.model = self.before.pop()

    @precondition(lambda self: self.standing)
    @rule()
    def everything_comes_back(self) -> None:
        """Refund every sale, give every reward back: nothing is left but what was given by hand."""
        for number in self.standing:
            sale = self.model.sales[number]
            self.till.void(number)
            self.model.refund(number, sale.amount - sale.refunded, self.today, void=True)
        for number, one in self.model.given.items():
            if one.standing:
                self.till.give_back(number)
                self.model.give_back(number, self.today)
        self.before.clear()
        if self.model.may_owe and not any(lot.lapsed for lot in self.model.accounts["stamps:cups"].lots):
            assert self.till.balance(self.maria, "stamps:cups") == 0

    @rule(days=st.sampled_from([1, 1, 2, 30, 89, 90, 91]))
    def days_pass(self, days: int) -> None:
        self.past[self.today] = self.model.balances()
        self.clock.advance(days=days)
        self.till.lapse()
        self.model.lapse(self.today)
        self.before.clear()

    @invariant()
    def the_file_and_the_model_agree(self) -> None:
        if not hasattr(self, "till"):
            return
        for unit, account in self.model.accounts.items():
            balance, owed, lots = self.till.state(self.maria, unit)
            assert (unit, balance, owed) == (unit, account.balance, account.owed)
            assert sorted(left for _seq, _day, left in lots) == sorted(lot.left for lot in account.open())
            assert balance == sum(row[1] for row in self.till.entries(self.maria, unit))
            assert balance == sum(row[2] for row in lots) - owed
        for state in self.book.ask(stamp_states, self.maria):
            held = self.model.accounts[f"stamps:{state.card}"].balance
            assert (state.have, state.full) == (held, max(0, held) // OF)

    @invariant()
    def no_reward_is_had_twice(self) -> None:
        if hasattr(self, "till"):
            rows = self.till.rows(
                "SELECT count(*) FROM redemption WHERE reward = 'gift' AND given_back_at IS NULL "
                "GROUP BY substr(at, 1, 4)"
            )
            assert all(row == (1,) for row in rows)

    @invariant()
    def the_file_proves_itself(self) -> None:
        if hasattr(self, "till"):
            report = self.till.check()
            assert report.ok, report.problems

    @invariant()
    def past_days_never_change(self) -> None:
        for day, balances in getattr(self, "past", {}).items():
            for unit, balance in balances.items():
                rows = self.till.rows(
                    "SELECT coalesce(sum(e.points), 0) FROM entry e JOIN account a ON a.id = e.account_id "
                    "WHERE a.customer_id = :c AND a.unit = :u AND e.business_date <= :d",
                    c=self.maria, u=unit, d=day.isoformat(),
                )  # fmt: skip
                assert rows == [(balance,)]


def test_any_run_of_stamps_and_rewards(template_shop: Path) -> None:
    StampMachine.template = template_shop
    run_machine(StampMachine, examples=12)
