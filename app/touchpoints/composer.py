"""One line of text becomes a touchpoint, by keyboard alone.

"call: wanted to know…" and "/call wanted to know…" are calls, "promise: hold the Mankell by friday" is due on
that day, "feedback 5: loved it" has its score, "feedback 9/10: loved it" its scale too. What begins with no
kind is a note, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.kernel.fields import Field
from app.kernel.text import fold
from app.touchpoints.due_days import split_due_day
from app.touchpoints.kind import TouchpointKind
from app.touchpoints.registry import KINDS
from app.touchpoints.scores import TEN

_NUMBER = r"(?:\s+(?P<number>\d{1,4})(?:\s*/\s*(?P<of>\d+))?)?"
_COLON = re.compile(rf"\s*(?P<word>[^\W\d_][^:\d\n]{{0,24}}?){_NUMBER}\s*:(?P<rest>.*)\Z", re.DOTALL)
_SLASH = re.compile(rf"\s*/(?P<word>[^\s:/\d]{{1,25}}){_NUMBER}(?:\s*:|\s+|\Z)(?P<rest>.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Composed:
    """What a line says: the id of its kind, the words, and a promise's or reservation's day or a
    feedback's score."""

    kind: str
    text: str
    due_on: date | None = None
    data: Mapping[str, object] = field(default_factory=dict)


def compose(line: str, today: date, month_first: bool = False) -> Composed:
    """Read one line. Never fails and never loses a word: what it does not understand is a note.

    `month_first` is how the shop's country writes 12/2. A score out of bounds is kept as written, for the
    command to refuse in words.
    """
    found = _kind_and_rest(line)
    if found is None:
        return Composed("note", line.strip())
    kind, number, of, rest = found
    data: dict[str, object] = {}
    if number is not None and kind.number_field is not None:
        data[kind.number_field] = number
        if of == str(TEN) and any(entry.id == "scale" for entry in kind.fields):
            data["scale"] = of
    text = rest.strip()
    due_on = None
    if kind.promised:
        text, due_on = split_due_day(text, today, month_first)
    return Composed(kind.id, text, due_on, data)


def kinds_beginning(line: str) -> list[TouchpointKind]:
    """The kinds a half-typed "/ca" may become, in the order they are offered; none once a word is whole."""
    match = re.fullmatch(r"\s*/([^\s:/]*)", line)
    if match is None:
        return []
    begun = fold(match[1])
    return [kind for kind in KINDS if any(word.startswith(begun) for word in _words(kind))]


def _kind_and_rest(line: str) -> tuple[TouchpointKind, int | None, str | None, str] | None:
    for pattern, short in ((_SLASH, True), (_COLON, False)):
        match = pattern.match(line)
        kind = None if match is None else _kind_called(match["word"], short)
        if match is None or kind is None:
            continue
        number = None if match["number"] is None else int(match["number"])
        if number is not None and _number_field(kind) is None:
            if not short:  # "call 3: " names no kind that counts; the whole line is a note
                continue
            return kind, None, None, line[match.end("word") :].removeprefix(":")
        return kind, number, match["of"], match["rest"]
    return None


def _number_field(kind: TouchpointKind) -> Field | None:
    return next((entry for entry in kind.fields if entry.id == kind.number_field), None)


def _kind_called(word: str, short: bool) -> TouchpointKind | None:
    """The kind of that word; single letters ("S: 42") count only behind a slash, and so does what begins
    sentences of any sort ("asked: …")."""
    wanted = fold(word.strip())
    if len(wanted) == 1 and not short:
        return None
    found = next((kind for kind in KINDS if wanted in _words(kind)), None)
    if found is not None and found.named_in_full and not short and wanted != fold(found.label):
        return None
    return found


def _words(kind: TouchpointKind) -> Iterator[str]:
    yield kind.id
    yield fold(kind.label)
    yield from kind.words
