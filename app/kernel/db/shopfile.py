"""What may be opened as a shop: every file that is not one is refused in a sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

from app.kernel.db import driver
from app.kernel.db.faults import faults_in_words, file_damaged
from app.kernel.db.schema import SHIPPED, Revisions, read_stamp
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _


def inspect(path: Path, revisions: Revisions = SHIPPED, tables: Collection[str] = ()) -> str:
    """The revision of the shop file at `path`, which this program can use as it is or bring up to date.

    `tables` are those a file at the newest revision must have. Raises `Refused` for what is no shop or a
    newer one, `WorldFault` for what is damaged or the machine does not allow. Leaves no connection behind;
    after a crash the first look also lets SQLite finish what was committed.
    """
    inspect_place(path)
    with faults_in_words(path):
        connection = driver.connect(path)
        try:
            stamp = read_stamp(connection)
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        finally:
            connection.close()
    if stamp.application_id != driver.APPLICATION_ID or stamp.revision is None:
        raise not_a_shop(path)
    if stamp.revision not in revisions.known:
        raise Refused(
            _(
                "“{name}” was last used by a newer Regulars: its version is {theirs}, this program knows "
                "up to {ours}. Update Regulars, then open it again. Nothing was changed."
            ).format(name=path.name, theirs=stamp.revision, ours=revisions.head)
        )
    if stamp.revision == revisions.head and not {row[0] for row in rows}.issuperset(tables):
        raise file_damaged(path.name)
    return stamp.revision


def not_a_shop(path: Path) -> Refused:
    """The answer to a file of somebody else."""
    return Refused(_("“{name}” is not a Regulars shop.").format(name=path.name))


def inspect_place(path: Path) -> int:
    """Refuse what cannot be a shop before anything opens it; the file's own number on its disk (inode)."""
    try:
        kind = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(_("There is no shop at “{path}”.").format(path=path)) from None
    except (OSError, ValueError):  # no permission on the way there, a name no file can have
        raise WorldFault(_("“{path}” cannot be reached.").format(path=path)) from None
    if stat.S_ISDIR(kind.st_mode):
        raise Refused(_("“{name}” is a folder, not a shop.").format(name=path.name))
    if not stat.S_ISREG(kind.st_mode) or kind.st_size == 0:
        raise not_a_shop(path)
    if not os.access(path, os.R_OK):
        raise WorldFault(_("“{name}” may not be read by you.").format(name=path.name))
    if not os.access(path, os.W_OK):
        raise WorldFault(
            _("“{name}” is read-only. Copy it to a folder of your own and open the copy.").format(
                name=path.name
            )
        )
    check_folder(path.parent)
    return kind.st_ino


def check_folder(folder: Path) -> None:
    """Refuse a folder a shop cannot live in: missing, no folder, read-only."""
    if not folder.is_dir():
        raise Refused(_("There is no folder “{folder}”.").format(folder=folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WorldFault(
            _("The folder “{folder}” is read-only. Choose a folder of your own.").format(folder=folder)
        )


def check_leftovers(path: Path) -> None:
    """Refuse a new shop beside the log of an old one of its name: SQLite would write the old into the new."""
    for suffix in ("-wal", "-journal"):
        leftover = path.with_name(path.name + suffix)
        if leftover.exists() and leftover.stat().st_size:
            raise Refused(
                _(
                    "Beside it lies “{name}”, left by another shop. Move it away, or choose another name."
                ).format(name=leftover.name)
            )


def check_whole(path: Path, connection: object) -> None:
    """Read all of a file behind a DBAPI connection; `WorldFault` when any of it is damaged."""
    with faults_in_words(path):
        problems = file_problems(connection)
    if problems:
        raise file_damaged(path.name)


def file_problems(connection: object) -> list[str]:
    """What SQLite finds wrong with a whole file, one line each: pages, indexes, references."""
    run = connection.execute  # type: ignore[attr-defined]
    found = [row[0] for row in run("PRAGMA integrity_check(20)").fetchall() if row[0] != "ok"]
    for table, row, parent, _key in run("PRAGMA foreign_key_check").fetchmany(20):
        found.append(f"{table} {row} points at no {parent}")
    return found
