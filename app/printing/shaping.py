"""From text to glyphs in place: direction, face and shape, once, kept for the next time.

A shaped line knows nothing of size or colour: its numbers are thousandths of the type size, and its glyph
numbers are the font's own, so the same line serves every document. Names, products and dates recur; shaping
them is paid for once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import uharfbuzz as hb

from app.printing import bidi
from app.printing.faces import Face
from app.printing.fonts import SUBSTITUTE, Region, Weight, face_for, text_face
from app.printing.pieces import pieces

LONGEST_KEPT = 200  # longer texts are shaped afresh, so that what is kept stays small

_TABULAR = {"tnum": True}
_FEATURES: dict[str, bool] = {}
_MIRRORED = dict(
    zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True)
)  # a bracket turns round in right-to-left text


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Glyphs of one face on one height. `show` is the array of PDF's TJ operator, `rise` the height they
    stand at.

    `letters` are the characters the glyphs stand for, one by one. `spelling` is what a reader finds and
    copies where they cannot tell it so (conjuncts, letters made of several glyphs): "" continues the spelling
    of the part before.
    """

    face: Face
    rise: int
    show: str
    numbers_in_order: tuple[int, ...]
    letters: tuple[str, ...]
    spelling: str | None
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line ready to draw; `width` in thousandths of the type size."""

    width: float
    parts: tuple[Part, ...]

    def width_at(self, size: float) -> float:
        """The width in points at a type size in points."""
        return self.width * size / 1000


def shape(text: str, weight: Weight, region: Region = Region.CHINA, *, tabular: bool = False) -> Shaped:
    """The glyphs of one line of plain text (see `app.printing.text.plain`), in the order they are seen.

    `tabular` gives figures one width, for columns. A character without a font becomes a visible box.
    """
    if len(text) <= LONGEST_KEPT:
        return _shape_kept(text, weight, region, tabular)
    return _shape(text, weight, region, tabular)


@lru_cache(maxsize=4096)
def _shape_kept(text: str, weight: Weight, region: Region, tabular: bool) -> Shaped:
    return _shape(text, weight, region, tabular)


def _shape(text: str, weight: Weight, region: Region, tabular: bool) -> Shaped:
    writer = _Writer()
    if any("\u3041" <= c <= "\u30ff" for c in text):
        region = Region.JAPAN  # kana beside Han characters: Japanese forms
    for run in bidi.runs(text):
        stretches = list(pieces(text[run.start : run.end], weight, region))
        for piece, face in stretches if run.rightward else reversed(stretches):
            if face is None:
                box = face_for(chr(SUBSTITUTE), weight, region) or text_face(weight)
                writer.add(chr(SUBSTITUTE), box, True, {})
            else:
                writer.add(piece, face, run.rightward, _TABULAR if tabular else _FEATURES)
    return writer.line()


@dataclass(frozen=True, slots=True)
class _Placed:
    """One glyph as HarfBuzz placed it, in thousandths of the size; `cluster` is where its text begins."""

    number: int
    cluster: int
    advance: float
    shift: float
    rise: int


class _Writer:
    """Collects the parts of a line from HarfBuzz's answers."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._width = 0.0
        self._show: list[str] = []
        self._hex: list[str] = []
        self._glyphs: list[tuple[int, str]] = []
        self._owed = 0.0  # how far the pen must still move right before the next glyph

    def line(self) -> Shaped:
        return Shaped(self._width, tuple(self._parts))

    def add(self, text: str, face: Face, rightward: bool, features: dict[str, bool]) -> None:
        """Shape text of one direction, face and script, and set it after what stands.

        A reader turns letters round that stand in the order they are seen, but takes a spelling as it is:
        leftward text of which any letter must be spelt is spelt word by word, or it would be read backwards.
        """
        placed = _placed(text, face, rightward, features)
        rise = 0
        groups = list(_groups(text, placed))
        if not rightward and any(_told(placed, group, rightward) is None for group in groups):
            self._end(face, rise, None)
            for first, stop, source in _whole_words(groups):
                self._spell(face, placed[first:stop], source)
            return
        for group in groups:
            first, stop, source = group
            letters = _told(placed, group, rightward)
            if letters is None:
                self._end(face, rise, None)
                self._spell(face, placed[first:stop], source)
                continue
            for glyph, letter in zip(placed[first:stop], letters, strict=True):
                if glyph.rise != rise:
                    self._end(face, rise, None)
                    rise = glyph.rise
                self._put(face, glyph, letter)
        self._end(face, rise, None)

    def _spell(self, face: Face, group: list[_Placed], source: str) -> None:
        """Set the glyphs of one cluster whose text they only tell together."""
        spelling, rise = source, group[0].rise
        for glyph in group:
            if glyph.rise != rise:
                self._end(face, rise, spelling)
                spelling, rise = "", glyph.rise
            self._put(face, glyph, "")
        self._end(face, rise, spelling)

    def _put(self, face: Face, glyph: _Placed, letter: str) -> None:
        self._owed += glyph.shift
        step = round(self._owed)
        if step:
            self._close_hex()
            self._show.append(str(-step))
            self._owed -= step
        self._hex.append(f"{glyph.number:04X}")
        self._glyphs.append((glyph.number, letter))
        self._owed += glyph.advance - glyph.shift - face.advance(glyph.number)
        self._width += glyph.advance

    def _close_hex(self) -> None:
        if self._hex:
            self._show.append(f"<{''.join(self._hex)}>")
            self._hex = []

    def _end(self, face: Face, rise: int, spelling: str | None) -> None:
        """Close the part under way, if any; the pen ends where HarfBuzz wants it."""
        self._close_hex()
        if not self._glyphs:
            return
        step = round(self._owed)
        if step:
            self._show.append(str(-step))
            self._owed -= step
        numbers, letters = zip(*self._glyphs, strict=True)
        show = f"[{''.join(self._show)}]"
        self._parts.append(Part(face, rise, show, numbers, letters, spelling, frozenset(numbers)))
        self._show, self._glyphs = [], []


