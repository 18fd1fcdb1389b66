"""Bringing the window up: the application object, its clothes, and the wires between the parts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.gui import pages
from app.gui.crash import install_excepthook, remove_excepthook
from app.gui.display import NoDisplay, check_display
from app.gui.jobs import Book, Jobs
from app.gui.main_window import MainWindow
from app.gui.page import PageKind
from app.gui.scanner import ScannerFilter
from app.gui.theme import fonts, icons
from app.gui.theme.style import PaperStyle
from app.gui.theme.theme import Mode, theme
from app.gui.undo import UndoDesk
from app.kernel.registry import Registry
from app.kernel.rubbish import keep_what_is_there

__all__ = ["NoDisplay", "make_application", "make_window", "page_kinds", "run"]


_HEAR_AFTER_MS = 50
"""The first frame is painted by then: no scan comes before it, and its many events need not be looked at."""

_WARM_AFTER_MS = 250


_RUBBISH_AFTER = (2_000, 10, 10)
"""Python's own way of looking for rubbish, a little less often than usual."""


def make_application(mode: Mode = "system", arguments: Sequence[str] = ()) -> QApplication:
    """The application object of this process, dressed. Raises `NoDisplay` where there is no screen."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        check_display()
        QCoreApplication.setApplicationName("Regulars")
        QCoreApplication.setOrganizationName("Regulars")
        app = QApplication(["regulars", *arguments])
    _install_style()
    theme().apply(app, mode)
    return app


@cache
def _install_style() -> PaperStyle:
    """Once a process. Qt takes the style over, but Python must keep its half alive: the cache does."""
    style = PaperStyle()
    QApplication.setStyle(style)
    fonts.install()
    return style


def page_kinds() -> tuple[PageKind, ...]:
    """Every page found under `app.gui.pages`, in order."""
    registry: Registry[PageKind] = Registry(pages, "PAGE")
    return tuple(registry)


def make_window(book: Book, settings: QSettings, kinds: Sequence[PageKind] | None = None) -> MainWindow:
    """A window on an open shop, with its jobs. The caller shows it."""
    jobs = Jobs(book)
    window = MainWindow(page_kinds() if kinds is None else kinds, jobs, settings)
    jobs.setParent(window)
    UndoDesk(window.shell, window)
    window.status.set_place(f"{book.actor.till} · {book.context.name}")
    return window


def speak_like(book: Book) -> None:
    """Days in the window are written and read as the shop writes them, whatever the desktop's language."""
    QLocale.setDefault(QLocale(book.context.locale))


def run(
    book: Book,
    *,
    mode: Mode = "system",
    first_page: str = "counter",
    settings: QSettings | None = None,
    ready: Callable[[MainWindow], None] | None = None,
) -> int:
    """Show the window on an open shop until it is closed; the exit code. Raises `NoDisplay`.

    `ready` is called once with the window when it has been shown.
    """
    app = make_application(mode)
    speak_like(book)
    window = make_window(book, settings or QSettings())
    jobs = window.shell.jobs
    install_excepthook(window.troubles)
    window.go(first_page)
    window.show_fitting()
    if ready is not None:
        ready(window)
    keep_what_is_there()
    gc.set_threshold(*_RUBBISH_AFTER)
    scans = _Scans(app, window)
    hearing = QTimer(window, singleShot=True, interval=_HEAR_AFTER_MS)
    hearing.timeout.connect(scans.hear)
    hearing.start()
    warming = QTimer(window, singleShot=True, interval=_WARM_AFTER_MS)
    warming.timeout.connect(icons.warm)
    warming.timeout.connect(window.page(first_page).warm)
    warming.start()
    try:
        return app.exec()
    finally:
        scans.close()
        jobs.drain()
        jobs.close()
        remove_excepthook()


class _Scans:
    """Brings what the scanner types to the window, from `hear` to `close`."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app, self._window = app, window
        self._filter: ScannerFilter | None = None

    def hear(self) -> None:
        self._filter = ScannerFilter(self._app)
        self._filter.scanned.connect(self._window.take_scan)

    def close(self) -> None:
        if self._filter is not None:
            self._filter.close()
