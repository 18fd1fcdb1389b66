"""Rewards, points by hand and lapsed points on the timeline, and the points beside purchases."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import literal, select, text

from app.kernel.i18n import _
from app.kernel.timeline import Cursor, TimelineItem, older_than, position
from app.kernel.unit import View
from app.loyalty.bonus_words import bonus_title
from app.loyalty.explaining import explain_kept, more_words
from app.loyalty.ledger import EntryKind
from app.loyalty.models import ON_TIMELINE, POINTS, Account, Entry, EntryReason, Redemption, found_of
from app.loyalty.stamps.card import UNIT as STAMPS
from app.loyalty.stamps.giving import signed_stamps
from app.loyalty.store import account_id_of
from app.loyalty.words import points_text, signed_points
from app.sales.models import Refund
from app.sales.tables import run, table
from app.staff.models import Staff

GROUP = "points"
REWARD = "reward"
_E = table(Entry).c
_G = table(Redemption).c
_S = table(Staff).c
_W = table(EntryReason).c

_TITLES: dict[str, Callable[[int], str]] = {
    EntryKind.ADJUST.value: lambda points: _("Points adjusted") if points < 0 else _("Points given"),
    EntryKind.LAPSE.value: lambda _points: _("Points lapsed"),
    EntryKind.OPENING.value: lambda _points: _("Points brought along"),
    EntryKind.MOVE_OUT.value: lambda _points: _("Purchase moved to another customer"),
    EntryKind.BONUS.value: lambda _points: _("Bonus points"),
}


class PointsTimeline:
    """The ledger's share of the timeline: kind "reward", and the entries that stand by themselves, each of
    the kind its entry has ("adjust", "lapse", "opening", "move-out")."""

    kinds = (REWARD, *_TITLES)

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly below the cursor, newest first."""
        items: list[TimelineItem] = []
        if kinds is None or REWARD in kinds:
            items += self._rewards(view, customer_id, before, limit)
        wanted = frozenset(_TITLES) if kinds is None else kinds & frozenset(_TITLES)
        if wanted:
            items += self._entries(view, customer_id, before, limit, wanted)
        items.sort(key=lambda item: position(item.at, item.id), reverse=True)
        return items[:limit]

    def _rewards(self, view: View, customer_id: int, before: Cursor | None, limit: int) -> list[TimelineItem]:
        rows = run(
            view.session,
            select(_G.id, _G.at, _G.reward_name, _G.reward, _G.points, _G.given_back_at, _S.name)
            .select_from(
                table(Redemption)
                .outerjoin(table(Entry), _E.id == _G.entry_id)
                .outerjoin(table(Staff), _S.id == _E.staff_id)
            )
            .where(_G.customer_id == customer_id, older_than(_G.at, _G.id, before, REWARD))
            .order_by(_G.at.desc(), _G.id.desc())
            .limit(limit),
        )
        return [
            TimelineItem(
                id=f"{REWARD}:{number}",
                kind=REWARD,
                group=GROUP,
                at=at,
                title=_("Used: {reward}").format(reward=name),
                detail=_("given back") if given_back_at else _taken(view, reward, points),
                staff=staff or "",
                icon="reward",
                tone="plain" if given_back_at else "gold",
                actions=() if given_back_at else ("give_back",),
            )
            for number, at, name, reward, points, given_back_at, staff in rows
        ]

    def _entries(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, wanted: frozenset[str]
    ) -> list[TimelineItem]:
        account_id = account_id_of(view, customer_id)
        if account_id is None:
            return []
        undoing = table(Entry).alias("undoing").c
        back = table(Entry).alias("back").c
        undone = (  # a bonus also goes with its purchase, and comes back when that is undone
            select(literal(1))
            .where(
                undoing.reverses_id == _E.id,
                (undoing.kind == EntryKind.UNDO.value) | (_E.kind == EntryKind.BONUS.value),
                ~select(back.id).where(back.reverses_id == undoing.id, back.kind == "undo").exists(),
            )
            .exists()
        )
        rows = run(
            view.session,
            select(_E.id, _E.at, _E.kind, _E.points, _E.detail, _W.text, _S.name, undone)
            .select_from(
                table(Entry)
                .outerjoin(table(EntryReason), _W.entry_id == _E.id)
                .outerjoin(table(Staff), _S.id == _E.staff_id)
            )
            .where(
                _E.account_id == account_id,
                text(f"entry.{ON_TIMELINE}"),
                _E.kind.in_(sorted(wanted)),
                older_than(_E.at, _E.id, before, "points"),
            )
            .order_by(_E.at.desc(), _E.id.desc())
            .limit(limit),
        )
        return [_entry(view, *row) for row in rows]


