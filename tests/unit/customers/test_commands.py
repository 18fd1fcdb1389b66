from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.birthdays import Birthday
from app.customers.commands import (
    AddCustomer,
    ArchiveCustomer,
    EditCustomer,
    RestoreCustomer,
    add_customer,
    archive_customer,
    edit_customer,
    restore_customer,
)
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.customers.models import Consent
from app.customers.queries import all_tags, card, draft_of, find, names
from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.ids import luhn_valid
from app.kernel.journal import Undo, undo_last
from app.kernel.unit import View
from tests.exploring import tries
from tests.unit.customers.helpers import add

FULL = CustomerDraft(
    name="Maria Schmidt",
    contacts=(
        Contact("phone", "0170 1234417", "mobile"),
        Contact("email", "Maria.Schmidt@Web.de"),
        Contact("social", "https://www.instagram.com/maria.reads/"),
    ),
    addresses=(Address("Lindenweg 3", "10115", "Berlin", country="de"),),
    birthday=Birthday(3, 5, 1990),
    favourite="flat white, one sugar",
    alert="Nuts!",
    notes="Likes crime novels.\nOrders by phone.",
    language="de",
    channel="email",
    tags=("Book club", "book  CLUB", "Tea"),
    consents={"email": True, "post": False},
)


def test_a_full_card_comes_back_as_it_was_given(book):
    added = book.do(add_customer, AddCustomer(FULL))
    shown = book.ask(card, added.id)
    assert shown.name == "Maria Schmidt"
    assert shown.sort_name == "schmidt maria"
    assert [row.normalised for row in shown.contacts] == [
        "+491701234417",
        "maria.schmidt@web.de",
        "maria.reads",
    ]
    assert shown.contacts[2].label == "instagram"
    assert shown.addresses == (Address("Lindenweg 3", "10115", "Berlin", country="DE"),)
    assert shown.birthday == Birthday(3, 5, 1990)
    assert shown.tags == ("Book club", "Tea")
    assert shown.consents == (("email", True), ("post", False))
    assert shown.joined_on == date(2026, 11, 22)
    assert shown.version == 1
    assert not shown.archived
    assert book.ask(all_tags) == [(1, "Book club", 1), (2, "Tea", 1)]
    assert book.ask(names, [added.id, 99]) == {added.id: "Maria Schmidt"}


def test_own_card_numbers_have_a_prefix_a_check_digit_and_no_gaps(book):
    numbers = [add(book, f"Customer {n}").card_number for n in range(3)]
    assert numbers[0] == "290000000015"
    assert all(len(number) == 12 and number.startswith("29") and luhn_valid(number) for number in numbers)
    assert [int(number[2:11]) for number in numbers] == [1, 2, 3]


def test_own_series_skips_a_number_a_customer_brought(book):
    add(book, "First", card_number="2900 0000-0015")
    assert add(book, "Second").card_number == "290000000023"


def test_a_taken_card_says_whose_it_is(book):
    add(book, "Maria Schmidt", card_number="club-77")
    with pytest.raises(Refused, match=r"CLUB77 belongs to Maria Schmidt") as refused:
        add(book, "Other", card_number="CLUB 77")
    assert refused.value.field == "card_number"


@pytest.mark.parametrize("number", ["abc", "12#45", "x" * 41])
def test_odd_card_numbers_are_refused(book, number):
    with pytest.raises(Refused) as refused:
        add(book, "Maria", card_number=number)
    assert refused.value.field == "card_number"


def test_a_taken_reference_says_whose_it_is(book):
    add(book, "Maria Schmidt", reference="A-17")
    with pytest.raises(Refused, match="belongs to Maria Schmidt") as refused:
        add(book, "Other", reference="A-17")
    assert refused.value.field == "reference"


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "\u202e", "...", "\0"])
def test_a_name_must_be_seen(book, name):
    with pytest.raises(Refused, match="needs a name") as refused:
        add(book, name)
    assert refused.value.field == "name"


def test_a_long_name_is_refused_with_its_limit(book):
    with pytest.raises(Refused, match="200") as refused:
        add(book, "x" * 10_000)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Cher", "Cher"), ("  Łukasz\t Žižek ", "Łukasz Žižek"), ("e\u0301va", "éva"), ("a\0b\u202ec", "abc")],
)
def test_names_of_any_kind_are_kept_clean(book, name, kept):
    assert book.ask(card, add(book, name).id).name == kept


def test_the_same_request_is_done_once(book):
    cmd = AddCustomer(CustomerDraft(name="Maria"), request_id="r1")
    first = book.do(add_customer, cmd)
    again = book.do(add_customer, cmd)
    assert again == replace(first, already_done=True)
    assert len(book.ask(find, "maria")) == 1


