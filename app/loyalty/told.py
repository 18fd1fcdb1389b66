"""Entries of one account with what they were about, in words a customer understands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.explaining import explain_kept, more_words
from app.loyalty.ledger import EntryKind
from app.loyalty.models import Entry, EntryReason, Redemption
from app.loyalty.statement_words import words_for
from app.sales.models import Purchase, Refund
from app.sales.tables import run, table

_E = table(Entry).c
_USED = table(Entry).alias("used").c
_EARNED = (EntryKind.EARN.value, EntryKind.MOVE_IN.value)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry. `what` says it; `spent` is the money of its sale in minor units (below zero when it went
    back), None where none changed hands; `reversed_kind` the kind of the entry it takes back, "" for none."""

    id: int
    sequence: int
    on: date
    kind: str
    points: int
    balance: int
    what: str
    spent: int | None
    reversed_kind: str


def entries_told(view: View, account_id: int | None, *conditions: ColumnElement[bool]) -> list[Told]:
    """The entries of an account that fit, in order."""
    p, r, g, w = (table(model).c for model in (Purchase, Refund, Redemption, EntryReason))
    rows = run(
        view.session,
        select(
            _E.id, _E.sequence, _E.business_date, _E.kind, _E.points, _E.balance, p.amount, p.receipt,
            r.amount, r.kind, func.coalesce(g.reward_name, _E.reward), w.text, _USED.kind, _E.detail,
            _E.programme_id,
        )
        .select_from(
            table(Entry)
            .outerjoin(table(Purchase), p.id == _E.purchase_id)
            .outerjoin(table(Refund), r.id == _E.refund_id)
            .outerjoin(_USED.id.table, _USED.id == _E.reverses_id)
            .outerjoin(
                table(Redemption),
                (g.entry_id == _E.id) | (g.entry_id == _E.reverses_id) & (_E.kind == "give-back"),
            )
            .outerjoin(table(EntryReason), w.entry_id == _E.id)
        )
        .where(_E.account_id == account_id, *conditions)
        .order_by(_E.sequence),
    )  # fmt: skip
    told, kept = [], []
    for *entry, paid, receipt, returned, refund_kind, reward, reason, reversed_kind, detail, version in rows:
        number, sequence, day, kind, points, balance = entry
        what, spent = words_for(kind, receipt, reward, reason, refund_kind), _spent(kind, paid, returned)
        if reversed_kind == EntryKind.BONUS:  # of a purchase that may be a friend's: nothing of it is told
            what, spent = _("Bonus points taken back"), None
        told.append(Told(number, sequence, day, kind, points, balance, what, spent, reversed_kind or ""))
        kept.append((detail if kind in _EARNED else "", version))
    return [
        replace(line, what=f"{line.what} · {more}") if (more := more_words(parts)) else line
        for line, parts in zip(told, explain_kept(view, kept), strict=True)
    ]


def _spent(kind: str, paid: int | None, returned: int | None) -> int | None:
    if kind in _EARNED:
        return paid
    if kind in (EntryKind.RETURN, EntryKind.VOID) and returned is not None:
        return -returned
    return None
