"""The pictures of Insights as files, for a script: no window is needed for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.cli.desk import Desk
from app.cli.output import print_lines
from app.cli.plots import all_plots
from app.cli.progress import bar
from app.kernel.i18n import _, plural


def tell_of_pictures(desk: Desk, folder: Path, months: int) -> None:
    """Write a picture of each question that has an answer into `folder`; say which, and why not others."""
    with desk.open() as book:
        from app.printing.plot_pictures import save_pictures
        from app.shop.on_paper import paper_shop

        plots = all_plots(book, months)
        with bar(_("Pictures")) as progress:
            files = save_pictures(plots, book.ask(paper_shop), folder, progress)
    missing = [
        {"plot": data.plot, "title": data.title, "why": data.missing} for data in plots if data.missing
    ]
    answer: dict[str, Any] = {"files": [str(file) for file in files], "missing": missing}
    desk.emit(answer, lambda: print_lines(_said(len(files), folder, missing)))


def _said(count: int, folder: Path, missing: list[dict[str, str]]) -> str:
    words = plural("{n} picture saved in {folder}.", "{n} pictures saved in {folder}.", count)
    lines = [words.format(n=count, folder=folder)]
    lines += [f"{one['title']} {one['why']}" for one in missing]
    return "\n".join(lines)
