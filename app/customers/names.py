"""Names: kept as people write them, sorted as a shop files them."""

from __future__ import annotations

import unicodedata

from app.customers.search_words import folded_name
from app.customers.tidy import tidy
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold_words, sort_key

SORT_LENGTH = 250


def clean_name(name: str) -> str:
    """A name fit to keep. Refused when nothing of it can be seen or it is longer than 200 characters."""
    cleaned = tidy(name, "name")
    if not cleaned or not any(unicodedata.category(c)[0] in "LNS" for c in cleaned):
        raise Refused(_("A customer needs a name."), field="name")
    return cleaned


def derived_sort_name(name: str) -> str:
    """The key a name is filed under when nobody gave one: "Maria Schmidt" under "schmidt maria".

    Names in Latin, Greek or Cyrillic letters are filed by their last word; what stands before a comma
    ("Schmidt, Maria") is the family name already. Other scripts put it first: filed as written.
    """
    if "," in name:
        return sort_key(name)[:SORT_LENGTH]
    words = folded_name(name)
    if len(words) > 1 and _family_name_last(name):
        last = words[-1:] if name.isascii() and "-" not in name else _last(name, words)
        words = [*last, *words[: len(words) - len(last)]]
    return (" ".join(words) or sort_key(name))[:SORT_LENGTH]


def sort_name_for(name: str, given: str) -> str:
    """The sort key to keep: of the given sort name, else derived from the name."""
    given = tidy(given, "sort_name")
    return sort_key(given)[:SORT_LENGTH] or derived_sort_name(name)


def _last(name: str, words: list[str]) -> list[str]:
    """The words of what stands after the last space: "Anna Schmidt-Rottluff" has two."""
    return fold_words(name.rsplit(maxsplit=1)[-1]) or words[-1:]


def _family_name_last(name: str) -> bool:
    if name.isascii():
        return True
    letters = (unicodedata.name(c, "").partition(" ")[0] for c in name if c.isalpha())
    return all(
        script in ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "FEMININE", "MASCULINE") for script in letters
    )
