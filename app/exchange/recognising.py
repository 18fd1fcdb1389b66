"""Whose row it is: by reference, else by card, else by phone or e-mail and name, else by the name alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import func, select

from app.customers.contacts import clean_address
from app.customers.models import Customer
from app.exchange.customer_rows import CustomerRow
from app.exchange.known import Known, Namesake, by_card, by_contact, by_name, by_reference, known
from app.kernel.text import sort_key
from app.kernel.unit import View


class Recogniser:
    """Knows the customers of the book for the rows of one file, read some thousand at a time.

    A row that says nothing but a name is a customer who was in the book before the file and is not another
    row's: without a second proof nobody is taken for somebody who can be reached, and two rows of one name
    stay two people, now and when the file comes again.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._last_before = view.session.scalar(select(func.max(Customer.id))) or 0
        self._taken = bytearray(self._last_before // 8 + 1)  # a bit a customer: files can have millions

    def recognise(self, rows: list[CustomerRow]) -> None:
        """Set the `id` of those the book knows."""
        self._by_proof(rows)
        for row in rows:
            if row.id is not None:
                self._take(row.id)
        self._by_name([row for row in rows if row.told_by_name])

    def _by_proof(self, rows: list[CustomerRow]) -> None:
        view = self._view
        references = by_reference(view, [row.draft.reference for row in rows if row.draft.reference])
        cards = by_card(view, [row.draft.card_number for row in rows if row.draft.card_number])
        contacts = by_contact(view, {value for row in rows for value in row.contacts})
        for row in rows:
            row.id = references.get(row.draft.reference)
            if row.id is not None:
                continue
            holder = cards.get(row.draft.card_number)
            if holder is not None and may_be(row, holder[1]):
                row.id = holder[0]
                continue
            for value in row.contacts:
                for id_, name, reference in contacts.get(value, ()):
                    if row.id is None and may_be(row, reference) and sort_key(name) == row.folded:
                        row.id = id_

    def _by_name(self, rows: list[CustomerRow]) -> None:
        found = by_name(self._view, {row.draft.name for row in rows})
        free = {
            folded: sorted((one for one in group if self._is_free(one.id)), key=_more_is_known)
            for folded, group in found.items()
        }
        placed = {row.folded for row in rows if row.draft.addresses}
        cards = known(self._view, (one.id for folded in placed & free.keys() for one in free[folded]))
        for row in rows:
            group = free.get(row.folded, [])
            one = _likest(row, group, cards)
            if one is not None:
                group.remove(one)
                row.id = one.id
                self._take(one.id)

    def _is_free(self, customer_id: int) -> bool:
        before = customer_id <= self._last_before
        return before and not self._taken[customer_id >> 3] >> (customer_id & 7) & 1

    def _take(self, customer_id: int) -> None:
        if customer_id <= self._last_before:
            self._taken[customer_id >> 3] |= 1 << (customer_id & 7)


def _more_is_known(one: Namesake) -> bool:
    return one.contacts > 0


def _likest(row: CustomerRow, group: list[Namesake], cards: dict[int, Known]) -> Namesake | None:
    """The first of the group with a second proof, else the first of whom no more is known than of the row."""
    provable = row.draft.birthday is not None or row.draft.addresses
    likest = None
    for one in group:
        proven = _proven(row, one, cards.get(one.id)) if provable else False
        if proven:
            return one
        if proven is False and one.contacts == 0 and likest is None:
            likest = one
        if not provable:
            break  # those who can be reached come last
    return likest


def _proven(row: CustomerRow, one: Namesake, card: Known | None) -> bool | None:
    """Whether a birthday or an address says that it is them; None when one says that it is not."""
    birthday = row.draft.birthday
    proven = False
    if birthday is not None and one.birthday[0] is not None:
        month, day, year = one.birthday
        if (birthday.month, birthday.day) != (month, day) or len({birthday.year, year} - {None}) > 1:
            return None
        proven = True
    if row.draft.addresses and card is not None and card.addresses:
        if card.addresses.isdisjoint(map(clean_address, row.draft.addresses)):
            return None
        proven = True
    return proven


def may_be(row: CustomerRow, reference: str) -> bool:
    """Whether the row can be the customer of that reference: two different ones are two customers."""
    return not reference or not row.draft.reference or row.draft.reference == reference


class Twins:
    """The rows before, to tell one that is the same customer again before the book knows them."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], CustomerRow] = {}

    def of(self, row: CustomerRow) -> CustomerRow | None:
        """The row before it that is the same customer."""
        for key in _keys(row):
            twin = self._seen.get(key)
            if twin is not None and may_be(row, twin.draft.reference):
                return twin
        return None

    def add(self, rows: Iterable[CustomerRow]) -> None:
        """Remember rows of new customers."""
        for row in rows:
            for key in _keys(row):
                self._seen.setdefault(key, row)


def _keys(row: CustomerRow) -> Iterator[tuple[str, ...]]:
    if row.draft.reference:
        yield ("reference", row.draft.reference)
    if row.draft.card_number:
        yield ("card", row.draft.card_number)
    for value in row.contacts:
        yield ("contact", value, row.folded)
