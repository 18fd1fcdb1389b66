"""What the driver says, sorted into the world's faults and ours."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.kernel.db import driver
from app.kernel.errors import WorldFault
from app.kernel.i18n import _

NO_ROOM = 1_000_000
"""Bytes left on a disk below which a write that failed is taken to have failed for want of room."""


def world_fault(error: BaseException, place: Path | None = None) -> WorldFault | None:
    """The plain-words fault behind a driver error, or None when the error is a defect of ours.

    `place` is where the file lies: a disk without room for SQLite's shared memory says "I/O error" only.
    """
    original = getattr(error, "orig", None) or error
    if isinstance(original, ValueError | TypeError):
        return file_damaged() if _unreadable(original) else None
    if not isinstance(original, driver.Error | OSError) or isinstance(original, driver.IntegrityError):
        return None
    text = str(original).lower()
    if "disk i/o error" in text and place is not None and _no_room(place):
        text = "disk is full"
    for sign, sentence in _sentences():
        if sign in text:
            return WorldFault(sentence)
    return None


_READ_VALUES = "sqlalchemy.engine._processors_cy"
"""What makes days and instants of the text in the file; it never sees a value on its way in."""


def _unreadable(error: ValueError | TypeError) -> bool:
    """Whether the error met bytes or a day in the file that Regulars cannot have put there."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    module = str(last.tb_frame.f_globals.get("__name__", "")) if last is not None else ""
    by_driver = isinstance(error, UnicodeDecodeError) and module.startswith(("sqlalchemy.", "app.kernel.db."))
    return by_driver or module == _READ_VALUES


def _no_room(place: Path) -> bool:
    try:
        return shutil.disk_usage(place.parent).free < NO_ROOM
    except OSError:
        return False


def file_damaged(name: str = "") -> WorldFault:
    """The answer to a file that cannot be read whole."""
    if not name:
        return WorldFault(_("The shop's file is damaged. Nothing was changed; open the newest backup."))
    return WorldFault(
        _("“{name}” is damaged. Nothing was changed; open the newest backup.").format(name=name)
    )


def _sentences() -> list[tuple[str, str]]:
    full = _("The disk is full. Nothing was lost; make room and try again.")
    readonly = _("The shop's file cannot be written: the file or its folder is read-only. Nothing was lost.")
    waiting = _("Another program is writing to the shop's file just now. Nothing was lost; try again.")
    damaged = file_damaged().message
    return [
        ("disk is full", full),
        ("no space left", full),
        ("quota exceeded", full),
        ("readonly database", readonly),
        ("read-only", readonly),
        ("permission denied", readonly),
        ("unable to open database file", _("The shop's file cannot be opened in that folder.")),
        ("locked", waiting),
        ("busy", waiting),
        ("name too long", _("That file name is too long. Choose a shorter one.")),
        ("malformed", damaged),
        ("could not decode to utf-8", damaged),
        ("file is not a database", _("This file is not a Regulars shop.")),
        ("disk i/o error", _("The disk did not answer. Nothing acknowledged was lost; check the disk.")),
    ]


@contextlib.contextmanager
def faults_in_words(place: Path | None = None) -> Iterator[None]:
    """Within, the machine's faults come out as `WorldFault`; defects pass unchanged.

    `place` is the shop's file, where there is one.
    """
    try:
        yield
    except (DBAPIError, driver.Error, OSError, ValueError, TypeError) as error:
        fault = world_fault(error, place)
        if fault is None:
            raise
        raise fault from error
