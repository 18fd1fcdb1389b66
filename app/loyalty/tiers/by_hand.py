"""A tier given by hand, and the floor that was promised with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.loyalty.booking import customer_name
from app.loyalty.owners import members_of
from app.loyalty.tiers.history import Scribe, Standing, standings
from app.loyalty.tiers.models import TierChange
from app.loyalty.tiers.qualifying import counted
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.tiers.standing import HAND, UNDONE, Held, higher, stand, start_tier
from app.loyalty.tiers.window import Counted
from app.loyalty.versions import rules_on
from app.sales.tables import run, table
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from app.touchpoints.models import Touchpoint

_C = table(TierChange).c


@dataclass(frozen=True)
class SetTier:
    """Put a customer, and who shares their points, into a tier by hand.

    `tier` is an id or a name; None leaves it. `floor` None leaves the promise as it is, True promises the
    tier (they never drop below it), False takes the promise away, and an id or name promises that tier. What
    no floor holds drops by the daily run when the amount does not reach it, after the days of grace.
    """

    customer_id: int
    tier: str | None = None
    floor: bool | str | None = None
    reason: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class TierSet:
    """The ids of the tier and the floor as they stand now, "" for none."""

    tier: str
    floor: str
    already_done: bool = False


def set_tier(unit: Unit, cmd: SetTier) -> TierSet:
    """Refused for an unknown tier, for a floor above the tier, and when nothing would change."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    reason = clean_text(cmd.reason, label=_("The reason"), limit=300, field="reason")
    forbid_payment_numbers(unit, reason, "reason")
    scheme = rules_on(unit, unit.today).tiers
    if not scheme:
        raise Refused(_("The programme has no tiers. Nothing was saved."), field="tier")
    members = members_of(unit, cmd.customer_id)
    before = standings(unit, members, start_tier(scheme))
    own = before[cmd.customer_id].held
    tier = own.tier if cmd.tier is None else _named(scheme, cmd.tier, "tier").id
    floor = _floor(scheme, cmd, own, tier)
    if cmd.tier is None:
        tier = higher(scheme, tier, floor)
    elif scheme.rank(floor) > scheme.rank(tier):
        raise Refused(
            _("{name} was promised {floor} at least. Take the promise away first; nothing was saved.").format(
                name=name, floor=_name(scheme, floor)
            ),
            field="tier",
        )
    if (tier, floor) == (own.tier, own.floor):
        raise Refused(_("That is how {name} stands already. Nothing was changed.").format(name=name))
    amount = sum(counted(unit, scheme, members, unit.today).values(), Counted()).best
    scribe = Scribe(unit, unit.today)
    for member in members:
        own_floor = floor if member == cmd.customer_id else before[member].held.floor
        dropping = _dropping(unit, scheme, Held(tier, higher(scheme, own_floor, floor)), amount)
        scribe.note(before[member], replace(dropping, tier=tier, floor=own_floor), amount, HAND)
    scribe.write()
    note = 0
    if reason:
        note = add_touchpoint(unit, AddTouchpoint(cmd.customer_id, "note", reason)).id
    unit.remember(
        _("{name}: {tier} by hand").format(name=name, tier=_name(scheme, tier) or _("no tier")),
        customer_id=cmd.customer_id,
        undo_kind="tier",
        undo={"note": note, "was": [kept(unit, before[member]) for member in members]},
    )
    return TierSet(tier, floor)


def _floor(scheme: TierScheme, cmd: SetTier, own: Held, tier: str) -> str:
    if cmd.floor is None:
        return own.floor
    if cmd.floor is True:
        return tier
    return _named(scheme, cmd.floor, "floor").id if cmd.floor else ""


def _dropping(unit: Unit, scheme: TierScheme, held: Held, amount: int) -> Held:
    """The standing with the mark of a drop where the amount does not carry it."""
    marked = stand(scheme, held, amount, unit.today, drop=False)
    return marked if marked.tier == held.tier else held


def _named(scheme: TierScheme, text: str, field: str) -> Tier:
    wanted = text.strip().casefold()
    for tier in scheme.tiers:
        if wanted in (tier.id, tier.name.casefold()):
            return tier
    known = ", ".join(tier.name for tier in scheme.tiers)
    words = _("There is no tier “{name}”; there are: {known}. Nothing was saved.")
    raise Refused(words.format(name=text[:60], known=known), field=field)


def _name(scheme: TierScheme, tier_id: str) -> str:
    tier = scheme.tier(tier_id)
    return tier.name if tier is not None else ""


def _last_row(view: View, customer_id: int) -> int:
    """The newest row of a customer's history; 0 without any."""
    newest = (
        select(_C.id)
        .where(_C.customer_id == customer_id)
        .order_by(_C.business_date.desc(), _C.id.desc())
        .limit(1)
    )
    return int(run(view.session, newest).scalar() or 0)


def kept(view: View, was: Standing) -> list[Any]:
    """What an undo needs of one member: who, the row that was written, and how they stood before it."""
    held = was.held
    dropping = held.dropping_since.isoformat() if held.dropping_since else None
    return [was.customer_id, _last_row(view, was.customer_id), held.tier, held.floor, dropping]


@undoes("tier")
def undo_set_tier(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A tier by hand was a mistake: everybody stands as before it. Refused when it changed again since."""
    was = {int(row[0]): row[1:] for row in undo["was"]}
    now = standings(unit, list(was), "")
    scribe = Scribe(unit, unit.today)
    for member, (written, tier, floor, dropping) in was.items():
        if _last_row(unit, member) != written:
            raise Refused(_("The tier changed again since. Nothing was changed."))
        since = date.fromisoformat(dropping) if dropping else None
        scribe.note(now[member], Held(tier, floor, since), now[member].amount, UNDONE)
    scribe.write()
    note = unit.session.get(Touchpoint, int(undo.get("note", 0)))
    if note is not None and note.removed_at is None:
        note.removed_at = unit.now
