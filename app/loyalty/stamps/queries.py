"""What reads stamps."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class StampState:
    """One stamp card of a customer: `have` stamps in all, of the `of` that fill it. `full` is how many times
    what the card `gives` can be had now; `button`: whether stamps are given by hand at the till."""

    card: str
    name: str
    have: int
    of: int
    full: int
    gives: str
    button: bool


def stamp_states(view: View, customer_id: int) -> tuple[StampState, ...]:
    """Every stamp card of the programme as it stands for a customer."""
    return ()
