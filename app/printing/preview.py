"""Pages of a PDF as pictures, for the preview, the printer driver and the tests. Knows nothing of windows."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pypdfium2

_PDFIUM = threading.Lock()  # PDFium must not be called from two threads at once

MOST_PIXELS = 60_000_000  # of one page: A4 at 800 dots per inch


class PageOutOfRange(IndexError):
    """There is no such page."""


def page_count(pdf: bytes | Path) -> int:
    """How many pages a PDF has. Raises `pypdfium2.PdfiumError` when it is none."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_size(pdf: bytes | Path, page: int) -> tuple[float, float]:
    """Width and height of a page (from 0) in points."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            _check(document, page)
            width, height = document.get_page_size(page)
            return float(width), float(height)
        finally:
            document.close()


def page_images(
    pdf: bytes | Path, page: int, scale: float = 1.0, *, blend: bool = True
) -> tuple[int, int, bytes]:
    """One page (from 0) as (width, height, pixels): three bytes a pixel, red green blue, rows without
    padding.

    `scale` is pixels per point: 1.0 gives 72 dots per inch. Scales that would need more than `MOST_PIXELS`
    are lowered to fit. Without `blend` the pixels of pictures keep their own colours. Raises PageOutOfRange,
    or `pypdfium2.PdfiumError` for what is no PDF.
    """
    with _PDFIUM:
        document = _open(pdf)
        try:
            _check(document, page)
            width, height = document.get_page_size(page)
            scale = min(scale, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            bitmap = document[page].render(
                scale=scale, rev_byteorder=True, draw_annots=True, no_smoothimage=not blend
            )
            image = bitmap.to_pil().convert("RGB")
            return image.width, image.height, image.tobytes()
        finally:
            document.close()


def page_text(pdf: bytes | Path, page: int) -> str:
    """The text of one page (from 0), as a reader would copy it."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            _check(document, page)
            return str(document[page].get_textpage().get_text_range())
        finally:
            document.close()


def _open(pdf: bytes | Path) -> Any:
    return pypdfium2.PdfDocument(pdf)


def _check(document: Any, page: int) -> None:
    if not 0 <= page < len(document):
        raise PageOutOfRange(page)
