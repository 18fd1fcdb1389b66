"""Labels to print in tests, and instruments to measure what came out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

from app.customers.on_labels import AddressedCustomer, NumberedCustomer
from app.printing.document import Document, render
from app.printing.documents.address_labels import AddressLabels
from app.printing.documents.member_cards import MemberCards
from app.printing.labels.fields import fill_of
from app.printing.labels.sheetfill import Cell
from app.shop.on_paper import PaperShop
from tests.printing.samples import SHOP

MM = 72 / 25.4
NAMES = (
    "Maria Schmidt",
    "Łukasz Žižek",
    "محمد عبد الله",
    "क्षत्रिय शर्मा",
    "张伟",
    "김철수",
    "שרה לוי",
    "สมชาย ใจดี",
    "Tom <b>Smith",
    "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Senior",
    "👨‍👩‍👧 Family",
)


def printed(document: Document[Any], data: Any, **options: Any) -> bytes:
    """The document as a PDF."""
    out = BytesIO()
    render(document, data, out, options)
    return out.getvalue()


def number(place: int) -> str:
    return f"29{place:010d}"


def member_cards(
    stock: str, count: int, code: str = "bars", shop: PaperShop = SHOP, **options: Any
) -> MemberCards:
    """Cards of people of many scripts with numbers in order."""
    cards = tuple(NumberedCustomer(NAMES[at % len(NAMES)], number(at)) for at in range(count))
    return MemberCards(shop, fill_of({"stock": stock, **options}, ""), code, cards)


def address_labels(stock: str, *who: AddressedCustomer, **options: Any) -> AddressLabels:
    return AddressLabels(SHOP, fill_of({"stock": stock, **options}, ""), who)


@dataclass(frozen=True)
class Outline:
    """The box around a stroked path, in millimetres from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


def outlines(pdf: bytes, page: int = 0) -> list[Outline]:
    """The boxes around every closed stroked path of a page, read from the file's own numbers."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    height = sheet.get_height()
    found = []
    for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(filled), ctypes.byref(stroked))
        points = list(_points(item.raw))
        if stroked.value and len(points) > 4:
            xs, ys = [x for x, _y in points], [y for _x, y in points]
            found.append(
                Outline(min(xs) / MM, (height - max(ys)) / MM, max(xs) / MM, (height - min(ys)) / MM)
            )
    document.close()
    return found


def _points(path: Any) -> Iterator[tuple[float, float]]:
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        x, y = ctypes.c_float(), ctypes.c_float()
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        yield x.value, y.value


def picture(pdf: bytes, page: int, dots_per_inch: int, crop: Cell | None = None) -> Image.Image:
    """A page, or a part of it in points from the top left, as a printer of that many dots would print it."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    wide, tall = sheet.get_size()
    edges = (0.0, 0.0, 0.0, 0.0)
    if crop is not None:
        edges = (crop.left, tall - crop.bottom, wide - crop.right, crop.top)
    image = sheet.render(scale=dots_per_inch / 72, crop=edges).to_pil().convert("RGB")
    document.close()
    return image


def codes_in(image: Image.Image) -> list[tuple[str, str]]:
    """(format, text) of every code a scanner finds in a picture."""
    return [(code.format.name, code.text) for code in zxingcpp.read_barcodes(image)]


def part(image: Image.Image, cell: Cell, dots_per_inch: int) -> Image.Image:
    """What lies in a cell of a whole page's picture."""
    scale = dots_per_inch / 72
    return image.crop(tuple(round(side * scale) for side in (cell.left, cell.top, cell.right, cell.bottom)))
