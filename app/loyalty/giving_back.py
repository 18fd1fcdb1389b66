"""Taking a reward back: what it took returns to the very lots it came from, what it gave goes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit, View
from app.loyalty.booking import booked, customer_name, facts, reverse
from app.loyalty.enough import check_enough
from app.loyalty.given import credit_entry
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.limits import limit_reached
from app.loyalty.models import CREDIT, Entry, Redemption
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.standing import follow_redemptions, forbid_second_use
from app.sales.tables import run, table

_E = table(Entry).c
_R = table(Redemption).c


@dataclass(frozen=True)
class GiveBack:
    """Take a redeemed reward back and give back what it took."""

    redemption_id: int
    request_id: str | None = None


@dataclass(frozen=True)
class GivenBack:
    """The entry that gave back, what it gave back (points, or stamps for a full card), and the balance of
    that account after; entry 0 for a reward that cost nothing."""

    entry: int
    points: int
    balance: int
    already_done: bool = False


def give_back(unit: Unit, cmd: GiveBack) -> GivenBack:
    """The points return to the very lots they came from, with their own last days."""
    row = run(
        unit.session,
        select(_R.customer_id, _R.reward_name, _R.entry_id, _R.given_back_at).where(
            _R.id == cmd.redemption_id
        ),
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no such reward given."))
    customer_id, reward_name, use_id, given_back_at = row
    if given_back_at is not None:
        raise Refused(_("That was already undone."))
    name = customer_name(unit, customer_id)
    ledgers = Ledgers(unit, unit.today)
    took = _reverse_given(unit, ledgers, cmd.redemption_id, None, None)
    made = _giving_back(unit, ledgers.save(), took)
    _mark(unit, [cmd.redemption_id], given_back=True)
    unit.changed("points", customer_id)
    unit.remember(
        _("{reward} taken back from {name}").format(reward=reward_name, name=name),
        customer_id=customer_id,
        undo_kind="give_back",
        undo={"redemption": cmd.redemption_id, "entries": list(made.values())},
    )
    if use_id is None:
        return GivenBack(0, 0, ledgers.of(customer_id).tip.balance)
    used = booked(unit, use_id)
    return GivenBack(made[use_id], -used.points, ledgers.account(used.account_id).tip.balance)


def _reverse_given(
    unit: Unit, ledgers: Ledgers, redemption: int, purchase_id: int | None, refund_id: int | None
) -> list[int]:
    """Post what takes a reward back; the entries that are reversed by it. Store credit that was spent already
    is owed or waived as the shop chose for points."""
    customer_id, use_id = run(
        unit.session, select(_R.customer_id, _R.entry_id).where(_R.id == redemption)
    ).one()
    load_id = credit_entry(unit, customer_id, redemption)
    entries = [entry_id for entry_id in (use_id, load_id) if entry_id is not None]
    for entry_id in entries:
        entry = booked(unit, entry_id)
        what = facts(
            unit, EntryKind.GIVE_BACK, day=unit.today, at=unit.now, purchase_id=purchase_id,
            refund_id=refund_id, reward=entry.reward, reverses_id=entry_id,
        )  # fmt: skip
        may_owe = None if rules_on(unit, unit.today).may_owe else 0
        reverse(ledgers.account(entry.account_id), unit, entry, what, may_owe)
    return entries


def _giving_back(view: View, ids: list[int], taken: list[int]) -> dict[int, int]:
    """Among the entries just written (lapses may stand around them), those that give `taken` back: the new
    one by the old."""
    rows = run(view.session, select(_E.reverses_id, _E.id).where(_E.id.in_(ids), _E.reverses_id.in_(taken)))
    return {row[0]: row[1] for row in rows}


def give_back_all(unit: Unit, ledgers: Ledgers, purchase_id: int, refund_id: int | None) -> list[int]:
    """Give back every reward that went with a purchase, what it took to where it was; their redemptions."""
    ids = list(
        run(
            unit.session,
            select(_R.id).where(_R.purchase_id == purchase_id, _R.given_back_at.is_(None)).order_by(_R.id),
        ).scalars()
    )
    for redemption in ids:
        _reverse_given(unit, ledgers, redemption, purchase_id, refund_id)
    _mark(unit, ids, given_back=True)
    return ids


def take_again(unit: Unit, redemptions: list[int]) -> None:
    """Mark rewards as given again after their giving back was undone. Refused for one that has reached its
    limit since: it was given again meanwhile."""
    forbid_second_use(unit, redemptions)
    for redemption in redemptions:
        customer_id, reward_id, name, at, steps = run(
            unit.session,
            select(_R.customer_id, _R.reward, _R.reward_name, _R.at, _R.steps).where(_R.id == redemption),
        ).one()
        reward = rules_on(unit, unit.day_of(at)).reward(reward_id)
        reason = "" if reward is None else limit_reached(unit, reward, customer_id, at, steps)
        if reason:
            words = _("“{reward}” cannot be given a second time: {why}. Nothing was changed.")
            raise Refused(words.format(reward=name, why=reason))
        _mark(unit, [redemption], given_back=False)


def _mark(unit: Unit, redemptions: list[int], *, given_back: bool) -> None:
    if redemptions:
        run(
            unit.session,
            update(table(Redemption))
            .where(_R.id.in_(redemptions))
            .values(given_back_at=unit.now if given_back else None),
        )
        follow_redemptions(unit, redemptions)


@undoes("redeem")
def undo_redeem(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A reward given by mistake: the points return."""
    give_back(unit, GiveBack(int(undo["redemption"])))


@undoes("give_back")
def undo_give_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A reward taken back by mistake: the points go again, from the same lots."""
    redemption = int(undo["redemption"])
    customer_id = run(unit.session, select(_R.customer_id).where(_R.id == redemption)).scalar_one()
    take_again(unit, [redemption])
    ledgers = Ledgers(unit, unit.today)
    for entry_id in undo.get("entries") or filter(None, [undo.get("entry")]):
        entry = booked(unit, int(entry_id))
        ledger = ledgers.account(entry.account_id)
        holds = ledgers.of(ledger.tip.customer_id, ledger.tip.unit) if ledger.tip.customer_id else ledger
        holds.settle(holds.booked_on(unit.today))
        if ledger.tip.unit != CREDIT:
            check_enough(unit, holds, customer_name(unit, customer_id), entry.points)
        what = facts(
            unit, EntryKind.UNDO, day=unit.today, at=unit.now, reward=entry.reward, reverses_id=entry.id
        )
        reverse(ledger, unit, entry, what)
    ledgers.save()
    unit.changed("points", customer_id)
