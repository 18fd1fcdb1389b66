"""The customers of a demonstration: each one's card, made from the seed and their place alone."""

from __future__ import annotations

import random
import unicodedata
from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from app.customers.birthdays import Birthday
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.exchange.demo.culture import Culture
from app.exchange.demo.cultures import CULTURES
from app.exchange.demo.stock import DRINKS, GENRES

_WEIGHTS = list(accumulate(culture.weight for culture in CULTURES))
_AT_HOME = 0.72
_SAID_YES, _SAID_NO = 0.28, 0.07
"""How many of the people from elsewhere live in town and have a number of this country."""

_STREETS = (
    "Great Pulteney Street",
    "Walcot Street",
    "Milsom Street",
    "Royal Crescent",
    "Lansdown Road",
    "Widcombe Parade",
    "Larkhall Square",
    "Bathwick Hill",
    "Julian Road",
    "Camden Crescent",
    "Moorland Road",
    "Newbridge Hill",
)
_TAGS = {
    "Crime": "German crime",
    "Fiction": "Book club",
    "Children": "Children's books",
    "History": "Local history",
    "Cookery": "Cookery evenings",
    "Poetry": "Poetry circle",
    "Travel": "Armchair travellers",
    "Nature": "Walkers",
}
_ALERTS = (
    "Nut allergy. Check before offering cake.",
    "Coeliac: nothing with gluten.",
    "Hard of hearing on the left side.",
    "Lactose: oat milk only.",
    "Guide dog, please keep the aisle clear.",
    "Prefers not to be called by phone.",
)
_NOTES = (
    "Orders by the author, never by the title.",
    "Buys presents for four grandchildren.",
    "Teaches at the school next door.",
    "Reads the last page first, and says so.",
    "Lends books to half of the street.",
    "Always pays in cash.",
    "Collects signed first editions.",
    "Likes the table by the window.",
)
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i", "đ": "d", "'": "", " ": "."}
)
_CHANNELS = ("email", "phone", "message", "post")


@dataclass(frozen=True)
class Person:
    """What the rest of somebody's story needs to know: tastes, and when they first came."""

    draft: CustomerDraft
    drink: int
    genre: str


def chance(seed: int, what: str, place: int) -> random.Random:
    """A source of chance of its own for everybody: the same in every process and on every machine."""
    return random.Random(f"{seed}/{what}/{place}")


def person(seed: int, place: int, joined_on: date, last: date) -> Person:
    """The customer at that place; `last` is the demonstration's last day, for birthdays close to it."""
    rng = chance(seed, "person", place)
    culture = CULTURES[bisect(_WEIGHTS, rng.random() * _WEIGHTS[-1])]
    woman = rng.random() < 0.56
    given, given_latin = _parts(rng.choice(culture.women if woman else culture.men))
    family, family_latin = _parts(rng.choice(culture.women_family if woman else culture.family))
    drink, genre = int(rng.random() ** 1.6 * len(DRINKS)), rng.choice(GENRES)
    local = culture.country == "GB" or rng.random() < _AT_HOME
    draft = CustomerDraft(
        name=culture.order.format(given=given, family=family),
        sort_name="" if culture.order.startswith("{given}") else f"{family}, {given}",
        contacts=_contacts(rng, culture, local, f"{given_latin}.{family_latin}", place),
        addresses=_addresses(rng, culture, local),
        birthday=_birthday(rng, place, last),
        favourite=DRINKS[drink][0] if rng.random() < 0.5 else "",
        alert=rng.choice(_ALERTS) if rng.random() < 0.05 else "",
        notes=rng.choice(_NOTES) if rng.random() < 0.12 else "",
        language=culture.language if rng.random() < 0.3 else "",
        channel=(best := rng.choice(_CHANNELS) if rng.random() < 0.35 else ""),
        tags=_tags(rng, genre),
        consents=_consents(rng, best),
        joined_on=joined_on,
    )
    return Person(draft, drink, genre)


def _consents(rng: random.Random, best: str) -> tuple[tuple[str, bool], ...]:
    """What they said of each channel: a yes, less often a no, mostly nothing. No no to the `best` one."""
    draws = [(channel, rng.random()) for channel in _CHANNELS]
    some = [(channel, draw) for channel, draw in draws if draw < _SAID_YES + _SAID_NO * (channel != best)]
    return tuple((channel, draw < _SAID_YES) for channel, draw in some)


def _parts(name: str) -> tuple[str, str]:
    """A name as it is written, and in plain Latin letters for an e-mail address."""
    native, _equals, latin = name.partition("=")
    plain = unicodedata.normalize("NFKD", (latin or native).lower().translate(_PLAIN_LETTERS))
    return native, "".join(c for c in plain if c.isascii() and (c.isalnum() or c in ".-"))


def _contacts(
    rng: random.Random, culture: Culture, local: bool, address: str, place: int
) -> tuple[Contact, ...]:
    found = []
    draw = rng.random()
    if draw < 0.78:
        pattern = "07911 1#####" if local else culture.phone
        number = "".join(str(int(rng.random() * 10)) if c == "#" else c for c in pattern)
        found.append(Contact("phone", number, "mobile" if rng.random() < 0.4 else ""))
    if draw > 0.22:
        host = rng.choice(("example.org", "example.com", "example.net"))
        found.append(Contact("email", f"{address}{place % 1000}@{host}"))
    if rng.random() < 0.05:
        found.append(Contact("social", f"@{address.replace('.', '_')}{place % 100}", "instagram"))
    return tuple(found)


def _addresses(rng: random.Random, culture: Culture, local: bool) -> tuple[Address, ...]:
    if rng.random() > 0.55:
        return ()
    number, street = 1 + int(rng.random() * 89), rng.choice(_STREETS)
    if not local:
        code, city = rng.choice(culture.cities)
        return (Address(f"{street} {number}", code, city, "", culture.country),)
    flat = f"Flat {1 + int(rng.random() * 6)}, " if rng.random() < 0.3 else ""
    if culture.country == "GB" and rng.random() < 0.2:
        code, city = rng.choice(culture.cities)
    else:
        code, city = (
            f"BA{1 + int(rng.random() * 2)} {1 + int(rng.random() * 6)}{rng.choice('ABDEHJ')}U",
            "Bath",
        )
    return (Address(f"{flat}{number} {street}", code, city, "", "GB"),)


def _birthday(rng: random.Random, place: int, last: date) -> Birthday | None:
    """Most people's; somebody of every sixty has one within the coming week."""
    year = last.year - 16 - int(rng.random() * 66) if rng.random() < 0.75 else None
    day = date(1972, 1, 1) + timedelta(days=int(rng.random() * 366))
    if place % 60 in (7, 31):
        day = last + timedelta(days=int(rng.random() * 8))
    elif rng.random() > 0.6:
        return None
    if (day.month, day.day) == (2, 29):
        year = None
    return Birthday(day.month, day.day, year)


def _tags(rng: random.Random, genre: str) -> tuple[str, ...]:
    tags = [_TAGS[genre]] if rng.random() < 0.35 else []
    for tag, often in (("Student", 0.08), ("Press", 0.01), ("Teacher", 0.04), ("Neighbour", 0.09)):
        if rng.random() < often:
            tags.append(tag)
    return tuple(tags)
