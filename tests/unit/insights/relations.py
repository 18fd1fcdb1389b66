"""Books of relationships written in one go: what happened between the shop and each customer, day by day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, insert, update

from app.customers.models import Consent, ContactPoint, Customer, CustomerTag, PostalAddress, Tag
from app.kernel.book import Book
from app.kernel.unit import Unit
from app.loyalty.models import Redemption
from app.sales.models import Purchase, Refund
from app.sales.tables import run, table
from app.touchpoints.models import Touchpoint

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


@dataclass(frozen=True)
class Who:
    """A card, and how long ago it was made. `tags`, `phone`: whether there is any."""

    id: int
    made: int = 0
    name: str | None = None
    favourite: str = ""
    alert: str = ""
    notes: str = ""
    birthday: tuple[int, int] | None = None
    tag: bool = False
    sent_by: int | None = None
    archived: bool = False
    card: str | None = None
    phone: str = ""
    town: str = ""


@dataclass(frozen=True)
class Bought:
    """A purchase so many days ago; `back` days ago all of it came back; `void` it never was."""

    who: int
    ago: int
    back: int | None = None
    void: bool = False


@dataclass(frozen=True)
class Told:
    """A touchpoint. `due`, `done` and `answered` are days ago, below zero for days to come."""

    who: int
    kind: str
    ago: int
    data: dict[str, Any] = field(default_factory=dict)
    text: str = "words"
    due: int | None = None
    done: int | None = None
    removed: bool = False
    hour: int = 10
    answered: int | None = None


@dataclass(frozen=True)
class Agreed:
    """A word given or taken back on a channel."""

    who: int
    ago: int
    given: bool = True
    channel: str = "email"


@dataclass(frozen=True)
class Used:
    """A reward used, and whether it was given back."""

    who: int
    ago: int
    given_back: bool = False


Row = Who | Bought | Told | Agreed | Used


def at(ago: int, hour: int = 10) -> datetime:
    return datetime.combine(day(ago), time(hour, 30), UTC)


def write(book: Book, rows: Iterable[Row]) -> None:
    """Make the book hold these and nothing else of the kind."""
    book.do(_write, _Write(tuple(rows)))


@dataclass(frozen=True)
class _Write:
    rows: tuple[Row, ...]


_FRESH = (
    Redemption, Refund, Purchase, Touchpoint, Consent, ContactPoint, PostalAddress, CustomerTag, Tag,
    Customer,
)  # fmt: skip


def _write(unit: Unit, cmd: _Write) -> None:
    unit.remember("wrote a book")
    run(unit.session, update(table(Customer)).values(referred_by_id=None))
    for model in _FRESH:
        run(unit.session, delete(table(model)))
    run(unit.session, insert(table(Tag)), {"id": 1, "name": "Book club", "folded": "book club"})
    people = sorted((row for row in cmd.rows if isinstance(row, Who)), key=lambda one: one.id)
    for who in people:
        _customer(unit, who)
    for row in cmd.rows:
        if isinstance(row, Bought):
            _purchase(unit, row)
        elif isinstance(row, Told):
            _touchpoint(unit, row)
        elif isinstance(row, Agreed):
            values = {"channel": row.channel, "given": row.given, "at": at(row.ago)}
            run(unit.session, insert(table(Consent)), {"customer_id": row.who, **values})
        elif isinstance(row, Used):
            back = at(row.ago) if row.given_back else None
            values = {
                "reward": "small",
                "reward_name": "Small",
                "reward_kind": "perk",
                "points": 0,
                "worth": 0,
            }
            run(
                unit.session,
                insert(table(Redemption)),
                {"customer_id": row.who, **values, "at": at(row.ago), "given_back_at": back},
            )


def _customer(unit: Unit, who: Who) -> None:
    name = f"N{who.id}" if who.name is None else who.name
    month, born = who.birthday or (None, None)
    run(
        unit.session,
        insert(table(Customer)),
        {
            "id": who.id, "name": name, "sort_name": name.lower(), "joined_on": day(who.made),
            "created_at": unit.now, "favourite": who.favourite, "alert": who.alert, "notes": who.notes,
            "birth_month": month, "birth_day": born, "referred_by_id": who.sent_by,
            "archived_at": unit.now if who.archived else None, "card_number": who.card,
        },
    )  # fmt: skip
    if who.tag:
        run(unit.session, insert(table(CustomerTag)), {"customer_id": who.id, "tag_id": 1})
    if who.phone:
        values = {"kind": "phone", "value": who.phone, "normalised": who.phone}
        run(unit.session, insert(table(ContactPoint)), {"customer_id": who.id, **values})
    if who.town:
        run(unit.session, insert(table(PostalAddress)), {"customer_id": who.id, "city": who.town})


def _purchase(unit: Unit, one: Bought) -> None:
    values = {
        "customer_id": one.who, "at": at(one.ago), "business_date": day(one.ago), "amount": 1_000,
        "refunded": 0 if one.back is None else 1_000, "voided_at": at(one.ago) if one.void else None,
    }  # fmt: skip
    made = run(unit.session, insert(table(Purchase)), values).inserted_primary_key
    if one.back is not None:
        run(
            unit.session,
            insert(table(Refund)),
            {
                "purchase_id": made[0], "customer_id": one.who, "kind": "refund", "at": at(one.back),
                "business_date": day(one.back), "amount": 1_000,
            },
        )  # fmt: skip


def _touchpoint(unit: Unit, one: Told) -> None:
    data = dict(one.data)
    if one.answered is not None:
        data |= {"answered": "sorry", "answered_at": at(one.answered).isoformat()}
        data |= {"put_right": True} if one.kind == "complaint" else {}
    run(
        unit.session,
        insert(table(Touchpoint)),
        {
            "customer_id": one.who, "kind": one.kind, "at": at(one.ago, one.hour), "text": one.text,
            "data": json.dumps(data, sort_keys=True),
            "due_on": None if one.due is None else day(one.due),
            "done_at": None if one.done is None else at(one.done),
            "removed_at": unit.now if one.removed else None,
        },
    )  # fmt: skip


def regular(who: int, visits: int = 8, gap: int = 30, last: int = 5) -> list[Bought]:
    """So many visits, the last so many days ago."""
    return [Bought(who, last + gap * number) for number in range(visits)]


_TALK = ("call", "visit", "message", "email", "letter", "social", "event", "reservation", "note", "other")


def random_book(seed: int, customers: int = 7) -> list[Row]:
    """Anything may have happened to anybody, often enough that every step and every break comes up."""
    draw = Random(seed)
    rows: list[Row] = []
    for who in range(1, customers + 1):
        made = draw.randrange(0, 500)
        often = draw.choice((0, 1, 2, 4, 12))
        sender = draw.randrange(1, who) if who > 1 and draw.random() < 0.3 else None
        rows.append(
            Who(
                who, made, favourite=draw.choice(("", "", "tea")), alert=draw.choice(("", "", "nuts")),
                notes=draw.choice(("", "", "quiet")), birthday=draw.choice((None, (2, 29))),
                tag=draw.random() < 0.3, sent_by=sender, archived=draw.random() < 0.1,
            )
        )  # fmt: skip
        gap = draw.choice((1, 7, 40))
        for number in range(often):
            ago = max(0, made - number * gap - draw.randrange(gap + 1))
            back = max(0, ago - draw.randrange(30)) if draw.random() < 0.1 else None
            rows.append(Bought(who, ago, back, void=draw.random() < 0.05))
        rows += [
            _something(draw, who, draw.randrange(0, made + 20))
            for _each in range(draw.choice((0, 0, 1, 3, 6)))
        ]
        rows += [
            Agreed(who, draw.randrange(0, made + 1), draw.random() < 0.7, draw.choice(("email", "phone")))
            for _each in range(draw.choice((0, 0, 1, 3)))
        ]
        if draw.random() < 0.2:
            rows.append(Used(who, draw.randrange(0, made + 1), draw.random() < 0.2))
    return rows


def _something(draw: Random, who: int, ago: int) -> Told:
    removed = draw.random() < 0.1
    what, answered = draw.random(), draw.choice((None, None, max(0, ago - draw.randrange(0, 90))))
    if what < 0.3:
        due = draw.choice((None, ago - draw.randrange(0, 20)))
        done = draw.choice((None, max(0, ago - draw.randrange(0, 25))))
        return Told(who, "promise", ago, due=due, done=done, removed=removed)
    if what < 0.5:
        data = draw.choice(({}, {"score": 5}, {"score": 1}, {"score": 2, "answered": "sorry"}, {"score": 3}))
        return Told(who, "feedback", ago, data, removed=removed, answered=None if len(data) > 1 else answered)
    if what < 0.65:
        data = draw.choice(({}, {"put_right": True}, {"put_right": False}, {"remedy": "a new one"}))
        return Told(who, "complaint", ago, data, removed=removed, answered=None if data else answered)
    direction = draw.choice(({}, {"direction": "in"}, {"direction": "out"}))
    return Told(who, draw.choice(_TALK), ago, direction, draw.choice(("words", "")), removed=removed)


def known_on(rows: Iterable[Row], ago: int) -> list[Row]:
    """Of these rows what was there at the end of the day so many days ago: what came later never happened."""
    found: list[Row] = []
    for row in rows:
        if isinstance(row, Who):
            # Of a card that was not made yet nothing stood in the book, but its number names them.
            bare = Who(row.id, row.made, archived=row.archived)
            found.append(row if row.made >= ago else bare)
        elif row.ago < ago:
            continue
        elif isinstance(row, Bought) and row.back is not None and row.back < ago:
            found.append(replace(row, back=None))
        elif isinstance(row, Told):
            done = None if row.done is not None and row.done < ago else row.done
            answered = None if row.answered is not None and row.answered < ago else row.answered
            found.append(replace(row, done=done, answered=answered))
        else:
            found.append(row)
    return found
