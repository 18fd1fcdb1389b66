"""Taking back what was done to a customer, by the image the journal kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.customers.draft import check_referrer
from app.customers.events import REMOVED, TAKEN_BACK
from app.customers.models import Consent, Customer, CustomerActivity
from app.customers.rows import delete_rows, put_back
from app.customers.search_index import index_of
from app.kernel.errors import Conflict, Refused
from app.kernel.events import happened
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit


@undoes("customer.added")
def take_back_added(unit: Unit, kept: Mapping[str, Any]) -> None:
    """The customer never was. Once something hangs on them (a purchase, a note, a friend) it has to stay, so
    the card goes into the archive, and what was done before can still be taken back."""
    customer = _still_there(unit, kept["id"])
    name = customer.name
    try:
        with unit.session.begin_nested():
            happened(unit, REMOVED, customer.id)
            delete_rows(unit, customer.id)
            unit.session.execute(delete(Consent).where(Consent.customer_id == customer.id))
            unit.session.execute(
                delete(CustomerActivity).where(
                    CustomerActivity.customer_id == customer.id, CustomerActivity.visits == 0
                )
            )
            index_of(unit).remove(unit, [customer.id])
            index_of(unit).forget_name(unit, name)
            unit.session.delete(customer)
            unit.session.flush()
    except IntegrityError:
        customer = _still_there(unit, kept["id"])
        customer.archived_at = unit.now
        customer.version += 1
        unit.session.flush()
        happened(unit, TAKEN_BACK, customer.id)


@undoes("customer.edited")
def take_back_edited(unit: Unit, kept: Mapping[str, Any]) -> None:
    """The card is what it was before. Raises `Conflict` when it was edited again since."""
    customer = _still_there(unit, kept["id"])
    if customer.version != kept["version"]:
        raise Conflict(_("{name} was changed again since. Nothing was undone.").format(name=customer.name))
    name = customer.name
    referrer = kept["columns"]["referred_by_id"]
    if referrer is not None and referrer != customer.referred_by_id:
        check_referrer(unit, referrer, customer.id)  # they may have brought each other since
    put_back(unit, customer, kept)
    customer.joined_on = date.fromisoformat(kept["joined_on"])
    customer.version += 1
    unit.session.flush()
    if kept["consents"]:
        unit.session.execute(delete(Consent).where(Consent.id.in_(kept["consents"])))
    index_of(unit).put(unit, [customer.id])
    if name != customer.name:
        index_of(unit).forget_name(unit, name)


@undoes("customer.archived")
def take_back_archived(unit: Unit, kept: Mapping[str, Any]) -> None:
    """The customer is in sight, or out of it, as before."""
    customer = _still_there(unit, kept["id"])
    before = kept["archived_at"]
    customer.archived_at = None if before is None else datetime.fromisoformat(before)
    customer.version += 1
    unit.session.flush()


def _still_there(unit: Unit, customer_id: int) -> Customer:
    customer = unit.session.get(Customer, customer_id)
    if customer is None:
        raise Refused(_("The customer is no longer in the book. Nothing was undone."))
    return customer
