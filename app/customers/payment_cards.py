"""Payment card numbers never enter the book: found in any text, refused unless it is a card of ours.

A payment card number (ISO/IEC 7812) has 13 to 19 digits and ends in a Luhn check digit. One number in ten
passes that check by chance, so what can be told apart is let through: book numbers (EAN-13 with 978 or 979),
labels of a shop's own making (EAN-13 with 20 to 29), phone numbers with their + or leading zero.
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import luhn_valid
from app.kernel.unit import View

_GAP = r"[ \u00a0\u2007\u2009\u202f.\-\u2010-\u2014]"
_RUN = re.compile(rf"(?<![\d+])\d(?:{_GAP}?\d){{12,}}")
_GROUP = re.compile(r"\d+")
_GROUPINGS = ((4, 4, 4, 1), (4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 4), (4, 6, 5))
"""How cards print their digits: old and usual Visa, nineteen digits, Diners, American Express."""

_ISSUED = re.compile(
    r"3[0689]\d{12}|3[47]\d{13}"  # Diners with 14 digits, American Express with 15
    r"|[456]\d{15}|(?:35|2[2-7])\d{14}|[46]\d{18}"  # all others have 16 or 19
)


def payment_numbers(text: str) -> list[str]:
    """The digits of every stretch of `text` that reads as a payment card number."""
    if len(text) < 13:
        return []
    return [found for match in _RUN.finditer(text) for found in _in_run(match.group())]


def is_payment_number(text: str) -> bool:
    """Whether the whole of `text` (a scan, a search) is a payment card number."""
    digits = _plain(text)
    return re.sub(rf"{_GAP}|\d", "", text.strip()) == "" and _reads_as_payment(digits)


def forbid_payment_numbers(view: View, text: str, field: str) -> None:
    """Raise `Refused` when `text` holds a payment card number that is not the card of a customer."""
    _forbid(view, payment_numbers(text), field)


def forbid_issued_numbers(view: View, text: str, field: str) -> None:
    """As `forbid_payment_numbers`, where long numbers are at home: on receipts, in the names of articles.

    There a check digit that fits by chance is no reason to stop a sale; what counts is a number of a length
    and beginning that issuers of cards give.
    """
    _forbid(view, [found for found in payment_numbers(text) if _ISSUED.fullmatch(found)], field)


def _forbid(view: View, found: list[str], field: str) -> None:
    if not found:
        return
    ours = set(view.session.scalars(select(Customer.card_number).where(Customer.card_number.in_(found))))
    if not set(found) <= ours:
        raise Refused(
            _("That looks like the number of a payment card, which is not kept here. Nothing was saved."),
            field=field,
        )


def _in_run(run: str) -> list[str]:
    """Payment numbers in digits with gaps: the whole run, and any groups in it spaced as cards space them."""
    groups = [_plain(group) for group in _GROUP.findall(run)]
    whole = "".join(groups)
    candidates = {whole} if whole[0] != "0" else set()
    candidates |= {group for group in groups if len(group) >= 13}
    for grouping in _GROUPINGS:
        size = len(grouping)
        for start in range(len(groups) - size + 1):
            if tuple(len(group) for group in groups[start : start + size]) == grouping:
                candidates.add("".join(groups[start : start + size]))
    return [digits for digits in candidates if _reads_as_payment(digits)]


def _reads_as_payment(digits: str) -> bool:
    return (
        13 <= len(digits) <= 19 and luhn_valid(digits) and digits.strip("0") != "" and not _is_label(digits)
    )


def _is_label(digits: str) -> bool:
    """An EAN-13 that no payment card can be: a book, or a label of a shop's own."""
    if len(digits) != 13 or not digits.startswith(("978", "979", "2")):
        return False
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return total % 10 == 0


def _plain(text: str) -> str:
    """The digits of the text as ASCII, whatever script wrote them."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdecimal())
