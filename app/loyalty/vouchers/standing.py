"""Whether a voucher was used is told by its redemption; `voucher.used_at` follows it, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select, update

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.models import Redemption
from app.loyalty.vouchers.models import Voucher
from app.sales.tables import run, table

_R = table(Redemption).c
_V = table(Voucher).c
_USED_AT = (
    select(_R.at).where(_R.voucher_id == _V.id, _R.given_back_at.is_(None)).correlate(table(Voucher))
).scalar_subquery()


def follow_redemptions(unit: Unit, redemptions: Sequence[int]) -> None:
    """Bring the vouchers of these redemptions in step with them: used, or free again with their own days."""
    ids = select(_R.voucher_id).where(_R.id.in_(redemptions), _R.voucher_id.is_not(None))
    holders = run(unit.session, select(_V.customer_id).where(_V.id.in_(ids))).scalars().all()
    if not holders:
        return
    run(unit.session, update(table(Voucher)).where(_V.id.in_(ids)).values(used_at=_USED_AT))
    for customer_id in holders:
        unit.changed("voucher", customer_id)


def forbid_second_use(view: View, redemptions: Sequence[int]) -> None:
    """Refuse to let these redemptions stand again where their voucher was used, or withdrawn, meanwhile."""
    other = table(Redemption).alias("other").c
    used = select(other.id).where(
        other.voucher_id == _R.voucher_id, other.given_back_at.is_(None), other.id != _R.id
    )
    row = run(
        view.session,
        select(_V.name, _V.withdrawn_at)
        .join_from(table(Redemption), table(Voucher), _V.id == _R.voucher_id)
        .where(_R.id.in_(redemptions), used.exists() | _V.withdrawn_at.is_not(None))
        .limit(1),
    ).one_or_none()
    if row is None:
        return
    words = (
        _("The voucher “{name}” was used again since. Nothing was changed.")
        if row.withdrawn_at is None
        else _("The voucher “{name}” was withdrawn since. Nothing was changed.")
    )
    raise Refused(words.format(name=row.name), field="voucher")


def voucher_problems(view: View) -> Iterator[str]:
    """Vouchers that are not in step with their redemptions, or used by another than their customer."""
    used = select(_R.at).where(_R.voucher_id == _V.id, _R.given_back_at.is_(None)).correlate(table(Voucher))
    out_of_step = select(_V.code).where(_V.used_at.is_distinct_from(used.scalar_subquery())).order_by(_V.id)
    for code in run(view.session, out_of_step).scalars():
        yield _("Voucher {code}: whether it was used does not match what was given.").format(code=code)
    strange = (
        select(_V.code)
        .join_from(table(Redemption), table(Voucher), _V.id == _R.voucher_id)
        .where((_R.customer_id != _V.customer_id) | (_R.points != 0) | _R.entry_id.is_not(None))
        .order_by(_V.id)
    )
    for code in run(view.session, strange).scalars():
        yield _("Voucher {code}: what was given for it does not match it.").format(code=code)
