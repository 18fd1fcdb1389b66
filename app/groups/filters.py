"""What the list of customers can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.customers.models import Consent, ContactPoint, Customer, CustomerActivity, CustomerTag, Tag
from app.kernel.clock import local_to_utc
from app.kernel.text import fold_words, sort_key
from app.kernel.unit import View


@dataclass(frozen=True)
class DirectoryQuery:
    """A list of customers: how it is sorted and what it is narrowed to. All narrowings must hold.

    `sort` is a key of `ordering.SORTS`. `text` is looked for in names, card numbers and contact points.
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


def members(view: View, query: DirectoryQuery) -> Select[int]:
    """The ids of those who meet all narrowings, in no order."""
    return (
        select(Customer.id)
        .outerjoin(CustomerActivity, CustomerActivity.customer_id == Customer.id)
        .where(*_conditions(view, query))
    )


def _conditions(view: View, query: DirectoryQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Customer.archived_at.is_not(None) if query.archived else Customer.archived_at.is_(None)
    ]
    found += [_mentions(word) for word in fold_words(query.text)[:10]]
    if query.text.strip() and not fold_words(query.text):
        found.append(Customer.id.is_(None))
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


def _mentions(word: str) -> ColumnElement[bool]:
    """A word of the name begins so, the card number too, or a contact point has it anywhere."""
    reached = select(ContactPoint.customer_id).where(ContactPoint.normalised.contains(word, autoescape=True))
    return or_(
        Customer.sort_name.startswith(word, autoescape=True),
        Customer.sort_name.contains(" " + word, autoescape=True),
        Customer.card_number.startswith(word.upper(), autoescape=True),
        Customer.id.in_(reached),
    )


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
