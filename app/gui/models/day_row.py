"""A row of the day and a part of it, as the page shows them, and the words they share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.groups.morning import Part
from app.gui.speech import Speech
from app.gui.widgets.pill import Tone

DONE, CALL, LETTER, CARD, GIFT, ANSWER, REMIND, WELCOME = (
    "done", "call", "letter", "card", "gift", "answer", "remind", "welcome",
)  # fmt: skip
"""What a row's button does."""
BIRTHDAYS, SLIPPING, PROMISES, FEEDBACK, LAPSING, NEW, EXPECTED, TIERS = (
    "birthdays", "slipping", "promises", "feedback", "lapsing", "new", "expected", "tiers",
)  # fmt: skip


@dataclass(frozen=True)
class DayRow:
    """One row. `key` is what it is set aside by, until `until` when it is done; `subject` the promise or
    feedback it is about, `on` the birthday. `mark` is a sign or an icon ("icon:promise") in a circle of the
    colour `tone`, "" the customer's initials. `action` is one of the ids above, "" for none; `asks` is
    whether the row asks for anything. `gift`: the birthday's voucher was not given yet. `hint` says more of
    it under the mouse. `alarm` stands in red before the detail, `pill` (words and colour) behind it; `mood`
    is how the words sound, "" for what has none."""

    key: str
    customer_id: int | None
    name: str
    title: str
    detail: str
    action: str = ""
    button: str = ""
    primary: bool = False
    mark: str = ""
    tone: Tone = "plain"
    subject: int = 0
    on: date | None = None
    until: date = date.max
    phone: str = ""
    gift: bool = False
    asks: bool = True
    hint: str = ""
    alarm: str = ""
    pill: tuple[str, Tone] | None = None
    mood: str = ""


@dataclass(frozen=True)
class DayPart:
    """A part of the page: what its pill says, its rows, how many there are beside them, and the sentence for
    when there are none. `note` says what must be known of the order of the rows."""

    id: str
    title: str
    pill: str
    tone: Tone
    rows: tuple[DayRow, ...]
    more: int
    empty: str
    note: str = ""


def counted(part: Part[Any], speech: Speech) -> str:
    """ "24", or "30+" where more were not looked for."""
    return speech.number(part.count) + ("+" if part.open else "")


def said(*parts: str) -> str:
    """What there is, with dots between. What runs to the left is kept apart, or it would turn the rest."""
    return " · ".join(_apart(part) for part in parts if part)


def _apart(part: str) -> str:
    leftward = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in part)
    return f"\u2068{part}\u2069" if leftward else part
