"""Who would stand in another tier than under today's rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from app.loyalty.simulating.outcome import MOST_MOVES, TierCount, TierMove
from app.loyalty.tiers.scheme import TierScheme


class Moves:
    """Counts customers by the tier they end in under `ours` and under `draft`; names the first who move.

    A tier is the same one when it has the same id; one the draft no longer has counts by its rank. Nobody
    moves where one of the two has no tiers at all.
    """

    def __init__(self, ours: TierScheme, draft: TierScheme) -> None:
        self._ours, self._draft = ours, draft
        self._before: Counter[str] = Counter()
        self._after: Counter[str] = Counter()
        self._up: Counter[str] = Counter()
        self._down: Counter[str] = Counter()
        self.named: list[TierMove] = []

    def note(self, customers: Collection[int], before: str, after: str) -> None:
        """These customers end in tiers of these ids, "" for none."""
        many = len(customers)
        self._before[before] += many
        self._after[after] += many
        if before == after or not (self._ours and self._draft):
            return
        was = self._draft.rank(before) if self._draft.tier(before) else self._ours.rank(before)
        now = self._draft.rank(after)
        if was == now:
            return
        (self._up if now > was else self._down)[after] += many
        for customer in sorted(customers):
            if len(self.named) < MOST_MOVES:
                names = _name(self._ours, before), _name(self._draft, after)
                self.named.append(TierMove(customer, *names, up=now > was))

    def before(self) -> tuple[TierCount, ...]:
        """The tiers under today's rules."""
        return _counts(self._ours, self._before, Counter(), Counter())

    def after(self) -> tuple[TierCount, ...]:
        """The tiers under the draft, with who would come up or down into each."""
        return _counts(self._draft, self._after, self._up, self._down)


def _counts(
    scheme: TierScheme, customers: Counter[str], up: Counter[str], down: Counter[str]
) -> tuple[TierCount, ...]:
    ids = [tier.id for tier in scheme.tiers]
    if customers[""] and (ids or up[""] or down[""]):
        ids = ["", *ids]
    return tuple(TierCount(id_, _name(scheme, id_), customers[id_], up[id_], down[id_]) for id_ in ids)


def _name(scheme: TierScheme, tier_id: str) -> str:
    tier = scheme.tier(tier_id)
    return tier.name if tier else ""
