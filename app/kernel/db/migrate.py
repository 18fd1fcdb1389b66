"""Bringing a person's file up to date without ever risking it.

Lock, verify, copy, migrate the copy, compare, keep the old file as a backup, swap. Until the swap, which is
one rename, the shop is the old file, byte for byte; after it, the new one. A kill between any two steps
leaves one of the two and at most a hidden unfinished file, which the next run removes.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from app.kernel.db import driver
from app.kernel.db.census import Count, census, lost
from app.kernel.db.faults import faults_in_words, world_fault
from app.kernel.db.fingerprint import expected_objects, schema_differences, schema_objects
from app.kernel.db.place import place_new, remove_database, sync_folder, temporary_name
from app.kernel.db.schema import SHIPPED, Revisions, read_stamp, removals, upgrade
from app.kernel.db.shopfile import check_whole
from app.kernel.errors import Refused, RegularsError, WorldFault
from app.kernel.i18n import _
from app.kernel.progress import Progress

log = logging.getLogger(__name__)


def migrate(
    path: Path, today: date, revisions: Revisions = SHIPPED, progress: Progress | None = None
) -> Path | None:
    """Bring the shop at `path` to the newest revision; the path of the backup it leaves beside it.

    None when there was nothing to do (another program may have done it while this one waited). Raises
    `RegularsError` in words when it could not; then the shop is as it was.
    """
    progress = progress or Progress()
    copy, kept = temporary_name(path, "migrating"), temporary_name(path, "backup")
    try:
        with faults_in_words(), _alone(path) as connection:
            remove_database(copy)
            remove_database(kept)
            start = read_stamp(connection).revision
            if start == revisions.head:
                return None
            try:
                return _migrate(path, connection, start, copy, kept, today, revisions, progress)
            finally:
                remove_database(copy)
                remove_database(kept)
    except RegularsError:
        raise
    except Exception as error:
        log.exception("bringing %s up to date failed", path.name)
        raise WorldFault(_could_not(path)) from (world_fault(error) or error)


def _migrate(
    path: Path,
    connection: Any,
    start: str | None,
    copy: Path,
    kept: Path,
    today: date,
    revisions: Revisions,
    progress: Progress,
) -> Path:
    progress.step(0, 5, _("Checking the shop's file"))
    _check_room(path)
    check_whole(path, connection)
    before = census(connection)

    progress.step(1, 5, _("Keeping a copy"))
    _copy(connection, kept, path)
    _copy(connection, copy, path)

    progress.step(2, 5, _("Bringing the shop up to date"))
    _upgrade_copy(copy, revisions)

    progress.step(3, 5, _("Comparing with the old file"))
    _compare(path, copy, before, start, revisions)

    progress.step(4, 5, _("Putting it in place"))
    backup = _keep_backup(path, kept, revisions.head, today)
    _swap(path, copy, connection)
    progress.finish(5)
    log.info("%s went from %s to %s", path.name, start, revisions.head)
    return backup


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[Any]:
    """A connection that nobody else has one beside; `WorldFault` in words when somebody does."""
    connection = driver.connect(path)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        try:
            connection.execute("BEGIN IMMEDIATE")  # takes the exclusive lock, kept until the close
            connection.execute("COMMIT")
        except driver.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise WorldFault(
                _(
                    "“{name}” must be brought up to date, and another window or program has it open. "
                    "Close that one, then open the shop again. Nothing was changed."
                ).format(name=path.name)
            ) from error
        yield connection
    finally:
        connection.close()


def _check_room(path: Path) -> None:
    log_file = path.with_name(path.name + "-wal")
    size = path.stat().st_size + (log_file.stat().st_size if log_file.exists() else 0)
    if shutil.disk_usage(path.parent).free < 3 * size:  # a backup, the copy, and what rebuilding it takes
        raise WorldFault(
            _(
                "To bring “{name}” up to date, {megabytes} MB must be free on its disk. Nothing was changed; "
                "make room and open it again."
            ).format(name=path.name, megabytes=3 * size // 1_000_000 + 1)
        )


def _copy(connection: Any, target: Path, original: Path) -> None:
    copy = driver.connect(target, create=True)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    shutil.copymode(original, target)


def _upgrade_copy(copy: Path, revisions: Revisions) -> None:
    connection = driver.connect(copy)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file, whatever happens
        upgrade(connection, revisions)
    finally:
        connection.close()


def _compare(
    path: Path, copy: Path, before: dict[str, Count], start: str | None, revisions: Revisions
) -> None:
    meant = removals(revisions, start)
    connection = driver.connect(copy)
    try:
        check_whole(copy, connection)
        problems = [] if read_stamp(connection).revision == revisions.head else ["not at the newest revision"]
        problems += lost(before, census(connection), meant)
        problems += schema_differences(schema_objects(connection), expected_objects(revisions))
        problems += _dropped_guards(start, revisions, connection, meant)
    finally:
        connection.close()
    if problems:
        log.error("the migrated copy of %s differs: %s", path.name, "; ".join(problems))
        raise Refused(_could_not(path))


def _dropped_guards(
    start: str | None, revisions: Revisions, connection: Any, meant: frozenset[str]
) -> list[str]:
    """Triggers the revision before had and this one has not, unless it says it means it."""
    if start is None:
        return []
    then = {name for name in expected_objects(revisions, start) if name.startswith("trigger ")}
    gone = then - schema_objects(connection).keys()
    return [f"dropped: {name}" for name in sorted(gone) if name.removeprefix("trigger ") not in meant]


def _keep_backup(path: Path, kept: Path, head: str, today: date) -> Path:
    for number in range(1, 1000):
        again = f" ({number})" if number > 1 else ""
        backup = path.with_name(f"{path.stem} before {head} {today.isoformat()}{again}{path.suffix}")
        if not backup.exists():
            place_new(kept, backup)
            return backup
    raise WorldFault(_could_not(path))


def _swap(path: Path, copy: Path, connection: Any) -> None:
    """The copy becomes the shop. The old file's connection stays alone on it until it is gone.

    Leaving write-ahead mode removes the old log, which must never lie beside the new file, and makes SQLite
    refuse writes by whoever still waits with the old file in hand (its name now means another file).
    """
    mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if mode != "delete" or path.with_name(path.name + "-wal").exists():
        raise WorldFault(_could_not(path))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)  # a crash's; of no use beside another file
    if os.name == "nt":  # an open file cannot be replaced there
        connection.close()
    copy.replace(path)
    sync_folder(path.parent)


def _could_not(path: Path) -> str:
    return _(
        "“{name}” could not be brought up to date. Nothing was changed: it is as it was, and the Regulars "
        "you used before still opens it."
    ).format(name=path.name)
