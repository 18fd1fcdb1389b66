"""How the window says days: as the shop's locale writes them."""

from __future__ import annotations

from datetime import date

import pytest

from app.gui.speech import Speech
from app.kernel.context import ShopContext

TODAY = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("locale", "near", "far", "long"),
    [
        ("en_GB", "2 Dec", "2 Dec 2025", "2 Dec 2026"),
        ("en_US", "Dec 2", "Dec 2, 2025", "Dec 2, 2026"),
        ("de_DE", "2. Dez.", "2. Dez. 2025", "2. Dez. 2026"),
    ],
)
def test_a_day_has_the_order_and_the_dots_of_the_locale(locale: str, near: str, far: str, long: str) -> None:
    speech = Speech(ShopContext("Kettle", locale=locale))
    assert speech.day(date(2026, 12, 2), TODAY) == near
    assert speech.day(date(2025, 12, 2), TODAY) == far
    assert speech.long_day(date(2026, 12, 2)) == long
