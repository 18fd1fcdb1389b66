"""Store credit given by hand: for a complaint, in place of money, as a present. Always with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import check_amount
from app.kernel.text import clean_text
from app.kernel.unit import Unit
from app.loyalty.booking import customer_name, facts
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import CREDIT
from app.loyalty.words import money
from app.sales.purchases import moment


@dataclass(frozen=True)
class GiveCredit:
    """Give a customer store credit, minor units, and say why. It never lapses and is theirs alone."""

    customer_id: int
    amount: int
    reason: str
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class CreditGiven:
    """The entry, its amount, and the credit after it."""

    entry: int
    amount: int
    balance: int
    already_done: bool = False


def give_credit(unit: Unit, cmd: GiveCredit) -> CreditGiven:
    """Credit by hand. Refused without a reason."""
    check_amount(cmd.amount)
    reason = clean_text(cmd.reason, label=_("The reason"), limit=300, field="reason")
    if not reason:
        raise Refused(_("Store credit needs a reason. Nothing was saved."), field="reason")
    forbid_payment_numbers(unit, reason, "reason")
    name = customer_name(unit, cmd.customer_id, standing=True)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    ledgers = Ledgers(unit, day)
    ledger = ledgers.of(cmd.customer_id, CREDIT)
    ledger.gain(facts(unit, EntryKind.LOAD, day=day, at=at, reason=reason), cmd.amount, day, None)
    entry_id = ledgers.save()[-1]
    unit.remember(
        _("{amount} of store credit for {name}").format(amount=money(cmd.amount, unit), name=name),
        customer_id=cmd.customer_id,
        undo_kind="gift.load",
        undo={"entry": entry_id},
    )
    return CreditGiven(entry_id, cmd.amount, ledger.tip.balance)
