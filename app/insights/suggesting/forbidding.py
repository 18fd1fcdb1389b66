"""What a card forbids to suggest, as far as words tell: an alert "no nuts" takes out the walnut loaf.

All words of an alert forbid but those of a clause that says "only"; of the notes, which say all sorts of
things, the words that follow a "no" or an "allergic" in the same clause. Names are all that is compared, so
nobody is told that a thing is safe; rather too much is left out than too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from app.kernel.text import fold_words

_CLAUSES = re.compile(r"[.,;:!?()\n/–—]| - ")
_ONLY_WORDS = "only just nur ausschliesslich seulement uniquement solo solamente soltanto alleen"
_NO_WORDS = """
no not none never nothing without avoid avoids cannot cant doesnt dont allergic allergy allergies intolerant
intolerance hates hate dislikes dislike kein keine keinen keiner nicht nie ohne hasst allergisch allergie pas
jamais sans allergique sin nunca alergica alergico senza mai allergico allergica geen niet nooit zonder
"""
_EMPTY_WORDS = """
and or the with for from before after please check keep offer offering ask anything everything likes any all
to in on at by be is are has have her his their him she he they them very strong strongly free severe mild
traces food products product things does will can may must eat eats drink drinks take takes left right side
und oder der die das den dem mit von vor bitte aus auf ein eine einen einer isst trinkt mag sehr gegen
les des une est aux avec pour par lui elle aime los las una con por para del gli che per het een van met voor
"""
_ONLY = frozenset(_ONLY_WORDS.split())
_NO = frozenset(_NO_WORDS.split())
_SAYS_NOTHING = _NO.union(_EMPTY_WORDS.split())
_FREE = ("free", "frei", "vrij", "less")
_SHORTEST, _INSIDE = 3, 4


def forbidden(alert: str, notes: str = "") -> frozenset[str]:
    """The beginnings of words that names of things must not hold."""
    found: set[str] = set()
    for clause in _CLAUSES.split(alert):
        words = fold_words(clause)
        if not _ONLY.intersection(words):
            found.update(_meant(words))
    for clause in _CLAUSES.split(notes):
        words = fold_words(clause)
        begins = next((at + 1 for at, word in enumerate(words) if word in _NO), len(words))
        found.update(_meant(words[begins:]))
    return frozenset(found)


def is_forbidden(name: str, words: Collection[str]) -> bool:
    """Whether a name holds one of the words, by itself or in a longer one ("walnut"); what it is free of, it
    does not hold ("nut-free", "ohne Nuss")."""
    named = fold_words(name)
    for at, one in enumerate(named):
        after, before = "".join(named[at + 1 : at + 2]), "".join(named[at - 1 : at]) if at else ""
        if after in _FREE or before in _NO or one.endswith(_FREE):
            continue
        if any(_holds(one, word) for word in words):
            return True
    return False


def _meant(words: Collection[str]) -> set[str]:
    return {_stem(word) for word in words if len(word) >= _SHORTEST and word not in _SAYS_NOTHING}


def _stem(word: str) -> str:
    """Without the ending of a plural."""
    for ending in ("es", "en", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def _holds(name: str, word: str) -> bool:
    return word in name if len(word) >= _INSIDE else name.startswith(word) or name.endswith(word)
