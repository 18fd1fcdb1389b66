"""The plots of the whole shop as commands tell them: sentences, rows, and a CSV file each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.commands.reports import plain_rows
from app.cli.output import print_facts
from app.kernel.errors import WorldFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.insights.plot import PlotData
    from app.kernel.book import Book
    from app.kernel.unit import View


def all_plots(book: Book, months: int) -> list[PlotData]:
    """All of them from one moment of the file: what several need is read once."""
    from app.insights.plot import Asked
    from app.insights.registry import PLOTS

    def look(view: View) -> list[PlotData]:
        return [plot.gather(view, Asked(months)) for plot in PLOTS]

    return book.ask(look)


def plot_told(data: PlotData) -> dict[str, Any]:
    """One for scripts; `missing` says why there are no rows, "" where there are."""
    from app.insights.plot import said

    return {
        "id": data.plot,
        "title": data.title,
        "period": data.subtitle,
        "sentence": said(data.sentence),
        "how": data.how,
        "missing": data.missing,
        "columns": [{"id": one.id, "label": one.label, "type": one.kind.value} for one in data.columns],
        "rows": plain_rows(data.as_report()),
    }


def write_plots(plots: Sequence[PlotData], folder: Path) -> list[str]:
    """A file for each that has rows, named after it; their names. Raises WorldFault where the folder cannot
    be made or written to."""
    from app.exchange.tables import save_table
    from app.kernel.whole_files import not_written

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise WorldFault(not_written(fault, folder)) from fault
    names = [f"{data.plot}.csv" for data in plots if data.rows]
    for name, data in zip(names, (data for data in plots if data.rows), strict=True):
        save_table(data.as_report(), folder / name)
    return names


def show_plots(plots: Sequence[PlotData]) -> None:
    """The questions and their answers."""
    print_facts((data.title, data.words) for data in plots)
