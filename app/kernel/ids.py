"""Identifiers: request ids made when a form opens, and card numbers with a check digit."""

from __future__ import annotations

import uuid


def new_request_id() -> str:
    """A fresh request id (UUID4). One form, one id: sending it twice does the thing once."""
    return str(uuid.uuid4())


def luhn_digit(digits: str) -> str:
    """The check digit of ISO/IEC 7812-1 annex B for a run of decimal digits."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit)
        if position % 2 == 0:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return str(-total % 10)


def luhn_valid(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    return digits.isascii() and digits.isdigit() and len(digits) > 1 and luhn_digit(digits[:-1]) == digits[-1]
