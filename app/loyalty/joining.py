"""What a new card brings: points for joining, and a welcome voucher, in the transaction that makes the card.

When making the card is undone, both are taken back: the voucher goes with the card, or is withdrawn where
the card has to stay; the points stay in the ledger with the entry that takes them back, so such a card is
archived (nothing in the ledger is deleted). Restoring it later gives nothing a second time.
"""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select, update

from app.customers.events import CREATED, REMOVED, TAKEN_BACK
from app.customers.models import Customer
from app.kernel.events import listens
from app.kernel.unit import Unit
from app.loyalty.booking import already_reversed, booked, facts, reverse
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import POINTS, Account, Entry, Redemption
from app.loyalty.store import account_id_of
from app.loyalty.versions import rules_on, version_on
from app.loyalty.vouchers.issuing import Occasion, issue, last_day
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.rule import WELCOME
from app.sales.tables import run, table

SIGN_UP = "sign_up"
_A = table(Account).c
_C = table(Customer).c
_E = table(Entry).c
_R = table(Redemption).c
_V = table(Voucher).c
_JOINED = (
    select(_E.id, _E.account_id)
    .join_from(table(Entry), table(Account), _A.id == _E.account_id)
    .join(table(Customer), _C.id == _A.customer_id)
    .where(
        _C.id == bindparam("customer"),
        _A.unit == POINTS,
        _E.sequence == 1,
        _E.kind == EntryKind.BONUS.value,
        _E.at == _C.created_at,
    )
)
"""The points for joining: the first entry of a customer's own account, made together with the card."""


@listens(CREATED)
def welcome(unit: Unit, customer_id: int) -> None:
    """Give a new customer what the rules of today give for joining."""
    version = version_on(unit, unit.today)
    given = [(rule.id, int(rule.values["points"])) for rule in version.rules.earning if rule.kind == SIGN_UP]
    if given:
        ledgers = Ledgers(unit, unit.today)
        ledger = ledgers.of(customer_id)
        what = facts(
            unit, EntryKind.BONUS, day=unit.today, at=unit.now, programme_id=version.id,
            detail={"rules": [[rule, points] for rule, points in given], "joined": True},
        )  # fmt: skip
        last = version.rules.expiry.last_day(unit.today)
        ledger.gain(what, sum(points for _rule, points in given), unit.today, last)
        ledgers.save()
    for rule in version.rules.vouchers:
        if rule.occasion == WELCOME:
            issue(unit, rule, [Occasion(customer_id, WELCOME, unit.today, last_day(unit.today, rule))])


@listens(REMOVED)
def forget_welcome(unit: Unit, customer_id: int) -> None:
    """The card goes: its welcome voucher goes with it, unless something was given for it."""
    given = select(_R.id).where(_R.voucher_id == _V.id).exists()
    run(
        unit.session,
        delete(table(Voucher)).where(_V.customer_id == customer_id, _V.occasion_key == WELCOME, ~given),
    )


@listens(TAKEN_BACK)
def take_back_welcome(unit: Unit, customer_id: int) -> None:
    """The card was a mistake but stays: points for joining go, as far as rules allow; the voucher ends."""
    run(
        unit.session,
        update(table(Voucher))
        .where(
            _V.customer_id == customer_id,
            _V.occasion_key == WELCOME,
            _V.used_at.is_(None),
            _V.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=unit.now),
    )
    unit.changed("voucher", customer_id)
    joined = run(unit.session, _JOINED, {"customer": customer_id}).one_or_none()
    if joined is None or already_reversed(unit, joined.id):
        return
    ledgers = Ledgers(unit, unit.today)
    # in a household by now, the points are on its account: none of them are owed for a card that is gone
    own = account_id_of(unit, customer_id) == joined.account_id
    may_owe = None if own and rules_on(unit, unit.today).may_owe else 0
    what = facts(unit, EntryKind.UNDO, day=unit.today, at=unit.now, reverses_id=joined.id)
    reverse(ledgers.account(joined.account_id), unit, booked(unit, joined.id), what, may_owe)
    ledgers.save()
