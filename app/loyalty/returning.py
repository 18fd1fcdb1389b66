"""Refunds and voids: what a purchase gave is taken back, and what was used with it returns.

How much goes with how much of a sale is said in `app.loyalty.gains`; here it is asked for, and booked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.kernel.errors import Refused
from app.kernel.i18n import _, plural
from app.kernel.journal import undoes
from app.kernel.unit import Unit, View
from app.loyalty.booking import already_reversed, booked, customer_name, facts, reverse
from app.loyalty.carrying import carry_back
from app.loyalty.credit.returns import check_not_spent, return_money
from app.loyalty.followers import Returned, tell_restored, tell_returned
from app.loyalty.gains import Back, Gain, back_of, gains, settled_by
from app.loyalty.ledger import EntryKind, Ledger
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import POINTS, Entry
from app.loyalty.redeeming import give_back_all, take_again
from app.loyalty.rules import ASK, OWE, WAIVE, Rules
from app.loyalty.versions import rules_on
from app.loyalty.words import money
from app.sales.refunds import (
    REFUND,
    VOID,
    RefundRecorded,
    Sale,
    record_refund,
    standing_sale,
    take_back_refund,
)
from app.sales.returned_lines import ReturnedLine
from app.sales.tables import run, table

_E = table(Entry).c


class MustChoose(Refused):
    """The programme asks what becomes of points that are spent already: `missing` is how many. Nothing was
    saved; the same request with `spent` "owe" or "waive" is done."""

    def __init__(self, missing: int) -> None:
        words = plural(
            "{points} point that has to go back is spent already. Say whether it stays owed or is waived; "
            "nothing was saved.",
            "{points} points that have to go back are spent already. Say whether they stay owed or are "
            "waived; nothing was saved.",
            missing,
        )
        super().__init__(words.format(points=missing), field="spent")
        self.missing = missing


@dataclass(frozen=True)
class RefundPurchase:
    """Money goes back for a purchase: what was paid for `lines`, or `amount`; without either, all that is
    left. `spent` says what becomes of points already spent where the programme asks: "owe" or "waive".
    `as_credit`: what was not paid with cards or credit becomes the customer's store credit instead."""

    purchase_id: int
    amount: int | None = None
    reason: str = ""
    at: datetime | None = None
    request_id: str | None = None
    lines: tuple[ReturnedLine, ...] = ()
    spent: str | None = None
    as_credit: bool = False


@dataclass(frozen=True)
class VoidPurchase:
    """The sale never was: a typing mistake, a cancelled receipt. `spent` as for `RefundPurchase`."""

    purchase_id: int
    reason: str = ""
    request_id: str | None = None
    spent: str | None = None


@dataclass(frozen=True)
class Refunded:
    """The refund, the change of points by it (negative when points were taken back), the balance after."""

    refund: int
    points: int
    balance: int
    already_done: bool = False


def refund_purchase(unit: Unit, cmd: RefundPurchase) -> Refunded:
    """Give money back. Refused beyond what is left, in words, with the amount left; `MustChoose` when points
    are spent already and the programme asks."""
    found = standing_sale(unit, cmd.purchase_id)
    refund = record_refund(
        unit, found, cmd.amount, kind=REFUND, lines=cmd.lines, reason=cmd.reason, at=cmd.at
    )
    words = _("Refund of {amount} for {name}")
    return _returned(unit, found, refund, EntryKind.RETURN, words, cmd.spent, as_credit=cmd.as_credit)


def void_purchase(unit: Unit, cmd: VoidPurchase) -> Refunded:
    """Take a sale back as if it had not been: its visit counts no more, whatever was given back before."""
    found = standing_sale(unit, cmd.purchase_id)
    refund = record_refund(unit, found, kind=VOID, reason=cmd.reason)
    words = _("Purchase of {amount} voided for {name}")
    return _returned(unit, found, refund, EntryKind.VOID, words, cmd.spent)


def _returned(
    unit: Unit,
    found: Sale,
    refund: RefundRecorded,
    kind: EntryKind,
    words: str,
    spent: str | None,
    *,
    as_credit: bool = False,
) -> Refunded:
    name = customer_name(unit, found.customer_id)
    choice = _choice(rules_on(unit, refund.business_date), spent)
    back = take_back_sale(unit, found, refund, kind, whole=refund.whole, choice=choice, as_credit=as_credit)
    unit.remember(
        words.format(amount=money(refund.amount, unit), name=name),
        customer_id=found.customer_id,
        undo_kind="refund",
        undo={"refund": refund.refund, "redemptions": back.given_back},
    )
    return Refunded(refund.refund, back.points, back.balance)


def _choice(rules: Rules, spent: str | None) -> str:
    """What becomes of spent points: as the programme says or, where it asks, as was answered."""
    if spent not in (None, OWE, WAIVE):
        raise Refused(_("Spent points stay owed or are waived. Nothing was saved."), field="spent")
    if rules.refund_of_spent == ASK:
        return spent or ASK
    if spent not in (None, rules.refund_of_spent):
        raise Refused(
            _("The programme itself says what becomes of spent points. Nothing was saved."), field="spent"
        )
    return rules.refund_of_spent


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The change of the customer's points, the balance after it, and the rewards that were given back."""

    points: int
    balance: int
    given_back: list[int]


