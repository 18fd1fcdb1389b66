"""Which face draws which character.

Inter is the voice of the shop. What it lacks comes from the Noto fonts beside it, then from the system, each
by the font's own character map. A character no font has is printed as a box and named once in the log, never
left out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from app.printing.faces import Face, load_face
from app.printing.finder import installed, packaged

log = logging.getLogger("regulars.printing")

SUBSTITUTE = 0x25A1  # WHITE SQUARE


class Weight(Enum):
    """The three weights of paper: design weight, and optical size where the font has one."""

    REGULAR = (400.0, 14.0)
    SEMIBOLD = (600.0, 14.0)
    BOLD = (700.0, 14.0)


class Region(Enum):
    """Whose forms of the shared Han characters are wanted; the place of the face in Noto's CJK collection."""

    JAPAN = 0
    KOREA = 1
    CHINA = 2
    TAIWAN = 3
    HONG_KONG = 4


def region_of(locale: str) -> Region:
    """The region whose Han forms a locale expects: mainland China's where it says nothing."""
    parts = locale.replace("-", "_").split("_")
    if parts[0] == "ja":
        return Region.JAPAN
    if parts[0] == "ko":
        return Region.KOREA
    if parts[0] == "zh" and "HK" in parts:
        return Region.HONG_KONG
    if parts[0] == "zh" and ("TW" in parts or "Hant" in parts):
        return Region.TAIWAN
    return Region.CHINA


@lru_cache(maxsize=256)
def text_face(weight: Weight) -> Face:
    """The face most text is set in. Raises RuntimeError when the program was installed without its fonts."""
    for path in packaged("fontpkg_inter"):
        if "Italic" not in path.name:
            return _load(path, 0, weight)
    raise RuntimeError("The package fontpkg-inter is not installed: there is no type to print with.")


@lru_cache(maxsize=8192)
def face_for(cluster: str, weight: Weight, region: Region) -> Face | None:
    """The first face that draws every character of a cluster, else the first that draws its base, else None.

    A cluster is a base with the marks and joiners that belong to it; these alone never decide.
    """
    wanted = [code for code in map(ord, cluster) if not is_ignorable(code)]
    if not wanted:
        return text_face(weight)
    base: Face | None = None
    for face in _faces(weight, region):
        if all(face.has(code) for code in wanted):
            return face
        if base is None and face.has(wanted[0]):
            base = face
    if base is None:
        _say_missing(wanted[0])
    return base


def is_ignorable(code: int) -> bool:
    """Joiners and selectors: they steer shaping and have no shape of their own."""
    return code in {0x200C, 0x200D} or 0xFE00 <= code <= 0xFE0F or 0xE0020 <= code <= 0xE007F


def _faces(weight: Weight, region: Region) -> Iterator[Face]:
    yield text_face(weight)
    for path in _fallbacks():
        try:
            yield _load(path, region.value if "CJK" in path.name and path.suffix == ".ttc" else 0, weight)
        except (OSError, hb.HarfBuzzError):
            _say_unreadable(path.name)


@lru_cache(maxsize=1)
def _fallbacks() -> tuple[Path, ...]:
    noto = [path for path in packaged("manimgx_fonts") if "Italic" not in path.name]
    noto.sort(key=lambda path: ("Emoji" in path.name, not path.name.startswith("NotoSans["), path.name))
    return (*noto, *packaged("manimgx_fonts_cjk"), *installed())


def _load(path: Path, index: int, weight: Weight) -> Face:
    boldness, optical_size = weight.value
    stem = "".join(c for c in path.stem if c.isascii() and c.isalnum())
    key = f"{stem}{index or ''}.{int(boldness)}"
    return load_face(key, path, index, (("wght", boldness), ("opsz", optical_size)))


@lru_cache(maxsize=4096)
def _say_missing(code: int) -> None:
    log.warning("No font here has U+%04X; a box is printed in its place.", code)


@lru_cache(maxsize=4096)
def _say_unreadable(name: str) -> None:
    log.info("The font file %s cannot be read and is passed over.", name)
