"""Putting the faces a document used into its PDF.

Each face becomes one composite font (PDF 32000-1, 9.7) that holds only the glyphs used, with a table back to
Unicode so that text can be searched, copied and read aloud. For the text faces a common set of letters is
always included: statement after statement then shares one subset, which is cut once and kept.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.printing.faces import Face, has_postscript_outlines, subset
from app.printing.fonts import Weight, text_face
from app.printing.shaping import Part

_COMMON = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0äöüÄÖÜßéèêàçñ£€·…–—−“”‘’\u2009\u202f□"
_TAG_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class UsedFaces:
    """The faces and glyphs of one document, and the objects they become; ReportLab asks at the end."""

    def __init__(self) -> None:
        self._letters: dict[Face, dict[int, str]] = {}
        self._spelt: dict[Face, set[int]] = {}

    def note(self, part: Part) -> None:
        """Remember that the glyphs of a part were drawn, and the character each stood for."""
        if part.spelling is not None:
            self._spelt.setdefault(part.face, set()).update(part.numbers)
            return
        known = self._letters.setdefault(part.face, {})
        if not part.numbers <= known.keys():
            for number, letter in zip(part.numbers_in_order, part.letters, strict=True):
                known.setdefault(number, letter)

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Write every face used as a font resource under its key."""
        resources = document.idToObject["BasicFonts"].dict
        for face in sorted({*self._letters, *self._spelt}, key=lambda face: face.key):
            font = _font_object(document, face, self._letters.get(face, {}), self._spelt.get(face, set()))
            resources[face.key] = document.Reference(font)


def _font_object(document: Any, face: Face, letters: dict[int, str], spelt: set[int]) -> pdfdoc.PDFDictionary:
    sources = {**letters, **_common_sources(face)}
    glyphs = frozenset(sources) | spelt
    program = _program(face, glyphs)
    name = f"/{_tag(glyphs)}+{face.name}"
    postscript = has_postscript_outlines(face)
    order = {glyph: place for place, glyph in enumerate(sorted(glyphs | {0}))} if postscript else None

    file = _stream(
        {"Subtype": "/CIDFontType0C"} if postscript else {"Length1": len(program.plain)}, program.packed
    )
    metrics = face.metrics
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray(metrics.box),
            "ItalicAngle": 0,
            "Ascent": metrics.ascent,
            "Descent": metrics.descent,
            "CapHeight": metrics.cap_height,
            "StemV": 80,
            ("FontFile3" if postscript else "FontFile2"): document.Reference(file),
        }
    )
    descendant: dict[str, object] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if postscript else "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": _system_info(),
        "FontDescriptor": document.Reference(descriptor),
        "DW": 0,
        "W": _Raw(_widths(face, glyphs, order)),
    }
    encoding: object = "/Identity-H"
    if order is None:
        descendant["CIDToGIDMap"] = "/Identity"
    else:
        encoding = document.Reference(_encoding(face, order))
    return pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": encoding,
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(pdfdoc.PDFDictionary(descendant))]),
            "ToUnicode": document.Reference(_to_unicode(sources)),
        }
    )


class _Program:
    """A font program and its deflated form."""

    def __init__(self, plain: bytes) -> None:
        self.plain = plain
        self.packed = zlib.compress(plain, 9)


class _Raw(pdfdoc.PDFObject):
    """PDF syntax written as it is."""

    def __init__(self, code: str) -> None:
        self._code = code.encode("ascii")

    def format(self, _document: object) -> bytes:
        return self._code


@lru_cache(maxsize=24)
def _program(face: Face, glyphs: frozenset[int]) -> _Program:
    return _Program(subset(face, glyphs))


@lru_cache(maxsize=16)
def _common_sources(face: Face) -> dict[int, str]:
    if not any(face is text_face(weight) for weight in Weight):
        return {}
    return {face.glyph(ord(c)): c for c in _COMMON if face.has(ord(c))}


def _tag(glyphs: frozenset[int]) -> str:
    """Six capitals that tell one subset of a face from another (PDF 32000-1, 9.6.4)."""
    number = zlib.crc32(",".join(map(str, sorted(glyphs))).encode("ascii"))
    return "".join(_TAG_LETTERS[number // 26**place % 26] for place in range(6))


def _stream(entries: dict[str, object], packed: bytes) -> pdfdoc.PDFStream:
    dictionary = pdfdoc.PDFDictionary({**entries, "Filter": "/FlateDecode"})
    return pdfdoc.PDFStream(dictionary, packed)


def _system_info() -> pdfdoc.PDFDictionary:
    entries = {
        "Registry": pdfdoc.PDFString("Adobe"),
        "Ordering": pdfdoc.PDFString("Identity"),
        "Supplement": 0,
    }
    return pdfdoc.PDFDictionary(entries)


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


def _encoding(face: Face, order: dict[int, int]) -> pdfdoc.PDFStream:
    """Codes in the text are glyph numbers of the whole font; this maps them to places in the subset."""
    name = f"Regulars-{face.name}"
    pairs = [f"<{glyph:04X}> {place}" for glyph, place in order.items()]
    code = _cmap(name, pairs, "cidchar")
    entries = {"Type": "/CMap", "CMapName": f"/{name}", "CIDSystemInfo": _system_info()}
    return _stream(entries, zlib.compress(code.encode("ascii")))


def _to_unicode(sources: dict[int, str]) -> pdfdoc.PDFStream:
    pairs = [f"<{g:04X}> <{s.encode('utf-16-be').hex().upper()}>" for g, s in sorted(sources.items())]
    return _stream({}, zlib.compress(_cmap("Adobe-Identity-UCS", pairs, "bfchar", kind=2).encode("ascii")))


def _cmap(name: str, pairs: list[str], operator: str, kind: int = 1) -> str:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def",
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
    return "\n".join(lines)
