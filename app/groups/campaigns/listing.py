"""Those a campaign is for, as a table for a spreadsheet or another program.

Beside the name stands what the campaign is to reach them by, and nothing else of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from app.customers.models import ContactPoint, Customer, PostalAddress
from app.groups.campaigns.members import held_out, treated
from app.groups.campaigns.queries import CampaignRow, campaign_of
from app.groups.campaigns.reach import (
    EMAIL,
    MESSAGE,
    PHONE,
    POST,
    cannot_be_posted,
    cannot_be_reached,
)
from app.groups.filters import without_archived
from app.groups.ordering import chunks
from app.insights.report import Cell, Column, Kind, ReportData
from app.insights.words import day
from app.kernel.i18n import _
from app.kernel.unit import View

_Contacts = Mapping[int, str]


def people_table(view: View, campaign: int, *, left_out: bool = False) -> ReportData:
    """Who got it, or who was left out by chance, less those who were archived since. Who must not be reached
    any more is not among those who get it. `NotFound` where there is no such campaign."""
    row = campaign_of(view, campaign)
    ids = without_archived(view, (held_out if left_out else treated)(view, campaign))
    if not left_out:
        there = frozenset(ids)
        for reach in (cannot_be_posted, cannot_be_reached):
            for _why, who in reach(view, row.data, there):
                there -= who
        ids = array("q", (one for one in ids if one in there))
    columns, contacts = _ways(row, left_out)
    looked_up = [look(view, ids.tolist()) for look in contacts]
    names: dict[int, tuple[str, str, str | None]] = {}
    for part in chunks(ids):
        c = Customer
        for found in view.session.execute(
            select(c.id, c.sort_name, c.name, c.card_number).where(c.id.in_(part))
        ):
            names[found.id] = (found.sort_name, found.name, found.card_number)
    ordered = sorted(ids, key=lambda one: (names[one][0], one))
    rows: list[tuple[Cell, ...]] = [
        (one, names[one][1], names[one][2], *(way.get(one, "") for way in looked_up)) for one in ordered
    ]
    return ReportData(
        "campaign",
        _("Left out of “{name}”").format(name=row.name) if left_out else row.name,
        day(row.started_on, view.context.locale),
        _("Customers"),
        (
            Column("customer", _("Number"), Kind.NUMBER),
            Column("name", _("Name"), wide=1),
            Column("card_number", _("Card number")),
            *columns,
        ),
        rows,
        (),
        (),
        (),
        (),
        _("There is nobody."),
        view.context.currency,
        view.context.locale,
        view.today,
    )


_Look = Callable[[View, Sequence[int]], _Contacts]


def _ways(row: CampaignRow, left_out: bool) -> tuple[tuple[Column, ...], tuple[_Look, ...]]:
    """The columns of how they are reached; none for those who are not to be."""
    channel = POST if row.data.get("by_post") else row.data.get("channel")
    if left_out:
        return (), ()
    if channel == EMAIL:
        return (Column("email", _("E-mail")),), (_emails,)
    if channel in (PHONE, MESSAGE):
        return (Column("phone", _("Phone")),), (_phones,)
    if channel == POST:
        return (Column("address", _("Address"), wide=1),), (_addresses,)
    return (), ()


def _emails(view: View, ids: Sequence[int]) -> _Contacts:
    return _points(view, ids, "email")


def _phones(view: View, ids: Sequence[int]) -> _Contacts:
    return _points(view, ids, "phone")


def _points(view: View, ids: Sequence[int], kind: str) -> _Contacts:
    """The first of a kind of each."""
    p = ContactPoint
    found: dict[int, str] = {}
    for part in _parts(ids):
        asked = select(p.customer_id, p.value).where(p.kind == kind, p.customer_id.in_(part))
        for customer, value in view.session.execute(asked.order_by(p.position, p.id)):
            found.setdefault(customer, value)
    return found


def _addresses(view: View, ids: Sequence[int]) -> _Contacts:
    """The first of each that says more than a country, in one line."""
    a = PostalAddress
    found: dict[int, str] = {}
    for part in _parts(ids):
        asked = select(a.customer_id, a.street, a.postal_code, a.city, a.country).where(
            a.customer_id.in_(part)
        )
        for customer, street, code, city, country in view.session.execute(asked.order_by(a.position, a.id)):
            place = " ".join(bit for bit in (code, city) if bit)
            lines = [*street.splitlines(), place] if street or place else []
            if lines:
                found.setdefault(customer, ", ".join(bit for bit in (*lines, country) if bit))
    return found


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]
