"""Who is left out, by lot: so many of a group, each as likely as any other.

Lots come from a seed, so that the same request draws the same people and anybody can draw again and see that
nobody was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

MOST_PERCENT = 50
"""More than half left out tells no more than half."""


def held_out_count(people: int, percent: int) -> int:
    """How many of `people` are left out: the share, rounded half up, but one at least and never more than get
    it. Nobody where the share is nothing or there are not two."""
    if percent <= 0 or people < 2:
        return 0
    return min(max((people * percent + 50) // 100, 1), people // 2)


def draw(customers: Iterable[int], percent: int, seed: str) -> frozenset[int]:
    """Those who are left out.

    Each customer's lot is the SHA-256 of seed and id; the smallest lots are left out: a simple random sample
    without replacement, whatever the order of the ids.
    """
    lots = sorted(set(customers), key=lambda customer: (_lot(seed, customer), customer))
    return frozenset(lots[: held_out_count(len(lots), percent)])


def _lot(seed: str, customer: int) -> bytes:
    return sha256(f"{seed}:{customer}".encode()).digest()
