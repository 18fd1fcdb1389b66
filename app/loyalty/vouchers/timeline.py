"""Vouchers on the timeline: when each was issued, what it gives, and how it stands."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.i18n import _
from app.kernel.timeline import Cursor, TimelineItem, older_than
from app.kernel.unit import View
from app.loyalty.vouchers.gifts import reason_of
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.queries import VoucherStanding, standing_of
from app.sales.tables import run, table
from app.staff.models import Staff

VOUCHER = "voucher"
_S = table(Staff).c
_V = table(Voucher).c


class VouchersTimeline:
    """The vouchers' share of the timeline: kind "voucher". That one was used is told by its reward."""

    kinds = (VOUCHER,)

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly below the cursor, newest first."""
        if kinds is not None and VOUCHER not in kinds:
            return []
        rows = run(
            view.session,
            select(
                _V.id, _V.name, _V.gift, _V.valid_from, _V.valid_until, _V.issued_at, _V.used_at,
                _V.withdrawn_at, _S.name.label("staff"),
            )
            .join_from(table(Voucher), table(Staff), _S.id == _V.staff_id, isouter=True)
            .where(_V.customer_id == customer_id, older_than(_V.issued_at, _V.id, before, VOUCHER))
            .order_by(_V.issued_at.desc(), _V.id.desc())
            .limit(limit),
        )  # fmt: skip
        items = []
        for row in rows:
            standing, words = standing_of(
                view, row.valid_from, row.valid_until, used_at=row.used_at, withdrawn_at=row.withdrawn_at
            )
            items.append(
                TimelineItem(
                    id=f"{VOUCHER}:{row.id}",
                    kind=VOUCHER,
                    group="points",
                    at=row.issued_at,
                    title=_("Voucher: {name}").format(name=row.name),
                    quote=reason_of(row.gift),
                    detail=words,
                    staff=row.staff or "",
                    icon="voucher",
                    tone="gold" if standing is VoucherStanding.READY else "plain",
                )
            )
        return items
