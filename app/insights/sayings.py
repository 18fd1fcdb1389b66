"""Numbers in the sentences that say how something came about, as the shop's locale writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.insights.words import day
from app.kernel.context import ShopContext
from app.kernel.i18n import plural
from app.kernel.money import format_money, format_number


@dataclass(frozen=True, slots=True)
class Sayings:
    """The figures of one shop."""

    context: ShopContext

    def number(self, number: int) -> str:
        """ "1,310"."""
        return format_number(number, self.context.locale)

    def days(self, number: int) -> str:
        """ "1 day", "1,310 days"."""
        return plural("{n} day", "{n} days", number).format(n=self.number(number))

    def tenths(self, number: float) -> str:
        """ "4.3"."""
        from babel.numbers import format_decimal

        return str(format_decimal(round(number, 1), format="#,##0.0", locale=self.context.locale))

    def money(self, minor: int) -> str:
        """ "€18.60"."""
        return format_money(minor, self.context.currency, self.context.locale).replace("-", "\u2212")

    def day(self, on: date) -> str:
        """ "4 Aug 2026"."""
        return day(on, self.context.locale)
