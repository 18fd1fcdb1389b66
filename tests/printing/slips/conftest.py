"""Printers that answer, and printers that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.printing.slips.machines import FakePrinter


@pytest.fixture
def printer() -> Iterator[Callable[..., FakePrinter]]:
    """Makes printers on loopback; all are off after the test."""
    made: list[FakePrinter] = []

    def make(**how: Any) -> FakePrinter:
        made.append(FakePrinter(**how))
        return made[-1]

    yield make
    for one in made:
        one.stop()
