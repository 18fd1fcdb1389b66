"""What a command works at: the open shop, the clock, and where the answer goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from app.kernel.errors import Refused
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.kernel.clock import Clock
    from app.kernel.progress import Progress

SHOP_VARIABLE = "REGULARS_SHOP"
CLOCK_VARIABLE = "REGULARS_NOW"


class Window(Protocol):
    """The window, for the two commands that want one. It is handed in: the fronts do not know each other."""

    def open(self, path: Path | None, sample: bool) -> int:
        """Stay until it is closed; the exit code."""

    def take(
        self, shop: Path | None, page: str, out: Path, size: tuple[int, int], theme: str, customer: str | None
    ) -> None:
        """Draw one page to a picture."""


class Desk:
    """One invocation's place. Options before the command are put here first, those after it later."""

    def __init__(self, window: Window | None = None) -> None:
        self._window = window
        self.shop: Path | None = None
        self.as_json = False
        self._note = ""

    @property
    def named_shop(self) -> Path | None:
        """The shop's file as options or environment name it, None when neither does."""
        named = self.shop or os.environ.get(SHOP_VARIABLE)
        return Path(named).expanduser() if named else None

    @property
    def shop_path(self) -> Path:
        """The named shop. Raises click's usage error when none is."""
        named = self.named_shop
        if named is None:
            raise click.UsageError(_("Which shop? Give --shop FILE, or set REGULARS_SHOP to its file."))
        return named

    @property
    def window(self) -> Window:
        """The window, where this program has one."""
        if self._window is None:
            raise Refused(_("This Regulars was installed without its window."))
        return self._window

    def clock(self) -> Clock:
        """The machine's clock, or the one REGULARS_NOW sets for trials."""
        from app.kernel.clock import clock_from

        return clock_from(os.environ.get(CLOCK_VARIABLE))

    @contextmanager
    def open(self, progress: Progress | None = None, *, daily: bool = True) -> Iterator[Book]:
        """The open shop; closed again whatever happens. `daily` False leaves the daily run to the command."""
        from app.bootstrap import open_shop

        path, clock = self.shop_path, self.clock()
        with open_shop(path, clock, progress=progress, daily=daily) as book:
            self._note = book.opening_note
            yield book

    def emit(self, answer: Mapping[str, Any], human: Callable[[], None] | None = None) -> None:
        """Print the answer: as JSON when asked for, else as `human` does."""
        from app.cli.output import print_json

        if self.as_json or human is None:
            print_json(answer)
        else:
            human()

    def tell_note(self) -> None:
        """Say what opening the shop had to say, such as a clock set back; on stderr, after the answer."""
        if self._note:
            click.echo(self._note, err=True)


def instant(book: Book, wall: datetime | None) -> datetime | None:
    """A moment given on the command line as an instant: by the shop's zone when it names none."""
    from app.kernel.clock import local_to_utc

    return None if wall is None else local_to_utc(wall, book.context.timezone)


def shop_time(book: Book, at: datetime) -> str:
    """An instant as ISO 8601 in the shop's zone, to the second."""
    from app.kernel.clock import zone

    return at.astimezone(UTC).astimezone(zone(book.context.timezone)).isoformat(timespec="seconds")
