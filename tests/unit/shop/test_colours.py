"""Colours of shops: read as people write them, and dark enough to read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.book import Book
from app.kernel.errors import Refused
from app.shop.colours import WHITE, colour_text, contrast, readable, rgb_of, soft
from app.shop.commands import SaveShop, save_shop
from app.shop.profile import colour_note
from app.shop.queries import shop_profile

CHANNEL = st.integers(0, 255)
COLOURS = st.tuples(CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("#0E6656", "#0e6656"), ("0e6656", "#0e6656"), (" #ABC ", "#aabbcc"), ("", ""), ("  ", ""),
        ("red", None), ("#12345", None), ("#1234567", None), ("rgb(1,2,3)", None), ("#٠٠٠٠٠٠", None),
        ("<b>", None),
    ],
)  # fmt: skip
def test_a_colour_is_read_as_people_write_it(typed: str, kept: str | None) -> None:
    assert colour_text(typed) == kept


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast((0x77, 0x77, 0x77), WHITE) == pytest.approx(4.48, abs=0.01)  # the standard's own example
    assert contrast((0x76, 0x76, 0x76), WHITE) == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_words_can_be_read_in_every_shops_colour(colour: tuple[int, int, int]) -> None:
    printed = readable(colour)
    assert contrast(printed, WHITE) >= 4.5
    assert all(one <= other for one, other in zip(printed, colour, strict=True))
    if contrast(colour, WHITE) >= 4.5:
        assert printed == colour
    assert contrast((0x1D, 0x27, 0x30), soft(printed)) >= 7


def test_a_pale_colour_becomes_a_shade_of_itself_and_no_darker_than_needed() -> None:
    red, green, blue = readable(rgb_of("#ffd54a"))
    assert red > green > blue
    assert contrast((red, green, blue), WHITE) < 4.7
    assert readable(WHITE) == (0x76, 0x76, 0x76)


def test_a_pale_colour_is_told_of_and_a_dark_one_is_not() -> None:
    assert "darker shade" in colour_note("#ffff00")
    assert colour_note("#0e6656") == ""
    assert colour_note("") == ""


def test_the_profile_keeps_colour_hours_and_paper(book: Book) -> None:
    before = book.ask(shop_profile)
    hours = "Mon–Fri 9–18\nSat 9–14"
    book.do(save_shop, SaveShop(replace(before, colour="0E6656", opening_hours=hours, paper="LETTER")))
    kept = book.ask(shop_profile)
    assert (kept.colour, kept.opening_hours, kept.paper) == ("#0e6656", hours, "LETTER")
    with pytest.raises(Refused, match="no colour") as refused:
        book.do(save_shop, SaveShop(replace(before, colour="reddish")))
    assert refused.value.field == "colour"