def _placed(text: str, face: Face, rightward: bool, features: dict[str, bool]) -> list[_Placed]:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr" if rightward else "rtl"
    hb.shape(face.font, buffer, features)
    scale = 1000 / face.upem
    return [
        _Placed(
            info.codepoint,
            info.cluster,
            place.x_advance * scale,
            place.x_offset * scale,
            round(place.y_offset * scale),
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


Group: TypeAlias = tuple[int, int, str]


def _groups(text: str, placed: list[_Placed]) -> Iterator[Group]:
    """The glyphs cluster by cluster as (first, stop, characters)."""
    starts = sorted({glyph.cluster for glyph in placed})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    first = 0
    while first < len(placed):
        cluster, stop = placed[first].cluster, first
        while stop < len(placed) and placed[stop].cluster == cluster:
            stop += 1
        yield first, stop, text[cluster : ends[cluster]]
        first = stop


def _whole_words(groups: list[Group]) -> Iterator[Group]:
    """Clusters in the order they are seen, those of each word of leftward text in one."""
    word: list[Group] = []
    for group in [*groups, None]:
        if group is not None and group[2] != " ":
            word.append(group)
            continue
        if word:
            yield word[0][0], word[-1][1], "".join(source for _first, _stop, source in reversed(word))
        word = []
        if group is not None:
            yield group


def _told(placed: list[_Placed], group: Group, rightward: bool) -> list[str] | None:
    """The characters each glyph of a cluster stands for, None where the cluster must be spelt."""
    first, stop, source = group
    return None if _is_moved(placed[first:stop]) else _letters(source, stop - first, rightward)


def _is_moved(group: list[_Placed]) -> bool:
    """Whether a mark was moved so far that a reader of the file would take the way back for a space."""
    return len(group) > 1 and any(abs(glyph.shift) > 100 for glyph in group)


def _letters(source: str, glyphs: int, rightward: bool) -> list[str] | None:
    """The characters each glyph of a cluster stands for, None where only all of them together tell it."""
    if not rightward:
        source = "".join(_MIRRORED.get(letter, letter) for letter in reversed(source))
    if len(source) == glyphs:
        return list(source)
    if glyphs == 1:
        return [source if rightward else source[::-1]]
    return None
