"""Pictures in a PDF: each once, however many pages show it (PDF 32000-1, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.shop.on_paper import Picture

DOTS_PER_INCH = 300
LARGEST_EXACT = 60_000  # bytes; what packs no better without loss is a photo

RESOURCE = "Pictures"
"""Under this name a document keeps the list of its pictures, which every page that shows one refers to."""


class UsedPictures:
    """The pictures of one document and the objects they become; ReportLab asks at the end."""

    def __init__(self) -> None:
        self._pictures: dict[str, Picture] = {}
        self.resources = pdfdoc.PDFDictionary({})

    def note(self, picture: Picture) -> str:
        """Remember that a picture was shown; the name it is shown by."""
        name = f"P{picture.digest}"
        self._pictures.setdefault(name, picture)
        return name

    def __iter__(self) -> Iterator[Picture]:
        return iter(self._pictures.values())

    def __bool__(self) -> bool:
        return bool(self._pictures)

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Write every picture shown."""
        for name, picture in sorted(self._pictures.items()):
            self.resources.dict[name] = document.Reference(_image(document, picture))


@lru_cache(maxsize=32)
def sized_for(picture: Picture, width: float, height: float) -> Picture:
    """The picture with no more pixels than `DOTS_PER_INCH` of a box in points can show."""
    wide, tall = (max(1, ceil(side * DOTS_PER_INCH / 72)) for side in (width, height))
    if picture.width <= wide and picture.height <= tall:
        return picture
    from PIL import Image

    with Image.open(BytesIO(picture.content)) as opened:
        image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    image = image.resize((min(wide, picture.width), min(tall, picture.height)), reducing_gap=3.0)
    out = BytesIO()
    image.save(out, "PNG")
    return Picture.of(out.getvalue(), image.width, image.height)


def _image(document: Any, picture: Picture) -> pdfdoc.PDFStream:
    from PIL import Image

    with Image.open(BytesIO(picture.content)) as opened:
        image = opened.convert("RGBA")
    colour, shade = image.convert("RGB"), image.getchannel("A")
    content, coding = _packed(colour)
    entries: dict[str, object] = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": "/DeviceRGB",
        "BitsPerComponent": 8,
        "Filter": coding,
    }
    if shade.getextrema() != (255, 255):
        mask = pdfdoc.PDFDictionary({**entries, "ColorSpace": "/DeviceGray", "Filter": "/FlateDecode"})
        entries["SMask"] = document.Reference(pdfdoc.PDFStream(mask, zlib.compress(shade.tobytes(), 9)))
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content)


def _packed(colour: Any) -> tuple[bytes, str]:
    """The pixels and the filter that unpacks them: to the bit for a drawing, as JPEG for a photo."""
    exact = zlib.compress(colour.tobytes(), 9)
    if len(exact) <= LARGEST_EXACT:
        return exact, "/FlateDecode"
    out = BytesIO()
    colour.save(out, "JPEG", quality=88, subsampling=0)
    photo = out.getvalue()
    return (photo, "/DCTDecode") if len(photo) < len(exact) // 2 else (exact, "/FlateDecode")
