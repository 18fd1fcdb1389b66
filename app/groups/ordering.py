"""Customers in the order of a column, as ids alone, however many there are.

Sorting is the index's work: ids come out of one index in its order and nothing else is read. A few ids of a
narrow filter are sorted by their own values instead. Both ways give the same order: by value, then by id.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, compress
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union_all

from app.customers.models import Customer, CustomerActivity, Household, HouseholdMember
from app.kernel.unit import View
from app.loyalty.models import Account

FEW = 3_000
"""Up to so many ids are sorted by their own values; above, walking the whole index is cheaper."""

_CHUNK = 500
_FETCH = 20_000
_FETCH_ROWS = 500
"""Few enough that the collector of garbage does not look at them."""


@dataclass(frozen=True)
class SortBy:
    """A column customers can be sorted by: `value` of the row that `owner` says is the customer's.

    Customers without such a row or value count as nought when `nought`, and stand last either way when not.
    `every` columns are never missing. `shared`: members of a household have their holder's value.
    """

    value: Any
    owner: Any
    nought: bool = False
    every: bool = False
    only: tuple[ColumnElement[bool], ...] = ()
    shared: bool = False


SORTS: dict[str, SortBy] = {
    "name": SortBy(Customer.sort_name, Customer.id, every=True),
    "joined": SortBy(Customer.joined_on, Customer.id, every=True),
    "card": SortBy(Customer.card_number, Customer.id),
    "last_visit": SortBy(CustomerActivity.last_visit_at, CustomerActivity.customer_id),
    "visits": SortBy(CustomerActivity.visits, CustomerActivity.customer_id, nought=True),
    "spent": SortBy(CustomerActivity.spent, CustomerActivity.customer_id, nought=True),
    "points": SortBy(
        Account.balance, Account.customer_id, nought=True, only=(Account.unit == "points",), shared=True
    ),
}


def fetch_ids(view: View, query: Select[Any]) -> array[int]:
    """The first column of a query's rows, eight bytes each.

    Read past the layer that makes row objects: for a million ids those cost ten times the index walk.
    """
    result = view.session.connection().execute(query)
    ids: array[int] = array("q")
    while rows := result.cursor.fetchmany(_FETCH):
        ids.extend(chain.from_iterable(rows))
    result.close()
    return ids


def fetch_rows(view: View, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """A query's rows as the driver has them, for numbers and texts, read past the layer of row objects."""
    result = view.session.connection().execute(query)
    while rows := result.cursor.fetchmany(_FETCH_ROWS):
        yield from rows
    result.close()


def ordered(view: View, by: SortBy, descending: bool, members: array[int]) -> array[int]:
    """The members in the order of the column, by id within one value; `descending` turns that round."""
    if len(members) <= FEW:
        return _by_values(view, by, descending, members)
    below, above = _walk(view, by)
    mask = bytearray(max(members, default=0) + 1)  # one byte a customer; ids are counted up, never sparse
    for member in members:
        mask[member] = 1
    below, above = _kept(below, mask), _kept(above, mask)
    for member in chain(below, above):
        mask[member] = 0
    rest = array("q", compress(range(len(mask)), mask))
    if by.nought:
        whole = below + rest + above
        if descending:
            whole.reverse()
        return whole
    if descending:
        below.reverse()
    return below + rest


def ordered_all(view: View, by: SortBy, descending: bool) -> array[int] | None:
    """Every customer in the order of an `every` column, straight from its index; None for other columns."""
    if not by.every:
        return None
    ids = fetch_ids(view, _keyed(by))
    if descending:
        ids.reverse()
    return ids


def _keyed(by: SortBy, *where: ColumnElement[bool]) -> Select[Any]:
    return select(by.owner).where(*by.only, *where).order_by(by.value, by.owner)


def _walk(view: View, by: SortBy) -> tuple[array[int], array[int]]:
    """Ids that have a value: below nought and above it, or all of them and none."""
    if by.nought:
        households = by.shared and view.session.execute(select(Household.id).limit(1)).first() is not None
        keyed = _with_members if households else _keyed
        return fetch_ids(view, keyed(by, by.value < 0)), fetch_ids(view, keyed(by, by.value > 0))
    known = () if by.every else (by.value.is_not(None),)
    return fetch_ids(view, _keyed(by, *known)), array("q")


def _members(by: SortBy, *where: ColumnElement[bool]) -> Select[Any]:
    """Members of households who are not the holder, each with the holder's value."""
    return (
        select(by.value.label("value"), HouseholdMember.customer_id.label("id"))
        .join_from(HouseholdMember, Household, Household.id == HouseholdMember.household_id)
        .join(by.owner.class_, by.owner == Household.holder_id)
        .where(HouseholdMember.customer_id != Household.holder_id, *by.only, *where)
    )


def _with_members(by: SortBy, *where: ColumnElement[bool]) -> Select[Any]:
    """As `_keyed`, with the members in between: one index in its order, and a few rows merged into it. What a
    member had before is on the holder's account, so their own accounts hold nought and are not met."""
    own = select(by.value.label("value"), by.owner.label("id")).where(*by.only, *where)
    both = union_all(own, _members(by, *where)).subquery()
    return select(both.c.id).order_by(both.c.value, both.c.id)


def _kept(ids: array[int], mask: bytearray) -> array[int]:
    size = len(mask)
    return array("q", (i for i in ids if i < size and mask[i]))


def _by_values(view: View, by: SortBy, descending: bool, members: array[int]) -> array[int]:
    values: dict[int, Any] = {}
    for part in chunks(members):
        query = select(by.owner, by.value).where(by.owner.in_(part), *by.only)
        values |= {owner: value for owner, value in view.session.execute(query)}  # noqa: C416
        if by.shared:
            sharing = _members(by, HouseholdMember.customer_id.in_(part))
            values |= {member: value for value, member in view.session.execute(sharing)}
    if by.nought:
        keyed = [(values.get(i) or 0, i) for i in members]
    else:
        keyed = [(values[i], i) for i in members if values.get(i) is not None]
    keyed.sort(reverse=descending)
    have = array("q", (i for _value, i in keyed))
    if by.nought:
        return have
    return have + array("q", sorted(i for i in members if values.get(i) is None))


def chunks(ids: array[int]) -> Iterator[list[int]]:
    """The ids a few hundred at a time, as databases take them in one question."""
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK].tolist()
