"""Issuing vouchers: by hand, one; by their occasion, to everybody who is due. And withdrawing one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.loyalty.booking import customer_name
from app.loyalty.rules import Rules
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.finding import FoundVoucher, the_voucher
from app.loyalty.vouchers.gifts import gift_text
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.numbers import fresh_codes
from app.loyalty.vouchers.rule import VoucherRule
from app.loyalty.words import day_text
from app.sales.tables import run, run_many, table

BY_HAND = "hand:"
"""What the keys of vouchers issued by hand begin with: each is an occasion of its own."""

_TOGETHER = 400
_V = table(Voucher).c
_NEW = insert(table(Voucher))


@dataclass(frozen=True)
class IssueVoucher:
    """Give a customer a voucher of the programme, by its rule's id or exact name; valid from today."""

    customer_id: int
    rule: str
    reason: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class VoucherIssued:
    """The voucher, its number, what it is called, and its last day (ISO)."""

    voucher: int
    code: str
    name: str
    valid_until: str
    already_done: bool = False


@dataclass(frozen=True)
class WithdrawVoucher:
    """Take a voucher back that was not used: it can be used no more."""

    voucher: str
    request_id: str | None = None


@dataclass(frozen=True)
class VoucherWithdrawn:
    """The voucher and what it is called."""

    voucher: int
    name: str
    already_done: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why one customer is due a voucher: the key of the occasion, and the days it is valid."""

    customer_id: int
    key: str
    valid_from: date
    valid_until: date


def issue_voucher(unit: Unit, cmd: IssueVoucher) -> VoucherIssued:
    """Issue one by hand. Refused for an archived customer and where the programme has no such voucher."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    reason = clean_text(cmd.reason, label=_("The reason"), limit=300, field="reason")
    forbid_payment_numbers(unit, reason, "reason")
    rule = rule_named(rules_on(unit, unit.today), cmd.rule)
    key = BY_HAND + secrets.token_hex(8)
    due = Occasion(cmd.customer_id, key, unit.today, last_day(unit.today, rule))
    issue(unit, rule, [due], reason)
    return told(unit, rule, due, name)


def told(unit: Unit, rule: VoucherRule, due: Occasion, name: str) -> VoucherIssued:
    """What was just issued to the customer of that name, written down so that it can be undone."""
    row = run(
        unit.session,
        select(_V.id, _V.code).where(
            _V.customer_id == due.customer_id, _V.rule == rule.id, _V.occasion_key == due.key
        ),
    ).one()
    unit.remember(
        _("Voucher “{voucher}” for {name}, until {day}").format(
            voucher=rule.name, name=name, day=day_text(due.valid_until, unit)
        ),
        customer_id=due.customer_id,
        undo_kind="voucher.issued",
        undo={"voucher": row.id},
    )
    return VoucherIssued(row.id, row.code, rule.name, due.valid_until.isoformat())


def last_day(first: date, rule: VoucherRule) -> date:
    """The last day of a voucher that is valid from `first`."""
    return min(first, date.max - timedelta(days=rule.valid_days)) + timedelta(days=rule.valid_days)


def rule_named(rules: Rules, text: str) -> VoucherRule:
    """A voucher of the programme by its id or its name; `NotFound` naming those there are."""
    by_id = {rule.id: rule for rule in rules.vouchers}
    by_name = {rule.name.casefold(): rule for rule in rules.vouchers}
    found = by_id.get(text) or by_name.get(text.strip().casefold())
    if found is not None:
        return found
    if not rules.vouchers:
        raise NotFound(_("There are no vouchers in the programme yet."), field="rule")
    known = ", ".join(f"“{rule.name}”" for rule in rules.vouchers)
    raise NotFound(
        _("There is no voucher “{text}”; there are {known}.").format(text=text[:60], known=known),
        field="rule",
    )


def issue(unit: Unit, rule: VoucherRule, due: Iterable[Occasion], reason: str = "") -> int:
    """Issue a rule's voucher for these occasions, each once: those that have theirs are left out.

    Returns how many were issued. Several occasions of one customer must have different keys.
    """
    wanted = list(due)
    issued = 0
    for start in range(0, len(wanted), _TOGETHER):
        part = wanted[start : start + _TOGETHER]
        had = _had(unit, rule, [occasion.customer_id for occasion in part])
        fresh = [occasion for occasion in part if (occasion.customer_id, occasion.key) not in had]
        _write(unit, rule, fresh, gift_text(rule.gift.values, reason))
        issued += len(fresh)
    return issued


def _had(view: View, rule: VoucherRule, customers: Sequence[int]) -> set[tuple[int, str]]:
    rows = run(
        view.session,
        select(_V.customer_id, _V.occasion_key).where(_V.customer_id.in_(customers), _V.rule == rule.id),
    )
    return {(row[0], row[1]) for row in rows}


def _write(unit: Unit, rule: VoucherRule, due: Sequence[Occasion], gift: str) -> None:
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "customer_id": occasion.customer_id,
            "rule": rule.id,
            "occasion": rule.occasion,
            "occasion_key": occasion.key,
            "name": rule.name,
            "kind": rule.gift.kind,
            "gift": gift,
            "valid_from": occasion.valid_from,
            "valid_until": occasion.valid_until,
            "issued_at": unit.now,
            "staff_id": unit.actor.staff_id,
        }
        for occasion, code in zip(due, fresh_codes(unit, len(due)), strict=True)
    ]
    run_many(unit.session, _NEW, rows)
    for occasion in due if len(due) < _TOGETHER else ():
        unit.changed("voucher", occasion.customer_id)
    if len(due) == _TOGETHER:
        unit.changed("voucher")


def withdraw_voucher(unit: Unit, cmd: WithdrawVoucher) -> VoucherWithdrawn:
    """Withdraw by number or id. Refused for one that was used or withdrawn already."""
    found = the_voucher(unit, cmd.voucher)
    if found.withdrawn_at is not None:
        raise Refused(
            _("This voucher was withdrawn on {day} already. Nothing was changed.").format(
                day=day_text(unit.day_of(found.withdrawn_at), unit)
            ),
            field="voucher",
        )
    _withdraw(unit, found)
    unit.remember(
        _("Voucher “{voucher}” of {name} withdrawn").format(voucher=found.name, name=found.customer_name),
        customer_id=found.customer_id,
        undo_kind="voucher.withdrawn",
        undo={"voucher": found.id},
    )
    return VoucherWithdrawn(found.id, found.name)


def _withdraw(unit: Unit, found: FoundVoucher) -> None:
    if found.used_at is not None:
        raise Refused(
            _("This voucher was used on {day}. Take that back first; nothing was changed.").format(
                day=day_text(unit.day_of(found.used_at), unit)
            ),
            field="voucher",
        )
    run(unit.session, update(table(Voucher)).where(_V.id == found.id).values(withdrawn_at=unit.now))
    unit.changed("voucher", found.customer_id)


@undoes("voucher.issued")
def undo_issue(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A voucher issued by mistake: withdrawn, since its number may be on paper already."""
    found = the_voucher(unit, voucher_id=int(undo["voucher"]))
    if found.withdrawn_at is None:
        _withdraw(unit, found)


@undoes("voucher.withdrawn")
def undo_withdrawal(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A voucher withdrawn by mistake: it can be used again, on its own days."""
    found = the_voucher(unit, voucher_id=int(undo["voucher"]))
    run(unit.session, update(table(Voucher)).where(_V.id == found.id).values(withdrawn_at=None))
    unit.changed("voucher", found.customer_id)
