"""Whom the book knows already: looked up for many rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.customers.contacts import Address
from app.customers.models import Consent, ContactPoint, Customer, CustomerTag, PostalAddress, Tag
from app.customers.names import derived_sort_name
from app.kernel.text import sort_key
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account

_AT_ONCE = 900


def by_reference(view: View, values: Iterable[str]) -> dict[str, int]:
    """Ids by the number another program knew them by."""
    query = select(Customer.id, Customer.reference)
    return {row[1]: row[0] for row in _rows(view, query, Customer.reference, values)}


def by_card(view: View, values: Iterable[str]) -> dict[str, tuple[int, str]]:
    """(id, reference) by card number."""
    query = select(Customer.id, Customer.reference, Customer.card_number)
    return {row[2]: (row[0], row[1] or "") for row in _rows(view, query, Customer.card_number, values)}


def by_contact(view: View, values: Iterable[str]) -> dict[str, list[tuple[int, str, str]]]:
    """(id, name, reference) of everybody with that phone or e-mail address, by its normal form."""
    query = select(ContactPoint.normalised, Customer.id, Customer.name, Customer.reference).join(
        Customer, Customer.id == ContactPoint.customer_id
    )
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in _rows(view, query.order_by(Customer.id), ContactPoint.normalised, values):
        found[row[0]].append((row[1], row[2], row[3] or ""))
    return found


class Namesake(NamedTuple):
    """Somebody of a name; `contacts` counts how else the book knows them: phones, e-mails, a reference."""

    id: int
    name: str
    contacts: int
    birthday: tuple[int | None, int | None, int | None]


def by_name(view: View, names: Iterable[str]) -> dict[str, list[Namesake]]:
    """Everybody filed under the names, by the folded name; in the order they joined the book."""
    c = Customer
    reached = select(func.count()).where(ContactPoint.customer_id == c.id).scalar_subquery()
    query = select(c.id, c.name, c.reference, c.birth_month, c.birth_day, c.birth_year, reached).order_by(
        c.id
    )
    found: dict[str, list[Namesake]] = defaultdict(list)
    for row in _rows(view, query, c.sort_name, {derived_sort_name(name) for name in names}):
        more = row[6] + (row[2] is not None)
        found[sort_key(row[1])].append(Namesake(row[0], row[1], more, tuple(row[3:6])))
    return found


@dataclass
class Known:
    """What the book holds of a customer, as far as a file may say something else."""

    name: str
    card_number: str
    reference: str
    birthday: tuple[int | None, int | None, int | None]
    notes: str
    contacts: set[tuple[str, str]] = field(default_factory=set)
    addresses: set[Address] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    consents: dict[str, bool] = field(default_factory=dict)


def known(view: View, ids: Iterable[int]) -> dict[int, Known]:
    """The cards of these customers."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Known] = {}
    c = Customer
    query = select(
        c.id, c.name, c.card_number, c.reference, c.birth_month, c.birth_day, c.birth_year, c.notes
    )
    for row in _rows(view, query, c.id, wanted):
        found[row[0]] = Known(row[1], row[2] or "", row[3] or "", tuple(row[4:7]), row[7])
    points = select(ContactPoint.customer_id, ContactPoint.kind, ContactPoint.normalised)
    for row in _rows(view, points, ContactPoint.customer_id, wanted):
        found[row[0]].contacts.add((row[1], row[2]))
    p = PostalAddress
    places = select(p.customer_id, p.street, p.postal_code, p.city, p.region, p.country)
    for row in _rows(view, places, p.customer_id, wanted):
        found[row[0]].addresses.add(Address(*row[1:]))
    worn = select(CustomerTag.customer_id, Tag.folded).join(Tag, Tag.id == CustomerTag.tag_id)
    for row in _rows(view, worn, CustomerTag.customer_id, wanted):
        found[row[0]].tags.add(row[1])
    said = select(Consent.customer_id, Consent.channel, Consent.given).order_by(Consent.id)
    for row in _rows(view, said, Consent.customer_id, wanted):
        found[row[0]].consents[row[1]] = row[2]
    return found


def with_entries(view: View, ids: Iterable[int]) -> set[int]:
    """Those of the customers whose account has a movement already."""
    query = select(Account.customer_id).where(Account.unit == POINTS, Account.sequence > 0)
    return {row[0] for row in _rows(view, query, Account.customer_id, ids)}


def _rows(view: View, query: Any, column: Any, values: Iterable[Any]) -> Iterator[Any]:
    wanted = list(values)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from view.session.execute(query.where(column.in_(wanted[start : start + _AT_ONCE]))).all()
