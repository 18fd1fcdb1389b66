"""What the driver says, sorted into the world's faults and ours."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from app.kernel.db import driver
from app.kernel.errors import WorldFault
from app.kernel.i18n import _


def world_fault(error: BaseException) -> WorldFault | None:
    """The plain-words fault behind a driver error, or None when the error is a defect of ours."""
    original = getattr(error, "orig", None) or error
    if not isinstance(original, driver.Error | OSError) or isinstance(original, driver.IntegrityError):
        return None
    text = str(original).lower()
    for sign, sentence in _sentences():
        if sign in text:
            return WorldFault(sentence)
    return None


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
        ("file is not a database", _("This file is not a Regulars shop.")),
        ("disk i/o error", _("The disk did not answer. Nothing acknowledged was lost; check the disk.")),
    ]


@contextlib.contextmanager
def faults_in_words() -> Iterator[None]:
    """Within, the machine's faults come out as `WorldFault`; defects pass unchanged."""
    try:
        yield
    except (DBAPIError, driver.Error, OSError) as error:
        fault = world_fault(error)
        if fault is None:
            raise
        raise fault from error
