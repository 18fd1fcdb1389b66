"""Whole points shared out over the lines of a sale, to the last one: what a return of a line takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.money import apportion
from app.loyalty.conditions import Picks
from app.loyalty.counting import Counting
from app.loyalty.sale import Sale


@dataclass(frozen=True, slots=True)
class Share:
    """Points, and the lines they are for; `picks` None: for everything that counts."""

    picks: Picks | None
    points: int


def by_line(sale: Sale, counting: Counting, shares: Sequence[Share]) -> tuple[int, ...]:
    """Each line's points, their sum that of the shares; () where they simply follow what the lines cost."""
    counts = [counting.counts(line) for line in sale.lines]
    if all(counts) and all(share.picks is None for share in shares):
        return ()
    found = [0] * len(sale.lines)
    for share in shares:
        weights = [
            max(0, line.amount) if counted and (share.picks is None or share.picks(line)) else 0
            for line, counted in zip(sale.lines, counts, strict=True)
        ]
        for place, part in enumerate(apportion(share.points, weights)):
            found[place] += part
    dearest = max(range(len(found)), key=lambda place: sale.lines[place].amount)
    found[dearest] += sum(share.points for share in shares) - sum(found)  # points for no line in particular
    return tuple(found)


def both(first: Sequence[Picks | None], then: Picks | None) -> Picks | None:
    """Lines that one of `first` picks (None: any line) and `then` as well."""
    if None in first:
        return then
    chosen = [picks for picks in first if picks is not None]
    return lambda line: any(picks(line) for picks in chosen) and (then is None or then(line))
