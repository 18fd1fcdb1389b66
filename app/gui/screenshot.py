"""The real window drawn to a picture without a screen: for the manual, and for looking at one's own work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.bootstrap import open_shop
from app.kernel.clock import clock_from
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _
from app.kernel.whole_files import refuse_a_place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from app.gui.main_window import MainWindow
    from app.gui.theme.theme import Mode

FIRST_RUN = "first-run"
"""The page before there is a shop; all others are pages of the window."""
KNOWING = "knowing"
"""The counter with the pop-over that says how we know."""

_CALM_MS = 150
"""Longer than the pauses after which a page asks for more."""
_CALM_LOOKS = 40


def take(
    shop: Path | None,
    page: str,
    out: Path,
    size: tuple[int, int] = (1366, 768),
    theme: str = "light",
    customer: str | None = None,
) -> None:
    """Draw a page to a PNG. `customer` is found as commands find one, and opened.

    Raises `Refused` for a page there is not, a size too small for the window, a missing shop or customer;
    `WorldFault` when the picture cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.gui.app import make_application
    from app.gui.theme import icons

    mode: Mode = "dark" if theme == "dark" else "light"
    with _quiet_qt():
        app = make_application(mode)
        app.setCursorFlashTime(0)  # or the picture would depend on the moment it is taken
        icons.warm()
        if page == FIRST_RUN:
            _take_first_run(app, out, size)
        else:
            _take_page(app, shop, page, out, size, customer)


def _take_first_run(app: QApplication, out: Path, size: tuple[int, int]) -> None:
    from app.gui.first_run import FirstRun

    window = FirstRun()
    try:
        _fit(window, size)
        window.show()
        for _look in range(_CALM_LOOKS):
            app.processEvents()
        _save(window, out)
    finally:
        window.close()
        window.deleteLater()


def _take_page(
    app: QApplication, shop: Path | None, page: str, out: Path, size: tuple[int, int], customer: str | None
) -> None:
    from PySide6.QtCore import QSettings

    from app.customers.search import resolve
    from app.gui.app import make_window, page_kinds

    kinds = page_kinds()
    known = [kind.id for kind in kinds]
    if page not in (*known, KNOWING):
        words = _("There is no page “{page}”; there are {known}.")
        raise Refused(words.format(page=page, known=", ".join((*known, KNOWING, FIRST_RUN))), field="page")
    if page == KNOWING and customer is None:
        raise Refused(_("Say which customer: how we know is told of one."), field="customer")
    if shop is None:
        raise Refused(_("Say which shop: the page shows what is in it."), field="shop")
    # Settings take the place of their file when they are kept, of /dev/null too: they get one of their own.
    with (
        TemporaryDirectory() as folder,
        open_shop(shop, clock_from(os.environ.get("REGULARS_NOW"))) as book,
    ):
        where = {} if customer is None else {"customer": book.ask(resolve, customer)}
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = make_window(book, settings, kinds)
        jobs = window.shell.jobs
        jobs.quiet = True
        troubles: list[BaseException] = []
        for signal in (jobs.world_fault, jobs.crashed):
            signal.connect(troubles.append)
        try:
            _fit(window, size)
            window.go("counter" if page == KNOWING else page, **where)
            window.show()
            _settle(app, window)
            if page == KNOWING:
                window.shell.actions.run("how-we-know")
                _settle(app, window)
            if troubles:
                raise troubles[0]  # a picture of half a page would be believed
            _save(window, out)
        finally:
            jobs.drain()
            jobs.close()
            window.close()
            window.deleteLater()
            settings.sync()  # or they would be kept when the folder is gone


def _settle(app: QApplication, window: MainWindow) -> None:
    """Let it be laid out and painted until that asks for nothing more: lists fetch rows only when seen."""
    from PySide6.QtCore import QElapsedTimer

    calm, looks = QElapsedTimer(), 0
    calm.start()
    while looks < _CALM_LOOKS or calm.elapsed() < _CALM_MS:
        app.processEvents()  # on a busy computer each may bring a change of size only one widget further up
        looks += 1
        if window.shell.jobs.pending():
            window.shell.jobs.drain()
            looks = 0
            calm.restart()


def _fit(window: QWidget, size: tuple[int, int]) -> None:
    least = window.minimumSize()
    if size[0] < least.width() or size[1] < least.height():
        words = _("The window is at least {width}x{height}.")
        raise Refused(words.format(width=least.width(), height=least.height()), field="size")
    window.resize(*size)


def _save(window: QWidget, out: Path) -> None:
    """Whole or not at all: an older picture there stays until the new one is complete."""
    from PySide6.QtCore import QIODevice, QSaveFile

    refuse_a_place(out)
    file = QSaveFile(str(out))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and window.grab().save(file, "PNG") and file.commit()):
        raise WorldFault(
            _("“{file}” could not be written: {reason}.").format(file=out.name, reason=file.errorString())
        )


@contextmanager
def _quiet_qt() -> Iterator[None]:
    """Keep Qt's notes about the missing screen from the person who asked for a picture."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    def handle(kind: QtMsgType, _context: object, message: str) -> None:
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            raise WorldFault(message)

    before = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
