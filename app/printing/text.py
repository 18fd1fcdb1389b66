"""Text from data, made safe for paper.

Nothing on paper is ever parsed for markup: `<b>` in a name is three characters. What is taken out here is
what has no place on paper: control characters, overrides of the writing direction, invisible spaces, towers
of marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

MOST_CHARACTERS = 20_000  # of one text on paper, far more than any page holds
MOST_MARKS = 4  # on one letter; no living script stacks more
CUT_MARK = "…"

_SPACES = frozenset("\t\n\r\v\f\u0085\u2028\u2029")
_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff")


def plain(text: str, limit: int = MOST_CHARACTERS) -> str:
    """The text as it can be printed: one paragraph, composed (NFC), at most `limit` characters.

    A lone surrogate becomes U+FFFD, a line break a space. A longer text is cut with a visible mark. Fast
    whatever is handed in: it reads no further than it keeps, and towers of marks are gone before they are
    sorted.
    """
    if text.isascii() and text.isprintable():
        return cut(text, limit).strip()
    enough = 4 * limit  # composing makes one of three at most, so what is left is still longer than the limit
    return cut(unicodedata.normalize("NFC", "".join(islice(_kept(text), enough))), limit).strip()


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending in "…" where some are left out; a letter keeps its marks."""
    if len(text) <= limit:
        return text
    at = max(limit - 1, 0)
    while at > 0 and limit - at < 64 and is_mark(text[at]):
        at -= 1
    return text[:at].rstrip() + CUT_MARK


def is_mark(character: str) -> bool:
    """Whether a character only lives on the one before it."""
    return unicodedata.combining(character) > 0 or unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _kept(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        if character in _SPACES:
            marks = 0
            yield " "
            continue
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category == "Cs":
            yield "\ufffd"
        elif not (
            marks > MOST_MARKS
            or category == "Cc"
            or character in _INVISIBLE
            or "\u202a" <= character <= "\u202e"  # embeddings and overrides
            or "\u2066" <= character <= "\u2069"  # isolates
        ):
            yield character


def address_rows(lines: Sequence[str], most: int) -> list[str]:
    """The lines of an address as plain text, at most `most` of them (3 or more): what is over is joined to
    its neighbour, the shortest first, so that the name, the town and the country keep lines of their own."""
    rows = [row for row in (plain(line, 200) for line in lines[:100]) if row]
    while len(rows) > most:
        at = min(range(1, max(2, len(rows) - 3)), key=lambda place: len(rows[place]) + len(rows[place + 1]))
        rows[at : at + 2] = [f"{rows[at].rstrip(',')}, {rows[at + 1]}"]
    return rows
