"""What a criterion is: one thing by which customers are chosen, its fields, its words and how it finds them.

Where the file can answer, a criterion is a condition on `Customer.id`; else it works out ids. Either way it
says who matches among all customers: those who are archived are left out by who asks
(`app.groups.membership`). Kinds are found in `app.groups.criteria`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.registry import Registry
from app.kernel.unit import View

Values = Mapping[str, Any]
"""The values of a criterion's fields: cleaned, empty ones left out."""

Words = Callable[[Values, View], str]
Condition = Callable[[View, Values], ColumnElement[bool]]
Find = Callable[[View, Values, Collection[int]], Collection[int]]
Offers = Callable[[View], Sequence[tuple[str, str]]]

ABOUT, VISITS, BOUGHT, LOYALTY, TALK = "about", "visits", "bought", "loyalty", "talk"


def shelves() -> dict[str, str]:
    """What criteria are listed under, in order: id and words."""
    return {
        ABOUT: _("Who they are"),
        VISITS: _("When they come"),
        BOUGHT: _("What they buy"),
        LOYALTY: _("Points and tiers"),
        TALK: _("What passed between us"),
    }


@dataclass(frozen=True)
class Criterion:
    """One kind. Its `id` stands in every shop's file for ever; no field of a kind is called "is".

    `words` follow "Customers who" ("are tagged VIP"), `unless` says the opposite. One of `condition` and
    `find` is given; `find` gets the ids that matter and may give others besides. `check`
    refuses values that fit one by one and not together. `offers` are what a form lets choose for a field,
    by its id, as (value, label); what is not offered is taken all the same. `trouble` is a sentence when the
    values can find nobody as the shop stands, "" when all is well. `shelf` is one of `shelves`.
    """

    id: str
    label: str
    shelf: str
    fields: tuple[Field, ...]
    words: Words
    unless: Words
    condition: Condition | None = None
    find: Find | None = None
    check: Callable[[Values], None] | None = None
    offers: Mapping[str, Offers] = field(default_factory=dict)
    trouble: Words | None = None
    order: int = 100

    def __post_init__(self) -> None:
        if (self.condition is None) == (self.find is None):
            raise TypeError(f"the criterion {self.id} is found in one way")

    def completed(self, values: Values) -> Values:
        """The values with the defaults of those that are left out."""
        return {one.id: one.default for one in self.fields if one.default is not None} | dict(values)


@lru_cache(maxsize=1)
def criteria() -> Registry[Criterion]:
    """Every kind of criterion."""
    from app.groups import criteria as kinds

    return Registry[Criterion](kinds, "CRITERION")
