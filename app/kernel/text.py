"""Text as it comes in from people, scanners and files, made safe to keep, compare and sort."""

from __future__ import annotations

import re
import unicodedata

from app.kernel.errors import Refused
from app.kernel.i18n import _

MAX_COMBINING = 8
"""Combining marks kept on one base letter; more is an attack on the renderer, not a script."""

_BIDI_CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""What shows as nothing though its category says letter, mark or symbol."""

_LINE_ENDS = {ord(c): "\n" for c in "\x0b\x0c\x85\u2028\u2029"}
_DROPPED = {ord(c): None for c in _BIDI_CONTROLS + "\u200b\u2060\ufeff\u180e"}
_DROPPED |= dict.fromkeys((*range(9), *range(14, 28), *range(127, 160)), None)  # NUL and its kin
_SPACED = dict.fromkeys(range(28, 32), " ")
_TABLE = _DROPPED | _LINE_ENDS | _SPACED
_SHOW_NOTHING = frozenset(("Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"))
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_KEPT_CLASSES = frozenset((0, 8, 9))
"""Canonical combining classes `fold` keeps: none at all, kana voicing, virama."""

_LETTERS_APART = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
     "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n"}
)  # fmt: skip


def clean_text(
    text: str, *, label: str, limit: int, multiline: bool = False, field: str | None = None
) -> str:
    """`text` in NFC without controls that hide or reverse it, trimmed; "" when nothing visible is left.

    NUL and other controls are dropped, lone surrogates become U+FFFD, runs of white space become one space
    (in multi-line text, line ends are kept). Joiners stay: families of emoji and Persian need them. Raises
    `Refused` when longer than `limit` characters or when a letter carries a flood of combining marks.
    Cleaning what is clean changes nothing.
    """
    if len(text) > max(limit * 4, 1_000_000):
        raise Refused(_too_long(label, limit), field)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
        if _combining_flood(text):
            raise Refused(_("{label} has too many accents on one letter.").format(label=label), field)
        text = unicodedata.normalize("NFC", text)
    if multiline:
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    else:
        text = _SPACES.sub(" ", text).strip()
    if len(text) > limit:
        raise Refused(_too_long(label, limit), field)
    return "" if is_blank(text) else text


def _too_long(label: str, limit: int) -> str:
    return _("{label} is too long: {limit} characters at most.").format(label=label, limit=limit)


def _combining_flood(text: str) -> bool:
    run = 0
    for character in text:
        run = run + 1 if character > "\u02ff" and unicodedata.category(character)[0] == "M" else 0
        if run > MAX_COMBINING:
            return True
    return False


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen: only spaces, controls, zero-width characters."""
    return not any(_shows(c) for c in text)


def _shows(character: str) -> bool:
    if character.isascii():
        return character > " " and character != "\x7f"
    return character not in _INVISIBLE and unicodedata.category(character) not in _SHOW_NOTHING


def fold(text: str) -> str:
    """The text as search compares it: no case, no accents, ß as ss, letters with a stroke as plain ones.

    Marks that make another letter stay: the virama that joins Devanagari, the voicing of kana.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).translate(_LETTERS_APART).casefold()
    folded = unicodedata.normalize("NFKD", plain)  # a case folded may come out composed
    return "".join(c for c in folded if unicodedata.combining(c) in _KEPT_CLASSES)


_ASCII_WORD = re.compile(r"[a-z0-9]+")


def fold_words(text: str) -> list[str]:
    """The folded words of a text, apostrophes closed up (`O'Brien` is one word, "obrien").

    A word is a run of letters, digits and the marks that belong to them, so vowel signs do not split
    Devanagari or Thai.
    """
    folded = fold(text).replace("'", "").replace("’", "")
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded).split()


def sort_key(name: str) -> str:
    """The key a list of names is sorted by in every database alike: folded words, one space between."""
    return " ".join(fold_words(name)) or fold(name).strip()


def initials(name: str) -> str:
    """First letters of the first and last word, capital; one sign for scripts that write names whole.

    Signs that are no letters are passed over; a name without any letter gives "?".
    """
    words = [letters for word in name.split() if (letters := _letters(word))]
    if not words:
        return "?"
    first = words[0][0]
    if _stands_alone(first):
        return first
    if len(words) == 1:
        return first.upper()[:1]
    return (
        (first.upper()[:1] + words[-1][0].upper()[:1])
        if not _stands_alone(words[-1][0])
        else first.upper()[:1]
    )


def _letters(word: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFC", word) if unicodedata.category(sign)[0] == "L"
    )


def _stands_alone(sign: str) -> bool:
    """Scripts without capitals: two letters side by side would join or read as a word."""
    return sign.upper() == sign.lower()
