"""Leaving a household, by the rule the programme has for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.loyalty.booking import customer_name
from app.loyalty.households.joining import home_of
from app.loyalty.households.members import dissolve, found, members_at, take_out, tell
from app.loyalty.households.sharing import gather, part
from app.loyalty.households.tiering import stand_as_before, stand_as_shared
from app.loyalty.ledgers import Ledgers
from app.loyalty.versions import rules_on


@dataclass(frozen=True)
class LeaveHousehold:
    """A customer has a balance of their own again."""

    customer_id: int
    request_id: str | None = None


@dataclass(frozen=True)
class HouseholdLeft:
    """The points the leaver took along and has now, and those the others have; whose accounts they share."""

    balance: int
    rest: int
    holder: int
    already_done: bool = False


def leave_household(unit: Unit, cmd: LeaveHousehold) -> HouseholdLeft:
    """Leave. Refused for who is in no household. When two were left, both are by themselves again."""
    name = customer_name(unit, cmd.customer_id)
    home = home_of(unit, cmd.customer_id, name)
    others = [customer for customer in home.customers if customer != cmd.customer_id]
    take_out(unit, home, cmd.customer_id)
    heir = home.holder if home.holder != cmd.customer_id else others[0]
    ledgers = Ledgers(unit, unit.today)
    rule = rules_on(unit, unit.today).leaving
    part(unit, ledgers, cmd.customer_id, home.holder, heir, len(home.joined), rule)
    tiers = stand_as_shared(unit, home.customers)
    tell(unit, home.customers)
    unit.remember(
        _("{name} left {household}").format(name=name, household=home.name),
        customer_id=cmd.customer_id,
        undo_kind="household.leave",
        undo={"customer": cmd.customer_id, "others": others, "heir": heir, "tiers": tiers, **home.plain()},
    )
    left, rest = ledgers.of(cmd.customer_id), ledgers.of(heir)
    ledgers.save()
    return HouseholdLeft(left.tip.balance, rest.tip.balance, heir)


@undoes("household.leave")
def undo_leave(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Left by mistake: the household is as it was, and holds what each has now."""
    customer_id, holder, heir = int(undo["customer"]), int(undo["holder"]), int(undo["heir"])
    others = [int(other) for other in undo["others"]]
    rest = members_at(unit, heir)
    there = (heir,) if rest is None else rest.customers
    if members_at(unit, customer_id) is not None or sorted(there) != sorted(others):
        raise Refused(_("The household changed since. Nothing was changed."))
    if rest is not None:
        dissolve(unit, rest)
    joined = [(int(member), datetime.fromisoformat(at)) for member, at in undo["joined"]]
    found(unit, str(undo["name"]), holder, joined, datetime.fromisoformat(str(undo["founded_at"])))
    ledgers = Ledgers(unit, unit.today)
    for member in (customer_id, heir):
        if member != holder:
            gather(unit, ledgers, member, holder)
    stand_as_before(unit, undo.get("tiers", ()), [customer_id, *others])
    tell(unit, [customer_id, *others])
