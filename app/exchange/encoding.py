"""In which characters a file is written: by its mark, by being UTF-8 to the end, or by likelihood."""

from __future__ import annotations

import codecs
from io import BytesIO, TextIOWrapper
from pathlib import Path

from app.kernel.errors import Refused
from app.kernel.i18n import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "mac_roman", "cp850", "cp437",
)  # fmt: skip
FALLBACK = "cp1252"
"""What a shop's spreadsheet of the last thirty years was most likely saved in."""

_PIECE = 1 << 20
_SAMPLE = 1 << 16


def detect(path: Path) -> str:
    """The name of the codec to read the file with; reads it once, piece by piece."""
    with path.open("rb") as file:
        start = file.read(_PIECE)
        for mark, codec in _MARKS:
            if start.startswith(mark):
                return codec
        if wide := _wide(start):
            return wide
        decoder = codecs.getincrementaldecoder("utf-8")()
        piece, before = start, b""
        try:
            while piece:
                decoder.decode(piece)
                before, piece = piece, file.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            at = error.start if piece else max(0, len(before) - _SAMPLE)
            return _likely(piece[max(0, at - _SAMPLE) : at + _SAMPLE] or before[-_SAMPLE:])
    return "utf-8"


def checked(name: str) -> str:
    """The codec's own name; `Refused` (field "encoding") when there is none for text."""
    try:
        codec = codecs.lookup(name)
        TextIOWrapper(BytesIO(), encoding=codec.name)  # refuses what is a codec but not for text
    except (LookupError, ValueError):
        raise Refused(_("There is no encoding “{name}”.").format(name=name[:40]), field="encoding") from None
    return "utf-8-sig" if codec.name == "utf-8" else codec.name


def _wide(start: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Western text is NUL."""
    sample = start[:4096]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _likely(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_LIKELY), threshold=0.2).best()
    if best is None or best.encoding in ("mac_roman", "cp850", "cp437") or not best.coherence:
        return FALLBACK
    return best.encoding
