"""The timeline: the shares of all slices merged into one feed, a page at a time.

A page costs what its items cost, however many lie below: each source is asked for one page's worth from
where the last page ended (keyset), and the shares are merged in the one order of `position`.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from app.kernel.timeline import Cursor, TimelineDecorator, TimelineItem, TimelineSource, position
from app.kernel.unit import View

MAX_PAGE = 500


@dataclass(frozen=True)
class TimelinePage:
    """Items newest first. `next` is where the following page begins, None when this was the last."""

    items: tuple[TimelineItem, ...]
    next: Cursor | None


def timeline(
    view: View,
    sources: Sequence[TimelineSource],
    decorators: Sequence[TimelineDecorator],
    customer_id: int,
    before: Cursor | None = None,
    limit: int = 50,
    kinds: frozenset[str] | None = None,
) -> TimelinePage:
    """One page of a customer's timeline: `limit` items (1 to 500) below `before`, of `kinds` or of all.

    Pages laid end to end are the whole timeline: nothing twice, nothing missing, whatever shares an instant.
    """
    limit = max(1, min(limit, MAX_PAGE))
    shares = []
    for source in sources:
        wanted = None if kinds is None else kinds & frozenset(source.kinds)
        if wanted is None or wanted:
            shares.append(source.page(view, customer_id, before, limit + 1, wanted))
    merged = heapq.merge(*shares, key=_place, reverse=True)
    items = list(islice(merged, limit + 1))
    more = len(items) > limit
    items = items[:limit]
    following = Cursor(items[-1].at, items[-1].id) if more else None
    for decorator in decorators:
        items = decorator.decorate(view, customer_id, items)
    return TimelinePage(tuple(items), following)


def _place(item: TimelineItem) -> tuple[object, ...]:
    return position(item.at, item.id)
