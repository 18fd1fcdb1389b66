"""The shop's past as a replay reads it: one account after another, each with its purchases in order of time.

Purchases are streamed from the file in portions, so that memory is bounded by one portion and the longest
history of one account. Members of a household share an account and come together, after all the others.
Voided purchases never were; everything else is as it stands today (a moved purchase is its new owner's).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, tzinfo
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from app.customers.models import Customer, CustomerTag, Household, HouseholdMember, Tag
from app.kernel.clock import zone
from app.kernel.unit import View
from app.loyalty.sale import SaleLine
from app.loyalty.simulating.wants import Wants
from app.loyalty.tiers.models import TierStanding
from app.sales.models import Purchase, PurchaseLine, Refund
from app.sales.tables import run, table

PORTION = 4000
_IN = 500

_P = table(Purchase).c
_L = table(PurchaseLine).c
_R = table(Refund).c
_C = table(Customer).c
_T = table(CustomerTag).c
_H = table(Household).c
_M = table(HouseholdMember).c
_S = table(TierStanding).c


class Visit(NamedTuple):
    """One purchase. `refunds` are (day, all that was given back by then), in order of time."""

    customer: int
    purchase: int
    day: date
    amount: int
    discount: int
    clock: time | None
    lines: tuple[SaleLine, ...]
    refunds: Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Person:
    """What rules may ask of a customer. `tier` and `floor` are today's, as far as they were set by hand."""

    tags: frozenset[str] = frozenset()
    birthday: tuple[int, int] | None = None
    joined_on: date | None = None
    tier: str = ""
    floor: str = ""


NOBODY = Person()


@dataclass(slots=True)
class Party:
    """Who shares one account, `holder` first among them, and what they bought."""

    holder: int
    visits: list[Visit] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)


def count(view: View, until: date) -> int:
    """How many purchases `parties` will come by."""
    standing = (_P.voided_at.is_(None), _P.business_date <= until)
    return int(
        run(view.session, select(func.count()).select_from(table(Purchase)).where(*standing)).scalar_one()
    )


def parties(view: View, wants: Wants, until: date) -> Iterator[Party]:
    """Every account on which something was bought through `until`."""
    reader = _Reader(view, wants, until)
    sharing = select(_M.customer_id)
    alone = reader.purchases(_P.customer_id).where(_P.customer_id.not_in(sharing))
    yield from reader.parties(alone.order_by(_P.customer_id, _P.at, _P.id))
    together = (
        reader.purchases(_H.holder_id)
        .join(table(HouseholdMember), _M.customer_id == _P.customer_id)
        .join(table(Household), _H.id == _M.household_id)
    )
    yield from reader.parties(together.order_by(_H.holder_id, _P.at, _P.id))


class _Reader:
    def __init__(self, view: View, wants: Wants, until: date) -> None:
        self._view, self._wants, self._until = view, wants, until
        self._zone: tzinfo = zone(view.context.timezone)

    def purchases(self, holder: Any) -> Select[*tuple[Any, ...]]:
        columns = [holder, _P.customer_id, _P.id, _P.business_date, _P.amount, _P.discount, _P.refunded]
        if self._wants.clock:
            columns.append(_P.at)
        standing = (_P.voided_at.is_(None), _P.business_date <= self._until)
        return select(*columns).select_from(table(Purchase)).where(*standing)

    def parties(self, purchases: Select[*tuple[Any, ...]]) -> Iterator[Party]:
        party: Party | None = None
        for rows in run(self._view.session, purchases).partitions(PORTION):
            visits = self._visits(rows)
            people = self._people({row[1] for row in rows}) if self._wants.people else {}
            for holder, of_holder in groupby(visits, key=_holder):
                if party is None or party.holder != holder:
                    if party is not None:
                        yield party
                    party = Party(holder)
                for _same, visit in of_holder:
                    party.visits.append(visit)
                    if people:
                        party.people[visit.customer] = people.get(visit.customer, NOBODY)
        if party is not None:
            yield party

    def _visits(self, rows: Sequence[Any]) -> list[tuple[int, Visit]]:
        refunds = self._refunds([row[2] for row in rows if row[6]])
        lines = self._lines([row[2] for row in rows]) if self._wants.lines else {}
        here = self._zone
        clocks: Iterable[time | None] = (
            [row[7].astimezone(here).time() for row in rows] if self._wants.clock else [None] * len(rows)
        )
        return [
            (
                row[0],
                Visit(
                    row[1],
                    row[2],
                    row[3],
                    row[4],
                    row[5],
                    clock,
                    lines.get(row[2], ()),
                    refunds.get(row[2], ()),
                ),
            )
            for row, clock in zip(rows, clocks, strict=True)
        ]

    def _refunds(self, ids: list[int]) -> dict[int, list[tuple[date, int]]]:
        found: dict[int, list[tuple[date, int]]] = {}
        for part in _parts(ids):
            rows = run(
                self._view.session,
                select(_R.purchase_id, _R.business_date, _R.amount)
                .where(_R.purchase_id.in_(part), _R.undone_at.is_(None), _R.business_date <= self._until)
                .order_by(_R.purchase_id, _R.business_date, _R.id),
            )
            for purchase, day, amount in rows:
                before = found.setdefault(purchase, [])
                before.append((day, amount + (before[-1][1] if before else 0)))
        return found

    def _lines(self, ids: list[int]) -> dict[int, tuple[SaleLine, ...]]:
        found: dict[int, tuple[SaleLine, ...]] = {}
        for part in _parts(ids):
            rows = run(
                self._view.session,
                select(_L.purchase_id, _L.item, _L.category, _L.quantity, _L.amount, _L.kind)
                .where(_L.purchase_id.in_(part))
                .order_by(_L.purchase_id, _L.position),
            ).all()
            for purchase, of_purchase in groupby(rows, key=_first):
                found[purchase] = tuple([SaleLine(*row[1:]) for row in of_purchase])
        return found

    def _people(self, ids: set[int]) -> dict[int, Person]:
        found: dict[int, Person] = {}
        tags: dict[int, set[str]] = {}
        for part in _parts(sorted(ids)):
            if "tags" in self._wants.people:
                named = select(_T.customer_id, table(Tag).c.folded).join_from(
                    table(CustomerTag), table(Tag), table(Tag).c.id == _T.tag_id
                )
                for customer, tag in run(self._view.session, named.where(_T.customer_id.in_(part))):
                    tags.setdefault(customer, set()).add(tag)
            cards = (
                select(_C.id, _C.birth_month, _C.birth_day, _C.joined_on, _S.tier, _S.floor)
                .select_from(table(Customer).outerjoin(table(TierStanding), _S.customer_id == _C.id))
                .where(_C.id.in_(part))
            )
            for customer, month, day, joined_on, tier, floor in run(self._view.session, cards):
                birthday = (month, day) if month and day else None
                found[customer] = Person(
                    frozenset(tags.get(customer, ())), birthday, joined_on, tier or "", floor or ""
                )
        return found


def _holder(pair: tuple[int, Visit]) -> int:
    return pair[0]


def _first(row: Any) -> int:
    purchase: int = row[0]
    return purchase


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _IN):
        yield ids[start : start + _IN]
