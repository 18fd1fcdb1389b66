"""A number with how it came about, and the words for having too little to say one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.insights.sayings import Sayings
from app.kernel.i18n import plural

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Finding(Generic[V]):
    """A number and how it came about; without a number, `how` says what is missing."""

    value: V | None
    how: str


def few_visits(visits: int, wanted: int, say: Sayings) -> str:
    """That so many visits are too few."""
    words = plural(
        "Too little history: {n} visit of the {wanted} it takes.",
        "Too little history: {n} visits of the {wanted} it takes.",
        visits,
    )
    return words.format(n=say.number(visits), wanted=say.number(wanted))
