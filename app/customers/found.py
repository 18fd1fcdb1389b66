"""Who was found so far, how well, and why; and the order they are shown in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from app.customers.search_index import Candidate
from app.kernel.text import fold_words


class Rank:
    """How well somebody fits; a better one comes first whoever came more lately. Plain numbers: ranking runs
    at every keystroke."""

    SOUND = 1
    SPELLING = 2
    NICKNAME = 3
    REACHED = 4
    NUMBER = 5
    NAMED = 6
    MAIL = 7
    EXACT_NAME = 8
    EXACT_CARD = 9


class Hit(NamedTuple):
    """One customer found. `begins` are the beginnings of name words that matched."""

    candidate: Candidate
    rank: int
    score: float
    begins: tuple[str, ...]


class Found:
    """Collects hits; the first rank somebody is found by stays unless a better one comes."""

    def __init__(self, today: date, words: Sequence[str]) -> None:
        self._today = today.toordinal()
        self._words = words
        self._sorted = sorted(words)
        self._padded = [f" {word} " for word in words]
        self._share = 0.3 / max(1, len(words))
        self._letters = sum(map(len, words)) + len(words) - 1
        self._hits: dict[int, Hit] = {}

    def __len__(self) -> int:
        return len(self._hits)

    def add_named(self, candidates: Iterable[Candidate], begins: tuple[str, ...]) -> None:
        """Add customers whose name has all the words: the exact name first, then whole words."""
        letters, hits, today = self._letters, self._hits, self._today
        for candidate in candidates:
            name = candidate.name
            rank = Rank.NAMED
            if abs(len(name) - letters) <= 6 and sorted(fold_words(name)) == self._sorted:
                rank = Rank.EXACT_NAME
            padded = f" {name.lower()} "
            score = rank + 0.69 * hotness(candidate, today)
            for word in self._padded:
                if word in padded:
                    score += self._share
            held = hits.get(candidate.id)
            if held is None or held.score < score:
                hits[candidate.id] = Hit(candidate, rank, score, begins)

    def add(
        self,
        candidates: Iterable[Candidate],
        rank: int,
        begins: tuple[str, ...] = (),
        closeness: float = 0.0,
    ) -> None:
        """Add candidates found otherwise; `closeness`, 0 to 1, orders similar ones before who came lately."""
        weight = 0.69 * (1 - closeness * 0.5)
        for candidate in candidates:
            score = rank + weight * hotness(candidate, self._today) + closeness * 0.5
            held = self._hits.get(candidate.id)
            if held is None or held.score < score:
                self._hits[candidate.id] = Hit(candidate, rank, score, begins)

    def best(self, limit: int) -> list[Hit]:
        """The best hits, best first; equals by name."""
        return nsmallest(limit, self._hits.values(), key=_order)


def _order(hit: Hit) -> tuple[float, str, int]:
    return -hit.score, hit.candidate.name, hit.candidate.id


_OFTEN = tuple(min(1.0, math.log1p(visits) / math.log(101)) * 0.5 for visits in range(101))
_LATELY = tuple(0.5 ** (days / 60) * 0.5 for days in range(1_200))


def hotness(candidate: Candidate, today: int) -> float:
    """0 to 1: half how lately (it halves every 60 days), half how often (a hundred visits are the most)."""
    hot = _OFTEN[min(max(candidate.visits, 0), 100)]
    if candidate.last_visit:
        days = today - _ordinal(candidate.last_visit[:10])
        if days < len(_LATELY):
            hot += _LATELY[max(days, 0)]
    return hot


@lru_cache(maxsize=4_096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
