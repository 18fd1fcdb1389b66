"""Making text fit: broken into lines where its script allows, cut with a visible mark where it must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.printing.fonts import Region, Weight
from app.printing.pieces import clusters
from app.printing.shaping import shape
from app.printing.text import CUT_MARK

MOST_LETTERS_A_LINE = 600  # more do not stand on one line of any paper at any size

_CJK = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_WORDS = re.compile(rf" |[{_CJK}][、。，．！？）」』】ー]*|[^ {_CJK}]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one weight."""

    text: str
    weight: Weight = Weight.REGULAR


def width_of(text: str, weight: Weight, size: float, region: Region) -> float:
    """The width of a line in points."""
    return shape(text, weight, region).width * size / 1000


def fit(text: str, weight: Weight, size: float, width: float, region: Region) -> str:
    """The text if it stands within `width` points on one line, else as much of it as does, ending in "…"."""
    if len(text) <= MOST_LETTERS_A_LINE and width_of(text, weight, size, region) <= width:
        return text
    letters = list(clusters(text[:MOST_LETTERS_A_LINE]))
    low, high = 0, len(letters)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(_with_mark(letters[:middle]), weight, size, region) <= width:
            low = middle
        else:
            high = middle - 1
    return _with_mark(letters[:low])


def wrap(text: str, weight: Weight, size: float, width: float, region: Region, most: int) -> list[str]:
    """The text on at most `most` lines of `width` points; what is left out is marked by "…" on the last."""
    if len(text) <= MOST_LETTERS_A_LINE and width_of(text, weight, size, region) <= width:
        return [text] if text else []
    lines = wrap_spans([Span(text, weight)], size, width, region, most)
    return ["".join(span.text for span in line) for line in lines]


def wrap_spans(
    spans: Sequence[Span], size: float, width: float, region: Region, most: int
) -> list[tuple[Span, ...]]:
    """Text of several weights on at most `most` lines of `width` points."""
    lines: list[list[Span]] = [[]]
    used = 0.0
    for word in _words(spans, size, width, region):
        wide = width_of(word.text, word.weight, size, region)
        if lines[-1] and used + wide > width:
            if word.text == " ":
                continue
            if len(lines) == most:
                _mark_cut(lines[-1], size, width, region)
                return [_joined(line) for line in lines]
            lines.append([])
            used = 0.0
        if not lines[-1] and word.text == " ":
            continue
        lines[-1].append(word)
        used += wide
    return [_joined(line) for line in lines if line]


def _words(spans: Iterable[Span], size: float, width: float, region: Region) -> Iterable[Span]:
    """What a line may be broken between; a word wider than the line is broken between letters."""
    for span in spans:
        for word in _WORDS.findall(span.text):
            if len(word) <= 200 and width_of(word, span.weight, size, region) <= width:
                yield Span(word, span.weight)
                continue
            piece, wide = "", 0.0
            for letter in clusters(word):
                more = width_of(letter, span.weight, size, region)
                if piece and wide + more > width:
                    yield Span(piece, span.weight)
                    piece, wide = "", 0.0
                piece += letter
                wide += more
            yield Span(piece, span.weight)


def _mark_cut(line: list[Span], size: float, width: float, region: Region) -> None:
    """End a full line with the mark, giving up letters for it where needed."""
    *before, last = _joined(line)
    taken = sum(width_of(span.text, span.weight, size, region) for span in before)
    letters = list(clusters(last.text))
    while letters and taken + width_of(_with_mark(letters), last.weight, size, region) > width:
        letters.pop()
    line[:] = [*before, Span(_with_mark(letters), last.weight)]


def _joined(line: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in line:
        if joined and joined[-1].weight is span.weight:
            joined[-1] = Span(joined[-1].text + span.text, span.weight)
        else:
            joined.append(span)
    if joined:
        joined[-1] = Span(joined[-1].text.rstrip(), joined[-1].weight)
    return tuple(joined)


def _with_mark(letters: Sequence[str]) -> str:
    return "".join(letters).rstrip() + CUT_MARK
