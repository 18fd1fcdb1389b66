"""What reads vouchers: those of a customer, one by its number, and what a scanner has just read."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from app.customers.models import Customer
from app.customers.search import scanned
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.models import Redemption
from app.loyalty.rewards import words_of
from app.loyalty.vouchers.gifts import gift_of, reason_of
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.numbers import clean_code, reads_as_code
from app.loyalty.words import day_text
from app.sales.tables import run, table

_C = table(Customer).c
_R = table(Redemption).c
_V = table(Voucher).c
_TOGETHER = 500
"""Customers whose vouchers are asked for at once."""


@dataclass(frozen=True, slots=True)
class VoucherState:
    """A voucher that a customer can use today. `words` say what it gives ("10 % off")."""

    id: int
    code: str
    name: str
    words: str
    occasion: str
    valid_until: date


class VoucherStanding(enum.StrEnum):
    """How a voucher stands today."""

    READY = "ready"
    COMING = "coming"
    USED = "used"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher as lists and paper show it. `words` say what it gives, `state_words` how it stands ("until
    9 Dec 2026", "used on 3 Nov 2026"); `redemption` is what it was used as, None while it was not; `reason`
    why it was issued by hand, "" when nobody said."""

    id: int
    code: str
    customer_id: int
    customer_name: str
    name: str
    words: str
    occasion: str
    valid_from: date
    valid_until: date
    issued_at: datetime
    used_at: datetime | None
    standing: VoucherStanding
    state_words: str
    redemption: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner read: a customer's card (`voucher` None), or a voucher and whose it is."""

    customer_id: int
    voucher: VoucherRow | None = None


def voucher_states(view: View, customer_id: int) -> tuple[VoucherState, ...]:
    """The vouchers a customer can use today, soonest to end first."""
    return tuple(
        VoucherState(row.id, row.code, row.name, row.words, row.occasion, row.valid_until)
        for row in vouchers_of(view, customer_id, all=False)
    )


def vouchers_of(
    view: View,
    customer_id: int,
    all: bool = True,  # noqa: A002 - reads best where it is called: all=True
) -> tuple[VoucherRow, ...]:
    """A customer's vouchers: those that can be used today, soonest to end first, then (`all`) the others,
    latest first."""
    mine = _V.customer_id == customer_id
    ready = mine & _usable(view)
    rows = _rows(view, ready, (_V.valid_until, _V.id))
    if all:
        rows += _rows(view, mine & ~_usable(view), (_V.valid_until.desc(), _V.id.desc()))
    return rows


def open_vouchers(view: View, customer_ids: Sequence[int]) -> tuple[VoucherRow, ...]:
    """What these customers can use today or later, customer by customer in the order given, soonest to end
    first: what is printed and handed out."""
    rows: list[VoucherRow] = []
    for start in range(0, len(customer_ids), _TOGETHER):
        ids = customer_ids[start : start + _TOGETHER]
        place = {customer_id: at for at, customer_id in enumerate(ids)}
        still = _V.used_at.is_(None) & _V.withdrawn_at.is_(None) & (_V.valid_until >= view.today)
        found = _rows(view, still & _V.customer_id.in_(ids), (_V.valid_until, _V.id))
        rows += sorted(found, key=lambda row: place[row.customer_id])
    return tuple(rows)


def voucher_by_code(view: View, code: str) -> VoucherRow | None:
    """The voucher of that number, as it was scanned or typed; None when there is none."""
    if not reads_as_code(code):
        return None
    found = _rows(view, _V.code == clean_code(code), (_V.id,))
    return found[0] if found else None


def what_is_scanned(view: View, text: str) -> Scanned | None:
    """Whose card was scanned, or which voucher; None when it is neither. A card comes first: it may be one
    the shop used before, with a number of any kind."""
    customer_id = scanned(view, text)
    if customer_id is not None:
        return Scanned(customer_id)
    voucher = voucher_by_code(view, text)
    return None if voucher is None else Scanned(voucher.customer_id, voucher)


def _usable(view: View) -> ColumnElement[bool]:
    today = view.today
    standing = _V.used_at.is_(None) & _V.withdrawn_at.is_(None)
    return standing & (_V.valid_from <= today) & (_V.valid_until >= today)


def _rows(view: View, condition: ColumnElement[bool], order: tuple[Any, ...]) -> tuple[VoucherRow, ...]:
    standing = (_R.voucher_id == _V.id) & _R.given_back_at.is_(None)
    found = run(
        view.session,
        select(
            _V.id, _V.code, _V.customer_id, _C.name.label("customer"), _V.rule, _V.name, _V.kind, _V.gift,
            _V.occasion, _V.valid_from, _V.valid_until, _V.issued_at, _V.used_at, _V.withdrawn_at,
            _R.id.label("redemption"),
        )
        .select_from(
            table(Voucher)
            .join(table(Customer), _C.id == _V.customer_id)
            .outerjoin(table(Redemption), standing)
        )
        .where(condition)
        .order_by(*order),
    )  # fmt: skip
    return tuple(_row(view, row) for row in found)


def _row(view: View, row: Any) -> VoucherRow:
    standing, words = standing_of(
        view, row.valid_from, row.valid_until, used_at=row.used_at, withdrawn_at=row.withdrawn_at
    )
    return VoucherRow(
        row.id,
        row.code,
        row.customer_id,
        row.customer,
        row.name,
        words_of(gift_of(row.rule, row.name, row.kind, row.gift), view),
        row.occasion,
        row.valid_from,
        row.valid_until,
        row.issued_at,
        row.used_at,
        standing,
        words,
        row.redemption,
        reason_of(row.gift),
    )


def standing_of(
    view: View,
    valid_from: date,
    valid_until: date,
    *,
    used_at: datetime | None,
    withdrawn_at: datetime | None,
) -> tuple[VoucherStanding, str]:
    """How a voucher stands today, and the same in words."""
    if used_at is not None:
        return VoucherStanding.USED, _("used on {day}").format(day=day_text(view.day_of(used_at), view))
    if withdrawn_at is not None:
        day = day_text(view.day_of(withdrawn_at), view)
        return VoucherStanding.WITHDRAWN, _("withdrawn on {day}").format(day=day)
    if valid_until < view.today:
        return VoucherStanding.LAPSED, _("was valid until {day}").format(day=day_text(valid_until, view))
    if valid_from > view.today:
        return VoucherStanding.COMING, _("from {day} on").format(day=day_text(valid_from, view))
    return VoucherStanding.READY, _("until {day}").format(day=day_text(valid_until, view))
