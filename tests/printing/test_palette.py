"""Colours that a shop chose stay legible."""

from __future__ import annotations

import pytest

from app.printing.palette import ACCENT, BLACK, INK, WHITE, brand_of, mixed, on_colour
from app.shop.colours import contrast, rgb_of


@pytest.mark.parametrize("text", ["", "#12345", "green", "#gggggg", "0x123456", "#1234567"])
def test_what_is_no_colour_is_the_house_s(text: str) -> None:
    assert brand_of(text) == ACCENT


def test_a_ground_has_the_shop_s_very_colour() -> None:
    assert brand_of("#FF0000") == (1.0, 0.0, 0.0)
    assert brand_of(" #0e6656 ") == ACCENT


@pytest.mark.parametrize("text", ["#ffffff", "#f5c542", "#00ff00", "#808080", "#000000", "#0e6656"])
def test_type_reads_on_every_ground(text: str) -> None:
    over = {WHITE: "#ffffff", INK: "#1d2730"}[on_colour(brand_of(text))]
    assert contrast(rgb_of(over), rgb_of(text)) >= 3.5


def test_colours_mix() -> None:
    assert mixed(WHITE, BLACK, 0.25) == (0.75, 0.75, 0.75)
    assert mixed(ACCENT, WHITE, 0) == ACCENT
