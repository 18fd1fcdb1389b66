"""A music shop's year and a half, made up, as the CSV files a shop would bring along.

It has the shape of real ones: most people came once or twice, a few come all the time, and prices end in
every cent.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

OPENED = date(1997, 1, 1)
DAYS = 546
PEOPLE = 1_000


@dataclass(frozen=True)
class MusicShop:
    """Both files, and what they add up to."""

    customers: Path
    purchases: Path
    people: int
    sales: int
    cents: int


def write_csv(folder: Path) -> MusicShop:
    """Two CSV files: who came, and what they bought. The same shop each time."""
    chance = random.Random(1997)
    people = [f"{number:04}" for number in range(1, PEOPLE + 1)]
    sales = [(id_, *_sale(chance)) for id_ in people for _visit in range(_visits(chance))]
    customers, purchases = folder / "people.csv", folder / "sales.csv"
    with customers.open("w", newline="") as file:
        csv.writer(file).writerows([["Customer ID", "Name"], *([id_, f"Listener {id_}"] for id_ in people)])
    with purchases.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer", "date", "amount", "quantity", "item"])
        for id_, day, pieces, cents in sales:
            amount = f"{cents // 100}.{cents % 100:02}"
            writer.writerow([id_, f"{day:%Y%m%d}", amount, pieces, "CDs"])
    return MusicShop(customers, purchases, len(people), len(sales), sum(sale[3] for sale in sales))


def _visits(chance: random.Random) -> int:
    return min(60, int(chance.paretovariate(1.2)))


def _sale(chance: random.Random) -> tuple[date, int, int]:
    """The day, how many records, and what they cost in cents."""
    pieces = 1 + int(chance.expovariate(0.7))
    return (
        OPENED + timedelta(days=chance.randrange(DAYS)),
        pieces,
        sum(chance.randint(599, 2499) for _piece in range(pieces)),
    )
