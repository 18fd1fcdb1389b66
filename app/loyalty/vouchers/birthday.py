"""A birthday's voucher given before the daily run would: the same occasion, so that nobody gets two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit
from app.loyalty.booking import customer_name
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.due import birthday_key
from app.loyalty.vouchers.issuing import Occasion, VoucherIssued, issue, last_day, told
from app.loyalty.vouchers.rule import BIRTHDAY


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
    return told(unit, rule, due, name)
