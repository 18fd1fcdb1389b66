"""The shop's logo as dots: what a print head that knows only black can make of it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image

from app.printing.slips.rolls import Roll
from app.shop.on_paper import Picture

TALLEST = 112
"""Dots: 14 mm of paper at each slip are enough."""
_WIDEST = 0.6  # of the print head


@lru_cache(maxsize=8)
def logo_in_dots(logo: Picture, roll: Roll) -> Picture:
    """The logo on white, scaled to the roll, a pixel a dot, grey as a pattern of dots. Its size is that of
    the box to draw it in."""
    with Image.open(BytesIO(logo.content)) as opened:
        colours = opened.convert("RGBA")
    factor = min(TALLEST / colours.height, roll.dots * _WIDEST / colours.width)
    size = max(1, round(colours.width * factor)), max(1, round(colours.height * factor))
    colours = colours.resize(size, Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", size, (255, 255, 255, 255))
    ground.alpha_composite(colours)
    out = BytesIO()
    ground.convert("L").convert("1").convert("L").save(out, "PNG")
    return Picture.of(out.getvalue(), *size)
