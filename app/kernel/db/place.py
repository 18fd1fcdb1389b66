"""Putting a finished file under its final name, so that there is a whole file or none."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path

from app.kernel.errors import Refused
from app.kernel.i18n import _

log = logging.getLogger(__name__)

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


def temporary_name(path: Path, purpose: str) -> Path:
    """The name of unfinished work beside `path`: hidden, and the same each time so that it can be tidied."""
    return path.with_name(f".{path.name}.{purpose}")


def remove_database(path: Path) -> None:
    """Remove a file of ours that nobody has open, with what SQLite may have left beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def place_new(finished: Path, path: Path) -> None:
    """Give `finished` the name `path`; `Refused` when somebody took that name meanwhile."""
    try:
        os.link(finished, path)
    except FileExistsError:
        raise name_taken(path) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():  # disks without hard links: a moment's gap between look and rename
            raise name_taken(path) from None
        finished.rename(path)
    else:
        finished.unlink()
    sync_folder(path.parent)


def name_taken(path: Path) -> Refused:
    """The answer to a new file under a name that is in use."""
    return Refused(
        _("There already is a file “{name}”. Choose another name, or open it.").format(name=path.name),
        field="path",
    )


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut, where the system can (POSIX)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some network disks; the file itself is whole either way
        log.warning("a new name in %s may not survive a power cut: %s", folder, error)
    finally:
        os.close(handle)
