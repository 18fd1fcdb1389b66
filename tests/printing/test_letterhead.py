"""The shop's logo, colour and hours as they come out of the printer."""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from app.printing.document import render_many
from app.printing.documents.statement import DOCUMENT
from app.printing.geometry import A4, LETTER, Paper
from app.printing.letterhead import LOGO_HEIGHT, LOGO_WIDTH, fitted
from app.printing.palette import ACCENT, HOUSE, accent_of
from app.printing.pictures import DOTS_PER_INCH, sized_for
from app.printing.preview import page_count, page_images
from app.shop.on_paper import PaperShop, Picture
from app.shop.pictures import read_picture
from tests.printing.reading import ink, places, printed, text_of
from tests.printing.samples import SHOP, long_statement, statement

RED = (200, 30, 40)
SCALE = 2.0


def logo(width: int, height: int, colour: tuple[int, ...] = RED) -> Picture:
    out = BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", (width, height), colour).save(out, "PNG")
    return read_picture(out.getvalue())


def shop(**changes: object) -> PaperShop:
    return replace(SHOP, **changes)  # type: ignore[arg-type]


def pixel(pdf: bytes, x: float, y: float, page: int = 0) -> tuple[int, ...]:
    width, _height, pixels = page_images(pdf, page, SCALE)
    at = (int(y * SCALE) * width + int(x * SCALE)) * 3
    return tuple(pixels[at : at + 3])


def near(colour: tuple[int, ...], wanted: tuple[int, ...], most: int = 10) -> bool:
    return all(abs(one - other) <= most for one, other in zip(colour, wanted, strict=True))


def test_a_square_logo_stands_left_of_the_name() -> None:
    pdf = printed(statement(shop=shop(logo=logo(400, 400))))
    assert near(pixel(pdf, 64 + 21, 38 + 21), RED)
    left, _top, _right, _bottom = places(pdf, 0, "Kettle & Quill")
    assert 64 + LOGO_HEIGHT < left < 64 + LOGO_HEIGHT + 20


def test_a_wide_logo_stands_for_the_name_which_is_still_there_to_read() -> None:
    pdf = printed(statement(shop=shop(logo=logo(1000, 250))))
    assert near(pixel(pdf, 64 + 75, 38 + 15), RED)
    left, top, _right, bottom = places(pdf, 0, "Kettle & Quill")
    assert left == pytest.approx(64, abs=1.5)
    assert bottom - top < 9
    assert top > 38 + 37


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize("size", [(1, 1), (1200, 1), (1, 1200), (400, 400), (1200, 300), (300, 1200)])
def test_every_shape_of_logo_keeps_clear_of_the_window_and_of_the_right_column(
    paper: Paper, size: tuple[int, int]
) -> None:
    hours = "Mon–Fri 9–18\nSat 9–14\nSun closed"
    pdf = printed(statement(shop=shop(logo=logo(*size), opening_hours=hours)), paper=paper.id)
    text = text_of(pdf, 0)
    for said in (*hours.splitlines(), "01225 555 014", "14 Mill Lane"):
        assert said in text
    band = (0, 102, paper.width, paper.window.top - 2)
    assert ink(pdf, 0, band) == 0
    assert max(fitted(logo(*size), LOGO_WIDTH, LOGO_HEIGHT)) <= LOGO_WIDTH


def test_what_is_clear_in_a_logo_is_the_paper_and_what_is_half_clear_a_tint() -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 200, 400))
    image.paste((*RED, 128), (200, 0, 400, 200))
    out = BytesIO()
    image.save(out, "PNG")
    pdf = printed(statement(shop=shop(logo=read_picture(out.getvalue()))))
    assert near(pixel(pdf, 64 + 10, 38 + 21), RED)
    assert near(pixel(pdf, 64 + 32, 38 + 10), tuple(round(255 - (255 - c) * 128 / 255) for c in RED))
    assert pixel(pdf, 64 + 32, 38 + 32) == (255, 255, 255)


