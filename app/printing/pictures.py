"""Pictures in a PDF: each once, however many pages show it (PDF 32000-1, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.shop.on_paper import Picture

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


def _image(document: Any, picture: Picture) -> pdfdoc.PDFStream:
    from PIL import Image

    with Image.open(BytesIO(picture.content)) as opened:
        image = opened.convert("RGBA")
    colour, shade = image.convert("RGB"), image.getchannel("A")
    entries: dict[str, object] = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": "/DeviceRGB",
        "BitsPerComponent": 8,
        "Filter": "/FlateDecode",
    }
    if shade.getextrema() != (255, 255):
        mask = pdfdoc.PDFDictionary({**entries, "ColorSpace": "/DeviceGray"})
        entries["SMask"] = document.Reference(pdfdoc.PDFStream(mask, zlib.compress(shade.tobytes(), 9)))
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), zlib.compress(colour.tobytes(), 9))
