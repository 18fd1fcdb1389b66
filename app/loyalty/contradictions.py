"""Rules that are each in order and contradict one another: refused, each in one sentence at its place.

What is merely useless (a `stop` on the last rule, two rules that add) is allowed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.kernel.i18n import _
from app.loyalty.conditions.weekdays import WEEKDAYS
from app.loyalty.reading import Values, ids_known, wrong
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.vouchers.rule import BIRTHDAY, WIN_BACK, VoucherRule

if TYPE_CHECKING:
    from app.loyalty.rules import Rules

_NUMBER = {name: number for number, (name, _label) in enumerate(WEEKDAYS)}


def refuse(rules: Rules) -> None:
    """Raise `Refused` for the first contradiction; nothing for a programme that can be."""
    tiers = [tier.id for tier in rules.tiers.tiers]
    for number, rule in enumerate(rules.earning, 1):
        _conditions(rule.values, tiers, f"earning.{number}")
    for number, reward in enumerate(rules.rewards, 1):
        _conditions(reward.values, tiers, f"rewards.{number}")
    for number, voucher in enumerate(rules.vouchers, 1):
        _occasion(voucher, f"vouchers.{number}")
    _referral(rules.referral)


def _conditions(values: Values, tiers: list[str], place: str) -> None:
    ids_known(values.get("tier", ()), tiers, f"{place}.tier")
    if "after" in values and values["after"] == values.get("before"):
        raise wrong(f"{place}.before", _("from and until are the same time"))
    _days(values, place)
    if values.get("first_purchase") is True and values.get("visit") is False:
        raise wrong(f"{place}.visit", _("a first purchase is always the first of its day"))


def _days(values: Values, place: str) -> None:
    if "from" not in values or "to" not in values:
        return
    start, end = date.fromisoformat(values["from"]), date.fromisoformat(values["to"])
    if end < start:
        raise wrong(f"{place}.to", _("the last day is before the first"))
    if "weekdays" in values and (end - start).days < 6:
        wanted = {_NUMBER[name] for name in values["weekdays"]}
        days = ((start + timedelta(days=after)).weekday() for after in range((end - start).days + 1))
        if wanted.isdisjoint(days):
            raise wrong(f"{place}.weekdays", _("none of these days is between the first and the last day"))


def _occasion(voucher: VoucherRule, place: str) -> None:
    if voucher.days_before and voucher.occasion != BIRTHDAY:
        raise wrong(f"{place}.days_before", _("only a birthday voucher is issued some days before"))
    if voucher.away_days is not None and voucher.occasion != WIN_BACK:
        raise wrong(f"{place}.away_days", _("only a win-back voucher waits for days away"))


def _referral(rule: ReferralRule) -> None:
    if rule:
        return
    for name, value in (("most_a_year", rule.most_a_year), ("minimum", rule.minimum)):
        if value is not None:
            raise wrong(f"referral.{name}", _("a friend brings no points, so there is nothing to bound"))
