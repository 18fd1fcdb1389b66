"""The public sample of a music shop's purchases, as the CSV files a shop would bring along."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[4] / "shared" / "data"
SAMPLE = DATA / "cdnow_sample.txt"


@dataclass(frozen=True)
class Cdnow:
    """Both files, and what they add up to."""

    customers: Path
    purchases: Path
    people: int
    sales: int
    cents: int


def write_csv(folder: Path) -> Cdnow:
    """Turn the fixed columns (full id, sample id, date, pieces, dollars) into two CSV files."""
    rows = [line.split() for line in SAMPLE.read_text("ascii").splitlines() if line.strip()]
    people = list(dict.fromkeys(row[1] for row in rows))
    customers, purchases = folder / "people.csv", folder / "sales.csv"
    with customers.open("w", newline="") as file:
        csv.writer(file).writerows([["Customer ID", "Name"], *([id_, f"Listener {id_}"] for id_ in people)])
    with purchases.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer", "date", "amount", "quantity", "item"])
        writer.writerows([row[1], row[2], row[4], row[3], "CDs"] for row in rows)
    cents = sum(round(float(row[4]) * 100) for row in rows)
    return Cdnow(customers, purchases, len(people), len(rows), cents)