def _taken(view: View, reward: str, points: int) -> str:
    """What a reward took: points, or the stamps of a full card."""
    if points == 0:
        return ""
    return signed_stamps(-points, view) if reward.startswith(STAMPS) else signed_points(-points, view)


def _entry(
    view: View,
    number: int,
    at: datetime,
    kind: str,
    points: int,
    told: str,
    reason: str | None,
    staff: str | None,
    undone: bool,
) -> TimelineItem:
    said = signed_points(points, view)
    return TimelineItem(
        id=f"points:{number}",
        kind=kind,
        group=GROUP,
        at=at,
        title=bonus_title(view, told) if kind == EntryKind.BONUS else _TITLES[kind](points),
        quote=reason or "",
        detail=f"{said} · {_('undone')}" if undone else said,
        staff=staff or "",
        icon="points",
        tone="rose" if kind == EntryKind.LAPSE else "gold",
    )


class PointsOnSales:
    """Adds the points to purchases and refunds: "+23 points, double on Crime"."""

    def decorate(self, view: View, customer_id: int, items: list[TimelineItem]) -> list[TimelineItem]:
        """The same items in the same order, those that moved points with the points in their detail."""
        sales = {int(item.id.partition(":")[2]) for item in items if item.kind == "purchase"}
        refunds = {int(item.id.partition(":")[2]) for item in items if item.kind == "refund"}
        if not sales and not refunds:
            return items
        said = _said_of_sales(view, sales) | _said_of_refunds(view, refunds)
        return [
            replace(item, detail=" · ".join(filter(None, (said[item.id], item.detail))))
            if said.get(item.id)
            else item
            for item in items
        ]


def _said_of_sales(view: View, sales: set[int]) -> dict[str, str]:
    """Wherever the points are now; what a purchase gave to another customer before it was moved left out."""
    away, account = table(Entry).alias("away").c, table(Account).c
    moved = (
        select(literal(1)).where(away.reverses_id == _E.id, away.kind == EntryKind.MOVE_OUT.value).exists()
    )
    rows = run(
        view.session,
        select(_E.purchase_id, _E.points, _E.detail, _E.programme_id)
        .join_from(table(Entry), table(Account), account.id == _E.account_id)
        .where(
            _E.purchase_id.in_(sorted(sales)),
            found_of(account.unit, POINTS),
            _E.kind.in_((EntryKind.EARN.value, EntryKind.MOVE_IN.value)),
            ~moved,
        )
        .order_by(_E.id),
    )
    last = {row[0]: row[1:] for row in rows}
    why = explain_kept(view, [(detail, version) for _points, detail, version in last.values()])
    return {
        f"purchase:{number}": ", ".join(filter(None, (signed_points(kept[0], view), more_words(parts))))
        for (number, kept), parts in zip(last.items(), why, strict=True)
    }


def _said_of_refunds(view: View, refunds: set[int]) -> dict[str, str]:
    if not refunds:
        return {}
    r = table(Refund).c
    rows = run(
        view.session,
        select(r.id, _E.points, _E.detail)
        .select_from(
            table(Refund)
            .join(table(Entry), _E.purchase_id == r.purchase_id)
            .join(table(Account), table(Account).c.id == _E.account_id)
        )
        .where(
            r.id.in_(sorted(refunds)),
            _E.refund_id == r.id,
            _E.kind == EntryKind.RETURN.value,
            found_of(table(Account).c.unit, POINTS),
        ),
    )
    points: dict[int, int] = defaultdict(int)
    waived: dict[int, int] = defaultdict(int)
    for number, taken, detail in rows:
        points[number] += taken
        waived[number] += json.loads(detail).get("waived", 0) if detail else 0
    said = {}
    for number, taken in points.items():
        parts = [signed_points(taken, view)] if taken else []
        if waived[number]:
            parts.append(_("{points} waived").format(points=points_text(waived[number], view)))
        said[f"refund:{number}"] = " · ".join(parts)
    return said
