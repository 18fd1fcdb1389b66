"""A purchase under twenty rules beside one under a single rule: both durable on disk, turn about.

The twenty are of every kind and ask for all that rules may know: tags, tier, first purchase, visit, birthday,
what is carried over. Both shops ring up the same lines. The floor is the shop with one rule.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.bootstrap import create_shop, open_shop
from app.customers.models import Customer
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.ids import new_request_id
from app.kernel.unit import Unit
from app.loyalty.commands import Line, RingUp, StartProgramme, ring_up, start_programme
from app.loyalty.rules import rules_from_dict
from app.shop.commands import InitShop
from tests.benchmarks.report import Row

LIMIT = 1.5
ROUNDS = 400
CUSTOMERS = 100
MORNING = datetime(2026, 11, 22, 9, tzinfo=UTC)
SPEND = {"id": "spend", "kind": "money_step", "points": 1, "step": 100}
LINES = (
    Line("Novel", "Fiction", 1000, 1320),
    Line("Whodunit", "Crime", 1000, 540),
    Line("Tea", "Tea", 2000, 640),
)


def twenty() -> dict[str, Any]:
    """A programme of twenty rules."""
    times = [
        {"category": ["Crime", "Noir"]}, {"category": ["Tea"]}, {"product": ["Novel"]},
        {"weekdays": ["tue", "sun"]}, {"after": "08:00", "before": "11:00"}, {"tags": ["Book club"]},
        {"tier": ["gold"]}, {"from": "2026-11-01", "to": "2026-11-30"}, {"minimum": 2000},
        {"birthday_within": 7}, {"category": ["Fiction"], "weekdays": ["sun"]}, {"first_purchase": False},
    ]  # fmt: skip
    plus = [
        {"first_purchase": True}, {"visit": True}, {"birthday_within": 0},
        {"product": ["Tea"], "each": True}, {"category": ["Crime"], "minimum": 500}, {"tier": ["silver"]},
    ]  # fmt: skip
    earning = [SPEND, {**SPEND, "id": "tens", "step": 1000, "carry_over": True}]
    earning += [
        {"id": f"times-{n}", "kind": "times", "factor": 1100 + 10 * n, **when} for n, when in enumerate(times)
    ]
    earning += [{"id": f"plus-{n}", "kind": "plus", "points": n + 1, **when} for n, when in enumerate(plus)]
    tiers = [{"id": "silver", "name": "Silver"}, {"id": "gold", "name": "Gold", "factor": 1250}]
    return {"earning": earning, "tiers": tiers, "tier_rules": {"by": "hand"}}


def _people(unit: Unit, _cmd: object) -> int:
    rows = [
        {
            "id": n, "name": f"Customer {n}", "sort_name": f"customer {n}", "joined_on": unit.today,
            "created_at": unit.now, "version": 1, "favourite": "", "alert": "", "notes": "", "language": "",
            "channel": "", "birth_month": 2, "birth_day": 29,
        }
        for n in range(1, CUSTOMERS + 1)
    ]  # fmt: skip
    unit.session.connection().execute(insert(Customer), rows)
    return len(rows)


def _shop(path: Path, rules: dict[str, Any]) -> Book:
    create_shop(path, InitShop(name="Bench", template="bookshop"), FixedClock(MORNING))
    book = open_shop(path, FixedClock(MORNING))
    book.do(_people, StartProgramme(rules_from_dict(rules)))
    book.do(start_programme, StartProgramme(rules_from_dict(rules)))
    return book


def rows() -> Iterator[Row]:
    """Measure."""
    many = twenty()
    with tempfile.TemporaryDirectory() as folder:
        books = [
            _shop(Path(folder) / "twenty.regulars", many),
            _shop(Path(folder) / "one.regulars", {"earning": [SPEND]}),
        ]
        took: list[list[float]] = [[], []]
        used: list[list[float]] = [[], []]
        for turn in range(ROUNDS + CUSTOMERS):
            for book, durable, computing in zip(books, took, used, strict=True):
                sale = RingUp(turn % CUSTOMERS + 1, 2500, lines=LINES, request_id=new_request_id())
                start, began = time.perf_counter(), time.process_time()
                book.do(ring_up, sale)
                if turn >= CUSTOMERS:  # everybody has an account by then
                    durable.append((time.perf_counter() - start) * 1000)
                    computing.append((time.process_time() - began) * 1000)
        for book in books:
            book.close()
    for name, (ours, floor), limit in (
        (f"a purchase under {len(many['earning'])} rules, beside one", took, LIMIT),
        ("the same, computing alone", used, None),
    ):
        middle, least = statistics.median(ours), statistics.median(floor)
        yield Row(name, 0, middle, least, middle / least, limit)
