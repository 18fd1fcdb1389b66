"""How a spreadsheet shows amounts of money, in the words of its own number formats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.kernel.money import exponent


def money_format(currency: str, locale: str) -> str:
    """How a spreadsheet shows amounts of the currency: the locale's order of sign and figures."""
    from babel import Locale
    from babel.numbers import get_currency_symbol

    spoken = Locale.parse(locale)
    sign = '"' + get_currency_symbol(currency, locale=spoken).replace('"', "") + '"'
    pattern = spoken.currency_formats["standard"].pattern.split(";")[0]
    places = exponent(currency)
    figures = "#,##0" + ("." + "0" * places if places else "")
    before, _figures, after = _parts(pattern)
    return (before + figures + after).replace("\u00a4", sign)


def _parts(pattern: str) -> Sequence[str]:
    """What stands before and after the figures of a currency's pattern."""
    figures = re.search(r"[#0][#0.,]*", pattern)
    if figures is None:
        return "\u00a4", pattern, ""
    return pattern[: figures.start()], figures.group(), pattern[figures.end() :]
