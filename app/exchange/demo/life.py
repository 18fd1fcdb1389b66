"""How somebody comes and buys: a rhythm of their own, with seasons, favourite days, and ends."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.exchange.demo.days import Span, favourite_weekday, near_weekday, season, time_of_day
from app.exchange.demo.people import Person, chance
from app.exchange.demo.stock import basket
from app.loyalty.bulk import BulkPurchase, BulkRedeem, BulkRefund, BulkRow

RHYTHMS = ((7, 0.12), (14, 0.18), (30, 0.29), (90, 0.25), (400, 0.16))
"""Days between visits, and how many of a small shop's customers come so often."""

SMALL = 1_000
"""A shop with more customers than this knows most of them only in passing."""

REWARDS = ("free-coffee", "5-off-book", "signed-first-edition")
"""The bookshop template's rewards; one that is out of reach that day is not given."""

_LONGEST_GAP = 3.0


@dataclass(frozen=True)
class Life:
    """One customer's time with the shop. `rhythm` in days; nothing is bought after `stops`."""

    joined_on: date
    stops: date
    rhythm: float
    weekday: int
    minute: int
    bookish: float
    saver: float


def life(seed: int, place: int, span: Span, customers: int, visits: float) -> Life:
    """The life of the customer at that place."""
    rng = chance(seed, "life", place)
    length = (span.last - span.first).days
    founder = rng.random() < 0.3
    joined = 0 if founder else int(rng.random() ** 0.9 * length)
    stops = length + 1
    if rng.random() < 0.18:
        stops = joined + int(rng.random() * (length - joined))
    return Life(
        joined_on=span.first
        + timedelta(days=min(joined + (int(rng.random() * 20) if founder else 0), length)),
        stops=span.first + timedelta(days=stops),
        rhythm=max(0.5, _rhythm(rng, customers) / visits),
        weekday=favourite_weekday(rng),
        minute=int(rng.random() * 60),
        bookish=0.15 + rng.random() * 0.7,
        saver=rng.random(),
    )


def _rhythm(rng: random.Random, customers: int) -> float:
    keep = min(1.0, (SMALL / max(1, customers)) ** 0.22)
    draw = rng.random()
    days = 0
    for days, often in RHYTHMS:
        draw -= often * (keep if days < 90 else 1.0)
        if draw < 0:
            break
    return float(days) * (0.75 + rng.random() * 0.5)


def with_visit(regular: Iterable[datetime], more: datetime | None, span: Span) -> list[datetime]:
    """The visits with one more, unless there is one on that day already."""
    seen = list(regular)
    if more is not None and span.day(more) not in {span.day(at) for at in seen}:
        seen = sorted([*seen, more])
    return seen


def visits(rng: random.Random, led: Life, span: Span) -> Iterator[datetime]:
    """The instants somebody was in the shop, in order of time, on different days."""
    day, previous = led.joined_on, date.min
    while day <= span.last and day < led.stops:
        if day > previous:
            at = span.at(day, time_of_day(rng, day, led.minute))
            if at >= span.end - timedelta(minutes=50):
                return
            yield at
            previous = day
        gap = min(rng.gammavariate(3.0, 1 / 3), _LONGEST_GAP) * led.rhythm / season(day)
        day += timedelta(days=max(1, round(gap)))
        if led.rhythm > 5:
            day = max(near_weekday(rng, day, led.weekday), previous + timedelta(days=1))


def history(
    seed: int,
    place: int,
    customer_id: int,
    who: Person,
    led: Life,
    span: Span,
    staff: tuple[int, ...],
    more: datetime | None = None,
) -> tuple[list[BulkRow], list[datetime]]:
    """What the customer bought, brought back and used, in order of time; and when they were in the shop.
    `more` is a visit that came of something."""
    rng = chance(seed, "history", place)
    draw = rng.random
    rows: list[BulkRow] = []
    seen: list[datetime] = []
    for number, at in enumerate(with_visit(visits(chance(seed, "visits", place), led, span), more, span)):
        seen.append(at)
        lines = basket(rng, who.drink, who.genre, led.bookish)
        total = sum([line.amount for line in lines])
        discount = total // 10 if total > 1_500 and draw() < 0.05 else 0
        day = span.day(at)
        by = staff[int(draw() * len(staff))]
        key = str(number)
        receipt = str(10_000 + ((day - date(2000, 1, 1)).days * 97 + place) % 90_000)
        rows.append(
            BulkPurchase(
                customer_id, at, day, total - discount, receipt, lines, discount, None, key, by, "Till 1"
            )
        )
        if led.saver < 0.55 and draw() < 0.16:
            reward = REWARDS[0 if led.saver < 0.35 else 1 + (draw() < 0.2)]
            rows.append(BulkRedeem(customer_id, at + timedelta(minutes=1), day, reward, by, "Till 1"))
        if draw() < 0.012 and total > discount:
            rows += _brought_back(rng, customer_id, key, at, total - discount, span, by)
    rows.sort(key=_when)
    return rows, seen


def _brought_back(
    rng: random.Random, customer_id: int, key: str, at: datetime, paid: int, span: Span, by: int
) -> list[BulkRow]:
    day = span.day(at) + timedelta(days=1 + int(rng.random() * 9))
    moment = span.at(day, time_of_day(rng, day, 30))
    if moment >= span.end - timedelta(minutes=50):
        return []
    amount = None if rng.random() < 0.6 else max(1, paid // 2)
    reason = rng.choice(("Had it already", "Torn page", "Wrong edition", "A present that was not liked"))
    return [BulkRefund(customer_id, moment, day, key, amount, reason, None, by, "Till 1")]


def _when(row: BulkRow) -> datetime:
    return row.at
