"""Which letters of a name a search matched, in the name as it is shown.

Folding changes lengths (ß becomes ss, accents fall off, hangul comes apart), so every folded letter carries
the place in the name it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from app.customers.search_words import HYPHENS, is_of_word, spelled_out_letter, starts_anywhere
from app.kernel.text import fold

Span = tuple[int, int]
"""[start, end) in characters of the name as shown."""

Form = list[tuple[str, int]]
"""A word a name can be found by: its folded letters, each with the place it came from."""

_APOSTROPHES = "'’"


@lru_cache(maxsize=512)
def forms(name: str) -> tuple[Form, ...]:
    """Every word the name can be found by, as `search_words.name_words` makes them."""
    plain = _words(name, spell_out=False)
    found = [form for form, _closed in plain]
    if not name.isascii():
        spelled = [form for form, _closed in _words(name, spell_out=True)]
        found += [form for form in spelled if form not in found]
        free = [form for form, _closed in plain if any(starts_anywhere(letter) for letter, _at in form)]
        if len(free) > 1:
            found.append([pair for form in free for pair in form])
        for form in free:
            found += [form[at:] for at in range(1, len(form)) if starts_anywhere(form[at][0])]
    found += _closed_up(plain)
    return tuple(found)


def mark(name: str, beginnings: Iterable[str]) -> tuple[Span, ...] | None:
    """The letters of `name` that begin its words as asked, or None when one of them begins no word.

    Each asked word takes a word of its own while there is one.
    """
    asked_words = sorted(beginnings, key=len, reverse=True)
    if name.isascii() and "'" not in name and "-" not in name:
        return _mark_plain(name, asked_words)
    known = forms(name)
    taken: set[int] = set()
    spans: list[Span] = []
    for asked in asked_words:
        fitting = [form for form in known if _begins(form, asked)]
        if not fitting:
            return None
        best = min(fitting, key=lambda form: (form[0][1] in taken, len(form) != len(asked)))
        taken.update(at for _letter, at in best)
        spans.append(_span(name, best, len(asked)))
    return _merged(spans)


_PLAIN_WORD = re.compile("[a-z0-9]+")


def _mark_plain(name: str, asked_words: list[str]) -> tuple[Span, ...] | None:
    """`mark` for plain ASCII, where every letter stands where it stood: most names, at every keystroke."""
    if len(asked_words) == 1:
        return _mark_one(name.lower(), asked_words[0])
    words = [(match.group(), match.start()) for match in _PLAIN_WORD.finditer(name.lower())]
    spans: list[Span] = []
    for asked in asked_words:
        fitting = [pair for pair in words if pair[0].startswith(asked)]
        if not fitting:
            return None
        if len(fitting) > 1:
            fresh = [pair for pair in fitting if all(start != pair[1] for start, _end in spans)] or fitting
            whole = [pair for pair in fresh if pair[0] == asked]
            fitting = whole or fresh
        at = fitting[0][1]
        spans.append((at, at + len(asked)))
    return (spans[0],) if len(spans) == 1 else _merged(spans)


def _mark_one(name: str, asked: str) -> tuple[Span, ...] | None:
    """The first word that is `asked`, else the first that begins so; `name` in small letters."""
    found, at = -1, name.find(asked)
    while at >= 0:
        end = at + len(asked)
        if at == 0 or not name[at - 1].isalnum():
            if end == len(name) or not name[end].isalnum():
                return ((at, end),)
            if found < 0:
                found = at
        at = name.find(asked, at + 1)
    return None if found < 0 else ((found, found + len(asked)),)


def _begins(form: Form, asked: str) -> bool:
    return len(form) >= len(asked) and all(
        letter == pair[0] for letter, pair in zip(asked, form, strict=False)
    )


def _span(name: str, form: Form, letters: int) -> Span:
    start = form[0][1]
    end = max(at for _letter, at in form[:letters]) + 1
    while end < len(name) and unicodedata.combining(name[end]):
        end += 1
    return start, end


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _words(name: str, *, spell_out: bool) -> list[tuple[Form, bool]]:
    """The words of the name; the flag says that only a hyphen parts one from the word before."""
    words: list[tuple[Form, bool]] = []
    current: Form = []
    between = ""
    for at, character in enumerate(name):
        letters = spelled_out_letter(character) if spell_out else fold(character)
        for letter in letters:
            if letter in _APOSTROPHES:
                continue
            if is_of_word(letter):
                if not current:
                    words.append((current, bool(words) and between in HYPHENS))
                    between = ""
                current.append((letter, at))
            else:
                current = []
                between += letter
    return words


def _closed_up(words: list[tuple[Form, bool]]) -> list[Form]:
    """Words joined by hyphens, as one: Anne-Marie is found as annemarie too."""
    joined: list[Form] = []
    run: list[Form] = []
    for form, hyphened in [*words, ([], False)]:
        if hyphened:
            run.append(form)
            continue
        if len(run) > 1:
            joined.append([pair for part in run for pair in part])
        run = [form]
    return joined
