"""What a record is made of: parts, each from tables of its own, in rows of declared columns."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.unit import View


class Shape(enum.Enum):
    """What a value is: a text, a long text, a date, an aware datetime, minor units, a whole number,
    thousandths of a piece, a figure already in words, yes or no, or plain data that only a file shows."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"
    QUANTITY = "quantity"
    FIGURE = "figure"
    YES = "yes"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Column:
    """A value of every row: `id` in a file, `label` on paper. `printed` False leaves it to the file: a number
    of the shop's own that says nothing to a reader."""

    id: str
    label: str
    shape: Shape = Shape.TEXT
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a record. `told` says in a sentence where it came from; rows have a value for each column,
    None where there is none."""

    id: str
    title: str
    told: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class PartKind:
    """How a part is looked up. `tables` are those whose rows of a customer it shows, whole but for what
    `withheld` names ("table.column"): who else is meant, the program's own bookkeeping."""

    id: str
    title: str
    told: str
    tables: frozenset[str]
    columns: tuple[Column, ...]
    rows: Callable[[View, int], Iterable[Sequence[Any]]]
    withheld: frozenset[str] = frozenset()

    def look(self, view: View, customer_id: int) -> Part:
        """The part of one customer."""
        rows = tuple(tuple(row) for row in self.rows(view, customer_id))
        return Part(self.id, self.title, self.told, self.columns, rows)


def number(label: str = "", column_id: str = "id") -> Column:
    """A row's own number, which rows of other parts name in a file."""
    return Column(column_id, label, Shape.NUMBER, printed=False)
