"""Who shared a balance at the end of a past day.

The rows say who shares today. The journal says who joined and left since, and what a household was before
somebody left it; taken back, latest first, they lead to the day. What the journal does not tell (whom
somebody joined, by a script without a request id, where that was undone after the day) counts as none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.customers.models import Household, HouseholdMember
from app.kernel.unit import View
from app.loyalty.past.journal import Action, Step, since
from app.sales.tables import run, table

_H = table(Household).c
_M = table(HouseholdMember).c


@dataclass(frozen=True, slots=True)
class Shared:
    """Whose accounts a customer's points were on, and everybody who shared them, who came first in front."""

    holder: int
    members: tuple[int, ...]


def shared_on(view: View, customer_id: int, day: date) -> Shared:
    """The household of a customer at the end of a day; alone without one."""
    return _homes_on(view, day).get(customer_id) or Shared(customer_id, (customer_id,))


def _homes_on(view: View, day: date) -> dict[int, Shared]:
    known: dict[date, dict[int, Shared]] = view.kept.setdefault(_homes_on, {})
    found = known.get(day)
    if found is None:
        found = _homes_today(view)
        for step in since(view, day).steps("household.join", "household.leave"):
            _take_back(found, step)
        known[day] = found
    return found


def _homes_today(view: View) -> dict[int, Shared]:
    rows = run(
        view.session,
        select(_M.household_id, _H.holder_id, _M.customer_id)
        .join_from(table(HouseholdMember), table(Household), _H.id == _M.household_id)
        .order_by(_M.household_id, _M.joined_at, _M.customer_id),
    )
    members: dict[int, tuple[int, list[int]]] = {}
    for household, holder, customer in rows:
        members.setdefault(household, (holder, []))[1].append(customer)
    homes: dict[int, Shared] = {}
    for holder, customers in members.values():
        _share(homes, holder, customers)
    return homes


def _take_back(homes: dict[int, Shared], step: Step) -> None:
    """Make the households what they were before a step."""
    action = step.action
    joined = action.kind == "household.join"
    if joined != step.back:  # somebody came in by it: they were by themselves
        customer = int(action.undo["customer"])
        home = homes.get(customer)
        if home is not None:
            _share(homes, home.holder, [member for member in home.members if member != customer])
            homes.pop(customer, None)
    elif joined:
        holder = _holder_of(action, homes)
        if holder is not None:
            before = homes.get(holder, Shared(holder, (holder,)))
            _share(homes, before.holder, [*before.members, int(action.undo["customer"])])
    else:
        _share(homes, int(action.undo["holder"]), [int(member) for member, _at in action.undo["joined"]])


def _holder_of(action: Action, homes: dict[int, Shared]) -> int | None:
    """Whose accounts somebody shared whose joining was undone since."""
    told = action.result.get("holder")
    return None if told is None else homes.get(int(told), Shared(int(told), ())).holder


def _share(homes: dict[int, Shared], holder: int, customers: Sequence[int]) -> None:
    for customer in customers:
        homes.pop(customer, None)
    if len(customers) > 1:
        home = Shared(holder, tuple(customers))
        homes.update(dict.fromkeys(customers, home))
