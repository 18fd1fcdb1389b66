"""The ledger once more, as plainly as can be: lists of lots in memory. What the machine compares with.

Nothing here is shared with the program: no entries, no sequences, no allocations, only what is left where.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

VALID_DAYS = 90


@dataclass
class PlainLot:
    number: int
    expires: date
    points: int
    left: int
    lapsed: int = 0


@dataclass
class PlainAccount:
    lots: list[PlainLot] = field(default_factory=list)
    owed: int = 0

    @property
    def balance(self) -> int:
        return sum(lot.left for lot in self.lots) - self.owed

    def lot(self, number: int) -> PlainLot:
        return next(lot for lot in self.lots if lot.number == number)

    def open(self) -> list[PlainLot]:
        return sorted((lot for lot in self.lots if lot.left), key=lambda lot: (lot.expires, lot.number))

    def take(self, points: int, first: list[tuple[int, int]] = ()) -> tuple[list[tuple[int, int]], int]:
        """What was taken from which lot, and what was missing."""
        taken: list[tuple[int, int]] = []
        for lot, limit in [(self.lot(n), limit) for n, limit in first] + [
            (lot, points) for lot in self.open()
        ]:
            part = min(lot.left, limit, points)
            if part > 0:
                lot.left -= part
                points -= part
                taken.append((lot.number, part))
        return taken, points

    def settle(self, lots: list[PlainLot]) -> None:
        for lot in lots:
            part = min(lot.left, self.owed)
            lot.left -= part
            self.owed -= part

    def lapse(self, today: date) -> None:
        for lot in self.lots:
            if lot.expires < today:
                lot.lapsed += lot.left
                lot.left = 0


@dataclass
class PlainSale:
    holder: int
    day: date
    amount: int
    refunded: int = 0
    standing: bool = True
    lot: int = 0
    points: int = 0
    taken: int = 0


@dataclass
class PlainReward:
    holder: int
    taken: list[tuple[int, int]]
    sale: int | None = None
    given: bool = True


class PlainShop:
    """Two customers, one point for every whole 1.00, valid for 90 days."""

    def __init__(self, may_owe: bool) -> None:
        self.may_owe = may_owe
        self.accounts = {1: PlainAccount(), 2: PlainAccount()}
        self.sales: dict[int, PlainSale] = {}
        self.rewards: dict[int, PlainReward] = {}
        self.lots = 0

    def copy(self) -> PlainShop:
        return copy.deepcopy(self)

    def gain(self, holder: int, points: int, day: date, today: date) -> int:
        self.lots += 1
        account = self.accounts[holder]
        lot = PlainLot(self.lots, day + timedelta(days=VALID_DAYS), points, points)
        account.lots.append(lot)
        if lot.expires >= today:
            account.settle([lot])
        account.lapse(today)
        return lot.number

    def buy(self, number: int, holder: int, amount: int, today: date, rewards: tuple[int, ...]) -> None:
        sale = self.sales[number] = PlainSale(holder, today, amount, points=amount // 100)
        if sale.points:
            sale.lot = self.gain(holder, sale.points, today, today)
        for reward in rewards:
            self.rewards[reward].sale = number

    def use(self, number: int, holder: int, cost: int) -> None:
        taken, missing = self.accounts[holder].take(cost)
        assert missing == 0
        self.rewards[number] = PlainReward(holder, taken)

    def give_back(self, number: int, today: date) -> None:
        reward = self.rewards[number]
        account = self.accounts[reward.holder]
        lots = []
        for lot_number, part in reward.taken:
            lot = account.lot(lot_number)
            lot.left += part
            lots.append(lot)
        account.settle([lot for lot in sorted(lots, key=lambda lot: lot.number) if lot.expires >= today])
        account.lapse(today)
        reward.given = False

    def take_back(self, sale: PlainSale, refunded: int) -> None:
        if not sale.points:
            return
        account = self.accounts[sale.holder]
        share = int(Fraction(sale.points * refunded, sale.amount))
        due = max(0, min(share, sale.points - account.lot(sale.lot).lapsed) - sale.taken)
        sale.taken += due
        _taken, missing = account.take(due, [(sale.lot, due)])
        if self.may_owe:
            account.owed += missing

    def refund(self, number: int, amount: int, today: date, *, void: bool = False) -> None:
        sale = self.sales[number]
        sale.refunded += amount
        if sale.refunded == sale.amount:
            for reward, given in self.rewards.items():
                if given.sale == number and given.given:
                    self.give_back(reward, today)
        self.take_back(sale, sale.refunded)
        sale.standing = not void

    def move(self, number: int, to: int, today: date) -> None:
        sale = self.sales[number]
        for reward, given in self.rewards.items():
            if given.sale == number and given.given:
                self.give_back(reward, today)
        self.take_back(sale, sale.amount)
        moved = self.sales[number] = PlainSale(to, sale.day, sale.amount, sale.refunded, points=sale.points)
        if moved.points:
            moved.lot = self.gain(to, moved.points, moved.day, today)
            self.take_back(moved, moved.refunded)

    def adjust(self, holder: int, points: int, today: date) -> None:
        if points > 0:
            self.gain(holder, points, today, today)
        else:
            self.accounts[holder].take(-points)
