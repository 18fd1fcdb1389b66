"""What every import has: the request, the report, and the rows on their way with what was rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from app.exchange.columns import Column
from app.exchange.csvfile import CsvFile
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.unit import Unit

MOST_REJECTED = 100_000
"""A file with more rows that cannot be read is not the file the person thinks it is."""

_EVERY = 200


class Rejected(NamedTuple):
    """A row that was left out (its number; the header is row 1), and why in one sentence."""

    row: int
    why: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did, counted in rows: `read` is the sum of the others."""

    read: int
    added: int
    updated: int
    unchanged: int
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True)
class ImportFile:
    """A file to take in. `columns` maps our names to theirs where the names alone do not tell; `points` False
    brings purchases as history without points; `encoding` None is found out; `dry_run` changes nothing."""

    path: Path
    format: str
    columns: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    points: bool = True
    encoding: str | None = None


class Record(NamedTuple):
    """One row to take in: its number, and the cells of the columns asked for, "" where missing."""

    number: int
    cells: list[str]


class Intake:
    """The rows of one file on their way in, and the counts of what became of them."""

    def __init__(
        self, unit: Unit, cmd: ImportFile, source: CsvFile, places: Mapping[str, int], progress: Progress
    ) -> None:
        self.unit = unit
        self.cmd = cmd
        self.places = places
        self.progress = progress
        self.read = self.added = self.updated = self.unchanged = 0
        self.rejected: list[Rejected] = []
        self._source = source

    def records(self, wanted: Sequence[str]) -> Iterator[Record]:
        """The whole rows, with the cells of the `wanted` columns; others are rejected by number."""
        width = len(self._source.header)
        places = [self.places.get(name, -1) for name in wanted]
        for row in self._source:
            self.read += 1
            if self.read % _EVERY == 1:
                self.progress.step(self.read, None, _("Reading rows"))
            cells = row.cells
            if len(cells) != width:
                self.reject(row.number, _uneven(len(cells), width))
                continue
            yield Record(row.number, [cells[place].strip() if place >= 0 else "" for place in places])

    def reject(self, row: int, why: str) -> None:
        """Leave a row out, and say why; that nothing was saved is true of the row and not of the file."""
        why = why.removesuffix(_("Nothing was saved.")).rstrip()
        self.rejected.append(Rejected(row, why))
        if len(self.rejected) > MOST_REJECTED:
            words = _(
                "More than {most} rows cannot be taken in, the first is row {row}: {why} Nothing was saved."
            )
            first = min(self.rejected)
            raise Refused(words.format(most=MOST_REJECTED, row=first.row, why=first.why), field="path")

    def report(self) -> ImportReport:
        """What came of it."""
        return ImportReport(self.read, self.added, self.updated, self.unchanged, tuple(sorted(self.rejected)))


@dataclass(frozen=True)
class ImportFormat:
    """One kind of file. `needs` are groups of columns of which one must be there; `take` does the work."""

    id: str
    label: str
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    take: Callable[[Intake], None]


def _uneven(cells: int, width: int) -> str:
    if cells < width:
        return _("The row is too short: {cells} of the {width} cells of the header.").format(
            cells=cells, width=width
        )
    return _("The row is too long: {cells} cells where the header has {width}.").format(
        cells=cells, width=width
    )
