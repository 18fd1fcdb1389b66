"""How well probable doubles are told on lists where the truth is known, kept outside the project.

`python -m tests.benchmarks.measure_doubles FOLDER` reads `febrl1.csv` (500 people written twice) and
`fake_1000.csv` (people written several times) from the folder, and fails below what was reached before.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from datetime import date
from pathlib import Path

from app.bootstrap import create_shop, open_shop
from app.customers.birthdays import Birthday, checked_birthday, parse_birthday
from app.customers.bulk import add_many
from app.customers.contacts import Contact, normal_email
from app.customers.draft import CustomerDraft
from app.customers.duplicates import probable_doubles
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.shop.commands import InitShop
from tests.benchmarks.search_shop import NOON

REACHED = {"febrl1": (0.92, 0.05), "fake_1000": (0.88, 0.08)}
"""By list: the least share of doubles among the first three, the most of others shown for nothing."""


def main(folder: Path) -> int:
    """Measure both lists; 1 when one falls short."""
    short = 0
    for name, measure in (("febrl1", febrl), ("fake_1000", fake)):
        with tempfile.TemporaryDirectory() as passing:
            shop = Path(passing) / "shop.regulars"
            create_shop(shop, InitShop(name="Doubles"), FixedClock(NOON))
            book = open_shop(shop, FixedClock(NOON))
            found, wrong = measure(book, folder / f"{name}.csv")
            book.close()
        least, most = REACHED[name]
        short += found < least or wrong > most
        print(f"{name:10} found among three: {found:.3f}, at least {least}")
        print(f"{name:10} shown for nothing: {wrong:.3f}, at most {most}")
    return int(short > 0)


def febrl(book: Book, file: Path) -> tuple[float, float]:
    """The originals are in the book; each double is typed."""
    with file.open(encoding="utf-8") as stream:
        rows = [{k.strip(): v.strip() for k, v in row.items()} for row in csv.DictReader(stream)]
    for row in rows:
        row["name"] = " ".join(filter(None, (row["given_name"], row["surname"]))) or "unknown"
        row["person"] = row["rec_id"].split("-")[1]
    first = [row for row in rows if row["rec_id"].endswith("-org")]
    drafts = [CustomerDraft(name=row["name"], birthday=_birthday(row["date_of_birth"])) for row in first]
    ids = book.do(add_many, drafts)
    person = dict(zip(ids, (row["person"] for row in first), strict=True))
    found = wrong = 0
    again = [row for row in rows if "-dup-" in row["rec_id"]]
    for row in again:
        doubles = book.ask(probable_doubles, row["name"], birthday=_birthday(row["date_of_birth"]))
        hit = any(person[double.id] == row["person"] for double in doubles)
        found += hit
        wrong += len(doubles) - hit
    return found / len(again), wrong / len(again)


def fake(book: Book, file: Path) -> tuple[float, float]:
    """The list is typed from top to bottom; whoever is new should raise no alarm."""
    with file.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    known: dict[int | None, str] = {}
    again = found = fresh = alarms = 0
    for row in rows:
        name = " ".join(filter(None, (row["first_name"], row["surname"])))
        if not name:
            continue
        birthday = _birthday(row["dob"])
        doubles = book.ask(probable_doubles, name, email=row["email"], birthday=birthday)
        if row["cluster"] in known.values():
            again += 1
            found += any(known[double.id] == row["cluster"] for double in doubles)
        else:
            fresh += 1
            alarms += bool(doubles)
        [id_] = book.do(add_many, [CustomerDraft(name=name, contacts=_contacts(row), birthday=birthday)])
        known[id_] = row["cluster"]
    return found / again, alarms / fresh


def _contacts(row: dict[str, str]) -> tuple[Contact, ...]:
    try:
        return (Contact("email", normal_email(row["email"])),)
    except Refused:
        return ()


def _birthday(text: str) -> Birthday | None:
    text = text.strip()
    if len(text) == 8 and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return checked_birthday(parse_birthday(text), date(2026, 11, 22))
    except Refused:
        return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
