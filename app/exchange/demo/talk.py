"""What is said between shop and customer besides buying: calls, notes, promises, reservations, praise."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from app.exchange.demo.days import Span
from app.exchange.demo.life import Life
from app.exchange.demo.people import chance

OFTEN = 0.24
"""How many visits have something worth writing down."""


@dataclass(frozen=True)
class Talk:
    """One touchpoint to be written. `done_at` and `due_on` are a promise's or a
    reservation's."""

    kind: str
    at: datetime
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    done_at: datetime | None = None
    staff_id: int | None = None

    @property
    def data_text(self) -> str:
        """The data as the file keeps it."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True)


_NOTES = (
    "Moving to the other side of town, will still come on Saturdays.",
    "Asked for a reading list for the holidays.",
    "Looking for out-of-print maps of Somerset.",
    "Daughter starts school in September.",
    "New dog, called Dickens.",
    "Prefers paperbacks.",
    "Wants to hear when the second volume is out.",
    "Finished the whole Russian shelf.",
)
_CALLS = (
    ("an order", "order was ready"),
    ("opening hours", ""),
    ("a lost glove", "found it"),
    ("the book club", "place kept"),
    ("a gift card", "sent by post"),
    ("a signed copy", "put one aside"),
)
_VISITS = ("Looked in to ask after an order.", "Collected a parcel.", "Came to browse, bought nothing.", "")
_MESSAGES = (
    "Is the novel I ordered in yet?",
    "Running late, please keep the table.",
    "Thank you for the tip, loved it!",
)
_MAILS = (
    ("Your order", "The book has come in and waits for you."),
    ("Reading circle", "Next meeting is on Thursday."),
    ("An invitation", "We would be glad to see you at the reading."),
)
_SOCIAL = (("Instagram", "Posted a picture of the window."), ("Mastodon", "Recommended us to a friend."))
_PROMISES = (
    "put the next volume aside",
    "find the old edition of the atlas",
    "ring when the ink is in",
    "ask the author for a dedication",
    "order the large-print edition",
    "keep a place at the reading",
    "wrap the present by Friday",
    "look for a German translation",
)
_RESERVED = (
    "two places at the reading",
    "the table by the window for four",
    "a place at the bookbinding class",
    "the back room for the book club",
    "three places at the story hour",
    "one place at the wine evening",
    "the new Ferrante, behind the counter",
    "a birthday table for six",
)
_PRAISE = (
    (5, "Best coffee in town, and they know what I read."),
    (5, "Lovely evening, thank you."),
    (4, "Good choice, a bit crowded."),
    (5, "You found it! Nobody else could."),
    (4, "Friendly as ever."),
    (3, "The queue on Saturday was long."),
    (2, "My order took three weeks."),
)
_TROUBLE = (
    ("coffee was cold", "made a new one at once"),
    ("wrong book in the parcel", "exchanged, postage refunded"),
    ("nobody rang back", "apologised, voucher given"),
    ("torn dust jacket", "replaced next day"),
    ("charged twice", "money given back"),
)

_WAYS = (
    ("note", 22),
    ("call", 20),
    ("visit", 8),
    ("message", 10),
    ("email", 9),
    ("letter", 2),
    ("social", 3),
    ("promise", 13),
    ("feedback", 9),
    ("complaint", 4),
    ("reservation", 8),
)
_WORDS, _WEIGHTS = zip(*_WAYS, strict=True)
_ASKED = ("e-mail", "a card at the till", "")


def talks(
    seed: int, place: int, led: Life, seen: Sequence[datetime], span: Span, staff: tuple[int, ...]
) -> list[Talk]:
    """One customer's touchpoints, in order of time; `seen` are their visits."""
    rng = chance(seed, "talk", place)
    found = list(_besides(rng, seen, span, staff))
    found += _evenings(rng, led, span)
    if not found and rng.random() < 0.3:
        at = span.at(led.joined_on, time(12, 15))
        if at < span.end:
            found.append(Talk("note", at, rng.choice(_NOTES), staff_id=rng.choice(staff)))
    found.sort(key=lambda talk: talk.at)
    return found


