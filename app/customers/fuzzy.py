"""Names with a typo, and names that sound alike: only when what was typed finds too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.customers.near_words import edits_allowed
from app.customers.phonetics import sound_of
from app.customers.search_index import SearchIndex
from app.customers.search_words import name_words
from app.kernel.unit import View

MOST_ALIKE = 12
"""Words tried for one that was typed."""

LEAST_LIKENESS = 0.4
"""Words of one sound that share fewer letters than this are no help: Maria and Meyer have one sound."""


@dataclass(frozen=True)
class Alike:
    """A word of the book that may be meant: `likeness` 0 to 1, by spelling or only by sound."""

    word: str
    likeness: float
    spelling: bool


def alike(index: SearchIndex, view: View, word: str) -> list[Alike]:
    """Words of the book spelled or sounding like the typed one, likest first; empty for short words."""
    if len(word) < 3 or word.isdigit():
        return []
    from rapidfuzz.distance import OSA

    sound = sound_of(word)
    found: list[Alike] = []
    for other in index.near(view, word):
        if other.startswith(word):
            continue
        distance = OSA.distance(word, other)
        likeness = 1 - distance / max(len(word), len(other))
        if distance <= edits_allowed(min(word, other, key=len)):
            found.append(Alike(other, likeness, spelling=True))
        elif sound and likeness >= LEAST_LIKENESS and sound_of(other) == sound:
            found.append(Alike(other, likeness, spelling=False))
    found.sort(key=lambda one: (not one.spelling, -one.likeness, one.word))
    return found[:MOST_ALIKE]


def closest(name: str, asked: Sequence[str], choices: Sequence[Sequence[Alike]]) -> tuple[float, list[str]]:
    """(likeness 0 to 1 of the name to all that was asked, the words of the name that met it)."""
    own = name_words(name)
    met: list[str] = []
    total = 0.0
    for word, choice in zip(asked, choices, strict=True):
        best, likeness = "", 0.0
        for one in own:
            if one.startswith(word):
                best, likeness = word, 1.0
                break
        else:
            for similar in choice:
                if similar.likeness > likeness and similar.word in own:
                    best, likeness = similar.word, similar.likeness
        if best:
            met.append(best)
            total += likeness
    return total / max(1, len(asked)), met
