"""A till for shops in which groups are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from app.groups.membership import members_of
from app.groups.rule import Rule, read_rule
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from tests.unit.loyalty.conftest import SIMPLE, Till

Ids = Callable[[Any], list[int]]


@pytest.fixture
def shop(book: Book, clock: FixedClock) -> Till:
    """One point for each euro; the clock stands at noon, 22 November 2026."""
    made = Till(book, clock)
    made.rules(SIMPLE)
    return made


@pytest.fixture
def ids(book: Book) -> Ids:
    """Who a rule chooses, given as a rule or as what its JSON says."""

    def asked(rule: Rule | Mapping[str, Any]) -> list[int]:
        read = read_rule(rule, "EUR") if isinstance(rule, Mapping) else rule
        return list(book.ask(members_of, read))

    return asked
