"""The numbers on vouchers: 27, nine digits nobody can guess, a Luhn check digit.

Twelve digits, as the shop's own cards have (`app.customers.cards`), so that a scanner reads both the same way
and neither is ever taken for a payment card. 27 is one of the prefixes that GS1 leaves to a shop; its cards
begin with 29, gift cards with 28.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.ids import luhn_digit, luhn_valid
from app.kernel.unit import View
from app.loyalty.vouchers.models import Voucher
from app.sales.tables import run, table

PREFIX = "27"
DIGITS = 9
LENGTH = len(PREFIX) + DIGITS + 1
_TOGETHER = 400
"""Numbers asked for at once."""


def clean_code(text: str) -> str:
    """What was scanned or typed, as a voucher's number is kept: without spaces and dashes."""
    return "".join(c for c in text[:200] if not c.isspace() and c not in "-‐‑‒–—")


def reads_as_code(text: str) -> bool:
    """Whether the text has the form of a voucher's number, check digit included."""
    code = clean_code(text)
    return len(code) == LENGTH and code.startswith(PREFIX) and luhn_valid(code)


def fresh_codes(view: View, count: int) -> Iterator[str]:
    """`count` numbers that neither a voucher nor a customer's card has."""
    made: set[str] = set()
    while count > 0:
        wanted = {_drawn() for _place in range(min(count, _TOGETHER))} - made
        free = wanted - _taken(view, wanted)
        made |= free
        count -= len(free)
        yield from free


def _drawn() -> str:
    body = f"{PREFIX}{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    return body + luhn_digit(body)


def _taken(view: View, codes: set[str]) -> set[str]:
    voucher, customer = table(Voucher).c.code, table(Customer).c.card_number
    asked = (select(voucher).where(voucher.in_(codes)), select(customer).where(customer.in_(codes)))
    return {code for question in asked for code in run(view.session, question).scalars()}
