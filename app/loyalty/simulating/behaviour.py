"""What customers of a replay do with their points: stated, adjustable, and taken from the shop's own past.

After each purchase that leaves a customer with enough points for a reward they may have, they use one with
the probability `share`: nothing else moves points out of an account but refunds and lapsing. Whether they do
is drawn from the purchase's own number, so that a replay gives the same figures each time, and both sets of
rules are asked about the same purchases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry, ProgrammeVersion, Redemption
from app.loyalty.rules import Rules, rules_from_json
from app.sales.tables import run, table

CHEAPEST, DEAREST = "cheapest", "dearest"
FROM_HISTORY, ASSUMED, GIVEN = "history", "assumed", "given"

ENOUGH = 30
"""So many chances to use a reward the past must hold before it is believed."""
USUAL = 0.25
"""The share assumed in a shop with no past of its own: one visit in four with a reward in reach."""

_E = table(Entry).c
_A = table(Account).c
_R = table(Redemption).c
_V = table(ProgrammeVersion).c


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How rewards are used: with the probability `share` (0 to 1) after a purchase with one in reach;
    `prefers` is which of several: "cheapest" (as soon as they can) or "dearest" (they save up).

    `source` says where the share comes from: "history", "assumed" or "given"; `chances` and `uses` are what
    the shop's own past holds.
    """

    share: float = USUAL
    prefers: str = CHEAPEST
    source: str = GIVEN
    chances: int = 0
    uses: int = 0


def behaviour_of(view: View, since: date, until: date) -> Behaviour:
    """The shop's own: share = uses / chances between the two days, both included.

    A use is a reward given for points and not taken back; a chance a purchase after which the account held
    enough for the cheapest reward of the rules it was judged by. Below `ENOUGH` chances it is `USUAL`.
    """
    cheapest = {
        row.id: cost
        for row in run(view.session, select(_V.id, _V.rules))
        if (cost := cheapest_cost(rules_from_json(row.rules))) is not None
    }
    days = and_(_E.business_date >= since, _E.business_date <= until, _A.unit == POINTS)
    entries = table(Entry).join(table(Account), _A.id == _E.account_id)
    in_reach = or_(
        *(and_(_E.programme_id == version, _E.balance >= cost) for version, cost in cheapest.items())
    )
    counted = select(func.count()).select_from(entries)
    chances = 0
    if cheapest:
        chances = run(
            view.session, counted.where(days, _E.kind == EntryKind.EARN.value, in_reach)
        ).scalar_one()
    standing = entries.join(table(Redemption), _R.entry_id == _E.id)
    uses = run(
        view.session,
        select(func.count()).select_from(standing).where(days, _R.points > 0, _R.given_back_at.is_(None)),
    ).scalar_one()
    if chances < ENOUGH:
        return Behaviour(USUAL, source=ASSUMED, chances=chances, uses=uses)
    return Behaviour(min(1.0, uses / chances), source=FROM_HISTORY, chances=chances, uses=uses)


def cheapest_cost(rules: Rules) -> int | None:
    """The points of the cheapest reward that costs any; None without one."""
    return min((reward.cost for reward in rules.rewards if reward.cost > 0), default=None)
