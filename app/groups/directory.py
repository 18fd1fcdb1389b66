"""The list of all customers: ids in order, and rows for the part that is seen."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from app.customers.models import ContactPoint, Customer, CustomerActivity, CustomerTag, Tag
from app.groups.facts import CardFacts, card_facts
from app.groups.filters import DirectoryQuery, members, narrowed, without_archived
from app.groups.here import HereRow, here_today
from app.groups.ordering import SORTS, chunks, fetch_ids, ordered, ordered_all
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.models import Account
from app.loyalty.owners import owner_expression
from app.sales.tables import table

__all__ = [
    "CardFacts",
    "DirectoryQuery",
    "DirectoryRow",
    "HereRow",
    "card_facts",
    "directory_ids",
    "directory_rows",
    "here_today",
]


@dataclass(frozen=True)
class DirectoryRow:
    """One line of the list. `spent` is minor units; `phone` and `email` are the first of each, or ""."""

    id: int
    name: str
    card_number: str
    phone: str
    email: str
    points: int
    visits: int
    last_visit: date | None
    spent: int
    joined_on: date
    tags: tuple[str, ...]
    alert: str
    archived: bool = False


def directory_ids(view: View, query: DirectoryQuery) -> array[int]:
    """The ids of all customers the query asks for, in its order; eight bytes each.

    Equal values stand in the order of ids. Customers who never came or have no card stand last in either
    direction; without points, visits or spending they count as nought. `Refused` for an unknown column.
    """
    by = SORTS.get(query.sort)
    if by is None:
        raise Refused(_("The list cannot be sorted by “{column}”.").format(column=query.sort[:40]), "sort")
    if not narrowed(query):
        everyone = ordered_all(view, by, query.descending)
        if everyone is not None:
            return without_archived(view, everyone)
        everyone = without_archived(view, fetch_ids(view, select(Customer.id)))
        return ordered(view, by, query.descending, everyone)
    return ordered(view, by, query.descending, members(view, query))


def directory_rows(view: View, ids: Iterable[int]) -> list[DirectoryRow]:
    """The rows of these customers in this order; ids that are nobody's are left out."""
    wanted = array("q", ids)
    rows: dict[int, DirectoryRow] = {}
    for part in chunks(wanted):
        rows.update(_rows(view, part))
    return [rows[i] for i in wanted if i in rows]


def _rows(view: View, ids: list[int]) -> dict[int, DirectoryRow]:
    contacts = _first_contacts(view, ids)
    tags = _tags(view, ids)
    found = view.session.execute(
        select(
            Customer.id,
            Customer.name,
            Customer.card_number,
            Customer.joined_on,
            Customer.alert,
            Customer.archived_at,
            func.coalesce(Account.balance, 0).label("points"),
            func.coalesce(CustomerActivity.visits, 0).label("visits"),
            func.coalesce(CustomerActivity.spent, 0).label("spent"),
            CustomerActivity.last_visit_at,
        )
        .outerjoin(CustomerActivity, CustomerActivity.customer_id == Customer.id)
        .outerjoin(
            Account,
            and_(Account.customer_id == owner_expression(table(Customer).c.id), Account.unit == "points"),
        )
        .where(Customer.id.in_(ids))
    )
    return {
        row.id: DirectoryRow(
            id=row.id,
            name=row.name,
            card_number=row.card_number or "",
            phone=contacts.get((row.id, "phone"), ""),
            email=contacts.get((row.id, "email"), ""),
            points=row.points,
            visits=row.visits,
            last_visit=view.day_of(row.last_visit_at) if row.last_visit_at else None,
            spent=row.spent,
            joined_on=row.joined_on,
            tags=tuple(tags.get(row.id, ())),
            alert=row.alert,
            archived=row.archived_at is not None,
        )
        for row in found
    }


def _first_contacts(view: View, ids: list[int]) -> dict[tuple[int, str], str]:
    rows = view.session.execute(
        select(ContactPoint.customer_id, ContactPoint.kind, ContactPoint.value)
        .where(ContactPoint.customer_id.in_(ids), ContactPoint.kind.in_(("phone", "email")))
        .order_by(ContactPoint.position.desc(), ContactPoint.id.desc())
    )
    return {(row.customer_id, row.kind): row.value for row in rows}  # the first is written last


def _tags(view: View, ids: list[int]) -> dict[int, list[str]]:
    rows = view.session.execute(
        select(CustomerTag.customer_id, Tag.name)
        .join(Tag, Tag.id == CustomerTag.tag_id)
        .where(CustomerTag.customer_id.in_(ids))
        .order_by(Tag.folded)
    )
    tags: dict[int, list[str]] = {}
    for row in rows:
        tags.setdefault(row.customer_id, []).append(row.name)
    return tags
