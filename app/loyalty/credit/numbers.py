"""Numbers of gift cards: on cards a printer made, or of the shop's own series."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from app.customers.cards import clean_card_number, forbid_taken
from app.customers.models import Customer
from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import luhn_digit
from app.kernel.unit import Unit, View
from app.loyalty.credit.models import GiftCard
from app.sales.tables import run, table

PREFIX = "28"
"""In the numbers GS1 keeps for use inside one shop, beside the 29 of customers' cards."""

DIGITS = 9

_G = table(GiftCard).c


def own_number(place: int) -> str:
    """28, nine digits, the Luhn check digit: twelve, so that no payment card (13 to 19) has such a number."""
    body = f"{PREFIX}{place:0{DIGITS}d}"
    return body + luhn_digit(body)


def new_number(unit: Unit) -> str:
    """A number that nobody has. They do not follow one another: who holds one card must not know the next."""
    while True:
        number = own_number(secrets.randbelow(10**DIGITS))
        ours = run(unit.session, select(_G.id).where(_G.number == number)).first()
        theirs = run(
            unit.session, select(table(Customer).c.id).where(table(Customer).c.card_number == number)
        )
        if ours is None and theirs.first() is None:
            return number


def read_number(view: View, text: str) -> str:
    """The number of a gift card as it is kept. `Refused` for none, for a payment card's, for a customer's."""
    try:
        number = clean_card_number(text)
    except Refused as refusal:
        raise Refused(refusal.message, field="number") from None
    if not number:
        raise Refused(_("Scan the gift card or type its number."), field="number")
    forbid_payment_numbers(view, number, "number")
    forbid_taken(view, number, None)
    return number
