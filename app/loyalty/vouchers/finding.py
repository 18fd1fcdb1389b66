"""Finding one voucher, by what a scanner read or by its id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from app.customers.models import Customer
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.numbers import LENGTH, clean_code, reads_as_code
from app.sales.tables import run, table

_C = table(Customer).c
_V = table(Voucher).c
_FOUND = select(
    _V.id, _V.code, _V.customer_id, _C.name.label("customer_name"), _V.rule, _V.name, _V.kind, _V.gift,
    _V.valid_from, _V.valid_until, _V.used_at, _V.withdrawn_at,
).join_from(table(Voucher), table(Customer), _C.id == _V.customer_id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundVoucher:
    """A voucher and whose it is; `gift` is its JSON (`app.loyalty.vouchers.gifts`)."""

    id: int
    code: str
    customer_id: int
    customer_name: str
    rule: str
    name: str
    kind: str
    gift: str
    valid_from: date
    valid_until: date
    used_at: datetime | None
    withdrawn_at: datetime | None


def the_voucher(view: View, code: str = "", *, voucher_id: int | None = None) -> FoundVoucher:
    """The voucher of that id, else of that number, spaces and dashes aside; a short number is an id.
    `NotFound` when there is none."""
    number = clean_code(code)
    if voucher_id is None and number.isascii() and number.isdigit() and len(number) < LENGTH:
        voucher_id = int(number)
    if voucher_id is not None:
        found = _one(view, _V.id == voucher_id)
    elif reads_as_code(number):
        found = _one(view, _V.code == number)
    else:  # whatever was scanned instead, a payment card even, is not said again
        raise NotFound(_("That is not the number of a voucher. Nothing was changed."), field="voucher")
    if found is None:
        words = _("There is no voucher with the number {number}.")
        raise NotFound(words.format(number=number if voucher_id is None else voucher_id), field="voucher")
    return found


def _one(view: View, condition: ColumnElement[bool]) -> FoundVoucher | None:
    row = run(view.session, _FOUND.where(condition)).one_or_none()
    return None if row is None else FoundVoucher(*row)
