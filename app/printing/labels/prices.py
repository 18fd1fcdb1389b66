"""Prices for shelves: typed line by line, or what the shop sold last less a discount for members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.kernel.errors import Refused
from app.kernel.i18n import _, plural
from app.kernel.money import parse_amount
from app.sales.products import ProductSold

_MOST_NAMED = 3


class Priced(NamedTuple):
    """A product with its two prices in minor units."""

    name: str
    price: int
    member_price: int


def read_lines(text: str, currency: str, locale: str) -> tuple[Priced, ...]:
    """Lines of "name; price; member price"; empty ones are passed over.

    Raises Refused (field "lines"), naming the first wrong lines by their number and saying what is wrong.
    """
    found: list[Priced] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_read(line, currency, locale))
        except Refused as refusal:
            words = _("Line {number}: {why}")
            wrong.append(words.format(number=number, why=refusal.message))
    if wrong:
        more = len(wrong) - _MOST_NAMED
        rest = plural("{n} more line is wrong.", "{n} more lines are wrong.", more).format(n=more)
        raise Refused(" ".join([*wrong[:_MOST_NAMED], *([rest] if more > 0 else [])]), field="lines")
    return tuple(found)


def discounted(products: Iterable[ProductSold], percent: int) -> tuple[tuple[Priced, ...], int]:
    """Products with a member's discount, and how many cost too little for one. Half a cent is theirs."""
    priced, cheap = [], 0
    for product in products:
        member_price = (product.price * (100 - percent) * 2 + 99) // 200
        if 0 < member_price < product.price:
            priced.append(Priced(product.name, product.price, member_price))
        else:
            cheap += 1
    return tuple(priced), cheap


def _read(line: str, currency: str, locale: str) -> Priced:
    parts = [part.strip() for part in line.rsplit(";", 2)]
    if len(parts) != 3 or not parts[0]:
        raise Refused(_("write it like “Name; price; member price”."))
    price, member_price = (parse_amount(part, currency, locale=locale) for part in parts[1:])
    if member_price >= price:
        raise Refused(_("the member price must be below the price."))
    return Priced(parts[0], price, member_price)
