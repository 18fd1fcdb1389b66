"""Who may have two cards: found among all customers at once, by the signs the card's form goes by.

Namesakes, letters and accents folded, are one person as far as anybody can tell, unless their birthdays
differ. Who shares a phone or an address with somebody of a like name may be one person too; families share
them, so the name must be nearly the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeAlias

from sqlalchemy import func, select

from app.customers.duplicates import name_likeness
from app.customers.models import ContactPoint, Customer
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.tables import run, table

LIKE = 0.85
"""Likeness of names, 0 to 1, from which two who can be reached the same way may be one."""
SHARED_BY = 12
"""A phone or an address that more share is an office's and tells nothing."""

_C = table(Customer).c
_K = table(ContactPoint).c


_Birthday: TypeAlias = tuple[int, int] | None
_Card: TypeAlias = tuple[int, str, _Birthday]
"""Id, name, birthday. Plain tuples, for there may be many: the collector of garbage lets them be."""


def likely_doubles(view: View) -> frozenset[int]:
    """The ids of customers, archived ones left out, for whom there may be a second card."""
    found: set[int] = set()
    turns = Turns()
    for group in turns.each(_namesakes(view)):
        found.update(_not_told_apart(group))
    for group in turns.each(_sharing(view)):
        for one, other in combinations(group, 2):
            if _may_be_one(one, other) and name_likeness(one[1], other[1]) >= LIKE:
                found.update((one[0], other[0]))
    return frozenset(found)


def _not_told_apart(group: list[_Card]) -> Iterator[int]:
    """Those of a group of namesakes whom no birthday tells from all the others."""
    times: dict[_Birthday, int] = defaultdict(int)
    for _number, _name, birthday in group:
        times[birthday] += 1
    unknown = times.pop(None, 0)
    for number, _name, birthday in group:
        alike = len(group) if birthday is None else times[birthday] + unknown
        if alike > 1:
            yield number


def _may_be_one(one: _Card, other: _Card) -> bool:
    return one[2] is None or other[2] is None or one[2] == other[2]


def _cards(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, _Card]]:
    for key, number, name, month, day in Turns().each(rows):
        yield key, (number, name, (month, day) if month and day else None)  # type: ignore[misc]


def _grouped(rows: Iterable[tuple[object, ...]]) -> Iterator[list[_Card]]:
    groups: dict[object, list[_Card]] = defaultdict(list)
    for key, card in _cards(rows):
        groups[key].append(card)
    return iter(groups.values())


_CARD = (_C.id, _C.name, _C.birth_month, _C.birth_day)


def _namesakes(view: View) -> Iterator[list[_Card]]:
    twice = (
        select(_C.sort_name)
        .where(_C.archived_at.is_(None), _C.name != "")
        .group_by(_C.sort_name)
        .having(func.count() > 1)
    )
    asked = select(_C.sort_name, *_CARD).where(_C.sort_name.in_(twice), _C.archived_at.is_(None))
    return _grouped(run(view.session, asked))


def _sharing(view: View) -> Iterator[list[_Card]]:
    shared = (
        select(_K.normalised)
        .where(_K.normalised != "")
        .group_by(_K.normalised)
        .having(func.count(_K.customer_id.distinct()).between(2, SHARED_BY))
    )
    asked = (
        select(_K.normalised, *_CARD)
        .join_from(table(ContactPoint), table(Customer), _C.id == _K.customer_id)
        .where(_K.normalised.in_(shared), _C.archived_at.is_(None))
        .distinct()
    )
    return _grouped(run(view.session, asked))
