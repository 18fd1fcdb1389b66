"""A card as a form or an importer fills it in, and the same checked and fit to keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from app.customers.birthdays import Birthday, checked_birthday
from app.customers.cards import clean_card_number, forbid_taken
from app.customers.consent import Consents, clean_channel, clean_consents
from app.customers.contacts import Address, CleanContact, Contact, clean_address, clean_contact
from app.customers.models import Customer
from app.customers.names import clean_name, sort_name_for
from app.customers.payment_cards import forbid_payment_numbers, payment_numbers
from app.customers.tags import clean_tags
from app.customers.tidy import tidy
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import View


@dataclass(frozen=True)
class CustomerDraft:
    """All that can be said of a customer on their card.

    `sort_name` empty is derived from the name; `card_number` empty is the next of the shop's own series;
    `consents` are (channel, word) pairs or a mapping: a no is kept as a yes is, channels left out keep what
    they had; `joined_on` None is today.
    """

    name: str
    sort_name: str = ""
    card_number: str = ""
    reference: str = ""
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    birthday: Birthday | None = None
    favourite: str = ""
    alert: str = ""
    notes: str = ""
    language: str = ""
    channel: str = ""
    tags: tuple[str, ...] = ()
    consents: Consents = ()
    referred_by: int | None = None
    joined_on: date | None = None


@dataclass(frozen=True)
class CleanDraft:
    """A draft fit to keep: `columns` of the customer row by name, the rows that hang on it beside them.

    `suspects` are (field, text) that read as payment card numbers and are refused unless they are cards of
    ours, which only the book can tell.
    """

    columns: dict[str, Any]
    contacts: tuple[CleanContact, ...]
    addresses: tuple[Address, ...]
    tags: dict[str, str]
    consents: dict[str, bool]
    suspects: tuple[tuple[str, str], ...] = field(default=())

    @property
    def name(self) -> str:
        """The customer's name."""
        return str(self.columns["name"])


def clean_draft(draft: CustomerDraft, country: str, today: date) -> CleanDraft:
    """The draft fit to keep. Pure; raises `Refused` with the form field of the first thing that is not."""
    name = clean_name(draft.name)
    contacts = _once(clean_contact(contact, country) for contact in draft.contacts)
    addresses = tuple(clean for address in draft.addresses if (clean := clean_address(address)))
    birthday = checked_birthday(draft.birthday, today)
    if draft.joined_on is not None and draft.joined_on > today:
        raise Refused(_("Nobody can join tomorrow. Nothing was saved."), field="joined_on")
    columns: dict[str, Any] = {
        "name": name,
        "sort_name": sort_name_for(name, draft.sort_name),
        "card_number": clean_card_number(draft.card_number) if draft.card_number else "",
        "reference": (draft.reference and tidy(draft.reference, "reference")) or None,
        "birth_month": birthday.month if birthday else None,
        "birth_day": birthday.day if birthday else None,
        "birth_year": birthday.year if birthday else None,
        "favourite": draft.favourite and tidy(draft.favourite, "favourite"),
        "alert": draft.alert and tidy(draft.alert, "alert"),
        "notes": draft.notes and tidy(draft.notes, "notes", multiline=True),
        "language": draft.language and tidy(draft.language, "language"),
        "channel": clean_channel(draft.channel),
        "referred_by_id": draft.referred_by,
    }
    tags = clean_tags(draft.tags) if draft.tags else {}
    consents = clean_consents(draft.consents) if draft.consents else {}
    suspects = _suspects(draft, columns, contacts, addresses, tags)
    return CleanDraft(columns, contacts, addresses, tags, consents, suspects)


def check_against_book(view: View, clean: CleanDraft, customer_id: int | None = None) -> None:
    """Raise `Refused` for what only the book can tell: numbers taken, referrers, payment cards."""
    for form_field, text in clean.suspects:
        forbid_payment_numbers(view, text, form_field)
    if clean.columns["card_number"]:
        forbid_taken(view, clean.columns["card_number"], customer_id)
    if clean.columns["reference"] is not None:
        _forbid_reference(view, clean.columns["reference"], customer_id)
    if clean.columns["referred_by_id"] is not None:
        check_referrer(view, clean.columns["referred_by_id"], customer_id)


def _once(contacts: Any) -> tuple[CleanContact, ...]:
    """Without the empty ones, and each number, address or handle once."""
    kept: dict[tuple[str, str], CleanContact] = {}
    for contact in contacts:
        if contact is not None:
            kept.setdefault((contact.kind, contact.normalised), contact)
    return tuple(kept.values())


_TEXTS = ("name", "card_number", "reference", "favourite", "alert", "notes")


def _suspects(
    draft: CustomerDraft,
    columns: dict[str, Any],
    contacts: tuple[CleanContact, ...],
    addresses: tuple[Address, ...],
    tags: dict[str, str],
) -> tuple[tuple[str, str], ...]:
    texts = [(key, columns[key]) for key in _TEXTS if columns[key]]
    if draft.sort_name:
        texts.append(("sort_name", draft.sort_name))
    for contact in contacts:
        if contact.label:
            texts.append((contact.kind, contact.label))
        if not _is_phone_number(contact):
            texts.append((contact.kind, contact.value))
    for address in addresses:
        texts += [(key, value) for key, value in vars(address).items() if value]
    texts += [("tags", written) for written in tags.values()]
    if not payment_numbers("\n".join([text for _key, text in texts])):
        return ()
    return tuple((key, text) for key, text in texts if payment_numbers(text))


def _is_phone_number(contact: CleanContact) -> bool:
    """Whether it was dialled as one: with a + or a leading zero no payment card has."""
    return contact.kind == "phone" and contact.normalised[0] == "+" and contact.value[0] in "+0("


def _forbid_reference(view: View, reference: str, customer_id: int | None) -> None:
    holder = view.session.execute(
        select(Customer.id, Customer.name).where(Customer.reference == reference)
    ).first()
    if holder is not None and holder.id != customer_id:
        raise Refused(
            _("Reference {reference} belongs to {name}. Nothing was saved.").format(
                reference=reference, name=holder.name
            ),
            field="reference",
        )


def check_referrer(view: View, referrer: int, customer_id: int | None) -> None:
    """Nobody brings themselves, not even by way of friends of friends: `Refused` (field "referred_by")."""
    if view.session.get(Customer, referrer) is None:
        raise NotFound(_("The customer who referred them is not in the book."), field="referred_by")
    seen: set[int] = set()
    step: int | None = referrer
    while step is not None and step not in seen:
        if step == customer_id:
            raise Refused(
                _("Nobody can be referred by themselves or by somebody they brought. Nothing was saved."),
                field="referred_by",
            )
        seen.add(step)
        step = view.session.scalar(select(Customer.referred_by_id).where(Customer.id == step))
