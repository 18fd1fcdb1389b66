"""The list of customers: every column both ways, every narrowing, the same by either way of sorting."""

from __future__ import annotations

import shutil
from array import array
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import open_shop
from app.customers.models import (
    Consent,
    ContactPoint,
    CustomerActivity,
    CustomerTag,
    Household,
    HouseholdMember,
    Tag,
)
from app.groups import ordering
from app.groups.directory import DirectoryQuery, directory_ids, directory_rows
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.loyalty.models import Account
from tests.exploring import tries
from tests.unit.groups.rows import customer, index, put

NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    name: str
    card: str | None
    joined: int
    visited: int | None
    visits: int | None
    spent: int
    points: int | None
    archived: bool


people = st.lists(
    st.builds(
        Person,
        name=st.sampled_from(["anna", "anna b", "björn", "chen", "d"]),
        card=st.none() | st.integers(1000, 9999).map(str),
        joined=st.integers(0, 3),
        visited=st.none() | st.integers(0, 3),
        visits=st.none() | st.integers(0, 3),
        spent=st.integers(-2, 3),
        points=st.none() | st.integers(-2, 3),
        archived=st.sampled_from([False, False, False, True]),
    ),
    max_size=14,
    unique_by=lambda person: person.card or object(),
)


def fill(book: Book, persons: list[Person]) -> dict[int, Person]:
    rows: list[Any] = []
    for id_, person in enumerate(persons, 1):
        joined = date(2026, 1, 1) + timedelta(days=person.joined)
        archived_at = NOW if person.archived else None
        rows.append(
            customer(
                person.name, NOW, id=id_, card_number=person.card, joined_on=joined, archived_at=archived_at
            )
        )
        if person.visits is not None:
            at = None if person.visited is None else NOW - timedelta(days=person.visited)
            rows.append(
                CustomerActivity(customer_id=id_, visits=person.visits, spent=person.spent, last_visit_at=at)
            )
        if person.points is not None:
            rows.append(Account(customer_id=id_, balance=person.points))
            rows.append(Account(customer_id=id_, unit="money", balance=-person.points * 7))
    put(book, *rows)
    return dict(enumerate(persons, 1))


VALUES = {
    "name": lambda p: p.name.replace("ö", "o"),
    "card": lambda p: p.card,
    "joined": lambda p: p.joined,
    "last_visit": lambda p: None if p.visits is None or p.visited is None else -p.visited,
    "visits": lambda p: p.visits or 0,
    "spent": lambda p: 0 if p.visits is None else p.spent,
    "points": lambda p: p.points or 0,
}


def by_hand(made: dict[int, Person], sort: str, descending: bool, archived: bool) -> list[int]:
    ids = [id_ for id_, person in made.items() if person.archived is archived]
    have = [id_ for id_ in ids if VALUES[sort](made[id_]) is not None]
    have.sort(key=lambda id_: (VALUES[sort](made[id_]), id_), reverse=descending)
    return have + sorted(set(ids) - set(have))


@tries(25, same_fixtures=True)
@given(people)
def test_every_column_sorts_both_ways_by_either_means(
    template_shop: Path, tmp_path_factory: pytest.TempPathFactory, persons: list[Person]
) -> None:
    file = Path(shutil.copy(template_shop, tmp_path_factory.mktemp("list") / "shop.regulars"))
    book = open_shop(file, FixedClock(NOW))
    try:
        made = fill(book, persons)
        for sort in ordering.SORTS:
            for descending in (False, True):
                for archived in (False, True):
                    query = DirectoryQuery(sort, descending, archived=archived)
                    wanted = by_hand(made, sort, descending, archived)
                    for few in (0, 1000):
                        with pytest.MonkeyPatch.context() as patch:
                            patch.setattr(ordering, "FEW", few)
                            found = book.ask(directory_ids, query)
                        assert (sort, descending, archived, few, list(found)) == (
                            sort, descending, archived, few, wanted,
                        )  # fmt: skip
    finally:
        book.close()


def test_every_sort_is_one_the_model_knows() -> None:
    assert set(VALUES) == set(ordering.SORTS)


def test_ids_are_eight_bytes_each(book: Book) -> None:
    assert book.ask(directory_ids, DirectoryQuery()) == array("q")
    put(book, customer("Maria", NOW))
    found = book.ask(directory_ids, DirectoryQuery())
    assert (found.typecode, found.itemsize, len(found)) == ("q", 8, 1)


