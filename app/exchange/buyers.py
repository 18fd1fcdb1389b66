"""Whose a purchase is: the customer a cell names by reference, card, e-mail or phone."""

from __future__ import annotations

from collections.abc import Iterable

from app.customers.cards import clean_card_number
from app.customers.contacts import normal_email, normal_phone
from app.customers.tidy import tidy
from app.exchange.cells import bare
from app.exchange.known import by_card, by_contact, by_reference
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View


class Buyers:
    """Finds customers for many cells, remembering each cell it met: an id, or why there is none."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._found: dict[str, int | str] = {}

    def learn(self, cells: Iterable[str]) -> None:
        """Look up all that are new among `cells`, together."""
        new = list(dict.fromkeys(cell for cell in cells if cell not in self._found))
        if not new:
            return
        references = {cell: _reference(cell) for cell in new}
        of_reference = by_reference(self._view, {value for value in references.values() if value})
        for cell, reference in references.items():
            if reference in of_reference:
                self._found[cell] = of_reference[reference]
        self._learn_others([cell for cell in new if cell not in self._found])

    def _learn_others(self, new: list[str]) -> None:
        """Look up cells that are no reference."""
        view = self._view
        cards = {cell: _card(cell) for cell in new}
        contacts = {cell: _contact(cell, view.context.country) for cell in new}
        of_card = by_card(view, {card for card in cards.values() if card})
        of_contact = by_contact(view, {value for value in contacts.values() if value})
        for cell in new:
            holders = {holder[0] for holder in of_contact.get(contacts[cell], ())}
            if cards[cell] in of_card:
                self._found[cell] = of_card[cards[cell]][0]
            elif len(holders) == 1:
                (self._found[cell],) = holders
            elif holders:
                self._found[cell] = _("Several customers have “{text}”.").format(text=cell[:80])
            else:
                self._found[cell] = _("No customer is known by “{text}”.").format(text=cell[:80])

    def id_of(self, cell: str) -> int:
        """The customer's id; `Refused` when there is none or more than one."""
        found = self._found[cell]
        if isinstance(found, str):
            raise Refused(found, field="customer")
        return found


def _reference(cell: str) -> str:
    try:
        return tidy(bare(cell), "reference")
    except Refused:
        return ""  # too long for one: it may be an address


def _card(cell: str) -> str:
    try:
        return clean_card_number(bare(cell))
    except Refused:
        return ""  # not a card number: it may be something else


def _contact(cell: str, country: str) -> str:
    try:
        if "@" in cell:
            return normal_email(tidy(cell, "email"))
        phone = tidy(bare(cell), "phone")
        return normal_phone(phone, country) if phone else ""
    except Refused:
        return ""  # neither, then it is found by its number or not at all
