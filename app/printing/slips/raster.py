"""A slip as dots: set like any page, so that every script prints whatever the printer knows itself."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from app.printing.document import render
from app.printing.documents.slip import DOCUMENT
from app.printing.preview import page_count, page_images
from app.printing.slips.data import SlipData
from app.printing.slips.rolls import DOT, Roll

DARK = 150
"""Grey below this is printed: a little above the middle, so that thin strokes hold."""


def slip_pdf(data: SlipData, roll: Roll) -> bytes:
    """The slip as a PDF of its own."""
    out = BytesIO()
    render(DOCUMENT, data, out, {"width": roll.id})
    return out.getvalue()


def slip_image(data: SlipData, roll: Roll) -> Image.Image:
    """The slip as a picture of one bit a dot, `roll.dots` wide."""
    return dots_of(slip_pdf(data, roll), roll)


def dots_of(pdf: bytes, roll: Roll) -> Image.Image:
    """The pages of a slip one below the other, eight dots a millimetre, without the white at the sides."""
    pieces = [_page(pdf, page, roll) for page in range(page_count(pdf))]
    whole = Image.new("1", (roll.dots, sum(piece.height for piece in pieces)), 1)
    top = 0
    for piece in pieces:
        whole.paste(piece, (0, top))
        top += piece.height
    return whole


def _page(pdf: bytes, page: int, roll: Roll) -> Image.Image:
    # a hair less than a pixel a dot: the size is rounded up, and one more would put every bar off its dots
    width, height, pixels = page_images(pdf, page, (1 - 1e-5) / DOT, blend=False)
    grey = Image.frombytes("RGB", (width, height), pixels).convert("L")
    left = (width - roll.dots) // 2
    return grey.crop((left, 0, left + roll.dots, height)).point(_dots, "1")


def _dots(grey: int) -> int:
    return 255 if grey >= DARK else 0