def take_back_sale(
    unit: Unit,
    found: Sale,
    refund: RefundRecorded,
    kind: EntryKind,
    *,
    whole: bool,
    choice: str = "",
    as_credit: bool = False,
) -> TakenBack:
    """Take back what a sale gave, on every account it gave something on, and return what was used with it.

    `found` is the sale before the refund; `whole`: the rewards that went with it are given back. `choice` is
    what becomes of spent points; by default as the programme says, owed where it asks.
    """
    ledgers = Ledgers(unit, refund.business_date)
    points = ledgers.of(found.customer_id)
    points.settle(points.booked_on(refund.business_date))
    before = points.tip.balance
    given_back = give_back_all(unit, ledgers, found.id, refund.refund) if whole else []
    return_money(unit, ledgers, found, refund, kind, whole=whole, as_credit=as_credit)
    refunded = found.refunded + refund.amount
    take_back_gains(unit, ledgers, found, refund, kind, back_of(unit, found, refunded), choice)
    carry_back(unit, found.id, refund.refund, refunded, found.amount)
    ledgers.save()
    rules = rules_on(unit, refund.business_date)
    event = Returned(found.customer_id, found.id, refund.refund, refunded, found.amount, rules)
    tell_returned(unit, ledgers, event)
    ledgers.save()
    return TakenBack(points.tip.balance - before, points.tip.balance, given_back)


def take_back_gains(
    unit: Unit,
    ledgers: Ledgers,
    found: Sale,
    refund: RefundRecorded | None,
    kind: EntryKind,
    back: Back,
    choice: str = "",
) -> None:
    """Take back what the purchase gave, on every account, for all that came `back` of it so far.

    Without a `refund` (a move) it is booked today. `choice` as for `take_back_sale`.
    """
    day = refund.business_date if refund else unit.today
    at = refund.at if refund else unit.now
    refund_id = refund.refund if refund else None
    choice = choice or (OWE if rules_on(unit, day).may_owe else WAIVE)
    for account_id in sorted({gain.account_id for gain in gains(unit, found.id)}):
        ledgers.account(account_id)
    ledgers.settle()
    ledgers.save()  # what has just lapsed must be known to what is due
    going = [(gain, due) for gain in gains(unit, found.id) if (due := gain.due(back))]
    if choice == ASK:
        missing = sum(
            _missing(
                unit, ledgers.account(account_id), [one for one in going if one[0].account_id == account_id]
            )
            for account_id in {gain.account_id for gain, _due in going}
        )
        if missing:
            raise MustChoose(missing)
    for gain, due in going:
        what = facts(
            unit, kind, day=day, at=at, purchase_id=found.id, refund_id=refund_id, reverses_id=gain.entry_id
        )
        may_owe = settled_by(unit, gain.entry_id) if choice == WAIVE else None
        ledgers.account(gain.account_id).take_back(what, due, [(gain.sequence, due)], may_owe)


def _missing(view: View, ledger: Ledger, going: Sequence[tuple[Gain, int]]) -> int:
    """The points of what has to go back that are spent: what no lot holds and no debt was settled with."""
    if ledger.tip.unit != POINTS:
        return 0
    held = ledger.tip.balance + ledger.tip.owed
    settled = sum(settled_by(view, gain.entry_id) for gain, _due in going)
    return max(0, sum(due for _gain, due in going) - held - settled)


@undoes("refund")
def undo_refund(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A refund or void by mistake: the purchase stands again, its points return to their own lots."""
    refund_id = int(undo["refund"])
    found = take_back_refund(unit, refund_id)
    ledgers = Ledgers(unit, unit.today)
    made = _entries_of(unit, found.id, refund_id)
    _refuse_if_moved(unit, found.id, made)
    for entry_id in made:
        if already_reversed(unit, entry_id):
            continue
        entry = booked(unit, entry_id)
        what = facts(
            unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=found.id, refund_id=refund_id,
            reward=entry.reward, reverses_id=entry_id,
        )  # fmt: skip
        ledger = ledgers.account(entry.account_id)
        check_not_spent(unit, ledger, entry)
        reverse(ledger, unit, entry, what)
    ledgers.save()
    carry_back(unit, found.id, refund_id, found.refunded, found.amount)
    take_again(unit, [int(redemption) for redemption in undo.get("redemptions", ())])
    rules = rules_on(unit, unit.today)
    event = Returned(found.customer_id, found.id, refund_id, found.refunded, found.amount, rules)
    tell_restored(unit, ledgers, event)
    ledgers.save()


def _entries_of(view: View, purchase_id: int, refund_id: int) -> list[int]:
    """The entries a refund made, last first."""
    rows = run(
        view.session,
        select(_E.id)
        .where(_E.purchase_id == purchase_id, _E.refund_id == refund_id, _E.kind != EntryKind.UNDO.value)
        .order_by(_E.id.desc()),
    )
    return [row[0] for row in rows]


def _refuse_if_moved(view: View, purchase_id: int, entries: Sequence[int]) -> None:
    """What a refund took from a card the purchase has left since was given back there with the move."""
    if entries and moved_since(view, purchase_id, min(entries)):
        raise Refused(_("The purchase was moved to another customer since. Nothing was changed."))


def moved_since(view: View, purchase_id: int, entry_id: int) -> bool:
    """Whether points of a purchase went from card to card after an entry, by a move that stands."""
    undoing = table(Entry).alias("undoing").c
    undone = select(undoing.id).where(undoing.reverses_id == _E.id, undoing.kind == EntryKind.UNDO.value)
    moved = select(_E.id).where(
        _E.purchase_id == purchase_id,
        _E.id > entry_id,
        _E.kind.in_((EntryKind.MOVE_OUT.value, EntryKind.MOVE_IN.value)),
        ~undone.exists(),
    )
    return run(view.session, moved.limit(1)).first() is not None
