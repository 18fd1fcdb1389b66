"""A customer to write to, and papers of theirs read back."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.fields import clean_values
from app.printing.document import Document, gathered, render
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile

HOME = Address("27 Great Pulteney Street", "BA2 4BU", "Bath", "", "GB")


def customer(book: Book, name: str = "Maria Schmidt", **more: Any) -> int:
    """Somebody with an address who wants letters."""
    values = {"addresses": (HOME,), "consents": (("post", True),), **more}
    return book.do(add_customer, AddCustomer(CustomerDraft(name, **values))).id


def british(book: Book, **more: Any) -> None:
    """The shop in Bath, its paper in English."""
    profile = replace(
        book.ask(shop_profile), locale="en_GB", country="GB", street="14 Mill Lane", postal_code="BA1 2AB",
        city="Bath", phone="01225 555 014", **more,
    )  # fmt: skip
    book.do(save_shop, SaveShop(profile))


def printed_for(book: Book, document: Document[Any], who: int, **options: Any) -> bytes:
    """The document of a customer as a PDF, by cleaned options as every front uses it."""
    cleaned = clean_values(book.ask(document.options_now), options)
    data = book.ask(lambda view: gathered(document, view, [who], cleaned))
    out = BytesIO()
    render(document, data, out, cleaned)
    return out.getvalue()


def words(text: str) -> str:
    """Text with every kind of space as one."""
    return re.sub(r"\s+", " ", text.replace("\u202f", " "))