def test_an_edit_from_an_old_card_is_refused_in_words(book):
    added = add(book, "Maria Schmidt")
    shown = book.ask(card, added.id)
    book.do(edit_customer, EditCustomer(added.id, replace(draft_of(shown), alert="Nuts"), shown.version))
    with pytest.raises(Conflict, match="Maria Schmidt was changed elsewhere"):
        book.do(edit_customer, EditCustomer(added.id, draft_of(shown), shown.version))
    assert book.ask(card, added.id).alert == "Nuts"


def test_an_edit_changes_what_is_found(book):
    added = add(book, "Maria Schmidt", phone="0170 1234417")
    shown = book.ask(card, added.id)
    draft = replace(draft_of(shown), name="Maria Lindqvist", contacts=())
    book.do(edit_customer, EditCustomer(added.id, draft, 1))
    assert [m.id for m in book.ask(find, "lindq")] == [added.id]
    assert book.ask(find, "schmidt") == []
    assert book.ask(find, "4417") == []
    assert book.ask(card, added.id).sort_name == "lindqvist maria"


def test_consent_is_history_and_only_changes_are_written(book):
    added = add(book, "Maria", consents={"email": True})
    shown = book.ask(card, added.id)
    draft = replace(draft_of(shown), consents={"email": False, "phone": False})
    book.do(edit_customer, EditCustomer(added.id, draft, 1))
    book.do(edit_customer, EditCustomer(added.id, draft, 2))
    assert book.ask(words) == [("email", True), ("email", False), ("phone", False)]
    assert book.ask(card, added.id).consents == (("email", False), ("phone", False))


def test_a_no_is_kept_from_the_first(book):
    added = add(book, "Maria", consents={"post": False})
    assert book.ask(words) == [("post", False)]
    assert book.ask(card, added.id).consents == (("post", False),)


def test_a_channel_that_is_not_named_keeps_what_it_had(book):
    added = add(book, "Maria", consents={"email": True, "post": False})
    draft = replace(draft_of(book.ask(card, added.id)), consents={"phone": True})
    book.do(edit_customer, EditCustomer(added.id, draft, 1))
    book.do(edit_customer, EditCustomer(added.id, replace(draft, consents=()), 2))
    assert book.ask(card, added.id).consents == (("email", True), ("phone", True), ("post", False))
    assert len(book.ask(words)) == 3


def test_a_no_is_taken_back_with_the_edit_that_brought_it(book):
    added = add(book, "Maria")
    draft = replace(draft_of(book.ask(card, added.id)), consents={"post": False})
    book.do(edit_customer, EditCustomer(added.id, draft, 1))
    assert book.ask(card, added.id).consents == (("post", False),)
    book.do(undo_last, Undo())
    assert book.ask(words) == []


def test_a_card_made_with_a_no_can_be_taken_back(book):
    add(book, "Maria", consents={"post": False})
    book.do(undo_last, Undo())
    assert book.ask(words) == []


def words(view: View) -> list[tuple[str, bool]]:
    return [(row.channel, row.given) for row in view.session.query(Consent).order_by(Consent.id)]


def test_undo_of_an_edit_puts_everything_back(book):
    added = book.do(add_customer, AddCustomer(FULL))
    before = book.ask(card, added.id)
    other = CustomerDraft(
        name="Somebody Else", consents={"email": False, "phone": True}, tags=("New",), birthday=Birthday(1, 1)
    )
    book.do(edit_customer, EditCustomer(added.id, other, 1))
    assert book.ask(card, added.id).name == "Somebody Else"
    assert book.do(undo_last, Undo()).undone == "Somebody Else changed"
    assert replace(book.ask(card, added.id), version=1) == before
    assert [m.id for m in book.ask(find, "4417")] == [added.id]
    assert [name for _id, name, _count in book.ask(all_tags)] == ["Book club", "Tea"]


def test_undo_of_an_edit_that_was_edited_again_is_refused(book):
    added = add(book, "Maria")
    first = book.do(edit_customer, EditCustomer(added.id, CustomerDraft(name="Mary"), 1))
    entry = book.do(edit_customer, EditCustomer(added.id, CustomerDraft(name="Mia"), first.version))
    assert entry.version == 3
    with pytest.raises(Conflict, match="Mia was changed again since"):
        book.do(undo_last, Undo(journal_id=2))


def test_undo_of_adding_leaves_no_trace(book):
    added = book.do(add_customer, AddCustomer(FULL))
    assert book.do(undo_last, Undo()).undone == "Maria Schmidt added"
    assert book.ask(find, "maria") == []
    assert book.ask(all_tags) == []
    with pytest.raises(NotFound):
        book.ask(card, added.id)


