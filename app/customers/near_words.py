"""Keys that words written or spoken alike have in common, so that a typo is an indexed look-up.

Spelling: a word within `d` edits of another shares with it a form of its first seven letters that lacks at
most `d` of them (symmetric deletion, as W. Garbe's SymSpell does it). Sound: see `phonetics`.
"""

from __future__ import annotations

from app.customers.phonetics import sound_of

PREFIX = 7
SOUND = "~"
"""Marks a key that is a sound; no folded word begins with it."""


def edits_allowed(word: str) -> int:
    """How many typing errors a word of that length may carry: none under 4 letters, 2 from 8 on."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def spelling_keys(word: str, edits: int) -> set[str]:
    """The forms of the word's beginning that lack at most `edits` letters."""
    keys = {word[:PREFIX]}
    fresh = keys
    for _round in range(edits):
        fresh = {key[:at] + key[at + 1 :] for key in fresh for at in range(len(key))}
        keys |= fresh
    return keys


def word_keys(word: str) -> set[str]:
    """All the keys a word of the book is found by: its spellings and its sound; none for short words."""
    if len(word) < 3 or word.isdigit():
        return set()
    keys = spelling_keys(word, edits_allowed(word))
    sound = sound_of(word)
    if sound:
        keys.add(SOUND + sound)
    return keys
