"""The shop's own words on a statement, their merge fields filled in as of the statement's last day.

What a statement does not say (how often and when somebody came, their favourite) is that of today: words with
those fields are another when they are printed again.
"""

from __future__ import annotations

from app.kernel.unit import View
from app.loyalty.statement import StatementData
from app.printing.formatting import long_day, money, number

FIELD_MARKS = ("{{", "{%", "{#")


def merge_for(view: View, customer_id: int, template: str, data: StatementData) -> str:
    """The words for the customer of a statement. Refused, in words, for a template with a mistake.

    Words without a merge field are the same for everybody and need no look at the customer.
    """
    if not any(mark in template for mark in FIELD_MARKS):
        return template.strip()
    from app.outreach.fields import Value  # reads templates: not for words that are none
    from app.outreach.merging import merge

    told = {
        field: Value(words, field, figure) for field, (words, figure) in _told(data, data.shop.locale).items()
    }
    return merge(view, customer_id, template, told).text.strip()


def _told(data: StatementData, locale: str) -> dict[str, tuple[str, int | None]]:
    """What the statement knows, by merge field: the words, and the figure where it is one."""
    ready = max((r for r in data.rewards if r.missing <= 0), key=lambda r: r.cost, default=None)
    coming = min((r for r in data.rewards if r.missing > 0), key=lambda r: r.missing, default=None)
    lapsing = data.lapsing[0] if data.lapsing else None
    usable = [voucher for voucher in data.vouchers if voucher.valid_from <= data.end]
    voucher = usable[0] if usable else None
    worth = money(data.worth, data.shop.currency, locale) if data.worth and data.closing > 0 else ""
    return {
        "points": (number(data.closing, locale), data.closing),
        "worth": (worth, None),
        "tier": (data.tier_name, None),
        "reward_ready": (ready.name if ready else "", None),
        "next_reward": (coming.name if coming else "", None),
        "next_reward_points": (number(coming.missing, locale), coming.missing) if coming else ("", 0),
        "lapsing_points": (number(lapsing.points, locale), lapsing.points) if lapsing else ("", 0),
        "lapsing_on": (long_day(lapsing.on, locale, with_year=True) if lapsing else "", None),
        "voucher": (voucher.name if voucher else "", None),
        "voucher_gives": (voucher.words if voucher else "", None),
        "voucher_code": (voucher.code if voucher else "", None),
        "voucher_until": (long_day(voucher.valid_until, locale, with_year=True) if voucher else "", None),
        "today": (long_day(data.end, locale, with_year=True), None),
    }
