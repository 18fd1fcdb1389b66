"""Text that a spreadsheet would take for a formula, made harmless."""

from __future__ import annotations

_STARTS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with; the wide forms count as well where Chinese or Japanese is spoken."""


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text, or take its first character away (tab and line ends). White
    space before the sign hides nothing."""
    return text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _STARTS


def defused(text: str) -> str:
    """The text with an apostrophe before it where it might be run: spreadsheets show it as text then.

    What reads such files (`app.exchange.cells.bare`) takes the apostrophe off again.
    """
    return f"'{text}" if starts_a_formula(text) else text
