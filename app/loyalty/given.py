"""A reward that was given, as it is kept: beside the entry that paid for it, and what the journal says."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import insert, select, text

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.booking import facts
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import CREDIT, ON_TIMELINE, Entry, Redemption
from app.loyalty.owners import account_of
from app.loyalty.rewards import Reward, credit_of_reward
from app.loyalty.sale import SaleLine
from app.loyalty.who import sale_lines
from app.sales.queries import lines_of
from app.sales.refunds import standing_sale
from app.sales.tables import inserted, run, table

_E = table(Entry).c


def part_of(view: View, purchase_id: int, customer_id: int) -> int:
    """The price, before rewards, of the sale a reward goes with: it stands and is this customer's."""
    found = standing_sale(view, purchase_id)
    if found.customer_id != customer_id:
        raise Refused(_("That purchase is another customer's. Nothing was saved."), field="purchase")
    return found.amount + found.discount


def sale_of(view: View, purchase_id: int | None, customer_id: int) -> tuple[int | None, tuple[SaleLine, ...]]:
    """The price before rewards and the lines of the sale a reward goes with; None and () without."""
    if purchase_id is None:
        return None, ()
    return part_of(view, purchase_id, customer_id), sale_lines(lines_of(view, purchase_id))


def keep_given(
    unit: Unit,
    customer_id: int,
    name: str,
    reward: Reward,
    *,
    entry_id: int | None,
    purchase_id: int | None,
    points: int,
    value: int | None,
    at: datetime,
    steps: int = 1,
) -> int:
    """Keep that a reward was given and remember it for undo; the redemption's id. `entry_id` None: it cost
    nothing. `points` are what it took, of the unit of the entry's account."""
    redemption = inserted(
        unit.session,
        insert(table(Redemption)).values(
            customer_id=customer_id, entry_id=entry_id, purchase_id=purchase_id, reward=reward.id,
            reward_name=reward.name, reward_kind=reward.kind, points=points, value=value, at=at, steps=steps,
        ),
    )  # fmt: skip
    unit.changed("points", customer_id)
    unit.remember(
        _("{reward} for {name}").format(reward=reward.name, name=name),
        customer_id=customer_id,
        undo_kind="redeem",
        undo={"redemption": redemption},
    )
    return redemption


def load_credit(
    unit: Unit,
    ledgers: Ledgers,
    customer_id: int,
    reward: Reward,
    redemption: int,
    at: datetime,
    version_id: int | None,
) -> None:
    """Put what a reward gives in money on the customer's store credit; nothing for other rewards."""
    amount = credit_of_reward(reward)
    if not amount:
        return
    day = unit.day_of(at)
    what = facts(
        unit, EntryKind.LOAD, day=day, at=at, reward=reward.id, programme_id=version_id,
        detail={"redemption": redemption},
    )  # fmt: skip
    ledgers.of(customer_id, CREDIT).gain(what, amount, day, None)
    ledgers.save()


def credit_entry(view: View, customer_id: int, redemption: int) -> int | None:
    """The entry with which a redemption put money on store credit, found by what it keeps of it."""
    account_id = account_of(view, customer_id, CREDIT)
    if account_id is None:
        return None
    detail = json.dumps({"redemption": redemption}, separators=(",", ":"))
    return run(
        view.session,
        select(_E.id).where(
            _E.account_id == account_id,
            text(f"entry.{ON_TIMELINE}"),
            _E.kind == EntryKind.LOAD.value,
            _E.detail == detail,
        ),
    ).scalar()
