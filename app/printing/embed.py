"""Putting the faces a document used into its PDF, as composite fonts (PDF 32000-1, 9.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.printing.faces import Face, load_face
from app.printing.shaping import Part
from app.printing.subsets import SYSTEM_INFO, cmap_name, common_letters, cut_subset


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

    def join(self, others: UsedFaces) -> None:
        """Use what others used as well."""
        for face, letters in others._letters.items():
            known = self._letters.setdefault(face, {})
            for number, letter in letters.items():
                known.setdefault(number, letter)
        for face, numbers in others._spelt.items():
            self._spelt.setdefault(face, set()).update(numbers)

    def plain(self) -> list[dict[str, Any]]:
        """All of it as JSON holds it; `from_plain` reads it in another process."""
        return [
            {
                "key": face.key,
                "path": str(face.path),
                "index": face.index,
                "axes": face.axes,
                "letters": list(self._letters.get(face, {}).items()),
                "spelt": sorted(self._spelt.get(face, ())),
            }
            for face in {**self._letters, **self._spelt}
        ]

    @classmethod
    def from_plain(cls, plain: Iterable[Mapping[str, Any]]) -> UsedFaces:
        used = cls()
        for one in plain:
            axes = tuple((str(tag), float(value)) for tag, value in one["axes"])
            face = load_face(one["key"], Path(one["path"]), one["index"], axes)
            if one["letters"]:
                used._letters[face] = {int(number): str(letter) for number, letter in one["letters"]}
            if one["spelt"]:
                used._spelt[face] = set(one["spelt"])
        return used

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Write every face used as a font resource under its key."""
        resources = document.idToObject["BasicFonts"].dict
        for face in sorted({*self._letters, *self._spelt}, key=lambda face: face.key):
            font = _font_object(document, face, self._letters.get(face, {}), self._spelt.get(face, set()))
            resources[face.key] = document.Reference(font)


def _font_object(document: Any, face: Face, letters: dict[int, str], spelt: set[int]) -> pdfdoc.PDFDictionary:
    sources = {**letters, **common_letters(face)}
    cut = cut_subset(face, frozenset(sources.items()), frozenset(sources) | spelt)
    name = f"/{cut.tag}+{face.name}"
    kind = {"Subtype": "/CIDFontType0C"} if cut.encoding else {"Length1": cut.length}
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
            ("FontFile3" if cut.encoding else "FontFile2"): document.Reference(_stream(kind, cut.program)),
        }
    )
    descendant: dict[str, object] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if cut.encoding else "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": _Raw(SYSTEM_INFO),
        "FontDescriptor": document.Reference(descriptor),
        "DW": 0,
        "W": _Raw(cut.widths),
    }
    encoding: object = "/Identity-H"
    if cut.encoding:
        entries = {"Type": "/CMap", "CMapName": f"/{cmap_name(face)}", "CIDSystemInfo": _Raw(SYSTEM_INFO)}
        encoding = document.Reference(_stream(entries, cut.encoding))
    else:
        descendant["CIDToGIDMap"] = "/Identity"
    return pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": encoding,
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(pdfdoc.PDFDictionary(descendant))]),
            "ToUnicode": document.Reference(_stream({}, cut.to_unicode)),
        }
    )


class _Raw(pdfdoc.PDFObject):
    """PDF syntax written as it is."""

    def __init__(self, code: str) -> None:
        self._code = code.encode("ascii")

    def format(self, _document: object) -> bytes:
        return self._code


def _stream(entries: Mapping[str, object], packed: bytes) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary({**entries, "Filter": "/FlateDecode"}), packed)
