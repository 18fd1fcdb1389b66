"""Amounts and points as sentences carry them."""

from __future__ import annotations

from datetime import date

from app.kernel.i18n import plural
from app.kernel.money import exponent, format_money, format_number
from app.kernel.unit import View


def money(minor: int, view: View) -> str:
    """`2340` as "€23.40", the shop's way."""
    return format_money(minor, view.context.currency, view.context.locale)


def short_money(minor: int, view: View) -> str:
    """Like `money`, but whole units without decimals: "€5", not "€5.00"."""
    return short_amount(minor, view.context.currency, view.context.locale)


def short_amount(minor: int, currency: str, locale: str) -> str:
    """`short_money` where there is no view yet."""
    unit = 10 ** exponent(currency)
    if minor % unit:
        return format_money(minor, currency, locale)
    from babel import Locale
    from babel.numbers import format_currency

    spoken = Locale.parse(locale)
    pattern = spoken.currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(minor // unit, currency, format=pattern, locale=spoken, currency_digits=False))


def points_text(points: int, view: View) -> str:
    """`150` as "150 points"."""
    return plural("{points} point", "{points} points", abs(points)).format(
        points=format_number(points, view.context.locale)
    )


def signed_points(points: int, view: View) -> str:
    """`23` as "+23 points", `-150` as "−150 points"."""
    sign = "+" if points >= 0 else "−"
    return sign + points_text(abs(points), view)


def day_text(day: date, view: View) -> str:
    """A day with its year, the shop's way: "30 Nov 2026"."""
    from babel.dates import format_date

    return str(format_date(day, "medium", locale=view.context.locale))


def factor_text(thousandths: int, view: View) -> str:
    """`1250` as "1.25", the shop's way."""
    from decimal import Decimal

    from babel.numbers import format_decimal

    return str(format_decimal(Decimal(thousandths) / 1000, locale=view.context.locale))
