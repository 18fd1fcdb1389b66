"""Who was found so far, how well, and why; and the order they are shown in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from app.customers.search_index import Candidate
from app.kernel.text import fold_words


class Rank(IntEnum):
    """How well somebody fits; a better one comes first whoever came more lately."""

    SOUND = 1
    SPELLING = 2
    NICKNAME = 3
    REACHED = 4
    NUMBER = 5
    NAMED = 6
    EXACT_NAME = 7
    EXACT_CARD = 8


@dataclass(frozen=True)
class Hit:
    """One customer found. `begins` are the beginnings of name words that matched."""

    candidate: Candidate
    rank: Rank
    score: float
    begins: tuple[str, ...]


class Found:
    """Collects hits; the first rank somebody is found by stays unless a better one comes."""

    def __init__(self, today: date, words: Sequence[str]) -> None:
        self._today = today.toordinal()
        self._words = words
        self._letters = sum(map(len, words)) + len(words) - 1
        self._hits: dict[int, Hit] = {}

    def __len__(self) -> int:
        return len(self._hits)

    def add(
        self, candidates: Iterable[Candidate], rank: Rank, begins: Sequence[str] = (), closeness: float = 0.0
    ) -> None:
        """Add candidates; `closeness`, 0 to 1, orders similar ones before who came lately."""
        for candidate in candidates:
            own = self._rank(candidate, rank)
            score = own + self._within(candidate, own) * (1 - closeness * 0.5) + closeness * 0.5
            held = self._hits.get(candidate.id)
            if held is None or held.score < score:
                self._hits[candidate.id] = Hit(candidate, own, score, tuple(begins))

    def best(self, limit: int) -> list[Hit]:
        """The best hits, best first; equals by name."""
        ordered = sorted(
            self._hits.values(), key=lambda hit: (-hit.score, hit.candidate.name, hit.candidate.id)
        )
        return ordered[:limit]

    def _rank(self, candidate: Candidate, rank: Rank) -> Rank:
        if rank is not Rank.NAMED or abs(len(candidate.name) - self._letters) > 6:
            return rank
        whole = sorted(fold_words(candidate.name)) == sorted(self._words)
        return Rank.EXACT_NAME if whole else rank

    def _within(self, candidate: Candidate, rank: Rank) -> float:
        """0 to 0.99: whole words first, then who came lately and often."""
        whole = 0.0
        if rank is Rank.NAMED:
            padded = f" {candidate.name.lower()} "
            whole = sum(f" {word} " in padded for word in self._words) / max(1, len(self._words))
        return 0.3 * whole + 0.69 * hotness(candidate, self._today)


def hotness(candidate: Candidate, today: int) -> float:
    """0 to 1: half how lately (it halves every 60 days), half how often (a hundred visits are the most)."""
    lately = 0.0
    if candidate.last_visit:
        days = today - date.fromisoformat(candidate.last_visit[:10]).toordinal()
        lately = 0.5 ** (max(0, days) / 60)
    often = min(1.0, math.log1p(max(0, candidate.visits)) / math.log(101))
    return 0.5 * lately + 0.5 * often
