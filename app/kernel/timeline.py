"""What the timeline is made of: slices offer sources, and none imports another to be shown there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.kernel.unit import View


@dataclass(frozen=True)
class TimelineItem:
    """One line of a customer's timeline.

    `id` is unique over all sources ("purchase:12"); `kind` is the stable id of what it is; `group` the filter
    it belongs to ("purchases", "contact", "feedback", "points"); `title` may carry a `quote`, the words of a
    person, shown lighter. `tone` colours its icon.
    """

    id: str
    kind: str
    group: str
    at: datetime
    title: str
    quote: str = ""
    detail: str = ""
    staff: str = ""
    icon: str = "note"
    tone: str = "plain"
    amount: int | None = None
    actions: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: items strictly older than (at, id) come next."""

    at: datetime
    id: str


class TimelineSource(Protocol):
    """One slice's share of the timeline."""

    kinds: Sequence[str]
    """The kinds it can give; a filter that names none of them skips the source."""

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly before the cursor, newest first by (at, id)."""


class TimelineDecorator(Protocol):
    """Adds to the detail of items another slice gave ("+23 points")."""

    def decorate(self, view: View, customer_id: int, items: list[TimelineItem]) -> list[TimelineItem]:
        """The same items in the same order, some replaced."""
