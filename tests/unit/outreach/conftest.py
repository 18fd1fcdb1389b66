"""A shop with somebody of whom everything is known, and somebody of whom nothing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from app.customers.birthdays import Birthday
from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.unit import View
from app.loyalty.commands import RingUp, StartProgramme, ring_up, start_programme
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.issuing import IssueVoucher, issue_voucher
from app.loyalty.vouchers.rule import VoucherRule
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile

TREAT = VoucherRule(
    "treat", "Birthday treat", "apology", Reward("treat", "Treat", "amount_off", 0, {"amount": 500})
)


@dataclass(frozen=True)
class People:
    """Two customers' ids."""

    everything: int
    nothing: int


def _rules_today(view: View) -> Rules:
    return rules_on(view, view.today)


@pytest.fixture
def people(book: Book, clock: FixedClock) -> People:
    """Maria with points, a voucher, a favourite and a birthday; Jo, who has just been entered."""
    book.do(start_programme, StartProgramme(replace(book.ask(_rules_today), vouchers=(TREAT,))))
    profile = replace(
        book.ask(shop_profile), locale="en_GB", phone="01225 555 014", opening_hours="Mon to Sat, 9 to 18"
    )
    book.do(save_shop, SaveShop(profile))
    draft = CustomerDraft("Maria Schmidt", favourite="flat white, oat", birthday=Birthday(3, 5, 1984))
    noon = clock.instant
    clock.instant = noon - timedelta(days=340)
    maria = book.do(add_customer, AddCustomer(draft)).id
    book.do(ring_up, RingUp(maria, 20_000))
    clock.instant = noon - timedelta(days=30)
    book.do(ring_up, RingUp(maria, 44_000))
    clock.instant = noon
    book.do(issue_voucher, IssueVoucher(maria, "treat"))
    return People(maria, book.do(add_customer, AddCustomer(CustomerDraft("Jo"))).id)
