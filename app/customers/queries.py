"""What reads customers: the whole card, names, tags; and, from their own files, search and doubles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.customers.birthdays import Birthday
from app.customers.consent import consents_now
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.customers.duplicates import Double, probable_doubles
from app.customers.models import ContactPoint, Customer, CustomerTag, PostalAddress, Tag
from app.customers.names import derived_sort_name
from app.customers.search import Match, find, resolve, scanned
from app.customers.tags import tags_of
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View

__all__ = [
    "ContactPointRow",
    "CustomerCard",
    "Double",
    "Match",
    "all_tags",
    "card",
    "draft_of",
    "find",
    "names",
    "probable_doubles",
    "resolve",
    "scanned",
]


@dataclass(frozen=True)
class ContactPointRow:
    """A contact as it is kept; `normalised` is E.164, a lower-case address or a bare handle."""

    id: int
    kind: str
    value: str
    label: str
    normalised: str


@dataclass(frozen=True)
class CustomerCard:
    """All that the book says of who a customer is. `referred_by` is (id, name)."""

    id: int
    name: str
    sort_name: str
    card_number: str
    reference: str
    contacts: tuple[ContactPointRow, ...]
    addresses: tuple[Address, ...]
    birthday: Birthday | None
    favourite: str
    alert: str
    notes: str
    language: str
    channel: str
    tags: tuple[str, ...]
    consents: tuple[tuple[str, bool], ...]
    referred_by: tuple[int, str] | None
    joined_on: date
    archived: bool
    version: int


def card(view: View, customer_id: int) -> CustomerCard:
    """The card of a customer, archived or not. Raises `NotFound`."""
    customer = view.session.get(Customer, customer_id)
    if customer is None:
        raise NotFound(_("There is no customer {id}.").format(id=customer_id))
    referrer = None
    if customer.referred_by_id is not None:
        found = names(view, [customer.referred_by_id])
        referrer = (customer.referred_by_id, found[customer.referred_by_id])
    birthday = None
    if customer.birth_month is not None and customer.birth_day is not None:
        birthday = Birthday(customer.birth_month, customer.birth_day, customer.birth_year)
    return CustomerCard(
        id=customer.id,
        name=customer.name,
        sort_name=customer.sort_name,
        card_number=customer.card_number or "",
        reference=customer.reference or "",
        contacts=_contacts(view, customer_id),
        addresses=_addresses(view, customer_id),
        birthday=birthday,
        favourite=customer.favourite,
        alert=customer.alert,
        notes=customer.notes,
        language=customer.language,
        channel=customer.channel,
        tags=tags_of(view, customer_id),
        consents=tuple(consents_now(view, customer_id).items()),
        referred_by=referrer,
        joined_on=customer.joined_on,
        archived=customer.archived_at is not None,
        version=customer.version,
    )


def draft_of(shown: CustomerCard) -> CustomerDraft:
    """The draft an edit form starts from; saving it unchanged changes nothing but the version."""
    return CustomerDraft(
        name=shown.name,
        sort_name="" if shown.sort_name == derived_sort_name(shown.name) else shown.sort_name,
        card_number=shown.card_number,
        reference=shown.reference,
        contacts=tuple(Contact(row.kind, row.value, row.label) for row in shown.contacts),
        addresses=shown.addresses,
        birthday=shown.birthday,
        favourite=shown.favourite,
        alert=shown.alert,
        notes=shown.notes,
        language=shown.language,
        channel=shown.channel,
        tags=shown.tags,
        consents=shown.consents,
        referred_by=shown.referred_by[0] if shown.referred_by else None,
        joined_on=shown.joined_on,
    )


def names(view: View, customer_ids: Iterable[int]) -> dict[int, str]:
    """The names of those customers; ids nobody has are left out."""
    wanted = list(customer_ids)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 5_000):
        rows = view.session.execute(
            select(Customer.id, Customer.name).where(Customer.id.in_(wanted[start : start + 5_000]))
        )
        found.update((id_, name) for id_, name in rows)
    return found


def all_tags(view: View) -> list[tuple[int, str, int]]:
    """Every tag as (id, name, customers not archived who have it), by name."""
    rows = view.session.execute(
        select(Tag.id, Tag.name, func.count(Customer.id))
        .outerjoin(CustomerTag, CustomerTag.tag_id == Tag.id)
        .outerjoin(Customer, (Customer.id == CustomerTag.customer_id) & Customer.archived_at.is_(None))
        .group_by(Tag.id)
        .order_by(Tag.folded)
    )
    return [(id_, name, count) for id_, name, count in rows]


def _contacts(view: View, customer_id: int) -> tuple[ContactPointRow, ...]:
    rows = view.session.execute(
        select(
            ContactPoint.id,
            ContactPoint.kind,
            ContactPoint.value,
            ContactPoint.label,
            ContactPoint.normalised,
        )
        .where(ContactPoint.customer_id == customer_id)
        .order_by(ContactPoint.position, ContactPoint.id)
    )
    return tuple(ContactPointRow(*row) for row in rows)


def _addresses(view: View, customer_id: int) -> tuple[Address, ...]:
    rows = view.session.execute(
        select(
            PostalAddress.street,
            PostalAddress.postal_code,
            PostalAddress.city,
            PostalAddress.region,
            PostalAddress.country,
            PostalAddress.label,
        )
        .where(PostalAddress.customer_id == customer_id)
        .order_by(PostalAddress.position, PostalAddress.id)
    )
    return tuple(Address(*row) for row in rows)
