"""A key for how a name sounds, so that Meyer finds Maier and Catherine finds Kathryn.

The classes and the context of C, D, T, P and X are those of the Cologne phonetics (H. J. Postel: Die Koelner
Phonetik, IBM-Nachrichten 19, 1969). Before it, spellings of English and French names that German ears hear
alike are brought to one form, in the spirit of L. Philips' Metaphone (1990): kn, wr, gh, eau, silent ends.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^wh", "w"),
        (r"^mc(?=[^aeiouy])", "mak"),
        (r"^geo(?=f)|^je(?=f)", "jo"),
        (r"(?:eaux?|aults?|auds?|auts?|ots?)$", "o"),
        (r"tsch|tch|ch(?=[aeiou]?s?$)", "sch"),
        (r"augh|ough", "o"),
        (r"ght", "t"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"qu", "kw"),
        (r"th", "t"),
        (r"dt", "t"),
        (r"(?<=[aeiouy])h(?=[^aeiouy]|$)", ""),
    )
)
_CLASSES = {
    **dict.fromkeys("aeijouy", "0"),
    "b": "1",
    "p": "1",
    **dict.fromkeys("dt", "2"),
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}
_LATIN = re.compile("[a-z]+")
LONGEST = 12


@lru_cache(maxsize=8_192)
def sound_of(word: str) -> str:
    """The sound of a folded word as a run of digits; "" for other scripts and where no consonant is."""
    if not _LATIN.fullmatch(word):
        return ""
    for pattern, form in _SPELLINGS:
        word = pattern.sub(form, word)
    codes: list[str] = []
    for at, letter in enumerate(word):
        codes.append(_code(letter, word[at - 1] if at else "", word[at + 1 : at + 2]))
    joined = "".join(codes)
    once = re.sub(r"(.)\1+", r"\1", joined)
    key = once[:1] + once[1:].replace("0", "")
    return key[:LONGEST] if key.strip("0") else ""


def _code(letter: str, before: str, after: str) -> str:
    """The digit of one letter among its neighbours; "" for h, which is not heard."""
    if letter == "c":
        return _code_of_c(before, after)
    if letter in "dt" and after in ("c", "s", "z"):
        return "8"
    if letter == "x":
        return "8" if before in ("c", "k", "q") else "48"
    return _CLASSES.get(letter, "")


def _code_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    if before in "sz":
        return "8"
    return "4" if after and after in "ahkoqux" else "8"