def test_a_name_nobody_has_any_more_leaves_the_typo_index(book):
    def near(view: View) -> set[str]:
        rows = view.session.connection().exec_driver_sql("SELECT DISTINCT word FROM customer_search_near")
        return {word for (word,) in rows}

    add(book, "Maria Holm")
    other = add(book, "Maria Schmidt")
    book.do(edit_customer, EditCustomer(other.id, CustomerDraft(name="Mia Schmidt"), 1))
    assert book.ask(near) == {"maria", "holm", "mia", "schmidt"}
    book.do(undo_last, Undo())
    assert book.ask(near) == {"maria", "holm", "schmidt"}
    book.do(undo_last, Undo())
    assert book.ask(near) == {"maria", "holm"}


def test_undo_of_adding_somebody_who_has_brought_a_friend_archives_them(book):
    added = add(book, "Maria")
    friend = add(book, "Friend", referred_by=added.id)
    book.do(undo_last, Undo(journal_id=1))
    assert book.ask(find, "maria") == []
    assert book.ask(card, added.id).archived
    assert book.ask(card, friend.id).referred_by == (added.id, "Maria")
    assert [m.id for m in book.ask(find, "maria", include_archived=True)] == [added.id]


def test_archive_restore_and_their_undo(book):
    added = add(book, "Maria")
    book.do(archive_customer, ArchiveCustomer(added.id))
    assert book.ask(card, added.id).archived
    assert book.ask(find, "maria") == []
    assert [m.id for m in book.ask(find, "maria", include_archived=True)] == [added.id]
    book.do(restore_customer, RestoreCustomer(added.id))
    assert not book.ask(card, added.id).archived
    assert book.do(undo_last, Undo()).undone == "Maria brought back"
    assert book.ask(card, added.id).archived
    assert book.do(undo_last, Undo()).undone == "Maria archived"
    assert [m.id for m in book.ask(find, "maria")] == [added.id]


def test_nobody_refers_themselves_not_even_by_friends(book):
    first = add(book, "First")
    second = add(book, "Second", referred_by=first.id)
    third = add(book, "Third", referred_by=second.id)
    for referrer in (first.id, third.id):
        with pytest.raises(Refused, match="themselves") as refused:
            book.do(
                edit_customer, EditCustomer(first.id, CustomerDraft(name="First", referred_by=referrer), 1)
            )
        assert refused.value.field == "referred_by"
    with pytest.raises(NotFound):
        add(book, "Fourth", referred_by=99)
    assert book.ask(card, third.id).referred_by == (second.id, "Second")


def test_what_changed_is_told_with_its_customer(book):
    heard = []
    book.changes.subscribe(heard.append)
    added = add(book, "Maria", tags=("Tea",))
    assert {("customer", added.id), ("tag", None)} <= heard[-1]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DRAFTS = st.builds(
    CustomerDraft,
    name=TEXTS.map(lambda text: f"N{text}"),
    sort_name=TEXTS,
    favourite=TEXTS,
    alert=TEXTS,
    notes=TEXTS,
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    contacts=st.lists(
        st.sampled_from(
            [
                Contact("phone", "030 901820"),
                Contact("phone", "12345"),
                Contact("email", "a@b.de"),
                Contact("social", "@maria"),
                Contact("social", ""),
            ]
        ),
        max_size=4,
    ).map(tuple),
    addresses=st.lists(st.builds(Address, street=TEXTS, city=TEXTS), max_size=2).map(tuple),
    birthday=st.none() | st.builds(Birthday, st.integers(1, 12), st.integers(1, 28), st.none()),
    consents=st.dictionaries(st.sampled_from(["email", "phone", "post"]), st.booleans()).map(
        lambda words: tuple(words.items())
    ),
)


@tries(40, same_fixtures=True)
@given(first=DRAFTS, second=DRAFTS)
def test_add_edit_undo_is_identity(book, first, second):
    try:
        added = book.do(add_customer, AddCustomer(first))
    except Refused:
        return
    before = book.ask(card, added.id)
    try:
        book.do(edit_customer, EditCustomer(added.id, second, before.version))
    except Refused:
        return
    book.do(undo_last, Undo())
    after = book.ask(card, added.id)
    assert replace(after, version=before.version) == before
    again = book.do(edit_customer, EditCustomer(added.id, draft_of(after), after.version))
    saved = book.ask(card, again.id)
    assert replace(saved, version=1, contacts=()) == replace(before, version=1, contacts=())
    assert [(c.kind, c.value) for c in saved.contacts] == [(c.kind, c.value) for c in before.contacts]
