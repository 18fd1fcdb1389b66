"""Parts of a record: what happened between shop and customer, and what was bought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.groups.record.part import Column, PartKind, Shape, number
from app.kernel.fields import FieldKind
from app.kernel.i18n import _
from app.kernel.money import format_money
from app.kernel.unit import View
from app.loyalty.words import day_text
from app.sales.models import Purchase, PurchaseLine, Refund, RefundLine
from app.sales.tables import run, table
from app.staff.queries import staff_names
from app.touchpoints.kind import TouchpointKind
from app.touchpoints.models import Touchpoint
from app.touchpoints.noted import ANSWERED_AT_FIELD, STAFF_FIELDS, answered_at, staff_in
from app.touchpoints.queries import read_data
from app.touchpoints.registry import kind_or_unknown

_P = table(Purchase).c
_L = table(PurchaseLine).c
_R = table(Refund).c
_B = table(RefundLine).c
_T = table(Touchpoint).c


def _touchpoints(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    """Everything, what was taken off the timeline too: it is still kept."""
    rows = run(
        view.session,
        select(
            _T.id, _T.at, _T.kind, _T.text, _T.data, _T.due_on, _T.done_at, _T.removed_at, _T.till,
            _T.source_key,
        )
        .where(_T.customer_id == customer_id)
        .order_by(_T.at, _T.id),
    )  # fmt: skip
    for row in rows:
        kind = kind_or_unknown(row.kind)
        data = read_data(row.data)
        stands = _stands(view, row.kind, row.due_on, row.done_at, row.removed_at)
        text = " · ".join(filter(None, (row.text, *_told(view, kind, data), *stands)))
        yield (
            row.id, row.at, _(kind.label), row.kind, text, row.text, data, row.due_on, row.done_at,
            row.removed_at, row.till, row.source_key,
        )  # fmt: skip


def _told(view: View, kind: TouchpointKind, data: Mapping[str, object]) -> Iterator[str]:
    """The fields of a kind with their labels, as a person reads them; what is no field by its own name."""
    fields = {field.id: field for field in kind.declared}
    for key, value in data.items():
        field = fields.get(key)
        label = key if field is None else _(field.label)
        if field is None:
            yield f"{label}: {value}"
        elif key in STAFF_FIELDS:
            yield f"{label}: {staff_names(view).get(staff_in(data, key) or 0, value)}"
        elif key == ANSWERED_AT_FIELD and (at := answered_at(data)) is not None:
            yield f"{label}: {day_text(view.day_of(at), view)}"
        elif isinstance(value, bool):
            yield label if value else _("{label}: no").format(label=label)
        elif field.kind is FieldKind.MONEY and isinstance(value, int):
            yield f"{label}: {format_money(value, view.context.currency, view.context.locale)}"
        else:
            chosen = dict(field.choices).get(str(value))
            yield f"{label}: {value if chosen is None else _(chosen)}"


def _stands(
    view: View, kind: str, due_on: date | None, done_at: datetime | None, removed_at: datetime | None
) -> Iterator[str]:
    """What became of a promise or reservation, and of what was taken off the timeline."""
    if due_on is not None:
        words = _("for {day}") if kind == "reservation" else _("due {day}")
        yield words.format(day=day_text(due_on, view))
    if done_at is not None:
        yield _("done {day}").format(day=day_text(view.day_of(done_at), view))
    if removed_at is not None:
        yield _("crossed out {day}").format(day=day_text(view.day_of(removed_at), view))


TOUCHPOINTS = PartKind(
    "touchpoints",
    _("What happened between us"),
    _("Written down by whoever spoke with you, or imported. Crossed-out entries are kept until erased."),
    frozenset({"touchpoint"}),
    (
        number(),
        Column("at", _("When"), Shape.MOMENT),
        Column("label", _("What")),
        Column("kind", "", printed=False),
        Column("words", _("Words"), Shape.LONG),
        Column("text", "", printed=False),
        Column("data", "", Shape.DATA, printed=False),
        Column("due_on", "", Shape.DAY, printed=False),
        Column("done_at", "", Shape.MOMENT, printed=False),
        Column("removed_at", "", Shape.MOMENT, printed=False),
        Column("till", "", printed=False),
        Column("imported_as", "", printed=False),
    ),
    _touchpoints,
)


def _purchases(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(
            _P.id, _P.at, _P.business_date, _P.receipt, _P.amount, _P.discount, _P.refunded, _P.note,
            _P.voided_at, _P.till, _P.source_key,
        )
        .where(_P.customer_id == customer_id)
        .order_by(_P.at, _P.id),
    )  # fmt: skip


PURCHASES = PartKind(
    "purchases",
    _("Your purchases"),
    _("Rung up at the till with your card, or imported."),
    frozenset({"purchase"}),
    (
        number(),
        Column("at", _("When"), Shape.MOMENT),
        Column("business_date", "", Shape.DAY, printed=False),
        Column("receipt", _("Receipt")),
        Column("amount", _("Paid"), Shape.MONEY),
        Column("discount", _("Discount"), Shape.MONEY),
        Column("refunded", _("Given back"), Shape.MONEY),
        Column("note", _("Note")),
        Column("voided_at", _("Cancelled"), Shape.MOMENT),
        Column("till", "", printed=False),
        Column("imported_as", "", printed=False),
    ),
    _purchases,
)


def _lines(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(
            _L.id, _L.purchase_id, _P.business_date, _L.position, _L.item, _L.category, _L.quantity,
            _L.amount, _L.kind,
        )
        .join_from(table(PurchaseLine), table(Purchase), _P.id == _L.purchase_id)
        .where(_P.customer_id == customer_id)
        .order_by(_P.at, _P.id, _L.position),
    )  # fmt: skip


LINES = PartKind(
    "purchase_lines",
    _("What you bought"),
    _("The lines of those purchases for which the till or the import had them."),
    frozenset({"purchase_line"}),
    (
        number(),
        number(column_id="purchase"),
        Column("on", _("Day"), Shape.DAY),
        Column("position", "", Shape.NUMBER, printed=False),
        Column("item", _("Item")),
        Column("category", _("Kind of thing")),
        Column("quantity", _("How many"), Shape.QUANTITY),
        Column("amount", _("Price"), Shape.MONEY),
        Column("kind", "", printed=False),
    ),
    _lines,
)


def _refunds(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(
            _R.id, _R.purchase_id, _R.at, _R.business_date, _R.kind, _P.receipt, _R.amount, _R.reason,
            _R.undone_at, _R.till, _R.source_key,
        )
        .join_from(table(Refund), table(Purchase), _P.id == _R.purchase_id)
        .where(_R.customer_id == customer_id)
        .order_by(_R.at, _R.id),
    )  # fmt: skip


REFUNDS = PartKind(
    "refunds",
    _("What came back"),
    _("Taken back at the till."),
    frozenset({"refund"}),
    (
        number(),
        number(column_id="purchase"),
        Column("at", _("When"), Shape.MOMENT),
        Column("business_date", "", Shape.DAY, printed=False),
        Column("kind", "", printed=False),
        Column("receipt", _("Receipt")),
        Column("amount", _("Given back"), Shape.MONEY),
        Column("reason", _("Why")),
        Column("undone_at", _("Undone"), Shape.MOMENT),
        Column("till", "", printed=False),
        Column("imported_as", "", printed=False),
    ),
    _refunds,
)


def _refund_lines(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(_B.id, _B.refund_id, _B.line_id, _L.item, _B.quantity, _B.amount)
        .join_from(table(RefundLine), table(Refund), _R.id == _B.refund_id)
        .join(table(PurchaseLine), _L.id == _B.line_id)
        .where(_R.customer_id == customer_id)
        .order_by(_B.id),
    )


REFUND_LINES = PartKind(
    "refund_lines",
    _("Which lines came back"),
    _("Taken back at the till."),
    frozenset({"refund_line"}),
    (
        number(),
        number(column_id="refund"),
        number(column_id="line"),
        Column("item", _("Item")),
        Column("quantity", _("How many"), Shape.QUANTITY),
        Column("amount", _("Given back"), Shape.MONEY),
    ),
    _refund_lines,
)

DEALINGS = (TOUCHPOINTS, PURCHASES, LINES, REFUNDS, REFUND_LINES)
