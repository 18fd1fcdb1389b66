"""Who of a group can be written to or called: an address or a number, and their word on it.

E-mail and messages need a yes, post and telephone the absence of a no.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from app.customers.models import Consent, ContactPoint
from app.groups.campaigns.kind import Data, LeftOut
from app.groups.ordering import fetch_ids
from app.groups.recipients import first_addresses, unwilling
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View

EMAIL, MESSAGE, PHONE, POST = "email", "message", "phone", "post"

BY_POST = Field(
    "by_post",
    _("By post"),
    FieldKind.BOOLEAN,
    default=True,
    help=_("Leaves out who has no postal address, and who does not want post."),
)
UNASKED = Field(
    "unasked",
    _("Also to those never asked about post"),
    FieldKind.BOOLEAN,
    default=False,
)
CHANNEL = Field(
    "channel",
    _("They are written to by"),
    FieldKind.CHOICE,
    choices=(
        (EMAIL, _("E-mail")),
        (MESSAGE, _("Message")),
        (PHONE, _("Phone")),
        (POST, _("Post")),
    ),
    help=_("Leaves out who cannot be reached so, or must not be."),
)


def cannot_be_posted(view: View, data: Data, customers: frozenset[int]) -> LeftOut:
    """Nobody where it is handed over."""
    if data.get("by_post"):
        yield from _by_post(view, customers)


def cannot_be_written(view: View, data: Data, customers: frozenset[int]) -> LeftOut:
    """As `cannot_be_posted`; a letter, which nobody asked for, takes a yes unless those never asked are
    wanted too. It is the rule by which letters are printed."""
    yield from cannot_be_posted(view, data, customers)
    if data.get("by_post") and not data.get("unasked"):
        yield _("were never asked about post"), customers.difference(_said(view, POST, given=True))


def cannot_be_reached(view: View, data: Data, customers: frozenset[int]) -> LeftOut:
    """By the channel that was chosen; nobody where none was."""
    channel = data.get("channel")
    if channel == POST:
        yield from _by_post(view, customers)
    elif channel == EMAIL:
        yield _("have no e-mail address"), customers.difference(_with(view, "email"))
        yield _("did not agree to e-mail"), customers.difference(_said(view, EMAIL, given=True))
    elif channel == MESSAGE:
        yield _("have no phone number"), customers.difference(_with(view, "phone"))
        yield _("did not agree to messages"), customers.difference(_said(view, MESSAGE, given=True))
    elif channel == PHONE:
        yield _("have no phone number"), customers.difference(_with(view, "phone"))
        yield _("do not want to be called"), customers.intersection(_said(view, PHONE, given=False))


def _by_post(view: View, customers: frozenset[int]) -> LeftOut:
    yield _("have no postal address"), customers.difference(first_addresses(view))
    yield _("do not want post"), customers.intersection(unwilling(view))


def _with(view: View, kind: str) -> set[int]:
    """Who has such a contact point."""
    return _ids(view, select(ContactPoint.customer_id).where(ContactPoint.kind == kind).distinct())


def _said(view: View, channel: str, *, given: bool) -> set[int]:
    """Whose newest word on a channel is yes, or is no."""
    newest = select(func.max(Consent.id)).where(Consent.channel == channel).group_by(Consent.customer_id)
    said = select(Consent.customer_id).where(Consent.id.in_(newest), Consent.given.is_(given))
    return _ids(view, said)


def _ids(view: View, query: Select[Any]) -> set[int]:
    return set(fetch_ids(view, query))
