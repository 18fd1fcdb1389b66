"""Making the sample shop the first time somebody wants to look around in it."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import create_shop, open_shop
from app.gui.long_work import LongWork
from app.kernel.clock import Clock
from app.kernel.db.place import place_new, remove_database, temporary_name
from app.kernel.i18n import _
from app.kernel.progress import Progress


def make_sample_shop(path: Path, clock: Clock) -> None:
    """Make it under a hidden name and put it in its place when it is whole. Raises `RegularsError`."""
    LongWork(_("Making a sample shop to look around in")).run(lambda progress: _make(path, clock, progress))


def _make(path: Path, clock: Clock, progress: Progress) -> None:
    from app.exchange.demo.fill import fill_demo
    from app.exchange.demo.plan import DEMO_SHOP, sample_plan

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = temporary_name(path, "making")
    remove_database(unfinished)
    try:
        create_shop(unfinished, DEMO_SHOP, clock)
        with open_shop(unfinished, clock) as book:
            fill_demo(book, sample_plan(), progress)
        place_new(unfinished, path)
    finally:
        remove_database(unfinished)
