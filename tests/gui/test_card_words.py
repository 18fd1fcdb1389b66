"""What the head of a card says of news a customer wants, or wants none of."""

from __future__ import annotations

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.models.card_view import PillLine, counter_card
from app.kernel.book import Book

NOTHING = PillLine("No contact wanted", "rose")


@pytest.mark.parametrize(
    ("consents", "pills"),
    [
        ({}, ()),
        ({"email": True}, (PillLine("E-mail ✓"),)),
        ({"post": False}, (PillLine("No post", "rose"),)),
        (
            {"post": True, "email": False, "phone": False, "message": False},
            (
                PillLine("No e-mail", "rose"),
                PillLine("No calls", "rose"),
                PillLine("No messages", "rose"),
                PillLine("Post ✓"),
            ),
        ),
        (dict.fromkeys(("email", "phone", "message", "post"), False), (NOTHING,)),
        (dict.fromkeys(("email", "phone", "message"), False), None),
    ],
)
def test_the_card_says_what_is_welcome_and_what_is_not(
    book: Book, consents: dict[str, bool], pills: tuple[PillLine, ...] | None
) -> None:
    who = book.do(add_customer, AddCustomer(CustomerDraft("Maria", consents=consents))).id
    tags = book.ask(counter_card, who, "all").tags
    if pills is None:
        assert NOTHING not in tags, "post was not spoken of"
    else:
        assert tags == pills
