"""Giving a reward for points, and taking it back. The check and the taking are one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.money import format_number
from app.kernel.unit import Unit, View
from app.loyalty.booking import booked, customer_name, facts, reverse
from app.loyalty.ledger import EntryKind, Ledger, Posted
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import Redemption
from app.loyalty.programme import version_on
from app.loyalty.rewards import Reward, value_of
from app.loyalty.rules import Rules
from app.loyalty.store import open_ledger, save
from app.sales.purchases import moment
from app.sales.refunds import standing_sale
from app.sales.tables import inserted, run, table

_R = table(Redemption).c


@dataclass(frozen=True)
class Redeem:
    """Give a reward, by its id or its exact name; with `purchase_id`, as part of that sale."""

    customer_id: int
    reward: str
    at: datetime | None = None
    purchase_id: int | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class Redeemed:
    """The entry, the redemption, the points taken (negative), the balance after, and what was given."""

    entry: int
    redemption: int
    points: int
    balance: int
    reward_name: str
    value: int | None = None
    already_done: bool = False


def redeem(unit: Unit, cmd: Redeem) -> Redeemed:
    """Take the points and give the reward. Refused, in a sentence, for too few points or no such reward."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    amount = None if cmd.purchase_id is None else _part_of(unit, cmd.purchase_id, cmd.customer_id)
    version = version_on(unit, day)
    reward = _reward(version.rules, cmd.reward)
    ledger = open_ledger(unit, cmd.customer_id, day)
    ledger.settle(ledger.booked_on(day))
    check_enough(unit, ledger, name, reward.cost)
    what = facts(
        unit, EntryKind.USE, day=day, at=at, purchase_id=cmd.purchase_id, reward=reward.id,
        programme_id=version.id,
    )  # fmt: skip
    posted = ledger.spend(what, reward.cost)
    entry_id = save(unit, ledger, cmd.customer_id)[-1]
    value = value_of(reward, amount)
    redemption = inserted(
        unit.session,
        insert(table(Redemption)).values(
            customer_id=cmd.customer_id, entry_id=entry_id, purchase_id=cmd.purchase_id, reward=reward.id,
            reward_name=reward.name, reward_kind=reward.kind, points=reward.cost, value=value, at=at, steps=1,
        ),
    )  # fmt: skip
    unit.remember(
        _("{reward} for {name}").format(reward=reward.name, name=name),
        customer_id=cmd.customer_id,
        undo_kind="redeem",
        undo={"redemption": redemption},
    )
    return Redeemed(entry_id, redemption, -reward.cost, posted.balance, reward.name, value)


def _part_of(view: View, purchase_id: int, customer_id: int) -> int:
    """The price of the sale before rewards, when it stands and is this customer's."""
    found = standing_sale(view, purchase_id)
    if found.customer_id != customer_id:
        raise Refused(_("That purchase is another customer's. Nothing was saved."), field="purchase")
    return found.amount + found.discount


def _reward(rules: Rules, text: str) -> Reward:
    reward = rules.reward(text)
    if reward is not None:
        return reward
    if not rules.rewards:
        raise NotFound(_("There are no rewards in the programme yet."), field="reward")
    known = ", ".join(f"“{reward.name}”" for reward in rules.rewards)
    raise NotFound(
        _("There is no reward “{text}”; there are {known}.").format(text=text[:60], known=known),
        field="reward",
    )


def check_enough(view: View, ledger: Ledger, name: str, points: int) -> None:
    """Refuse, with what is missing, when the balance does not hold `points`."""
    balance = ledger.tip.balance
    if points > balance:
        locale = view.context.locale
        raise Refused(
            _("{name} has {balance} points; this needs {points}: {missing} are missing.").format(
                name=name,
                balance=format_number(balance, locale),
                points=format_number(points, locale),
                missing=format_number(points - balance, locale),
            ),
            field="reward",
        )


@dataclass(frozen=True)
class GiveBack:
    """Take a redeemed reward back and give its points back."""

    redemption_id: int
    request_id: str | None = None


@dataclass(frozen=True)
class GivenBack:
    """The entry that gave the points back, the points, and the balance after."""

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
    points = entry_id = 0
    if use_id is not None:
        points = _give_back_entry(unit, ledgers, use_id, None, None).points
        entry_id = _last_of(unit, ledgers.save(), use_id)
    _mark(unit, [cmd.redemption_id], given_back=True)
    unit.changed("points", customer_id)
    unit.remember(
        _("{reward} taken back from {name}").format(reward=reward_name, name=name),
        customer_id=customer_id,
        undo_kind="give_back",
        undo={"redemption": cmd.redemption_id, "entry": entry_id},
    )
    return GivenBack(entry_id, points, ledgers.of(customer_id).tip.balance)


