"""What an action on a group is: a kind that the data keeps, its fields, how it is done and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.groups.campaigns import actions
from app.kernel.fields import Field
from app.kernel.registry import Registry
from app.kernel.unit import Unit, View

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doing:
    """One campaign as its action sees it: `customers` are those it is for."""

    campaign: int
    name: str
    data: Data
    customers: Sequence[int]


LeftOut = Iterable[tuple[str, frozenset[int]]]
"""Who cannot get it, by why; the reason reads after a number: "have no postal address"."""


@dataclass(frozen=True)
class ActionKind:
    """A kind of action.

    `says` tells in words what is done: "Voucher: Sorry". `settle` checks cleaned values against the shop and
    gives what the campaign keeps of them; it raises `Refused`. `cannot_get` says who of a group is left out
    of both arms before any lot is drawn. `do`, `take_back` and `do_again` work within the command's
    transaction; `take_back` gives how many could not be taken back any more.
    One without `do` is done outside: printed, called, handed over, by whoever is told who gets it.
    `got_anyway` counts who of the customers was given the same from elsewhere within two instants.
    """

    id: str
    label: str
    icon: str
    says: Callable[[Data], str]
    fields: tuple[Field, ...] = ()
    fields_now: Callable[[View], tuple[Field, ...]] | None = None
    settle: Callable[[View, Data], Data] | None = None
    cannot_get: Callable[[View, Data, frozenset[int]], LeftOut] | None = None
    do: Callable[[Unit, Doing], None] | None = None
    take_back: Callable[[Unit, Doing], int] | None = None
    do_again: Callable[[Unit, Doing], None] | None = None
    got_anyway: Callable[[View, Doing, datetime, datetime], int] | None = None
    order: int = 100

    @property
    def by_front(self) -> bool:
        """Whether it is left to others to do it for those who are to get it."""
        return self.do is None

    def asked(self, view: View) -> tuple[Field, ...]:
        """The fields with the choices of the shop."""
        return self.fields if self.fields_now is None else self.fields_now(view)


ACTIONS: Registry[ActionKind] = Registry(actions, "ACTION")


def action_words(action: str, data: Data) -> str:
    """What was done, in words; of a kind this version does not know, its id."""
    known = ACTIONS.get(action)
    return action if known is None else known.says(data)
