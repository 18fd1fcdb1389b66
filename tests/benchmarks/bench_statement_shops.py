"""Statements of a shop's own customers in shops of each size.

The floor draws the same pages on a bare ReportLab canvas with the same type, as in `bench_statements`, and
asks nothing of any file: it is told beforehand what to draw. So is ours in the row that has a limit; the
other asks the file for every statement first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab import rl_config

from app.kernel.book import Book
from app.kernel.unit import View
from app.loyalty.statement import StatementData
from app.loyalty.statements import statement_data
from app.printing.document import render_many
from app.printing.documents.statement import DOCUMENT
from tests.benchmarks.bench_statements import _bare, _pages_a_second, _Recorder, _static_fonts
from tests.benchmarks.report import PAGES, Row
from tests.benchmarks.shops import Shops

COUNT = 40
SECONDS = 2.0
YEAR = (date(2025, 12, 1), date(2026, 11, 22))


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Pages a second, ours and the floor's, for forty customers from all over each shop."""
    rl_config.useA85 = 0  # as in `bench_statements`: the canvas at its best
    with TemporaryDirectory() as folder:
        names = _static_fonts(Path(folder))
        for size in sizes:
            with shops.open(size) as book:
                ids = [1 + number * 7919 % size for number in range(COUNT)]
                load = [_asked(book, id_) for id_ in ids]
                pages = [page for data in load for page in _Recorder([]).of(data)]

                def printed(load: list[StatementData] = load) -> None:
                    render_many(DOCUMENT, load, BytesIO())

                def asked(book: Book = book, ids: list[int] = ids) -> None:
                    render_many(DOCUMENT, (_asked(book, id_) for id_ in ids), BytesIO())

                def floor(pages: list[list[tuple[object, ...]]] = pages) -> None:
                    _bare(pages, BytesIO(), names)

                bare = _pages_a_second(floor, len(pages), SECONDS)
                for name, work, limit in (
                    ("printed", printed, PAGES),
                    ("asked for and printed", asked, None),
                ):
                    speed = _pages_a_second(work, len(pages), SECONDS)
                    told = f"statements of the shop's customers, {name}"
                    yield Row(told, size, speed, bare, speed / bare, limit, "pages/s", at_least=True)


def _asked(book: Book, customer_id: int) -> StatementData:
    def look(view: View) -> StatementData:
        return statement_data(view, customer_id, *YEAR)

    return book.ask(look)
