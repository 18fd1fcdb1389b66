"""A shop with people to do something for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from app.customers.commands import AddCustomer, EditCustomer, add_customer, edit_customer
from app.customers.draft import CustomerDraft
from app.customers.queries import card, draft_of
from app.groups.campaigns.members import held_out, treated
from app.groups.campaigns.start import CampaignStarted, StartCampaign, start_campaign
from app.groups.models import Campaign
from app.kernel.book import Book
from app.kernel.unit import Unit
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rewards import Reward
from app.loyalty.rules import rules_to_json
from app.loyalty.vouchers.rule import VoucherRule
from app.sales.models import Purchase
from tests.conftest import NOON, SIMPLE_BOOKSHOP
from tests.unit.groups.rows import put

SORRY = VoucherRule("sorry", "Sorry", "apology", Reward("sorry", "Sorry", "amount_off", 0, {"amount": 500}))


def people(book: Book, count: int, **values: Any) -> tuple[int, ...]:
    """So many customers; their ids."""
    return tuple(
        book.do(add_customer, AddCustomer(CustomerDraft(name=f"Person {n}", **values))).id
        for n in range(1, count + 1)
    )


def with_vouchers(book: Book) -> None:
    """Give the programme a voucher."""

    def write(unit: Unit, _cmd: str) -> str:
        rules = replace(SIMPLE_BOOKSHOP, vouchers=(SORRY,))
        unit.session.execute(update(ProgrammeVersion).values(rules=rules_to_json(rules)))
        return ""

    book.do(write, "")


def start(book: Book, customers: Sequence[int], **values: Any) -> CampaignStarted:
    """Something done for them; by default what leaves no trace elsewhere."""
    known: dict[str, Any] = {
        "action": "other", "data": {"what": "A call"}, "group_name": "Regulars", "request_id": "request-1",
    }  # fmt: skip
    return book.do(start_campaign, StartCampaign(customers=tuple(customers), **(known | values)))


def arms(book: Book, campaign: int) -> tuple[list[int], list[int]]:
    """Those it was for, and those left out."""
    return list(book.ask(treated, campaign)), list(book.ask(held_out, campaign))


def sale(customer: int, days: float, amount: int = 1000, *, base: datetime = NOON, **values: Any) -> Purchase:
    """A purchase so many days after a moment."""
    at = base + timedelta(days=days)
    return Purchase(customer_id=customer, at=at, business_date=at.date(), amount=amount, **values)


def sales(book: Book, *rows: Purchase) -> list[int]:
    """Keep these purchases."""
    return put(book, *rows)


def edit(book: Book, customer: int, **values: Any) -> None:
    """Change a card."""
    shown = book.ask(card, customer)
    book.do(edit_customer, EditCustomer(customer, replace(draft_of(shown), **values), version=shown.version))


def forget_kind(book: Book, campaign: int) -> None:
    """As if the campaign had come from a version with other actions."""

    def write(unit: Unit, number: int) -> int:
        unit.session.execute(update(Campaign).where(Campaign.id == number).values(action="dance"))
        return number

    book.do(write, campaign)
