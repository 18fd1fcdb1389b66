"""Money: integer minor units with a currency, read and written the way the shop does it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from app.kernel.errors import Refused
from app.kernel.i18n import _

MAX_AMOUNT = 10**11
"""The largest amount of one purchase in minor units (1 000 000 000.00): far from 2^63 even when summed."""


@lru_cache(maxsize=32)
def exponent(currency: str) -> int:
    """Decimal places of the currency by CLDR: 2 for EUR, 0 for JPY, 3 for KWD."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


@lru_cache(maxsize=32)
def known_currency(currency: str) -> bool:
    """Whether the code is a currency of CLDR."""
    from babel.numbers import is_currency

    return bool(is_currency(currency))


def parse_amount(
    text: str, currency: str, *, locale: str | None = None, field: str = "amount", negative: bool = False
) -> int:
    """Minor units of an amount typed by a person or found in a file.

    How the digits are read is said in `app.kernel.amounts`. Raises `Refused` for what is no amount, for more
    decimals than the currency has, for zero, below zero (unless `negative`) and above `MAX_AMOUNT`.
    """
    from app.kernel.amounts import read_amount

    return check_amount(read_amount(text, currency, locale, field), field=field, negative=negative)


def check_amount(minor: int, *, field: str = "amount", negative: bool = False) -> int:
    """The amount when it can stand for a sale; `Refused` otherwise."""
    if minor == 0:
        raise Refused(_("The amount must be more than nothing."), field)
    if minor < 0 and not negative:
        raise Refused(_("The amount cannot be below zero."), field)
    if abs(minor) > MAX_AMOUNT:
        raise Refused(_("The amount is larger than Regulars can keep."), field)
    return minor


def decimal_string(minor: int, currency: str) -> str:
    """`1860` EUR as "18.60": for files and scripts, the same in every language."""
    places = exponent(currency)
    return str(Decimal(minor).scaleb(-places).quantize(Decimal(1).scaleb(-places))) if places else str(minor)


def format_money(minor: int, currency: str, locale: str) -> str:
    """The amount as people of that locale write it, with the currency's sign."""
    from babel.numbers import format_currency

    return str(format_currency(Decimal(minor).scaleb(-exponent(currency)), currency, locale=locale))


@lru_cache(maxsize=4_096)
def format_number(number: int, locale: str) -> str:
    """A whole number with the locale's thousands; remembered, as every row of every list says one."""
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=locale))


def share(whole: int, part: int, of: int) -> int:
    """`whole * part / of` in whole units, rounded toward zero: 20 points, half returned, is 10."""
    return int((Decimal(whole) * part / of).to_integral_value(ROUND_DOWN))


def apportion(whole: int, weights: Sequence[int]) -> list[int]:
    """A whole number over weights, in proportion and to the last unit: each gets the difference of running
    shares. Nothing where all weights are nothing."""
    total = sum(weights)
    if total <= 0:
        return [0] * len(weights)
    sign, size = (1, whole) if whole >= 0 else (-1, -whole)
    parts, running, before = [], 0, 0
    for weight in weights:
        running += weight
        after = size * running // total
        parts.append(sign * (after - before))
        before = after
    return parts
