"""Joining a household, which is founded when there is none yet, and giving it a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text
from app.kernel.unit import Unit
from app.loyalty.booking import customer_name
from app.loyalty.households.members import Members, add, found, members_at, rename, take_out, tell
from app.loyalty.households.rule import OWN
from app.loyalty.households.sharing import Joined, ends_of, gather, owe_again, part
from app.loyalty.households.tiering import stand_as_before, stand_as_shared
from app.loyalty.ledgers import Ledgers

MOST_MEMBERS = 20
NAME_LIMIT = 120


@dataclass(frozen=True)
class JoinHousehold:
    """A customer shares points with another from now on: with that one alone, or with a whole household.
    `name` is that of a new one, or renames it."""

    customer_id: int
    with_customer_id: int
    name: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class HouseholdJoined:
    """The household's id and name, whose accounts are shared, and the points they hold together now."""

    household: int
    name: str
    holder: int
    balance: int
    already_done: bool = False


@dataclass(frozen=True)
class RenameHousehold:
    """Give the household a customer is in another name."""

    customer_id: int
    name: str
    request_id: str | None = None


@dataclass(frozen=True)
class HouseholdNamed:
    """The household's id and its name now."""

    household: int
    name: str
    already_done: bool = False


def join_household(unit: Unit, cmd: JoinHousehold) -> HouseholdJoined:
    """Share one balance. Refused with oneself, for an archived customer, and for who is in a household."""
    joiner = customer_name(unit, cmd.customer_id, standing=True)
    other = customer_name(unit, cmd.with_customer_id, standing=True)
    if cmd.customer_id == cmd.with_customer_id:
        raise Refused(_("A customer cannot share points with themselves. Nothing was saved."), field="with")
    if members_at(unit, cmd.customer_id) is not None:
        raise Refused(
            _("{name} is in a household already. Leave that one first; nothing was saved.").format(
                name=joiner
            ),
            field="customer",
        )
    home = members_at(unit, cmd.with_customer_id)
    if home is not None and len(home.joined) >= MOST_MEMBERS:
        raise Refused(
            _("A household has {most} members at most. Nothing was saved.").format(most=MOST_MEMBERS)
        )
    name = _clean(unit, cmd.name)
    if home is None:
        name = name or _("Household of {name}").format(name=other)[:NAME_LIMIT]
        holder = cmd.with_customer_id
        joined = ((holder, unit.now), (cmd.customer_id, unit.now))
        household = found(unit, name, holder, joined, unit.now)
    else:
        household, holder, before = home.id, home.holder, home.name
        name = name or before
        add(unit, household, cmd.customer_id, unit.now)
        if name != before:
            rename(unit, household, name)
    ledgers = Ledgers(unit, unit.today)
    ends = ends_of(unit, holder)
    gather(unit, ledgers, cmd.customer_id, holder)
    sharing = _tell(unit, cmd.customer_id)
    tiers = stand_as_shared(unit, sharing)
    unit.remember(
        _("{name} shares points with {other}").format(name=joiner, other=other),
        customer_id=cmd.customer_id,
        undo_kind="household.join",
        undo={
            "customer": cmd.customer_id,
            "household": household,
            "name": None if home is None else home.name,
            "entries": ledgers.written,
            "ends": list(ends.items()),
            "tiers": tiers,
        },
    )
    return HouseholdJoined(household, name, holder, ledgers.of(holder).tip.balance)


@undoes("household.join")
def undo_join(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Joined by mistake: everybody has their own again, what each earned since included."""
    customer_id = int(undo["customer"])
    home = members_at(unit, customer_id)
    if home is None or home.id != int(undo["household"]) or home.holder == customer_id:
        raise Refused(_("The household changed since. Nothing was changed."))
    if undo["name"] is not None:
        rename(unit, home.id, str(undo["name"]))
    take_out(unit, home, customer_id)
    ledgers = Ledgers(unit, unit.today)
    entries = [int(entry) for entry in undo["entries"]]
    owe_again(unit, ledgers, customer_id, entries)
    ends = undo.get("ends")
    joined = None if ends is None else Joined(frozenset(entries), {int(at[0]): int(at[1]) for at in ends})
    part(unit, ledgers, customer_id, home.holder, home.holder, len(home.joined), OWN, undoing=joined)
    stand_as_before(unit, undo.get("tiers", ()), home.customers)
    tell(unit, home.customers)


def rename_household(unit: Unit, cmd: RenameHousehold) -> HouseholdNamed:
    """Name a household. Refused without a name, and for a customer who is in none."""
    who = customer_name(unit, cmd.customer_id)
    home = home_of(unit, cmd.customer_id, who)
    name = _clean(unit, cmd.name)
    if not name:
        raise Refused(_("A household needs a name. Nothing was saved."), field="name")
    rename(unit, home.id, name)
    tell(unit, home.customers)
    unit.remember(
        _("Household named {name}").format(name=name),
        customer_id=cmd.customer_id,
        undo_kind="household.name",
        undo={"customer": cmd.customer_id, "household": home.id, "name": home.name},
    )
    return HouseholdNamed(home.id, name)


@undoes("household.name")
def undo_rename(unit: Unit, undo: Mapping[str, Any]) -> None:
    """The name it had before."""
    home = members_at(unit, int(undo["customer"]))
    if home is None or home.id != int(undo["household"]):
        raise Refused(_("The household changed since. Nothing was changed."))
    rename(unit, home.id, str(undo["name"]))
    tell(unit, home.customers)


def home_of(unit: Unit, customer_id: int, name: str) -> Members:
    """The household of a customer; `NotFound` when they are in none."""
    home = members_at(unit, customer_id)
    if home is None:
        raise NotFound(_("{name} is in no household. Nothing was saved.").format(name=name), field="customer")
    return home


def _clean(unit: Unit, text: str) -> str:
    name = clean_text(text, label=_("The name"), limit=NAME_LIMIT, field="name")
    forbid_payment_numbers(unit, name, "name")
    return name


def _tell(unit: Unit, customer_id: int) -> tuple[int, ...]:
    """Tell views of everybody who shares with a customer now; returns who that is."""
    home = members_at(unit, customer_id)
    customers = () if home is None else home.customers
    tell(unit, customers)
    return customers
