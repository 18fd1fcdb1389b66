"""First programmes: a good one for each kind of shop, in the shop's own money, to be changed later."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import exponent
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules, Worth
from app.loyalty.words import short_amount

Said = Callable[[int], str]
"""So many units of money in words: "€5"."""


def template_rules(template: str, currency: str, locale: str = "en") -> Rules:
    """The rules of a template. One "unit" is 1.00, or 100 in a currency without decimals; `locale` is how
    amounts are written in the rewards' names."""
    unit = 10 ** exponent(currency) if exponent(currency) else 100
    maker = {
        "bookshop": _bookshop,
        "cafe": _cafe,
        "salon": _salon,
        "florist": _florist,
        "plain": _plain,
    }.get(template)
    if maker is None:
        raise Refused(_("There is no template “{name}”.").format(name=template), field="template")

    def said(units: int) -> str:
        return short_amount(units * unit, currency, locale)

    return maker(unit, said)


def _rules(unit: int, months: int, *offered: Reward) -> Rules:
    return Rules(
        earning=(EarningRule("spend", "money_step", {"points": 1, "step": unit}),),
        rewards=offered,
        expiry=Expiry(MONTHS, months),
        worth=Worth(100, unit),
    )


def _bookshop(unit: int, said: Said) -> Rules:
    return _rules(
        unit,
        12,
        Reward("free-coffee", _("Free coffee"), "free_item", 150, {"up_to": 4 * unit}),
        Reward(
            "5-off-book",
            _("{amount} off any book").format(amount=said(5)),
            "amount_off",
            500,
            {"amount": 5 * unit},
        ),
        Reward("signed-first-edition", _("Signed first edition"), "free_item", 1000, {"up_to": 25 * unit}),
    )


def _cafe(unit: int, said: Said) -> Rules:
    return _rules(
        unit,
        6,
        Reward("free-drink", _("Free hot drink"), "free_item", 40, {"up_to": 4 * unit}),
        Reward("free-cake", _("Free slice of cake"), "free_item", 60, {"up_to": 5 * unit}),
        Reward("10-off", _("{amount} off").format(amount=said(10)), "amount_off", 150, {"amount": 10 * unit}),
    )


def _salon(unit: int, said: Said) -> Rules:
    return _rules(
        unit,
        18,
        Reward("care-product", _("Care product"), "free_item", 250, {"up_to": 12 * unit}),
        Reward(
            "10-percent", _("10 % off the next visit"), "percent_off", 300, {"percent": 10, "cap": 20 * unit}
        ),
        Reward("25-off", _("{amount} off").format(amount=said(25)), "amount_off", 600, {"amount": 25 * unit}),
    )


def _florist(unit: int, said: Said) -> Rules:
    return _rules(
        unit,
        12,
        Reward("free-rose", _("A rose for you"), "free_item", 75, {"up_to": 4 * unit}),
        Reward("10-percent", _("10 % off a bouquet"), "percent_off", 200, {"percent": 10, "cap": 10 * unit}),
        Reward("15-off", _("{amount} off").format(amount=said(15)), "amount_off", 400, {"amount": 15 * unit}),
    )


def _plain(unit: int, said: Said) -> Rules:
    return _rules(
        unit,
        12,
        Reward("5-off", _("{amount} off").format(amount=said(5)), "amount_off", 250, {"amount": 5 * unit}),
    )
