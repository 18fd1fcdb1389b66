"""Printing into memory and reading back what came out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2

from app.loyalty.statement import StatementData
from app.printing.document import render
from app.printing.documents.statement import DOCUMENT
from app.printing.preview import page_count, page_images, page_text


def printed(data: StatementData, **options: Any) -> bytes:
    """The statement as a PDF."""
    out = BytesIO()
    render(DOCUMENT, data, out, options)
    return out.getvalue()


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The text of one page, or of all of them."""
    pages = range(page_count(pdf)) if page is None else [page]
    return "\n".join(page_text(pdf, number) for number in pages)


def ink(pdf: bytes, page: int, box: tuple[float, float, float, float], scale: float = 2.0) -> int:
    """How many pixels inside (left, top, right, bottom), in points, are not white."""
    width, _height, pixels = page_images(pdf, page, scale)
    left, top, right, bottom = (round(side * scale) for side in box)
    rows = (pixels[(y * width + left) * 3 : (y * width + right) * 3] for y in range(top, bottom))
    return sum(1 for row in rows for at in range(0, len(row), 3) if row[at : at + 3] != b"\xff\xff\xff")


def places(pdf: bytes, page: int, words: str) -> tuple[float, float, float, float]:
    """Where words stand on a page: (left, top, right, bottom) in points from the top left corner."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    _width, height = sheet.get_size()
    texts = sheet.get_textpage()
    found = texts.search(words, match_case=True).get_next()
    assert found is not None, f"{words!r} is not on page {page + 1}"
    start, count = found
    boxes = [
        texts.get_charbox(at) for at in range(start, start + count) if texts.get_text_range(at, 1).strip()
    ]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = height - max(box[3] for box in boxes), height - min(box[1] for box in boxes)
    document.close()
    return left, top, right, bottom
