"""What reads stamps."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.models import Account
from app.loyalty.owners import owner_of
from app.loyalty.stamps.card import BUTTON
from app.loyalty.versions import rules_on
from app.sales.tables import run, table

_A = table(Account).c


@dataclass(frozen=True, slots=True)
class StampState:
    """One stamp card of a customer: `have` stamps in all, of the `of` that fill it; below zero when used ones
    came back. `full` is how many times what the card `gives` can be had now; `button`: whether stamps are
    given by hand at the till."""

    card: str
    name: str
    have: int
    of: int
    full: int
    gives: str
    button: bool


def stamp_states(view: View, customer_id: int) -> tuple[StampState, ...]:
    """Every stamp card of the programme as it stands for a customer, in the programme's order."""
    cards = rules_on(view, view.today).stamp_cards
    if not cards:
        return ()
    rows = run(
        view.session,
        select(_A.unit, _A.balance).where(
            _A.customer_id == owner_of(view, customer_id), _A.unit.in_([card.unit for card in cards])
        ),
    )
    had = {row[0]: int(row[1]) for row in rows}
    return tuple(
        StampState(
            card.id,
            card.name,
            had.get(card.unit, 0),
            card.of,
            max(0, had.get(card.unit, 0)) // card.of,
            card.gives,
            card.per == BUTTON,
        )
        for card in cards
    )