def test_an_unknown_column_is_refused(book: Book) -> None:
    with pytest.raises(Refused):
        book.ask(directory_ids, DirectoryQuery(sort="shoe_size"))


@pytest.fixture
def crowd(book: Book) -> dict[str, int]:
    """Five customers who differ in everything a list can be narrowed to."""
    names = ["Maria Schmidt", "Łukasz Žižek", "O'Brien 100%", "Anna Maria", "Old One"]
    maria, lukasz, brien, anna, old = put(
        book,
        customer(
            names[0], NOW, card_number="290000000012", alert="Nut allergy.", birth_month=11, birth_day=25
        ),
        customer(names[1], NOW, birth_month=12, birth_day=1),
        customer(names[2], NOW, card_number="AB77", joined_on=date(2026, 11, 20)),
        customer(names[3], NOW),
        customer(names[4], NOW, archived_at=NOW, alert="x", birth_month=11, birth_day=1),
    )
    put(
        book,
        ContactPoint(
            customer_id=lukasz,
            kind="email",
            value="L.Z@example.org",
            normalised="l.z@example.org",
            position=1,
        ),
        ContactPoint(
            customer_id=lukasz,
            kind="email",
            value="first@example.org",
            normalised="first@example.org",
            position=0,
        ),
        ContactPoint(customer_id=anna, kind="phone", value="0151 5554417", normalised="+491515554417"),
        Tag(id=1, name="Book club", folded="book club"),
        Tag(id=2, name="German crime", folded="german crime"),
        CustomerTag(customer_id=maria, tag_id=2),
        CustomerTag(customer_id=maria, tag_id=1),
        CustomerTag(customer_id=old, tag_id=1),
        Consent(customer_id=maria, channel="email", given=False, at=NOW),
        Consent(customer_id=maria, channel="email", given=True, at=NOW),
        Consent(customer_id=lukasz, channel="email", given=True, at=NOW),
        Consent(customer_id=lukasz, channel="email", given=False, at=NOW),
        Consent(customer_id=anna, channel="post", given=True, at=NOW),
        CustomerActivity(
            customer_id=maria,
            first_visit_on=date(2023, 1, 1),
            last_visit_at=datetime(2026, 9, 30, 22, 0, tzinfo=UTC),
            visits=64,
            spent=148200,
        ),
        CustomerActivity(
            customer_id=lukasz, last_visit_at=datetime(2026, 9, 30, 21, 59, tzinfo=UTC), visits=1, spent=5
        ),
        Account(customer_id=maria, balance=640),
    )
    index(book, [maria, lukasz, brien, anna, old])
    return dict(
        zip(["maria", "lukasz", "brien", "anna", "old"], (maria, lukasz, brien, anna, old), strict=True)
    )


@pytest.mark.parametrize(
    ("narrowing", "names"),
    [
        ({}, {"maria", "lukasz", "brien", "anna"}),
        ({"archived": True}, {"old"}),
        ({"text": "mari"}, {"maria", "anna"}),
        ({"text": "SCHM mar"}, {"maria"}),
        ({"text": "lukasz ziz"}, {"lukasz"}),
        ({"text": "chmidt"}, set()),
        ({"text": "29000"}, {"maria"}),
        ({"text": "ab77"}, {"brien"}),
        ({"text": "4417"}, {"anna"}),
        ({"text": "first"}, {"lukasz"}),
        ({"text": "first@ex"}, {"lukasz"}),
        ({"text": "0151 555 4417"}, {"anna"}),
        ({"text": "2900-0000-0012"}, {"maria"}),
        ({"text": "maria", "with_alert": True}, {"maria"}),
        ({"text": "old", "archived": True}, {"old"}),
        ({"text": "obrien"}, {"brien"}),
        ({"text": "100%"}, {"brien"}),
        ({"text": "%"}, set()),
        ({"text": "_"}, set()),
        ({"text": '" XOR ('}, set()),
        ({"text": "old"}, set()),
        ({"text": "   "}, {"maria", "lukasz", "brien", "anna"}),
        ({"tag": 1}, {"maria"}),
        ({"tag": "BOOK Club"}, {"maria"}),
        ({"tag": "no such tag"}, set()),
        ({"tag": 1, "archived": True}, {"old"}),
        ({"with_alert": True}, {"maria"}),
        ({"with_email_consent": True}, {"maria"}),
        ({"birthday_this_month": True}, {"maria"}),
        ({"inactive_since": date(2026, 10, 1)}, {"lukasz", "anna"}),
        ({"inactive_since": date(2026, 10, 2)}, {"maria", "lukasz", "anna"}),
        ({"inactive_since": date(2026, 11, 21)}, {"maria", "lukasz", "anna", "brien"}),
        ({"with_alert": True, "text": "anna"}, set()),
    ],
)
def test_narrowings(book: Book, crowd: dict[str, int], narrowing: dict, names: set[str]) -> None:
    found = book.ask(directory_ids, DirectoryQuery(**narrowing))
    by_id = {id_: name for name, id_ in crowd.items()}
    assert sorted(by_id[id_] for id_ in found) == sorted(names)


