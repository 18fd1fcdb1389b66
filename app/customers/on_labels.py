"""Many customers for labels: no more of each than a label shows, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.customers.models import Customer, PostalAddress
from app.customers.postal import lines_of_address
from app.kernel.unit import View

_TOGETHER = 500


class NumberedCustomer(NamedTuple):
    """A customer on a card; `card_number` is "" where there is none."""

    name: str
    card_number: str


class AddressedCustomer(NamedTuple):
    """A customer on an address label; `lines` is empty where no address is known."""

    name: str
    lines: tuple[str, ...]


def numbered_customers(view: View, who: Sequence[int]) -> list[NumberedCustomer]:
    """Name and card number of each of `who` that is there."""
    found: list[NumberedCustomer] = []
    for ids in _parts(who):
        rows = view.session.execute(
            select(Customer.id, Customer.name, Customer.card_number).where(Customer.id.in_(ids))
        )
        known = {number: NumberedCustomer(name, card or "") for number, name, card in rows}
        found += [known[number] for number in ids if number in known]
    return found


def addressed_customers(view: View, who: Sequence[int]) -> list[AddressedCustomer]:
    """Name and first address of each of `who` that is there, as an envelope shows it."""
    found: list[AddressedCustomer] = []
    a = PostalAddress
    for ids in _parts(who):
        rows = view.session.execute(
            select(a.customer_id, a.street, a.postal_code, a.city, a.region, a.country)
            .where(a.customer_id.in_(ids))
            .order_by(a.customer_id, a.position.desc(), a.id.desc())
        )
        # the first address comes last, and stays
        lines = {number: lines_of_address(view, *address) for number, *address in rows}
        names = view.session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(ids)))
        known = {number: AddressedCustomer(name, lines.get(number, ())) for number, name in names}
        found += [known[number] for number in ids if number in known]
    return found


def _parts(who: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(who), _TOGETHER):
        yield who[start : start + _TOGETHER]
