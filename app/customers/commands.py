"""What changes customers: add, edit, archive, restore."""

from __future__ import annotations

from dataclasses import dataclass

from app.customers import undo as _undo  # noqa: F401  (registers how each of these is taken back)
from app.customers.cards import Series
from app.customers.consent import record_consents
from app.customers.draft import CleanDraft, CustomerDraft, check_against_book, clean_draft
from app.customers.events import CREATED
from app.customers.models import Customer
from app.customers.rows import image, instant_text, write_addresses, write_contacts
from app.customers.search_index import index_of
from app.customers.tags import set_tags
from app.kernel.errors import Conflict, NotFound
from app.kernel.events import happened
from app.kernel.i18n import _
from app.kernel.unit import Unit

AT_THE_TILL = "at the till"
"""Where a consent was given when a form was filled in by hand."""


@dataclass(frozen=True)
class AddCustomer:
    """A new customer as the form has them."""

    draft: CustomerDraft
    request_id: str | None = None


@dataclass(frozen=True)
class CustomerAdded:
    """The new customer, and the number on their card."""

    id: int
    card_number: str
    already_done: bool = False


def add_customer(unit: Unit, cmd: AddCustomer) -> CustomerAdded:
    """Put a customer in the book. Raises `Refused` with the form field that does not fit."""
    clean = clean_draft(cmd.draft, unit.context.country, unit.today)
    check_against_book(unit, clean)
    columns = dict(clean.columns)
    if not columns["card_number"]:
        series = Series(unit)
        columns["card_number"] = series.next()
        series.close()
    customer = Customer(
        **columns, joined_on=cmd.draft.joined_on or unit.today, created_at=unit.now, version=1
    )
    unit.session.add(customer)
    unit.session.flush()
    _write_rest(unit, customer.id, clean, AT_THE_TILL)
    unit.changed("customer", customer.id)
    happened(unit, CREATED, customer.id)
    unit.remember(
        _("{name} added").format(name=customer.name),
        customer_id=customer.id,
        undo_kind="customer.added",
        undo={"id": customer.id},
    )
    return CustomerAdded(customer.id, columns["card_number"])


@dataclass(frozen=True)
class EditCustomer:
    """The whole card as the form has it; `version` is the one the form was opened with, `source` where the
    consents that are new in it were given."""

    id: int
    draft: CustomerDraft
    version: int
    request_id: str | None = None
    source: str = AT_THE_TILL


@dataclass(frozen=True)
class CustomerEdited:
    """The customer, and the version the card has now."""

    id: int
    version: int
    already_done: bool = False


def edit_customer(unit: Unit, cmd: EditCustomer) -> CustomerEdited:
    """Make the card what the draft says. An empty card number keeps the one they have.

    Raises `Conflict` when somebody else changed the card since, `Refused` as `add_customer` does.
    """
    customer = _customer(unit, cmd.id)
    if customer.version != cmd.version:
        raise Conflict(
            _(
                "{name} was changed elsewhere meanwhile. Nothing was saved: look at the card as it is now."
            ).format(name=customer.name)
        )
    clean = clean_draft(cmd.draft, unit.context.country, unit.today)
    check_against_book(unit, clean, customer.id)
    before = image(unit, customer)
    for key, value in clean.columns.items():
        if key != "card_number" or value:
            setattr(customer, key, value)
    joined_on = customer.joined_on
    if cmd.draft.joined_on is not None:
        customer.joined_on = cmd.draft.joined_on
    customer.version += 1
    unit.session.flush()
    consents = _write_rest(unit, customer.id, clean, cmd.source)
    if before["columns"]["name"] != customer.name:
        index_of(unit).forget_name(unit, before["columns"]["name"])
    unit.remember(
        _("{name} changed").format(name=customer.name),
        customer_id=customer.id,
        undo_kind="customer.edited",
        undo={
            **before,
            "version": customer.version,
            "joined_on": joined_on.isoformat(),
            "consents": consents,
        },
    )
    return CustomerEdited(customer.id, customer.version)


@dataclass(frozen=True)
class ArchiveCustomer:
    """Take a customer out of sight; nothing of them is lost."""

    id: int
    request_id: str | None = None


@dataclass(frozen=True)
class RestoreCustomer:
    """Bring an archived customer back."""

    id: int
    request_id: str | None = None


def archive_customer(unit: Unit, cmd: ArchiveCustomer) -> CustomerEdited:
    """Archive the customer. One who is archived already stays so."""
    customer = _customer(unit, cmd.id)
    if customer.archived_at is None:
        customer.archived_at = unit.now
        customer.version += 1
        unit.session.flush()
        _remember_archiving(unit, customer, _("{name} archived").format(name=customer.name), None)
    return CustomerEdited(customer.id, customer.version)


def restore_customer(unit: Unit, cmd: RestoreCustomer) -> CustomerEdited:
    """Bring the customer back. One who was not archived stays as they are."""
    customer = _customer(unit, cmd.id)
    if customer.archived_at is not None:
        before = instant_text(customer.archived_at)
        customer.archived_at = None
        customer.version += 1
        unit.session.flush()
        _remember_archiving(unit, customer, _("{name} brought back").format(name=customer.name), before)
    return CustomerEdited(customer.id, customer.version)


def _remember_archiving(unit: Unit, customer: Customer, words: str, before: str | None) -> None:
    unit.remember(
        words,
        customer_id=customer.id,
        undo_kind="customer.archived",
        undo={"id": customer.id, "archived_at": before},
    )


def _customer(unit: Unit, customer_id: int) -> Customer:
    customer = unit.session.get(Customer, customer_id)
    if customer is None:
        raise NotFound(_("There is no customer {id}.").format(id=customer_id))
    return customer


def _write_rest(unit: Unit, customer_id: int, clean: CleanDraft, source: str) -> list[int]:
    """The rows that hang on a customer, and the search; the ids of the consents written."""
    write_contacts(unit, customer_id, clean.contacts)
    write_addresses(unit, customer_id, clean.addresses)
    set_tags(unit, customer_id, clean.tags)
    consents = record_consents(unit, customer_id, clean.consents, source) if clean.consents else []
    index_of(unit).put(unit, [customer_id])
    return consents
