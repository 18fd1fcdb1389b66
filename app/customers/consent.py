"""Consent: what a customer agreed to, channel by channel, kept as the history of their word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from app.customers.models import Consent
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View

CHANNELS = ("email", "phone", "message", "post")

Consents = Mapping[str, bool] | Iterable[tuple[str, bool]]


def clean_consents(consents: Consents) -> dict[str, bool]:
    """Channel to word, checked. Raises `Refused` (field "consents") for a channel there is not."""
    pairs = consents.items() if isinstance(consents, Mapping) else consents
    cleaned = {channel: bool(given) for channel, given in pairs}
    for channel in cleaned:
        if channel not in CHANNELS:
            raise Refused(_("There is no channel “{name}”.").format(name=channel), field="consents")
    return cleaned


def clean_channel(channel: str) -> str:
    """The preferred channel; "" is none. Raises `Refused` (field "channel")."""
    if channel and channel not in CHANNELS:
        raise Refused(_("There is no channel “{name}”.").format(name=channel), field="channel")
    return channel


def consents_now(view: View, customer_id: int) -> dict[str, bool]:
    """The word that holds on each channel the customer ever spoke of."""
    newest = select(func.max(Consent.id)).where(Consent.customer_id == customer_id).group_by(Consent.channel)
    rows = view.session.execute(select(Consent.channel, Consent.given).where(Consent.id.in_(newest)))
    found = dict(rows.all())
    return {channel: found[channel] for channel in CHANNELS if channel in found}


def record_consents(unit: Unit, customer_id: int, wanted: Mapping[str, bool], source: str) -> list[int]:
    """Write a row for each channel whose word is new, a yes or a no; the new rows' ids.

    A channel that is not named keeps what it had.
    """
    held = consents_now(unit, customer_id)
    added = [
        Consent(
            customer_id=customer_id,
            channel=channel,
            given=given,
            at=unit.now,
            source=source,
            staff_id=unit.actor.staff_id,
        )
        for channel, given in wanted.items()
        if held.get(channel) is not given
    ]
    unit.session.add_all(added)
    unit.session.flush()
    return [row.id for row in added]
