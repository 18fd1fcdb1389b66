"""A record's values in words for paper, where a text of any length ends somewhere and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from app.groups.record.part import Column, Part, Shape
from app.groups.record.whole import Record, quantity
from app.kernel.clock import zone
from app.kernel.i18n import _
from app.printing.formatting import money, number, short_day
from app.printing.text import cut, plain

MOST_CHARACTERS = 1_200
"""Of one text in a table: no row is taller than a page."""
MOST_OF_NOTES = 6_000
"""Of one text in a list, which goes on over pages."""
MOST_LINES = 50
SHORT, LONG = 18, 90
"""Characters: up to so many a column needs no share of the room, beyond so many no larger one."""
FIGURES = frozenset({Shape.MONEY, Shape.NUMBER, Shape.QUANTITY, Shape.FIGURE})
_FACTS = frozenset({"card"})
"""Parts that are a list of facts rather than a table."""


@dataclass(frozen=True, slots=True)
class Told:
    """A part in words: `facts` (label, text) for a list, else `columns` (label, whether of figures, share of
    the room) and `rows`; columns in which nothing stands are left out. `cut` texts were cut."""

    facts: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, bool, float], ...]
    rows: tuple[tuple[str, ...], ...]
    cut: int


def tell(part: Part, record: Record) -> Told:
    """The printed columns of a part, as the shop's locale writes them."""
    teller = _Teller(record)
    if part.id in _FACTS:
        facts = [
            (_(column.label), teller.text(value, column, MOST_OF_NOTES))
            for row in part.rows
            for column, value in zip(part.columns, row, strict=True)
            if column.printed
        ]
        return Told(tuple(fact for fact in facts if fact[1]), (), (), teller.cut)
    shown = [at for at, column in enumerate(part.columns) if column.printed]
    rows = [
        tuple(teller.text(row[at], part.columns[at], MOST_CHARACTERS) for at in shown) for row in part.rows
    ]
    used = [place for place in range(len(shown)) if any(row[place] for row in rows)]
    columns = tuple(
        _column(part.columns[shown[place]], max(len(row[place]) for row in rows)) for place in used
    )
    return Told((), columns, tuple(tuple(row[place] for place in used) for row in rows), teller.cut)


def _column(column: Column, longest: int) -> tuple[str, bool, float]:
    """Short texts take what they need; the others share the room by how long they are."""
    wordy = column.shape in (Shape.TEXT, Shape.LONG) and longest > SHORT
    return _(column.label), column.shape in FIGURES, min(longest, LONG) / SHORT if wordy else 0.0


class _Teller:
    """Writes values, and counts the texts it had to cut."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._locale = record.shop.locale
        self.cut = 0

    def text(self, value: Any, column: Column, most: int) -> str:
        if value is None or value == "":
            return ""
        match column.shape:
            case Shape.MONEY:
                return money(value, self._record.shop.currency, self._locale) if value else ""
            case Shape.NUMBER:
                return number(value, self._locale)
            case Shape.QUANTITY:
                return quantity(value)
            case Shape.DAY:
                return short_day(value, self._locale, with_year=True)
            case Shape.MOMENT:
                there = value.astimezone(UTC).astimezone(zone(self._record.timezone))
                return f"{short_day(there.date(), self._locale, with_year=True)}, {there:%H:%M}"
            case Shape.YES:
                return _("yes") if value else _("no")
            case _:
                return self._words(str(value), most)

    def _words(self, text: str, most: int) -> str:
        kept = text[: most + 1]
        paragraphs = [plain(line, most) for line in kept.splitlines()]
        words = "\n".join(line for line in paragraphs if line)
        if len(text) <= most:
            return words
        self.cut += 1
        more = _("{n} more characters are in the file").format(n=number(len(text) - most, self._locale))
        return f"{cut(words, most)} ({more})"
