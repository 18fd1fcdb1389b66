"""What somebody typed or scanned into the search, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.customers.search_index import Term
from app.customers.search_words import LONGEST_WORD, backwards, spelled_out
from app.kernel.text import fold_words

MOST_LETTERS = 200
MOST_WORDS = 8
FEWEST_DIGITS = 3
"""Of the end of a number."""

_NUMBER = re.compile(r"\+?[\d\s/().\-‐-—]+")
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Asked:
    """A search as read: folded `words`; `number` the digits when it is nothing but a number; `card` as card
    numbers are kept when it could be one; `numbered` as it stands when it has a digit; `mail` with an @."""

    text: str
    words: tuple[str, ...]
    number: str = ""
    card: str = ""
    numbered: str = ""
    mail: str = ""

    @property
    def named(self) -> list[list[Term]]:
        """The words as beginnings of a name's words, digits also as the end of a number."""
        return [self._choice(word) for word in self.words]

    @property
    def reached(self) -> list[list[Term]]:
        """The words as beginnings of anything: of the name, of an address, of a handle."""
        return [[*self._choice(word), Term("mail", word)] for word in self.words]

    def _choice(self, word: str) -> list[Term]:
        choice = [Term("begins", word)]
        if word.isdigit() and len(word) >= FEWEST_DIGITS:
            choice.append(Term("tail", backwards(word)))
        return choice


@lru_cache(maxsize=64)
def read(text: str) -> Asked:
    """Read a search. Never fails: what cannot be looked for is left out, what is too long is cut."""
    text = _UNFIT.sub(" ", text[:MOST_LETTERS]).strip()
    words = tuple(word[:LONGEST_WORD] for word in fold_words(text)[:MOST_WORDS])
    number = card = numbered = mail = ""
    if any(c.isdecimal() for c in text):
        numbered = text
        if _NUMBER.fullmatch(text):
            digits = "".join(str(int(c)) for c in text if c.isdecimal())
            number = digits if len(digits) >= FEWEST_DIGITS else ""
        compact = re.sub(r"[\s\-‐-—]+", "", text).upper()
        if compact.isascii() and compact.isalnum() and 4 <= len(compact) <= 40:
            card = compact
    if "@" in text and " " not in text and len(text) >= FEWEST_DIGITS:
        mail = text.lower()
    return Asked(text, words, number, card, numbered, mail)


def spellings(asked: Asked) -> list[str] | None:
    """The words with umlauts spelled out (müller: mueller); None when there is no umlaut."""
    raw = asked.text.split()
    spelled = [spelled_out(word) for word in raw]
    if not any(spelled):
        return None
    joined = " ".join(new or old for new, old in zip(spelled, raw, strict=True))
    return fold_words(joined)[:MOST_WORDS]
