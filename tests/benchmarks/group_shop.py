"""A shop in which groups are asked for: ten purchases a customer, each with a line, tags and consents."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import repeat
from pathlib import Path
from random import Random
from typing import Any

from app.kernel.db import driver
from tests.benchmarks.search_shop import NOON

PURCHASES = 10
DAYS = 900
_THINGS = (("Dune", "Novels"), ("Emma", "Novels"), ("Tea", "Drinks"), ("Atlas", "Maps"), ("Pen", "Paper"))
_TAGS = (("Book club", "book club", 0.2), ("Teacher", "teacher", 0.05))


def fill_groups(path: Path, customers: int) -> None:
    """Put all that into the file of a shop of so many, in the order of time. What they had bought before is
    left out of the sums: the cache of visits says what this says."""
    connection = driver.connect(path)
    driver.prepare_connection(connection)
    connection.execute("BEGIN IMMEDIATE")
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM purchase").fetchone()[0]
    lots = Random(17)
    today = NOON.date()
    came = sorted(
        (int(DAYS * lots.random() ** 1.5), customer)
        for customer in range(1, customers + 1)
        for _purchase in range(_times(lots))
    )
    came.reverse()
    days = [(today - timedelta(days=ago)).isoformat() for ago in range(DAYS + 1)]
    connection.executemany(
        "INSERT INTO purchase (id, customer_id, at, business_date, amount, discount, refunded, note, till) "
        "VALUES (?, ?, ?, ?, ?, 0, 0, '', '')",
        (
            (first + at, who, f"{days[ago]} 09:00:00.000000", days[ago], 300 + 37 * (at % 101))
            for at, (ago, who) in enumerate(came)
        ),
    )
    connection.executemany(
        "INSERT INTO purchase_line (purchase_id, position, item, category, quantity, amount, kind) "
        "VALUES (?, 0, ?, ?, 1000, ?, '')",
        ((first + at, *_THINGS[at * 7 % 5], 300 + 37 * (at % 101)) for at in range(len(came))),
    )
    _count(connection)
    for name, folded, part in _TAGS:
        connection.execute("INSERT INTO tag (name, folded) VALUES (?, ?)", (name, folded))
        number = connection.execute("SELECT id FROM tag WHERE folded = ?", (folded,)).fetchone()[0]
        wearers = lots.sample(range(1, customers + 1), int(customers * part))
        connection.executemany(
            "INSERT INTO customer_tag (customer_id, tag_id) VALUES (?, ?)", zip(wearers, repeat(number))
        )
    connection.executemany(
        "INSERT INTO consent (customer_id, channel, given, at, source) VALUES (?, 'email', ?, ?, '')",
        ((who, who % 3 > 0, "2026-01-05 09:00:00.000000") for who in range(1, customers + 1, 2)),
    )
    connection.execute("COMMIT")
    connection.close()


def _times(lots: Random) -> int:
    """Half as many or twice as many, ten on average."""
    return int(lots.expovariate(1 / PURCHASES) + 0.5)


def _count(connection: Any) -> None:
    connection.execute(
        "UPDATE customer_activity SET (first_visit_on, last_visit_at, visits, spent) = "
        "(SELECT min(business_date), max(at), count(DISTINCT business_date), sum(amount - refunded) "
        "FROM purchase WHERE purchase.customer_id = customer_activity.customer_id)"
    )


def back(days: int) -> str:
    """The day so many days before the shop's last, as the file writes it."""
    return (date.fromisoformat(NOON.date().isoformat()) - timedelta(days=days)).isoformat()
