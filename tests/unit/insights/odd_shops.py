"""Shops as they come: nearly empty, with a clock that was wrong, with sales nobody makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.money import MAX_AMOUNT
from app.sales.purchases import Line
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.receipts import Receipt, write
from tests.unit.loyalty.conftest import Till

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Odd:
    """A shop of `customers`, numbered from 1. `foretold`: whether there is enough to tell of days to come;
    `bought`: whether anything stands, so that a customer has a history at all."""

    customers: int
    make: Callable[[Till], None]
    foretold: bool = False
    bought: bool = True


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def _came(*came: Came) -> Callable[[Till], None]:
    return lambda till: fill(till.book, 0, came)


def _receipts(*receipts: Receipt) -> Callable[[Till], None]:
    return lambda till: write(till.book, receipts)


def _all(customers: int, *ago: int, paid: int = 1_000, back: int = 0, void: bool = False) -> list[Came]:
    return [Came(who, day(at), paid, back, void) for who in range(1, customers + 1) for at in ago]


def _everything(customers: int, *ago: int) -> list[Receipt]:
    things = ("Tea", "Cake:Cakes", "Pen:Paper")
    return [Receipt(who, day(at), things) for who in range(1, customers + 1) for at in ago]


def _refunded(till: Till) -> None:
    """As a till does it: lines, a refund without lines, and a void, on four days."""
    line = (Line("Tea", "Drinks", amount=300),)
    for _day in range(4):
        for who in range(1, 4):
            till.refund(till.ring(who, 300, lines=line).purchase)
            till.void(till.ring(who, 300, lines=line).purchase)
        till.clock.advance(days=2)


def _to_and_fro(till: Till) -> None:
    """A clock that stood a year back, ran five ahead, and is right again."""
    line = (Line("Tea", amount=300),)
    for jump in (-400, 400, 5 * 365, -5 * 365, -1, 1):
        till.clock.advance(days=jump)
        for who in (1, 2, 3):
            till.ring(who, 300, lines=line)


def _at(clock: FixedClock, year: int) -> None:
    clock.instant = clock.instant.replace(year=year)


def _beginning(till: Till) -> None:
    _at(till.clock, 1000)
    till.ring(1, 500)


def _end(till: Till) -> None:
    till.ring(1, 500)
    _at(till.clock, 9000)
    till.ring(1, 500)


ODD: dict[str, Odd] = {
    "nobody": Odd(0, _came(), bought=False),
    "one customer, no purchase": Odd(1, _came(), bought=False),
    "one purchase": Odd(1, _came(Came(1, day(3)))),
    "one purchase, in a till": Odd(1, lambda till: till.ring(1, 500) and None),
    "three customers": Odd(3, _came(*_all(3, 3, 50, 99))),
    "all on one day": Odd(60, _came(*_all(60, 0))),
    "all on one day long ago": Odd(60, _came(*_all(60, 900))),
    "all on one day, with names": Odd(
        60, _receipts(*(Receipt(who, TODAY, ("Tea", "Cake:Cakes")) for who in range(1, 61)))
    ),
    "two days": Odd(60, _came(*_all(60, 1, 0))),
    "refunded": Odd(40, _came(*_all(40, 9, 99, paid=500, back=500)), bought=False),
    "refunded at the till": Odd(3, _refunded, bought=False),
    "all voided": Odd(40, _came(*_all(40, 9, 99, void=True)), bought=False),
    "all given away": Odd(60, _came(*_all(60, 200, 99, 9, paid=0)), foretold=True),
    "everybody alike": Odd(60, _came(*_all(60, 200, 99, 9)), foretold=True),
    "only days ahead": Odd(40, _came(*_all(40, -9, -400)), bought=False),
    "some days ahead": Odd(60, _came(*busy(60, TODAY), *_all(60, -1, -5_000)), foretold=True),
    "a clock of 1970": Odd(60, _came(*busy(60, TODAY), Came(1, date(1970, 1, 1))), foretold=True),
    "a clock to and fro": Odd(3, _to_and_fro),
    "a clock at the beginning": Odd(1, _beginning),
    "a clock at the end": Odd(1, _end),
    "the largest amounts": Odd(
        60, _came(*_all(60, 300, 200, 99, 60, 40, 9, paid=MAX_AMOUNT)), foretold=True
    ),
    "one cent and the largest amount": Odd(
        60, _came(*_all(60, 200, 99, paid=1), *_all(60, 9, paid=MAX_AMOUNT)), foretold=True
    ),
    "one item only": Odd(
        60,
        _receipts(*(Receipt(who, day(at), ("Tea",)) for who in range(1, 61) for at in (200, 90, who % 40))),
        foretold=True,
    ),
    "everybody buys everything": Odd(60, _receipts(*_everything(60, 99, 9)), foretold=True),
    "one customer every day": Odd(
        1, _receipts(*(Receipt(1, day(ago), ("Tea",), hour=time(8)) for ago in range(200)))
    ),
}  # fmt: skip


def build(book: Book, clock: FixedClock, case: str) -> Odd:
    """That shop, in this book."""
    found = ODD[case]
    fill(book, found.customers, [])
    found.make(Till(book, clock))
    return found
