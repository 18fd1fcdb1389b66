from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.customers.commands import ArchiveCustomer, archive_customer
from app.customers.contacts import Contact
from app.customers.models import CustomerActivity
from app.customers.queries import find, resolve, scanned
from app.customers.search_sqlite import BOUND
from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from app.kernel.unit import Unit
from tests.exploring import tries
from tests.unit.customers.helpers import add


@pytest.fixture
def people(book):
    """A few people who are told apart by little."""
    add(book, "Maria Schmidt", phone="0170 1234417", email="maria.s@web.de")
    add(book, "Marianne Schmidtke", phone="+49 30 901820")
    add(book, "Jörg Müller", email="joerg@buchladen-koeln.de")
    add(book, "Straße Groß")
    add(book, "林 美玲")
    add(book, "김철수")
    add(book, "Anne-Marie O'Brien")
    add(book, "Łukasz Žižek")
    add(book, "Catherine Meyer", reference="K-9")
    add(book, "Robert Stone", card_number="CLUB77")
    return book


def visited(book: Book, customer_id: int, days_ago: int, visits: int = 1) -> None:
    """Write the activity a sale would."""

    def write(unit: Unit, _cmd: None) -> None:
        unit.session.merge(
            CustomerActivity(
                customer_id=customer_id,
                last_visit_at=unit.now - timedelta(days=days_ago),
                visits=visits,
                spent=0,
            )
        )

    book.do(write, None)


def said(book: Book, text: str) -> list[tuple[str, str]]:
    return [(match.name, match.why) for match in book.ask(find, text)]


def marked(book: Book, text: str) -> list[str]:
    match = book.ask(find, text)[0]
    return [match.name[start:end] for start, end in match.spans]


@pytest.mark.parametrize(
    ("text", "name", "letters"),
    [
        ("maria s", "Maria Schmidt", ["Maria", "S"]),
        ("schmidtk", "Marianne Schmidtke", ["Schmidtk"]),
        ("s maria", "Maria Schmidt", ["Maria", "S"]),
        ("muller", "Jörg Müller", ["Müller"]),
        ("mueller", "Jörg Müller", ["Müller"]),
        ("MÜLL", "Jörg Müller", ["Müll"]),
        ("joerg", "Jörg Müller", ["Jörg"]),
        ("STRASSE", "Straße Groß", ["Straße"]),
        ("stras", "Straße Groß", ["Straß"]),
        ("gross", "Straße Groß", ["Groß"]),
        ("美", "林 美玲", ["美"]),
        ("玲", "林 美玲", ["玲"]),
        ("林美", "林 美玲", ["林 美"]),
        ("철수", "김철수", ["철수"]),
        ("annemarie", "Anne-Marie O'Brien", ["Anne-Marie"]),
        ("marie", "Anne-Marie O'Brien", ["Marie"]),
        ("obrien", "Anne-Marie O'Brien", ["O'Brien"]),
        ("o’bri", "Anne-Marie O'Brien", ["O'Bri"]),
        ("lukas zizek", "Łukasz Žižek", ["Łukas", "Žižek"]),
    ],
)
def test_part_of_a_name_finds_it_and_marks_its_letters(people, text, name, letters):
    assert said(people, text)[0] == (name, "")
    assert marked(people, text) == letters


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("4417", "Maria Schmidt", "phone"),
        ("34 417", "Maria Schmidt", "phone"),
        ("0170 1234417", "Maria Schmidt", "phone"),
        ("+49 170 123", "Maria Schmidt", "phone"),
        ("0049170123", "Maria Schmidt", "phone"),
        ("0170/123", "Maria Schmidt", "phone"),
        ("maria 4417", "Maria Schmidt", "phone"),
        ("maria.s@we", "Maria Schmidt", "e-mail"),
        ("MARIA.S@WEB.DE", "Maria Schmidt", "e-mail"),
        ("buchladen", "Jörg Müller", "e-mail"),
        ("290000000015", "Maria Schmidt", "card"),
        ("2900 0000-0015", "Maria Schmidt", "card"),
        ("0015", "Maria Schmidt", "card"),
        ("club 77", "Robert Stone", "card"),
        ("k-9", "Catherine Meyer", "reference"),
        ("schmitd", "Maria Schmidt", "similar spelling"),
        ("shcmidt", "Maria Schmidt", "similar spelling"),
        ("xchmidt", "Maria Schmidt", "similar spelling"),
        ("chmidt maria", "Maria Schmidt", "similar spelling"),
        ("marai schmid", "Maria Schmidt", "similar spelling"),
        ("cathrine", "Catherine Meyer", "similar spelling"),
        ("catherhine", "Catherine Meyer", "similar spelling"),
        ("kathryn maier", "Catherine Meyer", "sounds alike"),
        ("bob", "Robert Stone", "short form"),
    ],
)
def test_other_ways_to_find_say_why(people, text, name, why):
    assert said(people, text)[0] == (name, why)