def _besides(
    rng: random.Random, seen: Sequence[datetime], span: Span, staff: tuple[int, ...]
) -> Iterator[Talk]:
    for at in seen:
        if rng.random() < OFTEN:
            moment = at + timedelta(minutes=7 + int(rng.random() * 2880))
            if moment < span.end:
                yield _one(rng, rng.choices(_WORDS, _WEIGHTS)[0], moment, span, rng.choice(staff))


def _evenings(rng: random.Random, led: Life, span: Span) -> Iterator[Talk]:
    """The shop's evenings somebody came to."""
    if led.bookish < 0.45 or rng.random() > 0.35:
        return
    for at, name in span.evenings():
        if led.joined_on <= at.date() < led.stops and rng.random() < 0.09:
            data = {"together_with": rng.choice(("a friend", "the family"))} if rng.random() < 0.3 else {}
            yield Talk("event", at, name, data)


def _one(rng: random.Random, kind: str, at: datetime, span: Span, by: int) -> Talk:
    data: dict[str, Any] = {}
    if kind == "promise":
        return _promise(rng, at, span, by)
    if kind == "reservation":
        return _reservation(rng, at, span, by)
    if kind == "call":
        data["subject"], outcome = rng.choice(_CALLS)
        data |= {"minutes": 1 + int(rng.random() * 6), "direction": "out" if rng.random() < 0.3 else "in"}
        text, rest = "", {"outcome": outcome} if outcome else {}
        data |= rest
    elif kind == "message":
        text, data = rng.choice(_MESSAGES), {"direction": "in", "service": "text message"}
    elif kind == "email":
        subject, text = rng.choice(_MAILS)
        data = {"direction": "out", "subject": subject}
    elif kind == "letter":
        text, data = "Birthday card with a voucher.", {"direction": "out"}
    elif kind == "social":
        network, text = rng.choice(_SOCIAL)
        data = {"direction": "in", "network": network}
    elif kind == "feedback":
        data["score"], text = rng.choice(_PRAISE)
        if asked := rng.choice(_ASKED):
            data["asked_by"] = asked
    elif kind == "complaint":
        text, remedy = rng.choice(_TROUBLE)
        put_right = rng.random() < 0.85
        data = {"put_right": put_right, **({"remedy": remedy} if put_right else {})}
    else:
        text = rng.choice(_VISITS if kind == "visit" else _NOTES)
    return Talk(kind, at, text, data, staff_id=by)


def _promise(rng: random.Random, at: datetime, span: Span, by: int) -> Talk:
    """Old ones were kept, nearly all; of the newest some are open and some of those late."""
    made = span.day(at)
    due = made + timedelta(days=2 + int(rng.random() * 24)) if rng.random() < 0.85 else None
    settled = (due or made + timedelta(days=10)) + timedelta(days=int(rng.random() * 4) - 2)
    done_at = max(span.at(settled, time(15, 40)), at + timedelta(hours=2))
    kept = done_at < span.end and rng.random() < (0.97 if (span.last - made).days > 60 else 0.7)
    return Talk("promise", at, rng.choice(_PROMISES), {}, due, done_at if kept else None, by)


def _reservation(rng: random.Random, at: datetime, span: Span, by: int) -> Talk:
    """For a day soon after; most came for it on that day, a few of the latest were never crossed off."""
    made = span.day(at)
    due = made + timedelta(days=1 + int(rng.random() * 14))
    came = span.at(due, time(9 + int(rng.random() * 9), int(rng.random() * 60)))
    done = came < span.end and rng.random() < (1.0 if (span.last - due).days > 14 else 0.85)
    return Talk("reservation", at, rng.choice(_RESERVED), {}, due, came if done else None, by)
