"""How a customer is spoken to: the first name in a name that is kept whole."""

from __future__ import annotations

import unicodedata

_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "lady", "dame", "rev"),
        *("herr", "frau", "dipl", "ing", "mag", "m", "mme", "mlle", "me", "sr", "sra", "srta", "don", "doña"),
        *("sig", "signor", "signora", "dott", "mevrouw", "pan", "pani"),
    )
)
_WHOLE = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
"""Scripts in which the family name comes first and the whole name is said."""


def first_name(name: str) -> str:
    """The name a letter begins with: "Maria" of "Maria Schmidt", "Schmidt, Maria" and "Dr. Maria Schmidt".

    The whole name where nothing shows which part it is: "Mr Smith", "张伟", a single word.
    """
    before, comma, after = name.partition(",")
    words = (after if comma and after.strip() else before).split()
    if any(unicodedata.name(letter, "").startswith(_WHOLE) for letter in name):
        return name.strip()
    given = words
    while given and given[0].rstrip(".").casefold() in _TITLES:
        given = given[1:]
    titled = len(given) < len(words)
    if not given or (titled and len(given) == 1 and not comma):
        return name.strip()
    first = given[0]
    if not any(letter.isalpha() for letter in first):
        return name.strip()
    if len(first.rstrip(".")) == 1 and len(given) > 1:
        return name.strip()  # "J. Smith"
    return first
