"""The rows that hang on a customer: read whole, written whole, and kept as an image that can be put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from app.customers.contacts import Address, CleanContact
from app.customers.models import ContactPoint, Customer, PostalAddress
from app.customers.tags import clean_tags, set_tags, tags_of
from app.kernel.unit import Unit, View

EDITED = (
    "name",
    "sort_name",
    "card_number",
    "reference",
    "birth_month",
    "birth_day",
    "birth_year",
    "favourite",
    "alert",
    "notes",
    "language",
    "channel",
    "referred_by_id",
)
"""The columns of a customer that an edit may change."""

_CONTACT = ("id", "kind", "label", "value", "normalised", "position")
_ADDRESS = ("id", "label", "street", "postal_code", "city", "region", "country", "position")


def image(view: View, customer: Customer) -> dict[str, Any]:
    """All that an edit may change of the customer, as JSON holds it."""
    return {
        "id": customer.id,
        "columns": {key: getattr(customer, key) for key in EDITED},
        "contacts": _rows(view, ContactPoint, _CONTACT, customer.id),
        "addresses": _rows(view, PostalAddress, _ADDRESS, customer.id),
        "tags": list(tags_of(view, customer.id)),
    }


def put_back(unit: Unit, customer: Customer, before: Mapping[str, Any]) -> None:
    """Make the customer what the image says, with the same row ids."""
    for key, value in before["columns"].items():
        setattr(customer, key, value)
    _replace(unit, ContactPoint, customer.id, before["contacts"])
    _replace(unit, PostalAddress, customer.id, before["addresses"])
    set_tags(unit, customer.id, clean_tags(before["tags"]))


def write_contacts(unit: Unit, customer_id: int, contacts: Sequence[CleanContact]) -> None:
    """Give the customer these contacts in this order; nothing is written when they have them already."""
    rows = [{**vars(contact), "position": place} for place, contact in enumerate(contacts)]
    _write(unit, ContactPoint, _CONTACT, customer_id, rows)


def write_addresses(unit: Unit, customer_id: int, addresses: Sequence[Address]) -> None:
    """Give the customer these addresses in this order; nothing is written when they have them already."""
    rows = [{**vars(address), "position": place} for place, address in enumerate(addresses)]
    _write(unit, PostalAddress, _ADDRESS, customer_id, rows)


def delete_rows(unit: Unit, customer_id: int) -> None:
    """Remove contacts, addresses and tags of a customer."""
    _replace(unit, ContactPoint, customer_id, [])
    _replace(unit, PostalAddress, customer_id, [])
    set_tags(unit, customer_id, {})


def instant_text(instant: datetime | None) -> str | None:
    """An instant as an image holds it."""
    return None if instant is None else instant.isoformat()


Hanging = type[ContactPoint] | type[PostalAddress]


def _rows(view: View, table: Hanging, columns: Sequence[str], customer_id: int) -> list[dict[str, Any]]:
    found = view.session.execute(
        select(*(getattr(table, column) for column in columns))
        .where(table.customer_id == customer_id)
        .order_by(table.position, table.id)
    )
    return [dict(row) for row in found.mappings()]


def _write(
    unit: Unit, table: Hanging, columns: Sequence[str], customer_id: int, rows: list[dict[str, Any]]
) -> None:
    held = _rows(unit, table, columns, customer_id)
    if [{k: v for k, v in row.items() if k != "id"} for row in held] != rows:
        _replace(unit, table, customer_id, rows)


def _replace(unit: Unit, table: Hanging, customer_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    unit.session.execute(delete(table).where(table.customer_id == customer_id))
    if rows:
        unit.session.execute(insert(table), [{**row, "customer_id": customer_id} for row in rows])
    unit.changed("customer", customer_id)
