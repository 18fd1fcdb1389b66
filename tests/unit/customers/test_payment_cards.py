from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.contacts import Address, Contact
from app.customers.payment_cards import forbid_issued_numbers, is_payment_number, payment_numbers
from app.customers.queries import card, find
from app.kernel.errors import Refused
from app.kernel.ids import luhn_digit
from tests.unit.customers.helpers import add

VISA = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    "text",
    [VISA, "4111111111111111", "4111-1111-1111-1111", "378282246310005", "3782 822463 10005", "4222222222222",
     "6011000990139424 exp 12/27", "card: 4111\u00a01111\u00a01111\u00a01111.", "٤١١١١١١١١١١١١١١١",
     "Visa4111111111111111", "12 4111 1111 1111 1111 99"],
)  # fmt: skip
def test_payment_numbers_are_seen(text):
    assert payment_numbers(text)


@pytest.mark.parametrize(
    "text",
    ["4111 1111 1111 1112", "123456789012", "978-3-16-148410-0", "9783161484100", "+49 170 1234 56789",
     "0170 1234 5678 903", "2026-11-22 18:30", "0000000000000000", "1" * 40, ""],
)  # fmt: skip
def test_other_numbers_are_not(text):
    assert payment_numbers(text) == []


@given(body=st.from_regex(r"\A[3-6][0-9]{11,17}\Z"), before=st.sampled_from(["", "Nr ", "x\n"]))
def test_any_number_with_a_check_digit_is_seen(body, before):
    number = body + luhn_digit(body)
    assert number in payment_numbers(f"{before}{number}")
    assert is_payment_number(number)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"card_number": VISA}, "card_number"),
        ({"reference": VISA}, "reference"),
        ({"notes": f"pays with\n{VISA}"}, "notes"),
        ({"alert": VISA}, "alert"),
        ({"favourite": VISA}, "favourite"),
        ({"sort_name": VISA}, "sort_name"),
        ({"tags": (VISA,)}, "tags"),
        ({"contacts": (Contact("social", VISA),)}, "social"),
        ({"contacts": (Contact("phone", "4111111111111111"),)}, "phone"),
        ({"contacts": (Contact("phone", "030 901820", VISA),)}, "phone"),
        ({"addresses": (Address(VISA),)}, "street"),
    ],
)
def test_payment_numbers_are_refused_in_every_text(book, fields, field):
    from app.customers.commands import AddCustomer, add_customer
    from app.customers.draft import CustomerDraft

    with pytest.raises(Refused, match="payment card") as refused:
        book.do(add_customer, AddCustomer(CustomerDraft(name="Maria", **fields)))
    assert refused.value.field == field
    assert book.ask(find, "maria") == []


@pytest.mark.parametrize("number", [VISA, "378282246310005", "5555555555554444", "30569309025904"])
@pytest.mark.parametrize("gap", ["", "till 3: "])
def test_payment_numbers_are_refused_among_receipts_and_articles(book, number, gap):
    with pytest.raises(Refused, match="payment card"):
        book.ask(forbid_issued_numbers, gap + number, "receipt")


@pytest.mark.parametrize("number", ["4006381333931", "20261122103005", "8712345678906", "7012345678901237"])
def test_receipts_and_articles_have_long_numbers_of_their_own(book, number):
    body = number[:-1]
    book.ask(forbid_issued_numbers, body + luhn_digit(body), "receipt")


def test_a_label_of_the_shop_s_own_may_be_a_card(book):
    own = "2012345678900"
    added = add(book, "Maria", card_number=own)
    assert book.ask(card, added.id).card_number == own
    assert book.ask(find, own)[0].id == added.id


def test_a_number_that_is_a_customer_s_card_may_be_noted(book):
    own = "2000000000008"
    add(book, "Maria", card_number=own)
    added = add(book, "Petra", notes=f"uses Maria's card {own}")
    assert own in book.ask(card, added.id).notes
