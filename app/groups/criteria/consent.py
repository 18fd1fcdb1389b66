"""Customers by their newest word on a channel: yes, no, or none."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from app.customers.consent import CHANNELS
from app.customers.models import Consent, Customer
from app.groups.criterion import ABOUT, Criterion, Values
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table

_C = table(Customer).c
_W = table(Consent).c
YES, NO, UNSAID = "yes", "no", "unsaid"


def _channels() -> dict[str, str]:
    named = {"email": _("E-mail"), "phone": _("Phone"), "message": _("Messages"), "post": _("Post")}
    return {channel: named.get(channel, channel) for channel in CHANNELS}


def _named(values: Values) -> str:
    """The channel within a sentence."""
    named = {"email": _("e-mail"), "phone": _("calls"), "message": _("messages"), "post": _("post")}
    return named.get(values["channel"]) or str(values["channel"])


def condition(_view: View, values: Values) -> ColumnElement[bool]:
    of_channel = _W.channel == values["channel"]
    if values["word"] == UNSAID:
        return _C.id.not_in(select(_W.customer_id).where(of_channel))
    newest = select(func.max(_W.id)).where(of_channel).group_by(_W.customer_id)
    given = _W.given if values["word"] == YES else ~_W.given
    return _C.id.in_(select(_W.customer_id).where(_W.id.in_(newest), given))


def words(values: Values, _view: View) -> str:
    said = {
        YES: _("said yes to {channel}"),
        NO: _("said no to {channel}"),
        UNSAID: _("were never asked about {channel}"),
    }[values["word"]]
    return said.format(channel=_named(values))


def unless(values: Values, _view: View) -> str:
    said = {
        YES: _("did not say yes to {channel}"),
        NO: _("did not say no to {channel}"),
        UNSAID: _("were asked about {channel}"),
    }[values["word"]]
    return said.format(channel=_named(values))


CRITERION = Criterion(
    id="consent",
    label=_("Consent"),
    shelf=ABOUT,
    fields=(
        Field("channel", _("Channel"), FieldKind.CHOICE, required=True, choices=tuple(_channels().items())),
        Field(
            "word",
            _("Their word"),
            FieldKind.CHOICE,
            choices=((YES, _("Yes")), (NO, _("No")), (UNSAID, _("Never said"))),
            default=YES,
        ),
    ),
    words=words,
    unless=unless,
    condition=condition,
    order=30,
)
