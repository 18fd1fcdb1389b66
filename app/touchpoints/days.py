"""Days in words, short, as the shop's locale writes them."""

from __future__ import annotations

from datetime import date


def short_day(day: date, today: date, locale: str) -> str:
    """ "2 Nov" this year, "2 Nov 2025" in another."""
    from babel.core import Locale
    from babel.dates import format_skeleton

    skeleton = "MMMd" if day.year == today.year else "yMMMd"
    return str(format_skeleton(skeleton, day, locale=Locale.parse(locale.replace("-", "_"))))
