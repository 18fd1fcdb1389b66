"""Short ways to say what a test of customers is about."""

from __future__ import annotations

from typing import Any

from app.customers.commands import AddCustomer, CustomerAdded, add_customer
from app.customers.contacts import Contact
from app.customers.draft import CustomerDraft
from app.kernel.book import Book


def add(book: Book, name: str, *, phone: str = "", email: str = "", **more: Any) -> CustomerAdded:
    """Add a customer with perhaps a phone and an address."""
    contacts = tuple(Contact(k, v) for k, v in (("phone", phone), ("email", email)) if v)
    return book.do(add_customer, AddCustomer(CustomerDraft(name=name, contacts=contacts, **more)))
