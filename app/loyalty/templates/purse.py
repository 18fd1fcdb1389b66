"""What about one euro is in every currency, as a round sum: the step a template gives a point for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.money import exponent
from app.loyalty.words import short_amount

ABOUT_ONE: Mapping[str, int] = {
    "AED": 5, "ARS": 1000, "BDT": 100, "BRL": 5, "CLP": 1000, "CNY": 10, "COP": 5000, "CZK": 20, "DKK": 10,
    "DZD": 100, "EGP": 50, "GHS": 10, "HKD": 10, "HUF": 400, "IDR": 20_000, "ILS": 5, "INR": 100, "ISK": 100,
    "JPY": 100, "KES": 100, "KRW": 1000, "KZT": 500, "LKR": 200, "MAD": 10, "MXN": 20, "MYR": 5, "NGN": 1000,
    "NOK": 10, "PEN": 5, "PHP": 50, "PKR": 200, "PLN": 5, "PYG": 5000, "QAR": 5, "RON": 5, "RSD": 100,
    "SAR": 5, "SEK": 10, "THB": 50, "TRY": 50, "TWD": 50, "TZS": 2000, "UAH": 50, "UGX": 5000, "UYU": 50,
    "VND": 20_000, "XAF": 500, "XOF": 500, "XPF": 100, "ZAR": 20,
}  # fmt: skip
"""Units of money that buy about what one euro does, one round figure each, after the euro reference rates of
the European Central Bank in 2025 (for currencies it does not list, their rate to the dollar). A programme
needs no more: it is a first one, to be changed. Currencies not named here are worth between a half and four
euros, or 1 of them is taken."""

WITHOUT_DECIMALS = 100
"""What is taken of a currency that has no decimals and is not named."""


@dataclass(frozen=True, slots=True)
class Purse:
    """The shop's money. `unit` is minor units worth about one euro: 100 is 1.00."""

    unit: int
    currency: str
    locale: str

    def of(self, units: int) -> int:
        """So many units in minor units."""
        return units * self.unit

    def said(self, units: int) -> str:
        """So many units in words: "€5"."""
        return short_amount(units * self.unit, self.currency, self.locale)


def purse_of(currency: str, locale: str = "en") -> Purse:
    """The purse of a currency."""
    places = exponent(currency)
    usual = 1 if places else WITHOUT_DECIMALS
    return Purse(ABOUT_ONE.get(currency, usual) * 10**places, currency, locale)
