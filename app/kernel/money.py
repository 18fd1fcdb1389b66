"""Money: integer minor units with a currency, read and written the way the shop does it."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from app.kernel.errors import Refused
from app.kernel.i18n import _

MAX_AMOUNT = 10**11
"""The largest amount of one purchase in minor units (1 000 000 000.00): far from 2^63 even when summed."""

_PLAIN = re.compile(r"[-+\u2212]?[0-9][0-9.,'\u00a0\u202f\u2009 ]*\Z|[-+\u2212]?[.,][0-9]+\Z")


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


def parse_amount(text: str, currency: str, *, field: str = "amount", negative: bool = False) -> int:
    """Minor units of an amount typed by a person or found in a file.

    Both `1,50` and `1.50` are one and a half: the last comma or point with one or two digits behind it
    (three in a currency with three) is the decimal sign, others group thousands. Raises `Refused` for
    anything else, for more decimals than the currency has, zero, below zero (unless `negative`) and above
    `MAX_AMOUNT`.
    """
    raw = text.strip()
    raw = re.sub(r"^([-+\u2212]?)[^\w.,+\u2212-]+(?=[0-9.,])", r"\1", raw)  # a currency sign in front
    raw = re.sub(r"\s*[€$£¥]$", "", raw)
    if len(raw) > 40 or not _PLAIN.match(raw) or not raw.isascii() and not raw[-1].isascii():
        raise Refused(_("“{text}” is not an amount.").format(text=text[:40]), field)
    number = _decimal(raw, exponent(currency), text, field)
    minor = number.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise Refused(
            _("“{text}” has more decimals than {currency} has.").format(text=text, currency=currency), field
        )
    return check_amount(int(minor), field=field, negative=negative)


def _decimal(raw: str, places: int, text: str, field: str) -> Decimal:
    sign = -1 if raw[0] in "-\u2212" else 1
    body = re.sub(r"['\u00a0\u202f\u2009 ]", "", raw.lstrip("+-\u2212"))
    whole, fraction = body, ""
    marks = [i for i, c in enumerate(body) if c in ".,"]
    if marks:
        last = marks[-1]
        behind = len(body) - last - 1
        groups_only = body.count(body[last]) > 1 or (
            behind == 3 and places != 3 and 1 <= last <= 3 and body[0] != "0"
        )
        if not groups_only:
            whole, fraction = body[:last], body[last + 1 :]
    pattern = r"[0-9]*|[0-9]{1,3}(\.[0-9]{3})*|[0-9]{1,3}(,[0-9]{3})*"
    if not re.fullmatch(pattern, whole) or not (whole or fraction):
        raise Refused(_("“{text}” is not an amount.").format(text=text[:40]), field)
    digits = re.sub(r"[.,]", "", whole) or "0"
    return sign * Decimal(f"{digits}.{fraction or '0'}")


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


def format_number(number: int, locale: str) -> str:
    """A whole number with the locale's thousands."""
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=locale))


def share(whole: int, part: int, of: int) -> int:
    """`whole * part / of` in whole units, rounded toward zero: 20 points, half returned, is 10."""
    return int((Decimal(whole) * part / of).to_integral_value(ROUND_DOWN))
