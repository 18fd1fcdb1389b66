"""A birthday's voucher given before the daily run would: the same occasion, so that nobody gets two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit
from app.loyalty.booking import customer_name
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.due import birthday_key
from app.loyalty.vouchers.issuing import Occasion, VoucherIssued, issue, last_day
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.rule import BIRTHDAY
from app.loyalty.words import day_text
from app.sales.tables import run, table

_V = table(Voucher).c


@dataclass(frozen=True)
class IssueBirthdayVoucher:
    """Give a customer the voucher of the birthday on the day `on` now; valid from today."""

    customer_id: int
    on: date
    request_id: str | None = None


def issue_birthday_voucher(unit: Unit, cmd: IssueBirthdayVoucher) -> VoucherIssued:
    """Issue the first birthday voucher of the programme. Refused for an archived customer, without such a
    voucher in the programme, and for who was given it already."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    rules = [rule for rule in rules_on(unit, unit.today).vouchers if rule.occasion == BIRTHDAY]
    if not rules:
        raise Refused(_("The programme has no voucher for birthdays."))
    rule, key = rules[0], birthday_key(cmd.on.year)
    due = Occasion(cmd.customer_id, key, unit.today, last_day(max(cmd.on, unit.today), rule))
    if not issue(unit, rule, [due]):
        raise Refused(_("{name} was given this birthday's voucher before.").format(name=name))
    row = run(
        unit.session,
        select(_V.id, _V.code).where(
            _V.customer_id == cmd.customer_id, _V.rule == rule.id, _V.occasion_key == key
        ),
    ).one()
    unit.remember(
        _("Voucher “{voucher}” for {name}, until {day}").format(
            voucher=rule.name, name=name, day=day_text(due.valid_until, unit)
        ),
        customer_id=cmd.customer_id,
        undo_kind="voucher.issued",
        undo={"voucher": row.id},
    )
    return VoucherIssued(row.id, row.code, rule.name, due.valid_until.isoformat())