def _last_of(view: View, ids: list[int], use_id: int) -> int:
    """Among the entries just written, the one that gives back `use_id` (lapses may stand around it)."""
    from app.loyalty.models import Entry

    e = table(Entry).c
    return int(run(view.session, select(e.id).where(e.id.in_(ids), e.reverses_id == use_id)).scalar_one())


def _give_back_entry(
    unit: Unit, ledgers: Ledgers, use_id: int, purchase_id: int | None, refund_id: int | None
) -> Posted:
    entry = booked(unit, use_id)
    what = facts(
        unit, EntryKind.GIVE_BACK, day=unit.today, at=unit.now, purchase_id=purchase_id,
        refund_id=refund_id, reward=entry.reward, reverses_id=use_id,
    )  # fmt: skip
    return reverse(ledgers.account(entry.account_id), unit, entry, what)


def give_back_all(unit: Unit, ledgers: Ledgers, purchase_id: int, refund_id: int | None) -> list[int]:
    """Give back every reward that went with a purchase, what it took to where it was; their redemptions."""
    rows = run(
        unit.session,
        select(_R.id, _R.entry_id)
        .where(_R.purchase_id == purchase_id, _R.given_back_at.is_(None))
        .order_by(_R.id),
    ).all()
    for _redemption, use_id in rows:
        if use_id is not None:
            _give_back_entry(unit, ledgers, use_id, purchase_id, refund_id)
    ids = [row[0] for row in rows]
    _mark(unit, ids, given_back=True)
    return ids


def take_again(unit: Unit, redemptions: list[int]) -> None:
    """Mark rewards as given again after their giving back was undone."""
    _mark(unit, redemptions, given_back=False)


def _mark(unit: Unit, redemptions: list[int], *, given_back: bool) -> None:
    if redemptions:
        run(
            unit.session,
            update(table(Redemption))
            .where(_R.id.in_(redemptions))
            .values(given_back_at=unit.now if given_back else None),
        )


def link(unit: Unit, redemptions: tuple[int, ...], customer_id: int, purchase_id: int, price: int) -> None:
    """Make rewards given at the till part of a sale of `price` before them. Refused for another's."""
    for redemption in redemptions:
        row = run(
            unit.session,
            select(_R.customer_id, _R.reward, _R.value, _R.given_back_at, _R.purchase_id, _R.at).where(
                _R.id == redemption
            ),
        ).one_or_none()
        if row is None or row[0] != customer_id or row[3] is not None or row[4] is not None:
            raise Refused(_("One of the rewards cannot go with this purchase. Nothing was saved."))
        reward = version_on(unit, unit.day_of(row[5])).rules.reward(row[1])
        value = value_of(reward, price) if reward is not None else row[2]
        run(
            unit.session,
            update(table(Redemption)).where(_R.id == redemption).values(purchase_id=purchase_id, value=value),
        )


def unlink(unit: Unit, redemptions: list[int]) -> None:
    """The rewards stand by themselves again: their sale was undone."""
    if redemptions:
        run(unit.session, update(table(Redemption)).where(_R.id.in_(redemptions)).values(purchase_id=None))


@undoes("redeem")
def undo_redeem(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A reward given by mistake: the points return."""
    give_back(unit, GiveBack(int(undo["redemption"])))


@undoes("give_back")
def undo_give_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A reward taken back by mistake: the points go again, from the same lots."""
    redemption, entry_id = int(undo["redemption"]), int(undo["entry"])
    if entry_id:
        entry = booked(unit, entry_id)
        customer_id = run(unit.session, select(_R.customer_id).where(_R.id == redemption)).scalar_one()
        ledgers = Ledgers(unit, unit.today)
        ledger = ledgers.account(entry.account_id)
        holds = ledgers.of(ledger.tip.customer_id, ledger.tip.unit) if ledger.tip.customer_id else ledger
        holds.settle(holds.booked_on(unit.today))
        check_enough(unit, holds, customer_name(unit, customer_id), entry.points)
        what = facts(
            unit, EntryKind.UNDO, day=unit.today, at=unit.now, reward=entry.reward, reverses_id=entry.id
        )
        reverse(ledger, unit, entry, what)
        ledgers.save()
    take_again(unit, [redemption])
