"""Sorting more rows than memory should hold: sorted runs on disk, merged while they are read."""

from __future__ import annotations

import heapq
import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any

IN_MEMORY = 100_000
"""Rows held at a time."""

_TOGETHER = 500


class Sorter:
    """Takes tuples, gives them back in their order. Use in a `with`; the files vanish at its end."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._in_memory = in_memory
        self._rows: list[tuple[Any, ...]] = []
        self._runs: list[IO[bytes]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """Take one row; rows must be comparable with each other."""
        self._rows.append(row)
        if len(self._rows) >= self._in_memory:
            self._spill()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """All rows taken, sorted; once."""
        self._rows.sort()
        return heapq.merge(*map(_read, self._runs), self._rows) if self._runs else iter(self._rows)

    def __enter__(self) -> Sorter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for run in self._runs:
            run.close()

    def _spill(self) -> None:
        self._rows.sort()
        run = TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._runs.append(run)
        for start in range(0, len(self._rows), _TOGETHER):
            pickle.dump(self._rows[start : start + _TOGETHER], run, pickle.HIGHEST_PROTOCOL)
        self._rows = []


def _read(run: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    """The rows of one run: written by us a moment ago into a file nobody else can open."""
    run.seek(0)
    while True:
        try:
            rows = pickle.load(run)  # noqa: S301
        except EOFError:
            return
        yield from rows
