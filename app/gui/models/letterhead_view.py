"""The head of the shop's paper as it would print, from what stands in the form."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from app.shop.on_paper import PaperShop, Picture
from app.shop.queries import ShopProfile

SHOWN = (24.0, 116.0)
"""From where to where on the sheet, in points from its top."""


def head_picture(profile: ShopProfile, logo: Picture | None, pixels: int) -> tuple[int, int, bytes]:
    """The strip `SHOWN` of a sample statement, `pixels` wide, as (width, height, red green blue).

    It is printed by the statement itself, so it shows what will come out of the printer.
    """
    from app.printing.document import render
    from app.printing.documents.statement import DOCUMENT
    from app.printing.geometry import A4, PAPERS
    from app.printing.preview import page_images

    paper = PAPERS.get(profile.paper.lower(), A4)
    out = BytesIO()
    render(DOCUMENT, _sample(PaperShop.of(profile, profile.locale, logo)), out, {"paper": paper.id})
    scale = pixels / paper.width
    width, height, page = page_images(out.getvalue(), 0, scale)
    top, bottom = (min(round(at * scale), height) for at in SHOWN)
    return width, bottom - top, page[top * width * 3 : bottom * width * 3]


def _sample(shop: PaperShop):  # noqa: ANN202 - the type is loaded with paper, later
    from app.loyalty.statement import StatementData

    return StatementData(
        shop=shop, number="", customer_name="", address_lines=(), card_number="", membership="",
        start=date(2026, 1, 1), end=date(2026, 1, 31), opening=0, earned=0, used=0, lapsed=0, closing=0,
        worth=None, visits=0, lines=(), lapsing=(), rewards=(),
    )  # fmt: skip
