"""What the timeline is made of: slices offer sources, and none imports another to be shown there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import BigInteger, ColumnElement, literal, true, tuple_

from app.kernel.db.base import Instant
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


_ABOVE_ALL = 2**63 - 1


def position(at: datetime, item_id: str) -> tuple[datetime, str, int]:
    """Where an item stands in the one order of the timeline: by instant, then by source, then by number.

    `item_id` is "source:number". Numbers count as numbers, so that "purchase:10" stands above "purchase:9"
    where both happened at one instant.
    """
    source, _colon, number = item_id.partition(":")
    return at, source, int(number) if number.isdecimal() else 0


def older_than(at: Any, number: Any, before: Cursor | None, source: str) -> ColumnElement[bool]:
    """The condition that rows (`at`, `number` columns) of `source` stand below the cursor in that order.

    `source` is what the ids of these rows begin with. A row value comparison, so that an index on
    (customer_id, at, id) is walked from where the last page ended.
    """
    if before is None:
        return true()
    instant, ended_in, ended_at = position(before.at, before.id)
    bound = ended_at if source == ended_in else _ABOVE_ALL if source < ended_in else 0
    return tuple_(at, number) < tuple_(literal(instant, Instant()), literal(bound, BigInteger()))


class TimelineSource(Protocol):
    """One slice's share of the timeline."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds it can give; a filter that names none of them skips the source."""

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly before the cursor, newest first in the order of `position`.

        `older_than` is the condition for a query ordered by (at desc, id desc).
        """


class TimelineDecorator(Protocol):
    """Adds to the detail of items another slice gave ("+23 points")."""

    def decorate(self, view: View, customer_id: int, items: list[TimelineItem]) -> list[TimelineItem]:
        """The same items in the same order, some replaced."""
