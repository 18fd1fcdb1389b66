"""What a letter is that Regulars brings along: words of its own for a letter and for a greeting card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LETTER = "letter"
CARD = "greeting-card"
"""What a text is written for: the ids of the documents."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text with merge fields: one line above, and paragraphs with an empty line between."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One occasion. `icon` is a name of the window's icons, `order` its place in the list; `card` None where
    a greeting card makes no sense. The words are made when they are asked for, in the language spoken
    then."""

    id: str
    label: str
    icon: str
    order: int
    letter: Callable[[], Words]
    card: Callable[[], Words] | None = None