def test_the_end_of_the_phone_that_matched_is_shown(book):
    added = add(book, "Maria")
    other = add(book, "Petra", phone="030 5554417")
    assert added.id != other.id
    assert book.ask(find, "4417")[0].subtitle == "…4417"
    assert book.ask(find, "54417")[0].subtitle == "…54417"
    assert book.ask(find, "petra")[0].subtitle == "…4417"


HOSTILE = [
    *('"', "(", ")", "AND", "NOT OR", "-bob", "%", "_", "*", 'maria*"', "' OR 1=1 --", "x" * 100_000),
    *("\0", "\ud800", "e" + "\u0301" * 50_000, "@", "@@@", "#4417", "^maria", "{a b}", "NEAR(a b)", "~45"),
    *("9" * 300, "+", "+4", "٤٤١٧", "\U0010ffff@\U0010ffff", "12@\U0010ffff", "", "   ", "a " * 60_000),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_searches_are_answered_in_time(people, text):
    start = time.perf_counter()
    for match in people.ask(find, text):
        assert match.name
    assert time.perf_counter() - start < 0.5


@tries(150, same_fixtures=True)
@given(text=st.text(max_size=40))
@example("ß")
@example("1\u0660")
@example("²²²")
def test_no_search_ever_fails(people, text):
    for match in people.ask(find, text, include_archived=True):
        for start, end in match.spans:
            assert 0 <= start < end <= len(match.name)


def test_a_payment_card_number_finds_nobody(people):
    assert people.ask(find, "4111 1111 1111 1111") == []
    with pytest.raises(Refused, match="payment card"):
        people.ask(resolve, "4111111111111111")


def test_the_exact_name_comes_before_those_who_came_lately(book):
    exact = add(book, "Jan Mark")
    other = add(book, "Jana Markert")
    visited(book, other.id, 0, 90)
    assert [m.id for m in book.ask(find, "jan mark")] == [exact.id, other.id]


def test_among_equals_who_came_lately_and_often_is_first(book):
    ids = [add(book, "Maria Schmidt").id for _n in range(4)]
    visited(book, ids[1], 200, 3)
    visited(book, ids[2], 2, 40)
    visited(book, ids[3], 2, 1)
    assert [m.id for m in book.ask(find, "maria schm")] == [ids[2], ids[3], ids[1], ids[0]]


def test_regulars_come_first_where_more_match_than_are_looked_at(book):
    from app.customers.bulk import add_many
    from app.customers.draft import CustomerDraft

    regular = add(book, "Maria Anders")
    exact = add(book, "Mia")
    visited(book, regular.id, 1, 50)
    many = [CustomerDraft(name=f"Miriam Number{n}") for n in range(BOUND * 2)]
    book.do(add_many, many)
    assert book.ask(find, "m")[0].id == regular.id
    assert book.ask(find, "mia")[0].id == exact.id
    assert len(book.ask(find, "m", limit=7)) == 7


def test_archived_customers_are_found_only_when_asked_for(people):
    people.do(archive_customer, ArchiveCustomer(1))
    for text in ("maria s", "4417", "290000000015", "maria.s@web", "schmitd"):
        assert 1 not in [match.id for match in people.ask(find, text)]
        assert 1 in [match.id for match in people.ask(find, text, include_archived=True)]
    assert people.ask(scanned, "290000000015") == 1


@pytest.mark.parametrize("text", ["290000000015", "2900 0000 0015", " 2900-0000-0015\r\n"])
def test_a_scan_is_the_whole_card_or_nobody(people, text):
    assert people.ask(scanned, text) == 1
    assert people.ask(scanned, text.strip()[:-1]) is None


def test_resolve_takes_an_id_a_card_or_a_search_that_fits_one(people):
    assert people.ask(resolve, "3") == 3
    assert people.ask(resolve, "club77") == 10
    assert people.ask(resolve, "K-9") == 9
    assert people.ask(resolve, "Maria Schmidt") == 1
    assert people.ask(resolve, "zizek") == 8
    with pytest.raises(Refused, match=r"fits several customers: .*Maria Schmidt"):
        people.ask(resolve, "mari")
    with pytest.raises(NotFound, match="Nobody"):
        people.ask(resolve, "quentin")


def test_handles_are_found(book):
    from app.customers.commands import AddCustomer, add_customer
    from app.customers.draft import CustomerDraft

    draft = CustomerDraft(name="Maria", contacts=(Contact("social", "@tea.lover", "instagram"),))
    book.do(add_customer, AddCustomer(draft))
    assert said(book, "tea") == [("Maria", "handle")]
