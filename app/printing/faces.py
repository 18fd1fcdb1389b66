"""One face: a font file at one weight, as HarfBuzz reads it.

Variable fonts are never turned into static files: HarfBuzz shapes at the weight asked for and cuts the subset
a document needs at that weight in a few milliseconds, so there is no cache on disk to grow stale. Files are
mapped, not read: a 30 MB font costs what is touched of it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

_UNUSED_TABLES = (  # by a font inside a PDF, whose text is shaped already
    *("GSUB", "GPOS", "GDEF", "BASE", "STAT"),
    *("OS/2", "name", "post", "cmap", "gasp", "VORG", "vhea", "vmtx"),
)
_SUBSET_FLAGS = (
    hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE  # the text is shaped already: only the glyphs named are wanted
    | hb.SubsetFlags.NOTDEF_OUTLINE
    | hb.SubsetFlags.DOWNGRADE_CFF2  # PDF knows no variable outlines
    | hb.SubsetFlags.DESUBROUTINIZE
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET  # character id = glyph number in CID-keyed fonts as well
)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights in thousandths of the type size, as a PDF font descriptor wants them."""

    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Face:
    """A font at one weight. `key` names it inside a PDF; `has(code)` says whether it draws a character."""

    key: str
    path: Path
    index: int
    axes: tuple[tuple[str, float], ...]
    name: str
    upem: int
    font: hb.Font = field(repr=False)
    metrics: Metrics

    def has(self, code: int) -> bool:
        return bool(self.font.get_nominal_glyph(code))

    def glyph(self, code: int) -> int:
        """The glyph number of a character, 0 when the face has none."""
        return int(self.font.get_nominal_glyph(code) or 0)

    def advance(self, glyph: int) -> int:
        """The width of a glyph in thousandths of the type size."""
        return round(float(self.font.get_glyph_h_advance(glyph)) * 1000 / self.upem)


_loading = threading.Lock()


_RESTRICTED = 0x0002  # OS/2.fsType: the maker forbids embedding


@lru_cache(maxsize=128)
def _open(path: Path, index: int) -> hb.Face:
    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    tables = set(face.table_tags)
    if not face.glyph_count or not tables & {"glyf", "CFF ", "CFF2"}:
        raise OSError(f"{path.name} has no outlines to print")
    licence = bytes(face.reference_table("OS/2").data)[8:10]
    if int.from_bytes(licence, "big") & 0x000F == _RESTRICTED:
        raise OSError(f"{path.name} may not be embedded")
    return face


_known: dict[tuple[str, Path, int, tuple[tuple[str, float], ...]], Face] = {}


@lru_cache(maxsize=512)
def load_face(key: str, path: Path, index: int = 0, axes: tuple[tuple[str, float], ...] = ()) -> Face:
    """The face of a font file at the given design axes; axes the font lacks are ignored.

    Raises OSError or `hb.HarfBuzzError` for a file that is no font, has only bitmaps, or forbids embedding.
    """
    with _loading:
        face = _open(path, index)
        known = {axis.tag for axis in face.axis_infos}
        kept = tuple((tag, value) for tag, value in axes if tag in known)
        font = hb.Font(face)
        if kept:
            font.set_variations(dict(kept))
        scale = 1000 / face.upem
        extents = font.get_font_extents("ltr")
        cap = font.get_glyph_extents(font.get_nominal_glyph(ord("H")) or 0)
        ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
        metrics = Metrics(
            ascent=ascent,
            descent=descent,
            cap_height=round(cap.y_bearing * scale) if cap and cap.y_bearing > 0 else ascent,
            box=(-500, descent, 2000, ascent),
        )
        name = "".join(c for c in key if c.isascii() and c.isalnum()) or "Face"
        made = Face(key, path, index, kept, name, face.upem, font, metrics)
        return _known.setdefault((key, path, index, kept), made)  # one, however its axes were asked for


def has_postscript_outlines(face: Face) -> bool:
    """Whether the glyphs are CFF (cubic) and not TrueType outlines: the PDF embeds them differently."""
    return not any(tag == "glyf" for tag in _open(face.path, face.index).table_tags)


def subset(face: Face, glyphs: frozenset[int]) -> bytes:
    """The font program with only `glyphs` and glyph 0, at the face's weight.

    TrueType gives an sfnt in which every glyph keeps its number. PostScript outlines give a bare CFF table in
    which the glyphs are numbered afresh from 0 in rising order of their old numbers, since empty places cost
    there.
    """
    source = _open(face.path, face.index)
    postscript = has_postscript_outlines(face)
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs | {0})
    wanted.flags = _SUBSET_FLAGS if postscript else _SUBSET_FLAGS | hb.SubsetFlags.RETAIN_GIDS
    wanted.drop_table_tag_set.update(_tag(name) for name in _UNUSED_TABLES)
    wanted.pin_all_axes_to_default(source)
    for axis, value in face.axes:
        wanted.pin_axis_location(source, axis, value)
    result = wanted.subset(source)
    program = result.reference_table("CFF ") if postscript else result.blob
    return bytes(program.data)


def _tag(tag: str) -> int:
    """A table's four letters as the number HarfBuzz keeps in its sets."""
    return int.from_bytes(tag.ljust(4).encode("ascii"), "big")
