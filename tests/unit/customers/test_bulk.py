from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.customers.birthdays import Birthday
from app.customers.bulk import CHUNK, add_many
from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.customers.queries import all_tags, card, find
from app.kernel.errors import Refused
from app.kernel.ids import luhn_valid

DRAFTS = [
    CustomerDraft(
        name="Jörg Müller",
        reference="A1",
        contacts=(
            Contact("phone", "0170 1234417"),
            Contact("email", "J@web.de"),
            Contact("phone", "0170 1234417"),
        ),
        addresses=(Address("Weg 1", "10115", "Berlin", country="DE"),),
        birthday=Birthday(2, 29),
        tags=("Tea", "Book club"),
        consents={"email": True, "post": False},
        joined_on=date(2020, 1, 2),
        notes="two\nlines",
    ),
    CustomerDraft(name="林 美玲", card_number="club-1", tags=("tea",)),
    CustomerDraft(name="Anne-Marie O'Brien", alert="Nuts", favourite="flat white", channel="post"),
]


def many(book, drafts, **more):
    return book.do(lambda unit, given: add_many(unit, given, **more), drafts)


def test_many_are_kept_and_found_as_one_by_one(book, template_shop, tmp_path, clock):
    import shutil

    from app.bootstrap import open_shop

    other = open_shop(shutil.copy(template_shop, tmp_path / "other.regulars"), clock)
    ids = many(book, DRAFTS)
    assert ids == [other.do(add_customer, AddCustomer(draft)).id for draft in DRAFTS]
    for id_ in ids:
        assert book.ask(card, id_) == other.ask(card, id_)
    assert book.ask(all_tags) == other.ask(all_tags)
    for text in ("mueller", "4417", "j@web", "美", "club1", "schmitd", "annemarie", "mulelr", "obrein", "A1"):
        assert book.ask(find, text) == other.ask(find, text)
    other.close()


def test_refused_rows_are_told_by_their_place_and_the_others_kept(book):
    told = []
    drafts = [
        CustomerDraft(name="One", card_number="SAME1"),
        CustomerDraft(name=""),
        CustomerDraft(name="Three", card_number="same-1"),
        CustomerDraft(name="Four", reference="R"),
        CustomerDraft(name="Five", reference="R"),
        CustomerDraft(name="Six", notes="4111 1111 1111 1111"),
        CustomerDraft(name="Seven", referred_by=99),
        CustomerDraft(name="Eight", card_number="290000000015"),
        CustomerDraft(name="Nine"),
    ]
    ids = many(book, drafts, on_refused=lambda place, refusal: told.append((place, refusal.field)))
    assert [id_ is not None for id_ in ids] == [True, False, False, True, False, False, False, True, True]
    assert told == [(1, "name"), (5, "notes"), (6, "referred_by"), (2, "card_number"), (4, "reference")]
    numbers = {book.ask(card, id_).card_number for id_ in ids if id_}
    assert len(numbers) == 4
    assert all(luhn_valid(number) for number in numbers - {"SAME1"})


def test_without_a_listener_the_first_refusal_ends_it_and_nothing_is_saved(book):
    with pytest.raises(Refused):
        many(book, [CustomerDraft(name="One"), CustomerDraft(name="")])
    assert book.ask(find, "one") == []


def test_more_than_a_chunk_streams_and_the_series_goes_on(book):
    count = CHUNK + 3
    ids = many(book, (CustomerDraft(name=f"Customer Nr{n}") for n in range(count)))
    assert ids == list(range(1, count + 1))
    again = book.do(add_customer, AddCustomer(CustomerDraft(name="Last")))
    assert int(again.card_number[2:11]) == count + 1
    assert book.ask(find, f"nr{count - 1}")[0].name == f"Customer Nr{count - 1}"


def test_the_import_is_said_to_be_where_consent_came_from(book):
    from app.customers.models import Consent

    many(book, DRAFTS, source="newsletter list")
    told = book.ask(
        lambda view: [(row.channel, row.given, row.source) for row in view.session.query(Consent)]
    )
    assert told == [("email", True, "newsletter list"), ("post", False, "newsletter list")]


def test_one_change_is_told_for_all(book):
    heard = []
    book.changes.subscribe(heard.append)
    many(book, [replace(draft, tags=()) for draft in DRAFTS])
    assert ("customer", None) in heard[-1]
