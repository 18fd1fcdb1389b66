"""Starting the program: which shop, is it free, does it open; and what to do when it does not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import open_shop
from app.gui.app import make_application, run
from app.gui.preferences import theme_mode, till_name, window_settings
from app.gui.single import Seat
from app.kernel.clock import Clock, clock_from
from app.kernel.context import Actor
from app.kernel.db.schema import HEAD
from app.kernel.db.shopfile import inspect, inspect_place
from app.kernel.errors import RegularsError
from app.kernel.i18n import _
from app.shop.recent import recent
from app.shop.sample import sample_shop_path

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app.gui.housekeeping import Housekeeping
    from app.gui.main_window import MainWindow
    from app.kernel.book import Book


def start(path: Path | None = None, sample: bool = False) -> int:
    """Open the window on `path`, the sample shop, or the shop opened last; the exit code.

    Without any, or when the shop cannot be opened, the first page says so and offers what can be. Raises
    `NoDisplay` where there is no screen, and `Refused` for a `REGULARS_NOW` that is no time.
    """
    clock = clock_from(os.environ.get("REGULARS_NOW"))
    settings = window_settings()
    app = make_application(theme_mode(settings))
    desk = _Desk(app, settings, clock)
    wanted = path.expanduser() if path is not None else sample_shop_path() if sample else last_shop()
    problem = ""
    while True:
        if wanted is None:
            wanted = desk.ask(problem)
            if wanted is None:
                return 0
        try:
            wanted, code = desk.keep(wanted)
        except RegularsError as error:
            wanted, problem = None, str(error)
        else:
            problem = ""
            if wanted is None:
                return code


def last_shop() -> Path | None:
    """The shop opened last of those that are still there."""
    return next((shop.path for shop in recent() if not shop.missing), None)


@dataclass(frozen=True)
class _Desk:
    """What every shop opened in this run shares."""

    app: QApplication
    settings: QSettings
    clock: Clock

    def ask(self, problem: str) -> Path | None:
        """The first page, until a shop is chosen; None when it was closed."""
        from app.gui.first_run import FirstRun
        from app.gui.theme import icons

        icons.warm()
        page = FirstRun(problem, self.clock)
        page.show()
        self.app.exec()
        page.deleteLater()
        return page.chosen

    def keep(self, path: Path) -> tuple[Path | None, int]:
        """Show a shop until its window closes: the shop to open next, and the exit code.

        A shop that is open in another window is brought forward there. Raises `RegularsError` in words.
        """
        if path == sample_shop_path() and not path.exists():
            from app.gui.sample import make_sample_shop

            make_sample_shop(path, self.clock)
        inspect_place(path)
        seat = Seat(path)
        if not seat.take():
            if seat.knock():
                return None, 0
            raise seat.refusal()
        try:
            book = self._open(path)
            try:
                return self._show(book, seat)
            finally:
                book.close()
        finally:
            seat.release()

    def _open(self, path: Path) -> Book:
        actor = Actor(till=till_name(self.settings))
        if inspect(path) == HEAD:
            return open_shop(path, self.clock, actor, daily=False)
        from app.gui.long_work import LongWork

        title = _("Bringing “{name}” up to date").format(name=path.name)
        waiting = LongWork(title, cancellable=False)
        return waiting.run(lambda progress: open_shop(path, self.clock, actor, progress, daily=False))

    def _show(self, book: Book, seat: Seat) -> tuple[Path | None, int]:
        keeping: list[Housekeeping] = []
        code = run(
            book,
            mode=theme_mode(self.settings),
            settings=self.settings,
            ready=partial(_settle_in, book, seat, keeping),
        )
        keeping[0].end()
        return keeping[0].next_shop, code


def _settle_in(book: Book, seat: Seat, keeping: list[Housekeeping], window: MainWindow) -> None:
    from app.gui.housekeeping import Housekeeping

    keeping.append(Housekeeping(window, book, seat))
