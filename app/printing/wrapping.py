"""Making text fit: broken into lines where its script allows, cut with a visible mark where it must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from app.printing.fonts import Region, Weight
from app.printing.pieces import clusters
from app.printing.shaping import shape
from app.printing.text import CUT_MARK

MOST_LETTERS_A_LINE = 600  # more do not stand on one line of any paper at any size
_NOTHING = 0.01  # points that are none: sums of widths are not exact

_CJK = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_WORDS = re.compile(rf" |[{_CJK}][、。，．！？）」』】ー]*|[^ {_CJK}]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one weight."""

    text: str
    weight: Weight = Weight.REGULAR


_Word: TypeAlias = tuple[Span, float]
"""A word and its width in points."""


def width_of(text: str, weight: Weight, size: float, region: Region, *, tabular: bool = False) -> float:
    """The width of a line in points, with figures of one width if it is set so."""
    return shape(text, weight, region, tabular=tabular).width * size / 1000


def fit(
    text: str, weight: Weight, size: float, width: float, region: Region, *, tabular: bool = False
) -> str:
    """The text if it stands within `width` points on one line, else as much of it as does, ending in "…"."""
    if len(text) <= MOST_LETTERS_A_LINE and width_of(text, weight, size, region, tabular=tabular) <= width:
        return text
    letters = list(clusters(text[:MOST_LETTERS_A_LINE]))
    low, high = 0, len(letters)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(_with_mark(letters[:middle]), weight, size, region, tabular=tabular) <= width:
            low = middle
        else:
            high = middle - 1
    return _with_mark(letters[:low])


def wrap(
    text: str, weight: Weight, size: float, width: float, region: Region, most: int, *, tabular: bool = False
) -> list[str]:
    """The text on at most `most` lines of `width` points; what is left out is marked by "…" on the last.

    A single letter that is wider than a line is left out too, with the mark in its place.
    """
    if len(text) <= MOST_LETTERS_A_LINE and width_of(text, weight, size, region, tabular=tabular) <= width:
        return [text] if text else []
    lines = _Wrapping(size, width, region, tabular).lines([Span(text, weight)], most)
    return ["".join(span.text for span in line) for line in lines]


def wrap_spans(
    spans: Sequence[Span], size: float, width: float, region: Region, most: int
) -> list[tuple[Span, ...]]:
    """Text of several weights on at most `most` lines of `width` points, as `wrap` does it."""
    return _Wrapping(size, width, region, False).lines(spans, most)


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """Lines of one size and width. They are filled by the widths of their words, which are kept from line to
    line and page to page, and looked at again as they are set: words do not always add up to their line."""

    size: float
    width: float
    region: Region
    tabular: bool

    def lines(self, spans: Iterable[Span], most: int) -> list[tuple[Span, ...]]:
        done: list[tuple[Span, ...]] = []
        words, again = iter(self._words(spans)), list[_Word]()
        line, used = list[Span](), 0.0
        while True:
            word = again.pop() if again else next(words, None)
            if word is not None:
                span, wide = word
                if span.text == " " or not line or used + wide <= self.width:
                    if line or span.text != " ":
                        line.append(span)
                        used += wide
                    continue
                again.append(word)
            if not line:
                return done
            again += self._taken_back(line)
            if again and len(done) + 1 == most:
                return [*done, self._cut(line)]
            done.append(_joined(line))
            line, used = [], 0.0

    def _width(self, span: Span) -> float:
        return width_of(span.text, span.weight, self.size, self.region, tabular=self.tabular)

    def _excess(self, line: Sequence[Span]) -> float:
        """How far a line runs over as it is set, in points; below zero where it has room."""
        return sum(map(self._width, _joined(line))) - self.width

    def _taken_back(self, line: list[Span]) -> list[_Word]:
        """Shorten a line to what stands on it as it is set. Gives the words taken off, the last first."""
        off: list[_Word] = []
        while len(line) > 1 and (excess := self._excess(line)) > _NOTHING:
            while excess > 0 and len(line) > 1:
                word = line.pop()
                off.append((word, self._width(word)))
                excess -= off[-1][1]
        return off

    def _words(self, spans: Iterable[Span]) -> Iterator[_Word]:
        """What a line may be broken between; a word wider than the line is broken between letters."""
        for span in spans:
            for text in _WORDS.findall(span.text):
                word = Span(text, span.weight)
                if len(text) <= 200 and (wide := self._width(word)) <= self.width:
                    yield word, wide
                else:
                    for piece in self._pieces(word):
                        yield piece, self._width(piece)

    def _pieces(self, word: Span) -> Iterator[Span]:
        letters = [Span(letter, word.weight) for letter in clusters(word.text)]
        first = 0
        while first < len(letters):
            stop, used = first + 1, self._width(letters[first])
            while stop < len(letters) and used + (wide := self._width(letters[stop])) <= self.width:
                stop, used = stop + 1, used + wide
            while (excess := self._excess(letters[first:stop])) > _NOTHING and stop > first + 1:
                while excess > 0 and stop > first + 1:
                    stop -= 1
                    excess -= self._width(letters[stop])
            (piece,) = _joined(letters[first:stop])
            yield piece if excess <= _NOTHING else Span(CUT_MARK, word.weight)
            first = stop

    def _cut(self, line: Sequence[Span]) -> tuple[Span, ...]:
        """End a full line with the mark, giving up letters for it where needed."""
        *before, last = _joined(line)
        taken = sum(map(self._width, before))
        letters = list(clusters(last.text))
        while letters and taken + self._width(Span(_with_mark(letters), last.weight)) > self.width:
            letters.pop()
        if before and not letters:
            return self._cut(before)
        return (*before, Span(_with_mark(letters), last.weight))


def _joined(line: Sequence[Span]) -> tuple[Span, ...]:
    """The words as they are set, those of one weight in one; without spaces at the end."""
    if line[0].weight is line[-1].weight and all(span.weight is line[0].weight for span in line):
        return (Span("".join(span.text for span in line).rstrip(), line[0].weight),)
    joined = [
        Span("".join(span.text for span in words), weight)
        for weight, words in groupby(line, key=attrgetter("weight"))
    ]
    while len(joined) > 1 and not joined[-1].text.rstrip():
        joined.pop()
    joined[-1] = Span(joined[-1].text.rstrip(), joined[-1].weight)
    return tuple(joined)


def _with_mark(letters: Sequence[str]) -> str:
    return "".join(letters).rstrip() + CUT_MARK