def test_name_and_result_are_in_the_shops_colour_and_the_house_has_its_own() -> None:
    for colour, accent in (("", HOUSE), ("#9c27b0", accent_of("#9c27b0"))):
        pdf = printed(statement(shop=shop(colour=colour)))
        _left, _top, right, bottom = places(pdf, 0, "Your points now")
        soft = tuple(round(channel * 255) for channel in accent.soft)
        assert near(pixel(pdf, right + 10, bottom + 1), soft, 2)
        left, top, right, bottom = places(pdf, 0, "Kettle & Quill")
        strong = tuple(round(channel * 255) for channel in accent.strong)
        inside = {pixel(pdf, left + step / 2, (top + bottom) / 2) for step in range(int((right - left) * 2))}
        assert any(near(one, strong, 6) for one in inside)


def test_a_colour_too_pale_to_read_is_printed_darker_and_a_wrong_one_is_the_houses() -> None:
    assert accent_of("#ffff00").strong != (1.0, 1.0, 0.0)
    assert accent_of("no colour") == accent_of("") == HOUSE
    assert HOUSE.strong == ACCENT


def test_in_one_file_each_shop_has_its_own_colour() -> None:
    out = BytesIO()
    items = [statement(shop=shop(colour=colour)) for colour in ("#9c27b0", "", "#1d4ed8")]
    render_many(DOCUMENT, items, out)
    found = []
    for page in range(3):
        _left, _top, right, bottom = places(out.getvalue(), page, "Your points now")
        found.append(pixel(out.getvalue(), right + 10, bottom + 1, page))
    for one, colour in zip(found, ("#9c27b0", "", "#1d4ed8"), strict=True):
        assert near(one, tuple(round(channel * 255) for channel in accent_of(colour).soft), 2)


def test_long_hours_are_set_one_after_the_other_and_longer_ones_are_cut_with_a_mark() -> None:
    week = "\n".join(f"{day} 9:30–12:30, 14–18:30" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"))
    text = text_of(printed(statement(shop=shop(opening_hours=week))), 0)
    assert "Mon 9:30–12:30, 14–18:30 · Tue" in text.replace("\r\n", " ")
    flood = printed(statement(shop=shop(opening_hours="\n".join(["open <b>always</b>"] * 400))))
    assert "…" in text_of(flood, 0)
    assert "<b>always</b>" in text_of(flood, 0)
    assert ink(flood, 0, (0, 102, A4.width, A4.window.top - 2)) == 0


def photo(size: int = 1200, *, clear: bool = False) -> Picture:
    """Noise, which nothing packs."""
    noise = random.Random(4).randbytes(size * size * (4 if clear else 3))
    out = BytesIO()
    Image.frombytes("RGBA" if clear else "RGB", (size, size), noise).save(out, "PNG", compress_level=1)
    return Picture.of(out.getvalue(), size, size)


@pytest.mark.parametrize("clear", [False, True])
def test_ten_pages_with_the_worst_of_logos_stay_under_300_kb(clear: bool) -> None:
    data = long_statement(330, shop=shop(logo=photo(clear=clear), colour="#9c27b0"))
    pdf = printed(data)
    assert page_count(pdf) >= 10
    assert len(pdf) < 300_000


def test_a_thousand_statements_hold_one_logo() -> None:
    data = statement(shop=shop(logo=photo(400)))
    one, twenty = printed(data), BytesIO()
    render_many(DOCUMENT, [data] * 20, twenty)
    assert twenty.getvalue().count(b"/Subtype /Image") == one.count(b"/Subtype /Image") == 1


def test_a_picture_is_no_finer_than_printers_and_no_coarser_than_it_came() -> None:
    fine = sized_for(logo(1200, 1200), 42, 42)
    assert (fine.width, fine.height) == (42 * DOTS_PER_INCH // 72, 42 * DOTS_PER_INCH // 72)
    small = logo(20, 20)
    assert sized_for(small, 42, 42) is small


def test_printed_again_with_a_logo_it_is_the_same_file() -> None:
    data = statement(shop=shop(logo=photo(300), colour="#abc123", opening_hours="Mon–Fri 9–18"))
    assert printed(data) == printed(data)
