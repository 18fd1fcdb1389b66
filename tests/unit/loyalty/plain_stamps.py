"""A stamp card and a balance once more, as plainly as can be: what the machine of stamps compares with.

Built on the plain accounts of `plain_model`; nothing is shared with the program.
"""

from __future__ import annotations

import calendar
import copy
from dataclasses import dataclass, field
from datetime import date, timedelta

from .plain_model import PlainAccount, PlainLot

OF = 5
VALID_DAYS = 90
FAR = date(9999, 12, 31)


def in_three_months(day: date) -> date:
    year, month = (day.year, day.month + 3) if day.month <= 9 else (day.year + 1, day.month - 9)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass
class Gave:
    """What a sale gave on one account, as one lot."""

    unit: str
    lot: int
    points: int
    taken: int = 0


@dataclass
class Sale:
    amount: int
    day: date
    refunded: int = 0
    standing: bool = True
    gave: list[Gave] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return self.refunded == self.amount


@dataclass
class Given:
    """A reward that was given: what it took from which lots of one account; "" took nothing."""

    reward: str
    unit: str
    day: date
    taken: list[tuple[int, int]]
    sale: int | None = None
    standing: bool = True


class PlainCards:
    """One customer: a point for every whole 1.00, a stamp for every cup, stamps by hand, one gift a year."""

    units = ("points", "stamps:cups", "stamps:hand", "stamps:visits")

    def __init__(self, may_owe: bool) -> None:
        self.may_owe = may_owe
        self.accounts = {unit: PlainAccount() for unit in self.units}
        self.sales: dict[int, Sale] = {}
        self.given: dict[int, Given] = {}
        self.lots = 0

    def copy(self) -> PlainCards:
        return copy.deepcopy(self)

    def balances(self) -> dict[str, int]:
        return {unit: account.balance for unit, account in self.accounts.items()}

    def gain(self, unit: str, points: int, day: date) -> int:
        self.lots += 1
        ends = {"points": day + timedelta(days=VALID_DAYS), "stamps:cups": FAR}.get(
            unit, in_three_months(day)
        )
        lot = PlainLot(self.lots, ends, points, points)
        self.accounts[unit].lots.append(lot)
        self.accounts[unit].settle([lot])
        return lot.number

    def buy(self, number: int, amount: int, cups: int, day: date, rewards: tuple[int, ...]) -> None:
        sale = self.sales[number] = Sale(amount, day)
        visit = 0 if self.stamped(day) else 1
        for unit, points in (("points", amount // 100), ("stamps:cups", cups), ("stamps:visits", visit)):
            if points:
                sale.gave.append(Gave(unit, self.gain(unit, points, day), points))
        for reward in rewards:
            self.given[reward].sale = number

    def stamped(self, day: date) -> list[tuple[Sale, Gave]]:
        """The visit stamps of a day that were not taken back."""
        return [
            (sale, gave)
            for _number, sale in sorted(self.sales.items())
            if sale.day == day
            for gave in sale.gave
            if gave.unit == "stamps:visits" and not gave.taken
        ]

    def use(self, number: int, reward: str, unit: str, cost: int, day: date) -> None:
        taken, missing = self.accounts[unit].take(cost) if cost else ([], 0)
        assert not missing
        self.given[number] = Given(reward, unit, day, taken)

    def had(self, reward: str, year: int) -> bool:
        return any(
            one.reward == reward and one.standing and one.day.year == year for one in self.given.values()
        )

    def give_back(self, number: int, today: date) -> None:
        given = self.given[number]
        account = self.accounts[given.unit]
        lots = []
        for lot_number, part in given.taken:
            lot = account.lot(lot_number)
            lot.left += part
            lots.append(lot)
        account.settle([lot for lot in sorted(lots, key=lambda lot: lot.number) if lot.expires >= today])
        account.lapse(today)
        given.standing = False

    def refund(self, number: int, amount: int, today: date, *, void: bool = False) -> None:
        sale = self.sales[number]
        sale.refunded += amount
        sale.standing = not void
        if sale.whole:
            for reward, given in self.given.items():
                if given.sale == number and given.standing:
                    self.give_back(reward, today)
        for gave in sale.gave:
            lapsed = self.accounts[gave.unit].lot(gave.lot).lapsed
            share = gave.points * sale.refunded // sale.amount
            due = max(0, min(share, gave.points - lapsed) - gave.taken)
            if due:
                self.take_back(gave, due)
        if sale.whole:
            self.level(sale.day, today)

    def take_back(self, gave: Gave, due: int) -> None:
        account = self.accounts[gave.unit]
        gave.taken += due
        _taken, missing = account.take(due, [(gave.lot, due)])
        if self.may_owe:
            account.owed += missing

    def level(self, day: date, today: date) -> None:
        """A day of which a sale stands has its stamp."""
        others = [
            sale for _number, sale in sorted(self.sales.items())
            if sale.day == day and sale.standing and not sale.whole
        ]  # fmt: skip
        if others and not self.stamped(day):
            others[0].gave.append(Gave("stamps:visits", self.gain("stamps:visits", 1, day), 1))
            self.accounts["stamps:visits"].lapse(today)

    def lapse(self, today: date) -> None:
        for account in self.accounts.values():
            account.lapse(today)
