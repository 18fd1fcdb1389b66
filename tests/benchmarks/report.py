"""One line of `make bench`, and the table of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

PAGES = 0.6


@dataclass(frozen=True)
class Row:
    """What was measured at what size: ours, the floor of the same run, and their ratio.

    `limit` is what the ratio may be at most, or at least where `at_least`; None is told but not judged.
    `enough` is how little of ours is good whatever the floor: below it nobody can tell.
    """

    name: str
    size: int
    ours: float
    floor: float
    ratio: float
    limit: float | None = None
    unit: str = "ms"
    at_least: bool = False
    enough: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the ratio is within the limit."""
        if self.limit is None or self.is_enough:
            return True
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    @property
    def is_enough(self) -> bool:
        """Whether ours is so little that the ratio says nothing to a person."""
        return self.enough is not None and self.ours <= self.enough


def adopted(raw: Any) -> Row:
    """A row as it is; that of statements, which has a shape of its own, held to its limit: where the type is
    the same, at least `PAGES` of the floor's pages a second."""
    if isinstance(raw, Row):
        return raw
    limit = PAGES if "same type" in raw.name else None
    return Row(raw.name, 0, raw.ours, raw.floor, raw.ratio, limit, "pages/s", at_least=True)


def grown(rows: Iterable[Row], limit: float) -> Iterator[Row]:
    """How much slower each thing is in the largest shop measured than in the smallest."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    for name, measured in by_name.items():
        least, most = min(measured, key=_size), max(measured, key=_size)
        if most.size > least.size and least.ours:
            told = f"{name}: grown since {least.size:,}"
            yield Row(told, most.size, most.ours, least.ours, most.ours / least.ours, limit, most.unit)


def line(row: Row) -> str:
    """The row as a line of the table."""
    size = f"{row.size:,}" if row.size else ""
    limit = "" if row.limit is None else f"{'>=' if row.at_least else '<='} {row.limit:g}"
    verdict = "" if row.limit is None else ("ok" if row.ok else "TOO SLOW")
    if row.is_enough and row.limit is not None and row.ratio > row.limit:
        verdict = f"ok (under {row.enough:.2f} {row.unit})"
    return (
        f"{row.name[:52]:<52} {size:>10} {row.ours:>10.2f} {row.floor:>10.2f} {row.unit:<8}"
        f" {row.ratio:>6.2f} {limit:>8}  {verdict}"
    )


HEAD = f"{'what':<52} {'size':>10} {'ours':>10} {'floor':>10} {'unit':<8} {'ratio':>6} {'limit':>8}  ok"


def _size(row: Row) -> int:
    return row.size
