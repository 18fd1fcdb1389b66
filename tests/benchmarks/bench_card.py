"""Opening a card with 5 000 touchpoints beside one with 50: what the file is asked, and to first paint."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.customers.bulk import add_many
from app.customers.bulk_rows import insert_rows
from app.customers.draft import CustomerDraft
from app.gui.models.card_view import counter_card
from app.kernel.book import Book
from app.kernel.unit import Unit
from app.loyalty.bulk import BulkPurchase, ring_up_many
from app.touchpoints.models import Touchpoint
from tests.benchmarks.report import Row
from tests.benchmarks.shops import Shops

LIMIT = 1.2
FEW, MANY = 50, 5_000
ROUNDS = 60


@dataclass(frozen=True)
class Fill:
    """Two customers, with few and with many touchpoints, half of them purchases."""

    few: int = FEW
    many: int = MANY


def fill(unit: Unit, cmd: Fill) -> tuple[int, int]:
    """Write both; their ids."""
    ids = [id_ or 0 for id_ in add_many(unit, [CustomerDraft("Maria Few"), CustomerDraft("Maria Many")])]
    bought, said = [], []
    for id_, count in zip(ids, (cmd.few, cmd.many), strict=True):
        for number in range(count, 0, -1):
            at = unit.now - timedelta(hours=5 * number)
            if number % 2:
                bought.append(BulkPurchase(id_, at, unit.day_of(at), 500 + number % 900))
            else:
                said.append((id_, "note", at, f"Note {number}", "{}", ""))
    insert_rows(unit, Touchpoint, ("customer_id", "kind", "at", "text", "data", "till"), said)
    ring_up_many(unit, bought)
    return ids[0], ids[1]


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds in a shop of each size."""
    for size in sizes:
        with shops.open(size) as book:
            ids = book.do(fill, Fill())
            few, many = _both(book, ids)
            yield Row("asking the file for a card of 5 000 by one of 50", size, many, few, many / few)
            few, many = _painted(book, ids, shops.folder)
            yield Row(
                "opening a card of 5 000 by one of 50, to first paint", size, many, few, many / few, LIMIT
            )


def _both(book: Book, ids: tuple[int, int]) -> tuple[float, float]:
    """Medians for both, taken turn by turn so that a busy machine troubles them alike."""
    taken: dict[int, list[float]] = {id_: [] for id_ in ids}
    for number in range(ROUNDS):
        for id_, times in taken.items():
            start = time.perf_counter()
            book.ask(counter_card, id_, "all")
            if number >= 5:
                times.append((time.perf_counter() - start) * 1000)
    few, many = taken.values()
    return statistics.median(few), statistics.median(many)


def _painted(book: Book, ids: tuple[int, int], folder: Path) -> tuple[float, float]:
    """The same in the real window, off screen: from asking for the card to its picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from app.gui.app import make_application, make_window
    from app.gui.counter.page import CounterPage

    make_application("light")
    window = make_window(book, QSettings(str(folder / "bench.ini"), QSettings.Format.IniFormat))
    window.show()
    window.go("counter")
    window.shell.jobs.drain()
    page = window.page("counter")
    assert isinstance(page, CounterPage)
    taken: dict[int, list[float]] = {id_: [] for id_ in ids}
    for number in range(ROUNDS):
        for id_, times in taken.items():
            start = time.perf_counter()
            page.open_card(id_)
            window.shell.jobs.drain()
            window.grab()
            if number >= 5:
                times.append((time.perf_counter() - start) * 1000)
    window.shell.jobs.close()
    window.close()
    few, many = taken.values()
    return statistics.median(few), statistics.median(many)
