"""Reading CSV as spreadsheets and tills write it: streamed, row by numbered row, nothing lost in silence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from app.exchange.encoding import checked, detect
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _

LONGEST_ROW = 1 << 20
"""Characters of one row, line ends inside quotes included: more is a quote that was never closed."""

DELIMITERS = ",;\t|"
_LOOKED_AT = 1 << 16


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row. `number` counts as a spreadsheet does: the header is row 1, blank rows count."""

    number: int
    cells: list[str]


class _Lines:
    """The lines of a file as the csv reader takes them, watching for a row that does not end."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream
        self.row = 0
        self._pending = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(LONGEST_ROW + 1)
        if not line:
            if self._pending:
                raise _unclosed(self.row + 1)
            raise StopIteration
        self._pending += len(line)
        if self._pending > LONGEST_ROW:
            raise _unclosed(self.row + 1)
        return line.replace("\0", "") if "\0" in line else line

    def ended(self) -> None:
        """The reader has a whole row."""
        self.row += 1
        self._pending = 0


class CsvFile:
    """An open CSV file: its `header`, then its rows. Use in a `with`; reads forward only.

    Raises `Refused` in words for an empty file, bytes that are not of the encoding, and a quote that is not
    closed; `WorldFault` when the file cannot be read at all. A header may have one name twice.
    """

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        try:
            self.encoding = checked(encoding) if encoding else detect(path)
            given = encoding is not None or self.encoding.startswith("utf")
            errors = "strict" if given else "replace"
            self._stream = path.open(encoding=self.encoding, errors=errors, newline="")
        except OSError as fault:
            raise WorldFault(
                _("{file} cannot be read: {why}.").format(file=path.name, why=fault.strerror or fault)
            ) from None
        try:
            self._begin(path)
        except BaseException:
            self._stream.close()
            raise

    def _begin(self, path: Path) -> None:
        sample = self._read_sample()
        if not sample.strip("\r\n\0 \ufeff"):
            raise Refused(_("{file} is empty.").format(file=path.name), field="path")
        csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_ROW))
        self._lines = _Lines(self._stream)
        self.delimiter = _announced(sample) or _sniffed(sample)
        self._reader = csv.reader(self._lines, delimiter=self.delimiter)
        if _announced(sample):
            self._next()
        first = self._next()
        while first is not None and not any(cell.strip() for cell in first):
            first = self._next()
        self.header = [cell.strip().lstrip("\ufeff") for cell in first or []]
        while self.header and not self.header[-1]:
            self.header.pop()

    def _read_sample(self) -> str:
        try:
            sample = self._stream.read(_LOOKED_AT)
        except UnicodeError as error:
            raise _not_of(self.encoding) from error
        self._stream.seek(0)
        return sample

    def _next(self) -> list[str] | None:
        """The cells of the next row, None after the last."""
        try:
            cells = next(self._reader, None)
        except UnicodeError as error:
            raise _not_of(self.encoding) from error
        except csv.Error as error:
            words = _("Row {row} cannot be read: {why}. Nothing was saved.")
            raise Refused(words.format(row=self._lines.row + 1, why=error), field="path") from None
        if cells is not None:
            self._lines.ended()
        return cells

    def __iter__(self) -> Iterator[CsvRow]:
        """The rows with something in them. One may be longer or shorter than the header."""
        width = len(self.header)
        while (cells := self._next()) is not None:
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if any(cells) and not "".join(cells).isspace():
                yield CsvRow(self._lines.row, cells)

    def __enter__(self) -> CsvFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()


def _announced(sample: str) -> str | None:
    """The delimiter a first line `sep=;` names, as one spreadsheet writes it."""
    first = sample.lstrip("\ufeff").splitlines()[0].strip().strip('"').lower()
    return first[4] if len(first) == 5 and first.startswith("sep=") else None


def _sniffed(sample: str) -> str:
    """The delimiter that cuts the first rows into the most columns, as many in each; a comma at a tie."""
    best, most = ",", (0, 0)
    whole = sample[: sample.rfind("\n") + 1] or sample
    for delimiter in DELIMITERS:
        rows = csv.reader(whole.replace("\0", "").splitlines()[:20], delimiter=delimiter)
        counts = [len(cells) for cells in rows if cells]
        width = counts[0] if counts else 1
        score = (width if width > 1 else 0, sum(count == width for count in counts))
        if score > most:
            best, most = delimiter, score
    return best


def _unclosed(row: int) -> Refused:
    words = _("A quotation mark opens in row {row} and is not closed. Nothing was saved: correct that row.")
    return Refused(words.format(row=row), field="path")


def _not_of(encoding: str) -> Refused:
    words = _("The file is not written in {encoding}. Nothing was saved: name the encoding it is written in.")
    return Refused(words.format(encoding=encoding), field="encoding")
