"""Shops of any size to search in: names as frequent as real ones, visits as uneven as real ones."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from app.bootstrap import create_shop, open_shop
from app.customers.bulk import add_many
from app.customers.contacts import Contact
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.unit import Unit
from app.loyalty.bulk import BulkPurchase, ring_up_many
from app.shop.commands import InitShop

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
CHUNK = 100_000
OLDEST = 300.0
"""Days since the last purchase at most: no points are due to lapse when the shop is opened."""


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("""
Maria Anna Thomas Michael Peter Andreas Stefan Christian Sabine Susanne Martin Petra Monika Klaus
Jürgen Wolfgang Julia Laura Lena Leon Lukas Felix Jonas Sophie Emma Mia Hannah Paul Max Ben Elias Noah Clara
Marie Johanna Katharina Christina Nicole Stefanie Melanie Sandra Claudia Birgit Heike Gabriele Renate Ursula
Helga Karin Ingrid Erika Hans Karl Heinz Werner Manfred Horst Günter Dieter Uwe Frank Jörg Ralf Bernd Markus
Oliver Sven Dirk Jan Tim Tobias Daniel Sebastian Florian Philipp Alexander David Simon Fabian Marcel Patrick
Mehmet Ayşe Fatma Mustafa Łukasz Agnieszka Zofia Catherine Kathryn Geoffrey Siobhán François Élodie José
Giulia Matteo Nguyen Olga Dmitri Katarína Zoë Björn Åsa Søren Anne-Marie Hans-Peter""")

LAST = _words("""
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter
Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz
Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang
Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz
Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger
Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch
Bergmann Voigt Sauer Arnold Wolff Pfeiffer Yılmaz Kaya Nowak Kowalski O'Brien Lindqvist Dubois García""")

_ONSETS = _words("b br d dr f fl g gr h j k kl kr l m n p pl r s sch st str t tr v w z")
_VOWELS = _words("a e i o u au ei ie ü ä")
_CODAS = _words("b ch ck ff hn k l ll lz m n nd ng r rg rt s sch st t tz")
_ENDS = _words("er mann ke el ing berg hoff ert ow ski")


class Names:
    """Names by a seed: first names by Zipf's law, a third of the family names common, the rest rare."""

    def __init__(self, seed: int, rare: int = 60_000) -> None:
        self._random = random.Random(seed)
        self._rare = [self._made_up() for _n in range(rare)]
        self._first = _zipf(len(FIRST))
        self._last = _zipf(len(LAST))
        self._seldom = _zipf(rare)

    def next(self) -> tuple[str, str]:
        """(first, last)."""
        first = FIRST[self._pick(self._first)]
        if self._random.random() < 0.35:
            return first, LAST[self._pick(self._last)]
        return first, self._rare[self._pick(self._seldom)]

    def _pick(self, weights: list[float]) -> int:
        return bisect(weights, self._random.random() * weights[-1])

    def _made_up(self) -> str:
        pick = self._random.choice
        return (pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) + pick(_ENDS)).title()


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


def drafts(count: int, seed: int = 7) -> Iterator[CustomerDraft]:
    """That many customers: two of three with a phone, half with an e-mail address."""
    names = Names(seed)
    chance = random.Random(seed + 1)
    for place in range(count):
        first, last = names.next()
        contacts: tuple[Contact, ...] = ()
        if chance.random() < 0.66:
            number = f"01{chance.randrange(50, 80)} {chance.randrange(10**6, 10**8)}"
            contacts += (Contact("phone", number),)
        if chance.random() < 0.5:
            plain = f"{first}.{last}".encode("ascii", "ignore").decode().lower().replace("'", "")
            contacts += (Contact("email", f"{plain}{place}@{chance.choice(['web.de', 'gmail.com'])}"),)
        yield CustomerDraft(name=f"{first} {last}", contacts=contacts)


def build_shop(path: Path, count: int) -> Book:
    """A shop of that many customers, open: nine of ten have come, and have a purchase with its points.

    Made anew when the file is not there: some two minutes for a million.
    """
    clock = FixedClock(NOON)
    if not path.exists():
        create_shop(path, InitShop(name="Kettle & Quill", template="bookshop"), clock)
        book = open_shop(path, clock)
        book.do(_fill, count)
        chance = random.Random(11)
        for start in range(1, count + 1, CHUNK):
            book.do(_visit, _Visits(range(start, min(start + CHUNK, count + 1)), chance))
        book.close()
    return open_shop(path, clock)


@dataclass(frozen=True)
class _Visits:
    """Who comes, and the chance that decides it."""

    customers: range
    chance: random.Random


def _fill(unit: Unit, count: int) -> int:
    return len(add_many(unit, drafts(count)))


def _visit(unit: Unit, cmd: _Visits) -> int:
    """The last purchase of each, lately of most; how often they came before is only counted."""
    chance = cmd.chance
    bought: list[BulkPurchase] = []
    counted: list[tuple[int, int, int]] = []
    for customer in cmd.customers:
        if chance.random() < 0.9:
            at = unit.now - timedelta(days=min(OLDEST, chance.expovariate(1 / 120)))
            bought.append(BulkPurchase(customer, at, unit.day_of(at), 1450))
            visits = min(1 + int(chance.paretovariate(1.1)), 500)
            counted.append((visits, visits * 1450, customer))
    ring_up_many(unit, bought)
    unit.session.connection().exec_driver_sql(
        "UPDATE customer_activity SET visits = ?, spent = ? WHERE customer_id = ?", counted
    )
    return len(bought)
