"""The touchpoints' own share of the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.kernel.timeline import Cursor, TimelineItem, older_than
from app.kernel.unit import View
from app.staff.queries import staff_names
from app.touchpoints.kind import Told
from app.touchpoints.models import Touchpoint
from app.touchpoints.queries import read_data
from app.touchpoints.registry import KINDS, kind_or_unknown

SOURCE = "touchpoint"
MAX_QUOTE = 600
"""Characters of a text that a timeline shows; the rest is behind the entry's edit form."""


class TouchpointSource:
    """Notes, calls, visits, promises, feedback: everything `app.touchpoints` keeps."""

    @property
    def kinds(self) -> Sequence[str]:
        """The ids of all known kinds."""
        return KINDS.ids()

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` touchpoints below the cursor, newest first; of `kinds`, or of any kind at all."""
        query = (
            select(Touchpoint)
            .where(
                Touchpoint.customer_id == customer_id,
                Touchpoint.removed_at.is_(None),
                older_than(Touchpoint.at, Touchpoint.id, before, SOURCE),
            )
            .order_by(Touchpoint.at.desc(), Touchpoint.id.desc())
            .limit(limit)
        )
        if kinds is not None:
            query = query.where(Touchpoint.kind.in_(sorted(kinds)))
        rows = view.session.scalars(query).all()
        names = staff_names(view) if rows else {}
        return [_item(view, row, names) for row in rows]


def _item(view: View, row: Touchpoint, staff: Mapping[int, str]) -> TimelineItem:
    kind = kind_or_unknown(row.kind)
    shown = kind.show(
        Told(
            text=row.text if len(row.text) <= MAX_QUOTE else row.text[: MAX_QUOTE - 1].rstrip() + "…",
            data=read_data(row.data),
            today=view.today,
            locale=view.context.locale,
            due_on=row.due_on,
            done_on=view.day_of(row.done_at) if row.done_at else None,
            staff=staff,
        )
    )
    return TimelineItem(
        id=f"{SOURCE}:{row.id}",
        kind=row.kind,
        group=kind.group,
        at=row.at,
        title=shown.title,
        quote=shown.quote,
        detail=shown.detail,
        staff=staff.get(row.staff_id, "") if row.staff_id is not None else "",
        icon=kind.icon,
        tone=kind.tone,
        actions=_actions(row, kind.promised),
    )


def _actions(row: Touchpoint, promised: bool) -> tuple[str, ...]:
    kind = KINDS.get(row.kind)
    if kind is None:
        return ("remove",)
    if kind.answered is not None and not kind.answered(Told(row.text, read_data(row.data))):
        return ("answer", "edit", "remove")
    if not promised:
        return ("edit", "remove")
    return ("reopen" if row.done_at else "finish", "edit", "remove")
