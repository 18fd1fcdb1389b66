"""The ground of a share in a table of shares, and the ink that can be read on it."""

from __future__ import annotations

from app.gui.theme.theme import current
from app.shop.colours import rgb_of, text_of, toned


def heat(share: float) -> tuple[str, str]:
    """(ground, ink) as `#rrggbb` in the theme in use; `share` from 0 (least) to 1 (greatest)."""
    tokens = current()
    inks = rgb_of(tokens.on_accent), rgb_of(tokens.heat_ink)
    tones = toned(rgb_of(tokens.heat_low), rgb_of(tokens.heat_high), inks)
    ground, ink = tones[round(min(max(share, 0.0), 1.0) * (len(tones) - 1))]
    return text_of(ground), text_of(ink)
