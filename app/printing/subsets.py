"""Cutting from a face what one document needs of it.

Besides the glyphs, a reader of the file needs their widths and the way back to Unicode, so that text can be
searched, copied and read aloud. For the text faces a common set of letters is always included: statement
after statement then shares one subset, which is cut once and kept.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

from app.printing.faces import Face, has_postscript_outlines, subset
from app.printing.fonts import Weight, text_face

SYSTEM_INFO = "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"

_COMMON = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0äöüÄÖÜßéèêàçñ£€·…–—−“”‘’\u2009\u202f□"
_TAG_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Subset:
    """A subset ready to write: streams are deflated, `length` is the program's before that.

    `encoding` maps glyph numbers of the whole font to those of the subset; None where they are the same.
    """

    tag: str
    program: bytes
    length: int
    widths: str
    to_unicode: bytes
    encoding: bytes | None


@lru_cache(maxsize=32)
def cut_subset(face: Face, sources: frozenset[tuple[int, str]], glyphs: frozenset[int]) -> Subset:
    """The subset of `glyphs`; `sources` are the (glyph, characters) a reader is told."""
    program = subset(face, glyphs)
    order = None
    if has_postscript_outlines(face):
        order = {glyph: place for place, glyph in enumerate(sorted(glyphs | {0}))}
    return Subset(
        tag=_tag(glyphs),
        program=zlib.compress(program, 9),
        length=len(program),
        widths=_widths(face, glyphs, order),
        to_unicode=_to_unicode(sources),
        encoding=_encoding(face, order) if order else None,
    )


@lru_cache(maxsize=16)
def common_letters(face: Face) -> dict[int, str]:
    """What every subset of a text face holds: glyph number to letter. Empty for other faces."""
    if not any(face is text_face(weight) for weight in Weight):
        return {}
    return {face.glyph(ord(letter)): letter for letter in _COMMON if face.has(ord(letter))}


def cmap_name(face: Face) -> str:
    """The name of the face's own map from codes to glyphs."""
    return f"Regulars-{face.name}"


def _tag(glyphs: frozenset[int]) -> str:
    """Six capitals that tell one subset of a face from another (PDF 32000-1, 9.6.4)."""
    number = zlib.crc32(",".join(map(str, sorted(glyphs))).encode("ascii"))
    return "".join(_TAG_LETTERS[number // 26**place % 26] for place in range(6))


def _widths(face: Face, glyphs: frozenset[int], order: dict[int, int] | None) -> str:
    """The W array: runs of neighbouring glyphs with their widths in thousandths."""
    rows: list[str] = []
    last = -2
    for glyph in sorted(glyphs):
        place = order[glyph] if order is not None else glyph
        if place != last + 1:
            rows.append(f"{'] ' if rows else ''}{place} [")
        rows.append(f"{face.advance(glyph)} ")
        last = place
    return f"[{''.join(rows)}{']' if rows else ''}]"


def _encoding(face: Face, order: dict[int, int]) -> bytes:
    pairs = [f"<{glyph:04X}> {place}" for glyph, place in order.items()]
    return _cmap(cmap_name(face), pairs, "cidchar", kind=1)


def _to_unicode(sources: frozenset[tuple[int, str]]) -> bytes:
    pairs = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in sorted(sources)]
    return _cmap("Adobe-Identity-UCS", pairs, "bfchar", kind=2)


def _cmap(name: str, pairs: list[str], operator: str, kind: int) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo {SYSTEM_INFO} def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for at in range(0, len(pairs), 100):  # the most one block may hold
        block = pairs[at : at + 100]
        lines += [f"{len(block)} begin{operator}", *block, f"end{operator}"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return zlib.compress("\n".join(lines).encode("ascii"))
