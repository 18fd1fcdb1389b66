"""Long work on the command line: a bar on stderr when somebody looks, silence in a script."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.kernel.progress import Progress


@contextmanager
def bar(words: str) -> Iterator[Progress]:
    """A progress to hand to long work, shown as a bar that begins with `words`."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True, markup=False)
    with Bars(*columns, TimeRemainingColumn(), console=console, transient=True) as bars:
        task = bars.add_task(words, total=None)

        def tell(done: int, total: int | None, said: str) -> None:
            bars.update(task, completed=done, total=total, description=said or words)

        yield Progress(tell)
