"""A page of the real window, drawn off screen into a picture: for the README, and to look at."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.bootstrap import open_shop
from app.customers.search import resolve
from app.kernel.book import Book
from app.kernel.clock import clock_from
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

FIRST_RUN = "first-run"
_PATIENCE = 20.0
"""Seconds until what a page asked of the file must have come."""


def take(
    shop: Path | None, page: str, out: Path, size: tuple[int, int], theme: str, customer: str | None
) -> None:
    """Draw `page` ("counter", "customers", "settings", "first-run") of `size` pixels to the PNG `out`.

    `customer` is opened on the counter. Raises `Refused` for a page or customer there is not, `WorldFault`
    when the picture cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.gui.app import make_application
    from app.gui.theme import icons
    from app.gui.theme.theme import Mode

    make_application(cast("Mode", theme))
    icons.warm()
    if page == FIRST_RUN:
        picture = _first_run(size)
    else:
        if shop is None:
            raise Refused(_("Name the shop: --shop FILE."))
        with _open(shop) as book:
            picture = _window(book, page, size, customer)
    if not picture.save(str(out), "PNG"):
        raise WorldFault(_("The picture could not be written to “{file}”.").format(file=out))


@contextmanager
def _open(shop: Path) -> Iterator[Book]:
    book = open_shop(shop, clock_from(os.environ.get("REGULARS_NOW")))
    try:
        yield book
    finally:
        book.close()


def _first_run(size: tuple[int, int]) -> QPixmap:
    from app.gui.first_run import FirstRun

    page = FirstRun()
    page.resize(*size)
    page.show()
    _settle()
    picture = page.grab()
    page.close()
    page.deleteLater()
    return picture


def _window(book: Book, page: str, size: tuple[int, int], customer: str | None) -> QPixmap:
    from PySide6.QtCore import QSettings

    from app.gui.app import make_window, page_kinds

    known = [kind.id for kind in page_kinds()]
    if page not in known:
        raise Refused(
            _("There is no page “{page}”; there are {known}.").format(
                page=page, known=", ".join([*known, FIRST_RUN])
            )
        )
    chosen = book.ask(resolve, customer) if customer else None
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "none.ini"), QSettings.Format.IniFormat)
        window = make_window(book, settings)
        window.resize(*size)
        window.show()
        window.go(page, **({"customer": chosen} if chosen is not None and page == "counter" else {}))
        _settle()
        window.shell.jobs.drain(_PATIENCE)
        _settle()
        window.shell.jobs.drain(_PATIENCE)
        picture = window.grab()
        window.shell.jobs.close()
        window.close()
        window.deleteLater()
        _settle()
    return picture


def _settle() -> None:
    """Let layouts, timers of zero and queued answers take their turn."""
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

    for _turn in range(8):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)
    with suppress(RuntimeError):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