@tries(30, same_fixtures=True)
@given(st.text(max_size=40))
def test_no_text_is_an_error(book: Book, text: str) -> None:
    book.ask(directory_ids, DirectoryQuery(text=text))


def test_a_very_long_text_is_no_error(book: Book) -> None:
    assert len(book.ask(directory_ids, DirectoryQuery(text="maria schmidt " * 8_000))) == 0


def test_rows_come_in_the_order_asked_with_all_they_show(book: Book, crowd: dict[str, int]) -> None:
    maria, lukasz, anna = crowd["maria"], crowd["lukasz"], crowd["anna"]
    rows = book.ask(directory_rows, [anna, maria, 999, lukasz, anna])
    assert [row.id for row in rows] == [anna, maria, lukasz, anna]
    shown = rows[1]
    assert (shown.name, shown.card_number, shown.points) == ("Maria Schmidt", "290000000012", 640)
    assert (shown.visits, shown.spent, shown.last_visit) == (64, 148200, date(2026, 10, 1))
    assert (shown.tags, shown.alert, shown.archived) == (("Book club", "German crime"), "Nut allergy.", False)
    assert (rows[2].email, rows[2].phone, rows[0].phone) == ("first@example.org", "", "0151 5554417")
    assert (rows[0].points, rows[0].visits, rows[0].last_visit, rows[0].tags) == (0, 0, None, ())


@pytest.mark.parametrize(
    ("sort", "index"),
    [
        ("name", "ix_customer_sort_name"),
        ("joined", "ix_customer_joined_on"),
        ("last_visit", "uq_customer_activity|sqlite_autoindex_customer_activity"),
        ("visits", "ix_customer_activity_visits"),
        ("spent", "ix_customer_activity_spent"),
        ("points", "ix_account_balance"),
        ("card", "sqlite_autoindex_customer"),
    ],
)
def test_a_column_is_read_from_its_index_alone(book: Book, sort: str, index: str) -> None:
    from sqlalchemy import text

    def plan(view) -> str:
        query = ordering._keyed(ordering.SORTS[sort])
        words = str(query.compile(view.session.connection(), compile_kwargs={"literal_binds": True}))
        return " ".join(row[3] for row in view.session.execute(text("EXPLAIN QUERY PLAN " + words)))

    found = book.ask(plan)
    assert "COVERING INDEX" in found
    assert "TEMP B-TREE" not in found
    assert any(name in found for name in index.split("|")), found


@pytest.mark.parametrize("few", [True, False])
def test_members_of_a_household_show_and_sort_by_what_they_share(
    book: Book, monkeypatch: pytest.MonkeyPatch, few: bool
) -> None:
    monkeypatch.setattr(ordering, "FEW", 1000 if few else 0)
    now = book.clock.now()
    ids = put(book, *(customer(name, now) for name in ("Ada", "Ben", "Cleo", "Dora", "Eve")))
    ada, ben, cleo, dora, eve = ids
    for who, balance in ((ada, 0), (ben, 30), (cleo, 20), (dora, 10), (eve, -5)):
        put(book, Account(customer_id=who, balance=balance))
    put(book, Household(name="Rowan", holder_id=cleo, founded_at=now))
    for who in (ada, cleo):
        put(book, HouseholdMember(customer_id=who, household_id=1, joined_at=now))
    for descending, order in ((False, [eve, dora, ada, cleo, ben]), (True, [ben, cleo, ada, dora, eve])):
        query = DirectoryQuery(sort="points", descending=descending)
        assert list(book.ask(directory_ids, query)) == order
    rows = book.ask(directory_rows, ids)
    assert [row.points for row in rows] == [20, 30, 20, 10, -5]
