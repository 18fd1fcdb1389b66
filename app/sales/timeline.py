"""Purchases and refunds on the timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.kernel.i18n import _, plural
from app.kernel.money import format_money
from app.kernel.timeline import Cursor, TimelineItem, older_than, position
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine, Refund
from app.sales.tables import run, table
from app.staff.models import Staff

GROUP = "purchases"
_P = table(Purchase).c
_L = table(PurchaseLine).c
_R = table(Refund).c
_S = table(Staff).c


class SalesTimeline:
    """The sales' share of a customer's timeline: kinds "purchase" and "refund".

    A sale that was taken back stays, marked; the row that took it back is not shown beside it.
    """

    kinds = ("purchase", "refund")

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly below the cursor, newest first."""
        items: list[TimelineItem] = []
        if kinds is None or "purchase" in kinds:
            items += self._purchases(view, customer_id, before, limit)
        if kinds is None or "refund" in kinds:
            items += self._refunds(view, customer_id, before, limit)
        items.sort(key=lambda item: position(item.at, item.id), reverse=True)
        return items[:limit]

    def _purchases(
        self, view: View, customer_id: int, before: Cursor | None, limit: int
    ) -> list[TimelineItem]:
        rows = run(
            view.session,
            select(_P.id, _P.at, _P.amount, _P.receipt, _P.voided_at, _P.refunded, _S.name)
            .select_from(table(Purchase).outerjoin(table(Staff), _S.id == _P.staff_id))
            .where(_P.customer_id == customer_id, older_than(_P.at, _P.id, before, "purchase"))
            .order_by(_P.at.desc(), _P.id.desc())
            .limit(limit),
        ).all()
        bought = _what_was_bought(view, [row[0] for row in rows])
        voided = _how_taken_back(view, [row[0] for row in rows if row[4] is not None])
        return [
            _purchase(view, number, at, amount, receipt, voided.get(number, ""), refunded, staff, bought)
            for number, at, amount, receipt, _voided_at, refunded, staff in rows
        ]

    def _refunds(self, view: View, customer_id: int, before: Cursor | None, limit: int) -> list[TimelineItem]:
        rows = run(
            view.session,
            select(_R.id, _R.at, _R.amount, _R.reason, _R.undone_at, _P.receipt, _S.name)
            .select_from(
                table(Refund)
                .join(table(Purchase), _P.id == _R.purchase_id)
                .outerjoin(table(Staff), _S.id == _R.staff_id)
            )
            .where(
                _R.customer_id == customer_id,
                _R.kind == "refund",
                older_than(_R.at, _R.id, before, "refund"),
            )
            .order_by(_R.at.desc(), _R.id.desc())
            .limit(limit),
        )
        return [
            TimelineItem(
                id=f"refund:{number}",
                kind="refund",
                group=GROUP,
                at=at,
                title=_("Refund {amount}").format(amount=_money(view, amount)),
                quote=reason,
                detail=_joined(
                    _("undone") if undone_at else "",
                    _("receipt {number}").format(number=receipt) if receipt else "",
                ),
                staff=staff or "",
                icon="refund",
                tone="rose",
                amount=-amount,
                actions=() if undone_at else ("open",),
            )
            for number, at, amount, reason, undone_at, receipt, staff in rows
        ]


def _purchase(
    view: View,
    number: int,
    at: datetime,
    amount: int,
    receipt: str | None,
    taken_back: str,
    refunded: int,
    staff: str | None,
    bought: dict[int, str],
) -> TimelineItem:
    title = _("Purchase {amount}").format(amount=_money(view, amount))
    what = bought.get(number)
    state = taken_back or (_("{amount} given back").format(amount=_money(view, refunded)) if refunded else "")
    return TimelineItem(
        id=f"purchase:{number}",
        kind="purchase",
        group=GROUP,
        at=at,
        title=f"{title} · {what}" if what else title,
        detail=_joined(state, _("receipt {number}").format(number=receipt) if receipt else ""),
        staff=staff or "",
        icon="purchase",
        tone="plain" if taken_back else "accent",
        amount=amount,
        actions=() if taken_back else ("refund", "void", "move"),
    )


def _what_was_bought(view: View, purchases: list[int]) -> dict[int, str]:
    """A few words for the lines of each purchase: the item, or how many."""
    items: dict[int, list[str]] = defaultdict(list)
    for number, item in run(
        view.session,
        select(_L.purchase_id, _L.item)
        .where(_L.purchase_id.in_(purchases))
        .order_by(_L.purchase_id, _L.position),
    ):
        items[number].append(item)
    return {number: _few_words(names) for number, names in items.items()}


def _few_words(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return plural("{count} item", "{count} items", len(names)).format(count=len(names))


def _how_taken_back(view: View, purchases: Iterable[int]) -> dict[int, str]:
    """For sales that do not stand: whether they were voided or undone."""
    numbers = list(purchases)
    if not numbers:
        return {}
    rows = run(
        view.session,
        select(_R.purchase_id, _R.kind)
        .where(_R.purchase_id.in_(numbers), _R.kind != "refund", _R.undone_at.is_(None))
        .order_by(_R.id),
    )
    return {number: _("undone") if kind == "undo" else _("voided") for number, kind in rows}


def _money(view: View, minor: int) -> str:
    return format_money(minor, view.context.currency, view.context.locale)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
