"""Who gets it, as a table: by what they are reached and nothing else; and who cannot be reached."""

from __future__ import annotations

import pytest

from app.customers.commands import AddCustomer, ArchiveCustomer, add_customer, archive_customer
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.groups.campaigns.listing import people_table
from app.groups.campaigns.start import CampaignStarted
from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from tests.unit.groups.campaigns.shop import arms, edit, people, start

MAIL = Contact("email", "anna@example.com")
PHONE = Contact("phone", "+49 151 5554417")
HOME = Address("Mill Lane 1\nBack house", "10115", "Berlin")
MOBILE = Contact("phone", "+49 151 5554418", "mobile")


def customer(
    book: Book,
    name: str,
    *contacts: Contact,
    yes: tuple[str, ...] = (),
    no: tuple[str, ...] = (),
    home: bool = False,
) -> int:
    draft = CustomerDraft(
        name,
        contacts=contacts,
        addresses=(HOME,) if home else (),
        consents=tuple((one, one in yes) for one in (*yes, *no)),
    )
    return book.do(add_customer, AddCustomer(draft)).id


@pytest.fixture
def six(book: Book) -> tuple[int, ...]:
    """One for each channel, one without any, and one who said no to the phone and to post."""
    refuses = customer(book, "Fritz", PHONE, no=("phone", "post"), home=True)
    return (
        customer(book, "Anna", MAIL, yes=("email",)),
        customer(book, "Bert", MAIL, PHONE, MOBILE),
        customer(book, "Carl", PHONE, yes=("message",)),
        customer(book, "Dora", home=True),
        customer(book, "Emil"),
        refuses,
    )


def begun(book: Book, customers: tuple[int, ...], channel: str) -> CampaignStarted:
    data = {"what": "Newsletter", "channel": channel}
    return start(
        book, customers, action="export", data=data, holdout_percent=0, request_id=f"request-{channel}"
    )


@pytest.mark.parametrize(
    ("channel", "reached", "column", "left_out"),
    [
        ("email", {"Anna": "anna@example.com"}, "email",
         {"have no e-mail address": 4, "did not agree to e-mail": 1}),
        ("message", {"Carl": "+49 1515 554417"}, "phone",
         {"have no phone number": 3, "did not agree to messages": 2}),
        ("phone", {"Bert": "+49 1515 554417", "Carl": "+49 1515 554417"}, "phone",
         {"have no phone number": 3, "do not want to be called": 1}),
        ("post", {"Dora": "Mill Lane 1, Back house, 10115 Berlin"}, "address",
         {"have no postal address": 4, "do not want post": 1}),
    ],
)  # fmt: skip
def test_only_who_may_be_reached_is_listed_and_by_that_alone(
    book: Book,
    six: tuple[int, ...],
    channel: str,
    reached: dict[str, str],
    column: str,
    left_out: dict[str, int],
) -> None:
    started = begun(book, six, channel)
    assert started.cannot_get == left_out
    data = book.ask(people_table, started.campaign)
    assert [one.id for one in data.columns] == ["customer", "name", "card_number", column]
    shown = {str(row[1]): "".join(str(row[3]).split()) for row in data.rows}
    assert shown == {name: "".join(value.split()) for name, value in reached.items()}


def test_without_a_channel_everybody_is_listed_by_name(book: Book, six: tuple[int, ...]) -> None:
    data = book.ask(people_table, begun(book, six, "").campaign)
    assert [one.id for one in data.columns] == ["customer", "name", "card_number"]
    assert [row[1] for row in data.rows] == ["Anna", "Bert", "Carl", "Dora", "Emil", "Fritz"]


def test_who_said_no_since_is_not_listed_any_more(book: Book, six: tuple[int, ...]) -> None:
    started = begun(book, six, "email")
    edit(book, six[0], consents=(("email", False),))
    assert list(book.ask(people_table, started.campaign).rows) == []


def test_those_left_out_are_listed_without_a_way_to_reach_them(book: Book) -> None:
    customers = people(book, 4)
    started = start(book, customers, holdout_percent=50)
    got, out = arms(book, started.campaign)
    book.do(archive_customer, ArchiveCustomer(got[0]))
    book.do(archive_customer, ArchiveCustomer(out[0]))
    assert [row[0] for row in book.ask(people_table, started.campaign).rows] == got[1:]
    left = book.ask(people_table, started.campaign, left_out=True)
    assert [row[0] for row in left.rows] == out[1:]
    assert left.title == "Left out of “A call”"
    with pytest.raises(NotFound):
        book.ask(people_table, 77)


def test_a_channel_there_is_not_is_refused(book: Book, six: tuple[int, ...]) -> None:
    with pytest.raises(Refused) as refused:
        begun(book, six, "pigeon")
    assert refused.value.field == "channel"
