"""What the list of customers can be narrowed to."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.customers.models import Consent, Customer, CustomerActivity, CustomerTag, Tag
from app.groups.mentions import mentioned
from app.groups.ordering import fetch_ids
from app.kernel.clock import local_to_utc
from app.kernel.text import sort_key
from app.kernel.unit import View


@dataclass(frozen=True)
class DirectoryQuery:
    """A list of customers: how it is sorted and what it is narrowed to. All narrowings must hold.

    `sort` is a key of `ordering.SORTS`. `text` is looked for as `mentioned` says.
    `tag` is a tag's id or its name. `archived` lists those who are archived instead of those who are not.
    `inactive_since` keeps those whose last visit was before that day, or who joined before it and never came.
    """

    sort: str = "name"
    descending: bool = False
    text: str = ""
    tag: int | str | None = None
    archived: bool = False
    with_alert: bool = False
    with_email_consent: bool = False
    birthday_this_month: bool = False
    inactive_since: date | None = None


def narrowed(query: DirectoryQuery) -> bool:
    """Whether the query asks for less than all customers who are not archived."""
    return bool(
        query.text.strip()
        or query.tag is not None
        or query.archived
        or query.with_alert
        or query.with_email_consent
        or query.birthday_this_month
        or query.inactive_since
    )


def members(view: View, query: DirectoryQuery) -> array[int]:
    """The ids of those who meet all narrowings, in no order."""
    wanted = mentioned(view, query.text) if query.text.strip() else None
    others = _conditions(view, query)
    if wanted is not None and not others and not query.archived:
        return without_archived(view, array("q", wanted))
    archived = Customer.archived_at.is_not(None) if query.archived else Customer.archived_at.is_(None)
    ids = fetch_ids(
        view,
        select(Customer.id)
        .outerjoin(CustomerActivity, CustomerActivity.customer_id == Customer.id)
        .where(archived, *others),
    )
    return ids if wanted is None else array("q", (i for i in ids if i in wanted))


def without_archived(view: View, ids: array[int]) -> array[int]:
    """The ids less those of archived customers, in their order."""
    archived = set(fetch_ids(view, select(Customer.id).where(Customer.archived_at.is_not(None))))
    return array("q", (i for i in ids if i not in archived)) if archived else ids


def _conditions(view: View, query: DirectoryQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.tag is not None:
        found.append(_tagged(query.tag))
    if query.with_alert:
        found.append(Customer.alert != "")
    if query.with_email_consent:
        found.append(_consented("email"))
    if query.birthday_this_month:
        found.append(Customer.birth_month == view.today.month)
    if query.inactive_since is not None:
        found.append(_inactive(view, query.inactive_since))
    return found


def start_of(view: View, day: date) -> datetime:
    """The instant a shop's day begins."""
    return local_to_utc(datetime.combine(day, time()), view.context.timezone)


def _tagged(tag: int | str) -> ColumnElement[bool]:
    wearing = select(CustomerTag.customer_id)
    if isinstance(tag, int):
        return Customer.id.in_(wearing.where(CustomerTag.tag_id == tag))
    folded = (sort_key(tag) or tag)[:60]
    return Customer.id.in_(wearing.join(Tag, Tag.id == CustomerTag.tag_id).where(Tag.folded == folded))


def _consented(channel: str) -> ColumnElement[bool]:
    """The newest word on the channel was yes."""
    newest = select(func.max(Consent.id)).where(Consent.channel == channel).group_by(Consent.customer_id)
    return Customer.id.in_(select(Consent.customer_id).where(Consent.id.in_(newest), Consent.given))


def _inactive(view: View, day: date) -> ColumnElement[bool]:
    last = CustomerActivity.last_visit_at
    return or_(last < start_of(view, day), and_(last.is_(None), Customer.joined_on < day))
