"""Replaying the shop's own purchases under two sets of rules.

What is replayed: every purchase from the first one on, with what came back of it, in order, on accounts that
begin empty; so on the first day asked for, balances, tiers and what is about to lapse are what those rules
would have made of the past. Each set of rules is taken to have held all the time. Points come from
purchases, joining and friends; points by hand, vouchers and stamps by the button are left out, and so are
cards on which nothing was ever bought. What customers do with points is `app.loyalty.simulating.behaviour`;
their purchases are taken to be the same whatever the rules. Rewards bounded by a stock, or to the first so
many, are taken to last.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.kernel.clock import add_months
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.unit import View
from app.loyalty.rules import Rules
from app.loyalty.simulating.behaviour import Behaviour, behaviour_of
from app.loyalty.simulating.comparing import Moves
from app.loyalty.simulating.friends import friends_bring
from app.loyalty.simulating.history import count, parties
from app.loyalty.simulating.outcome import Outcome, Simulation, TierCount, TierMove
from app.loyalty.simulating.replay import Replay
from app.loyalty.simulating.wants import wants_of


def simulate(
    view: View,
    ours: Rules,
    draft: Rules,
    since: date | None = None,
    until: date | None = None,
    behaviour: Behaviour | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """What `ours` and `draft` would each have given, side by side, from `since` through `until`.

    Without days, the twelve months through today; without a behaviour, the shop's own of those days. Told to
    stop by `progress`, it raises `Cancelled`. Refused for days the wrong way round, and a share that is none.
    """
    progress = progress or Progress()
    since, until = replay_days(view, since, until)
    behaviour = behaviour or behaviour_of(view, since, until)
    if not 0 <= behaviour.share <= 1:
        raise Refused(_("The share who use a reward is between 0 and 100 %."), field="share")
    total = count(view, until)
    words = _("Replaying purchases")
    progress.step(0, total, words)
    replays = Replay(ours, behaviour, since, until), Replay(draft, behaviour, since, until)
    bonuses = friends_bring(view, ours), friends_bring(view, draft)
    moves = Moves(ours.tiers, draft.tiers)
    replayed = inside = 0
    for party in parties(view, wants_of(view, ours, draft), until):
        before, after = (
            replay.play(party, brought.get(party.holder, ()))
            for replay, brought in zip(replays, bonuses, strict=True)
        )
        moves.note({visit.customer for visit in party.visits}, before, after)
        replayed += len(party.visits)
        inside += sum(visit.day >= since for visit in party.visits)
        progress.step(replayed, total, words)
    progress.finish(total)
    return Simulation(
        since, until, inside, replayed, behaviour,
        _outcome(replays[0], moves.before(), ()), _outcome(replays[1], moves.after(), tuple(moves.named)),
    )  # fmt: skip


def replay_days(view: View, since: date | None, until: date | None) -> tuple[date, date]:
    """The first and the last day: today and the twelve months to it where none is given."""
    until = until or view.today
    since = since or add_months(until, -12) + timedelta(days=1)
    if since > until:
        raise Refused(_("The last day is before the first."), field="until")
    return since, until


def _outcome(replay: Replay, tiers: tuple[TierCount, ...], moves: tuple[TierMove, ...]) -> Outcome:
    tally, rules = replay.tally, replay.rules
    return Outcome(
        rules, tally.given, tally.used, tally.lapsed, tally.returned, tally.uses, tally.cost,
        tally.unpriced, tally.sales - tally.refunded, tally.owed(rules), tally.accounts, tally.in_reach,
        tiers, moves, replay.stamps.counts(),
    )  # fmt: skip
