"""Parts of a record: points, stamps and money on accounts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from app.groups.record.part import Column, PartKind, Shape, number
from app.kernel.i18n import _
from app.kernel.money import format_money
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import (
    CREDIT,
    GIFT,
    POINTS,
    Account,
    Carried,
    Entry,
    EntryReason,
    Lot,
    OpenLot,
)
from app.loyalty.stamps.card import UNIT as STAMPS
from app.loyalty.statement_words import words_for
from app.loyalty.versions import rules_on
from app.sales.models import Purchase, Refund
from app.sales.tables import run, table

_A = table(Account).c
_C = table(Carried).c
_E = table(Entry).c
_L = table(Lot).c
_O = table(OpenLot).c
_P = table(Purchase).c
_MONEY = (CREDIT, GIFT)
_SAID = {
    EntryKind.LOAD.value: _("Money put on"),
    EntryKind.PAY.value: _("Paid with it"),
    EntryKind.STAMP.value: _("Stamp given"),
}
"""What words for points do not tell."""


def _balances(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    rows = run(
        view.session,
        select(_A.id, _A.unit, _A.balance, _A.owed, _A.last_date, _A.active_on)
        .where(_A.customer_id == customer_id)
        .order_by(_A.id),
    )
    for account, unit, balance, owed, last_date, active_on in rows:
        yield (
            account,
            _unit(view, unit),
            unit,
            _amount(view, unit, balance),
            balance,
            owed,
            last_date,
            active_on,
        )


BALANCES = PartKind(
    "balances",
    _("Your balances"),
    _("Added up from every movement below. Where you share those of somebody else, they are not repeated."),
    frozenset({"account"}),
    (
        number(),
        Column("what", _("Of")),
        Column("unit", "", printed=False),
        Column("there", _("Balance"), Shape.FIGURE),
        Column("balance", "", Shape.NUMBER, printed=False),
        Column("owed", "", Shape.NUMBER, printed=False),
        Column("last_on", _("Last movement"), Shape.DAY),
        Column("active_on", _("Last earned or used"), Shape.DAY),
    ),
    _balances,
    frozenset({"account.sequence", "account.last_hash"}),
)


def _entries(money: bool) -> Callable[[View, int], Iterable[Sequence[Any]]]:
    """Movements on the customer's accounts, and those of the customer's purchases on accounts that are
    shared: of what others bought nothing but the movement is told, of others' balances nothing."""
    units = _A.unit.in_(_MONEY) if money else _A.unit.not_in(_MONEY)

    def look(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
        refund, why = table(Refund).c, table(EntryReason).c
        rows = run(
            view.session,
            select(
                _E.id, _E.sequence, _E.business_date, _E.at, _E.kind, _E.points, _E.balance, _E.expires_on,
                _E.purchase_id, _E.refund_id, _E.reward, _E.reverses_id, _E.programme_id, _E.till, _E.detail,
                _A.unit, _A.customer_id.label("owner"), _P.customer_id.label("buyer"), _P.receipt,
                refund.kind.label("returned"), why.text,
            )
            .select_from(
                table(Entry)
                .join(table(Account), _A.id == _E.account_id)
                .outerjoin(table(Purchase), _P.id == _E.purchase_id)
                .outerjoin(table(Refund), refund.id == _E.refund_id)
                .outerjoin(table(EntryReason), why.entry_id == _E.id)
            )
            .where(or_(_A.customer_id == customer_id, _P.customer_id == customer_id), units)
            .order_by(_E.business_date, _E.id),
        )  # fmt: skip
        for row in rows:
            yield _told(view, customer_id, row)

    return look


def _told(view: View, customer_id: int, row: Any) -> tuple[Any, ...]:
    own, others = row.owner == customer_id, row.buyer not in (None, customer_id)
    what = words_for(row.kind, row.receipt, _name_of(view, row), row.text, row.returned)
    if row.kind in _SAID:
        what = ": ".join(filter(None, (_(_SAID[row.kind]), row.text)))
    if others:
        what = _("Of somebody who shares your balance")
    return (
        row.id, row.sequence if own else None, row.business_date, row.at, row.kind, _unit(view, row.unit),
        row.unit, what, row.points, row.balance if own else None, row.expires_on,
        None if others else row.purchase_id, None if others else row.refund_id, row.reward, row.reverses_id,
        row.programme_id, row.till, json.loads(row.detail) if row.detail and not others else None, row.text,
    )  # fmt: skip


def _name_of(view: View, row: Any) -> str | None:
    reward = rules_on(view, row.business_date).reward(row.reward) if row.reward else None
    return reward.name if reward is not None else row.reward


def _movements(part: str, title: str, shape: Shape, rows: Any) -> PartKind:
    return PartKind(
        part,
        title,
        _("Booked by the program with what was rung up, given or used; nothing here is ever changed."),
        frozenset({"entry", "entry_reason"}),
        (
            number(),
            number(column_id="sequence"),
            Column("on", _("Day"), Shape.DAY),
            Column("at", "", Shape.MOMENT, printed=False),
            Column("kind", "", printed=False),
            Column("of", _("Of")),
            Column("unit", "", printed=False),
            Column("what", _("What")),
            Column("movement", _("Movement"), shape),
            Column("balance", _("Balance"), shape),
            Column("valid_until", _("Valid through"), Shape.DAY),
            number(column_id="purchase"),
            number(column_id="refund"),
            Column("reward", "", printed=False),
            number(column_id="takes_back"),
            number(column_id="rules"),
            Column("till", "", printed=False),
            Column("detail", "", Shape.DATA, printed=False),
            Column("reason", _("Why"), printed=False),
        ),
        rows,
        frozenset(
            {
                "entry.account_id", "entry.staff_id", "entry.reason_digest", "entry.lots",
                "entry.previous_hash", "entry.hash", "entry_reason.salt",
            }
        ),
    )  # fmt: skip


POINTS_MOVED = _movements("points", _("Every movement of points and stamps"), Shape.NUMBER, _entries(False))
MONEY_MOVED = _movements(
    "money", _("Every movement of store credit and gift cards"), Shape.MONEY, _entries(True)
)


def _lots(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    rows = run(
        view.session,
        select(
            _L.id,
            _A.unit,
            _L.earned_on,
            _L.points,
            func.coalesce(_O.remaining, 0),
            _L.expires_on,
            _L.entry_id,
        )
        .select_from(
            table(Lot)
            .join(table(Account), _A.id == _L.account_id)
            .outerjoin(table(OpenLot), _O.lot_id == _L.id)
        )
        .where(_A.customer_id == customer_id)
        .order_by(_L.earned_on, _L.id),
    )  # fmt: skip
    for lot, unit, earned_on, points, left, until, entry in rows:
        yield (
            lot, _unit(view, unit), earned_on, _amount(view, unit, points), points,
            _amount(view, unit, left), left, until, entry,
        )  # fmt: skip


LOTS = PartKind(
    "lots",
    _("What is left of what came"),
    _("Kept with each gain, so that the oldest is used first."),
    frozenset({"lot", "open_lot"}),
    (
        number(),
        Column("of", _("Of")),
        Column("earned_on", _("Came"), Shape.DAY),
        Column("came", _("So much"), Shape.FIGURE),
        Column("points", "", Shape.NUMBER, printed=False),
        Column("there", _("Left"), Shape.FIGURE),
        Column("left", "", Shape.NUMBER, printed=False),
        Column("valid_until", _("Valid through"), Shape.DAY),
        number(column_id="entry"),
    ),
    _lots,
    frozenset({"lot.account_id", "open_lot.account_id", "open_lot.sequence"}),
)


def _carried(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(_C.id, _P.business_date, _C.rule, _C.amount, _C.total, _C.purchase_id, _C.refund_id)
        .select_from(
            table(Carried)
            .join(table(Account), _A.id == _C.account_id)
            .join(table(Purchase), _P.id == _C.purchase_id)
        )
        .where(_P.customer_id == customer_id)
        .order_by(_C.id),
    )


CARRIED = PartKind(
    "carried",
    _("Money carried toward the next point"),
    _("Counted with purchases, where what fills no step is kept for the next one."),
    frozenset({"carried"}),
    (
        number(),
        Column("on", _("Day"), Shape.DAY),
        Column("rule", _("Rule")),
        Column("amount", _("Amount"), Shape.MONEY),
        Column("total", _("In all"), Shape.MONEY),
        number(column_id="purchase"),
        number(column_id="refund"),
    ),
    _carried,
    frozenset({"carried.account_id"}),
)


def _unit(view: View, unit: str) -> str:
    """What an account holds, in words."""
    if unit.startswith(STAMPS):
        cards = {card.unit: card.name for card in rules_on(view, view.today).stamp_cards}
        return cards.get(unit, unit.removeprefix(STAMPS))
    return {POINTS: _("Points"), CREDIT: _("Store credit"), GIFT: _("Gift card")}.get(unit, unit)


def _amount(view: View, unit: str, value: int) -> str:
    return format_money(value, view.context.currency, view.context.locale) if unit in _MONEY else str(value)


ACCOUNTS = (BALANCES, POINTS_MOVED, MONEY_MOVED, LOTS, CARRIED)
