"""A shop with a history from which more can be foretold, and some who stay away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.kernel.book import Book
from app.kernel.unit import Unit
from app.sales.activity import recount
from tests.unit.insights.fill import Came, busy, fill

TODAY = date(2026, 11, 22)


def history(book: Book, *regulars: tuple[Iterable[int], int]) -> None:
    """Eighty customers and their year, numbered from 101; besides, from 1 on, regulars: days ago and what
    they pay."""
    came = busy(80, TODAY, start=101)
    for who, (days, paid) in enumerate(regulars, 1):
        came += [Came(who, TODAY - timedelta(days=ago), paid) for ago in days]
    fill(book, 180, came)
    for who in range(1, 181):
        count(book, who)


def count(book: Book, who: int) -> None:
    """Write a customer's activity from their purchases."""
    book.do(_count, who)


def _count(unit: Unit, who: int) -> None:
    recount(unit, who)
