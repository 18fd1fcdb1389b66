"""What a name, an address or a number is found by: the words the index holds and a search asks for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.kernel.text import fold, fold_words

LONGEST_WORD = 60

_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)
HYPHENS = frozenset("-‐‑－")
_HYPHEN = re.compile("[-‐‑－]")
_NO_APOSTROPHES = str.maketrans("", "", "'’")
_WORD = re.compile("[a-z0-9]+")
_HAS_UMLAUT = re.compile("[äöüøåÄÖÜØÅ]")


def name_words(name: str) -> list[str]:
    """The words a name is found by, each once: folded, umlauts also spelled out, hyphens also closed up.

    Chinese, Japanese and Korean names are found from any of their letters on, with or without the space.
    """
    words = folded_name(name)
    if not name.isascii():
        parts = [word for word in words if any(map(starts_anywhere, word))]
        if _HAS_UMLAUT.search(name):
            words += fold_words(name.translate(_UMLAUTS))
        if parts:
            words.append("".join(parts))
            words += [tail for word in parts for tail in tails(word)]
    if not HYPHENS.isdisjoint(name):
        words += _closed_up(name)
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in words))


def _closed_up(name: str) -> list[str]:
    """Words parted by nothing but a hyphen, as one: Anne-Marie is found as annemarie too."""
    folded = fold(name).translate(_NO_APOSTROPHES)
    spaced = "".join(c if c in HYPHENS or is_of_word(c) else " " for c in folded)
    joined: list[str] = []
    for chunk in spaced.split():
        run: list[str] = []
        for part in [*_HYPHEN.split(chunk), ""]:
            if part:
                run.append(part)
                continue
            if len(run) > 1:
                joined.append("".join(run))
            run = []
    return joined


def is_of_word(letter: str) -> bool:
    """Whether a folded letter belongs to a word, as `fold_words` sees it."""
    return unicodedata.category(letter)[0] in "LNM"


@lru_cache(maxsize=4_096)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(fold_words(name))


def folded_name(name: str) -> list[str]:
    """The folded words of a name; it is asked for several times in a row while a card is written."""
    return list(_folded(name))


def tails(word: str) -> list[str]:
    """What is left of a word from each letter on at which a search may begin, without the whole."""
    return [word[at:] for at in range(1, min(len(word), LONGEST_WORD)) if starts_anywhere(word[at])]


def spelled_out(word: str) -> str | None:
    """The word with its umlauts spelled as two letters ("müller": "mueller"); None when it has none."""
    if word.isascii() or not _HAS_UMLAUT.search(word):
        return None
    return "".join(fold_words(word.translate(_UMLAUTS)))


def spelled_out_letter(letter: str) -> str:
    """One letter of a name folded, an umlaut as the two letters it may be spelled with."""
    return fold(letter.translate(_UMLAUTS))


def mail_words(address: str) -> list[str]:
    """The words of an e-mail address or a handle, without the last part of its domain."""
    local, _at, domain = address.partition("@")
    if address.isascii():
        return list(dict.fromkeys(_WORD.findall(f"{local} {domain.rpartition('.')[0]}".lower())))
    return list(dict.fromkeys((*fold_words(local), *fold_words(domain.rpartition(".")[0]))))


def backwards(number: str) -> str:
    """A phone or card number from its end, as the index holds it, so that its tail is a prefix."""
    bare = number.lstrip("+")
    if bare.isascii() and bare.isalnum():
        return bare[::-1].lower()
    return "".join(c for c in reversed(number.lower()) if c.isascii() and c.isalnum())


def starts_anywhere(letter: str) -> bool:
    """Whether the letter is of a script written without spaces, so that a search may begin at it.

    Folding takes hangul apart: a syllable begins at its leading consonant.
    """
    code = ord(letter)
    return code >= 0x1100 and (
        code <= 0x115F
        or 0x3005 <= code <= 0x3007
        or 0x3041 <= code <= 0x30FF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )
