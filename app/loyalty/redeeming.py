"""Giving a reward for points. The check and the taking are one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.allowing import why_not
from app.loyalty.booking import customer_name, facts
from app.loyalty.enough import check_enough
from app.loyalty.given import keep_given, load_credit, sale_of
from app.loyalty.giving_back import GiveBack, GivenBack, give_back, give_back_all, take_again
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import POINTS, Redemption
from app.loyalty.rewards import Reward, value_of
from app.loyalty.rewards.together import values_together
from app.loyalty.rules import Rules
from app.loyalty.stamps.using import UseStamps, full_card, use_stamps
from app.loyalty.versions import version_on
from app.loyalty.vouchers.gifts import voucher_gift
from app.loyalty.who import sale_lines
from app.loyalty.words import money
from app.sales.purchases import moment
from app.sales.queries import lines_of
from app.sales.tables import run, table

__all__ = [
    "GiveBack", "GivenBack", "Redeem", "Redeemed", "check_enough", "give_back", "give_back_all", "link",
    "redeem", "take_again", "unlink",
]  # fmt: skip

_R = table(Redemption).c


@dataclass(frozen=True)
class Redeem:
    """Give a reward, by its id or its exact name; with `purchase_id`, as part of that sale.

    A reward that is used in steps may be had `steps` times at once. The name of a stamp card, or of what it
    gives, stands for the full card.
    """

    customer_id: int
    reward: str
    at: datetime | None = None
    purchase_id: int | None = None
    steps: int = 1
    request_id: str | None = None


@dataclass(frozen=True)
class Redeemed:
    """The entry (0 when it cost nothing), the redemption, what was taken (negative), the balance after, and
    what was given. `unit` is what was taken: "points", or the stamps of a card ("stamps:coffee")."""

    entry: int
    redemption: int
    points: int
    balance: int
    reward_name: str
    value: int | None = None
    steps: int = 1
    unit: str = POINTS
    already_done: bool = False


def redeem(unit: Unit, cmd: Redeem) -> Redeemed:
    """Take the points and give the reward. Refused, in a sentence, for too few points, for who may not have
    it or not now, when none is left, and when there is no such reward. What it costs is looked up here."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    version = version_on(unit, day)
    reward = version.rules.reward(cmd.reward)
    if reward is None and full_card(version.rules, cmd.reward) is not None:
        return _full_card(unit, cmd)
    reward = reward or _no_reward(version.rules, cmd.reward)
    amount, lines = sale_of(unit, cmd.purchase_id, cmd.customer_id)
    _check_steps(unit, reward, cmd.steps, amount)
    reason = why_not(unit, version.rules, reward, cmd.customer_id, at, cmd.steps)
    if reason:
        words = _("“{reward}” is not for {name} now: {why}. Nothing was saved.")
        raise Refused(words.format(reward=reward.name, name=name, why=reason), field="reward")
    value = value_of(reward, amount, lines, steps=cmd.steps)
    ledgers = Ledgers(unit, day)
    ledger = ledgers.of(cmd.customer_id)
    ledger.settle(ledger.booked_on(day))
    cost = reward.cost * cmd.steps
    entry_id = None
    if cost:
        check_enough(unit, ledger, name, cost)
        what = facts(
            unit, EntryKind.USE, day=day, at=at, purchase_id=cmd.purchase_id, reward=reward.id,
            programme_id=version.id,
        )  # fmt: skip
        ledger.spend(what, cost)
        entry_id = ledgers.save()[-1]
    redemption = keep_given(
        unit, cmd.customer_id, name, reward, entry_id=entry_id, purchase_id=cmd.purchase_id, points=cost,
        value=value, at=at, steps=cmd.steps,
    )  # fmt: skip
    load_credit(unit, ledgers, cmd.customer_id, reward, redemption, at, version.id)
    ledgers.save()
    return Redeemed(entry_id or 0, redemption, -cost, ledger.tip.balance, reward.name, value, cmd.steps)


def _full_card(unit: Unit, cmd: Redeem) -> Redeemed:
    if cmd.steps != 1:
        raise Refused(_("A full card is used one at a time. Nothing was saved."), field="steps")
    used = use_stamps(unit, UseStamps(cmd.customer_id, cmd.reward, cmd.purchase_id, cmd.at))
    return Redeemed(
        used.entry, used.redemption, -used.stamps, used.balance, used.gives, used.value, unit=used.unit
    )


def _no_reward(rules: Rules, text: str) -> Reward:
    if not rules.rewards and not rules.stamp_cards:
        raise NotFound(_("There are no rewards in the programme yet."), field="reward")
    names = [reward.name for reward in rules.rewards] + [card.name for card in rules.stamp_cards]
    raise NotFound(
        _("There is no reward “{text}”; there are {known}.").format(
            text=text[:60], known=", ".join(f"“{name}”" for name in names)
        ),
        field="reward",
    )


def _check_steps(view: View, reward: Reward, steps: int, amount: int | None) -> None:
    """Refuse steps where there are none, and steps that would take nothing more off the sale."""
    if steps == 1:
        return
    if steps < 1:
        raise Refused(_("A reward is used once at least. Nothing was saved."), field="steps")
    if not reward.in_steps:
        words = _("“{reward}” is used one at a time. Nothing was saved.")
        raise Refused(words.format(reward=reward.name), field="steps")
    if amount is not None and (value_of(reward, steps=steps - 1) or 0) >= amount:
        words = _("{steps} times “{reward}” is more than the sale of {amount}. Nothing was saved.")
        raise Refused(
            words.format(steps=steps, reward=reward.name, amount=money(amount, view)), field="steps"
        )


def link(unit: Unit, redemptions: Sequence[int], customer_id: int, purchase_id: int, price: int) -> None:
    """Make rewards given at the till part of a sale of `price` before them. Refused for another's."""
    rows = []
    if len(set(redemptions)) < len(redemptions):
        raise Refused(_("One of the rewards is there twice. Nothing was saved."))
    for redemption in redemptions:
        row = run(
            unit.session,
            select(
                _R.customer_id,
                _R.reward,
                _R.value,
                _R.given_back_at,
                _R.purchase_id,
                _R.at,
                _R.steps,
                _R.voucher_id,
            ).where(_R.id == redemption),
        ).one_or_none()
        if row is None or row[0] != customer_id or row[3] is not None or row[4] is not None:
            raise Refused(_("One of the rewards cannot go with this purchase. Nothing was saved."))
        reward = (
            version_on(unit, unit.day_of(row[5])).rules.reward(row[1])
            if row[7] is None
            else voucher_gift(unit, row[7])
        )
        rows.append((redemption, reward, row[2], row[6]))
    known = [(reward, steps) for _redemption, reward, _value, steps in rows if reward is not None]
    worths = iter(values_together(known, price, sale_lines(lines_of(unit, purchase_id))))
    for redemption, reward, value, _steps in rows:
        worth = value if reward is None else next(worths)[0]
        run(
            unit.session,
            update(table(Redemption)).where(_R.id == redemption).values(purchase_id=purchase_id, value=worth),
        )


def unlink(unit: Unit, redemptions: list[int]) -> None:
    """The rewards stand by themselves again: their sale was undone."""
    if redemptions:
        run(unit.session, update(table(Redemption)).where(_R.id.in_(redemptions)).values(purchase_id=None))
