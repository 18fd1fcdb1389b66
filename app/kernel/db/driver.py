"""The SQLite driver, its version, and the settings of every connection."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.kernel.errors import WorldFault
from app.kernel.i18n import _

log = logging.getLogger(__name__)

APPLICATION_ID = 0x52454755
"""`REGU` in the header of every shop file."""

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a file in write-ahead mode when a checkpoint and a reset race (fixed in 3.51.3)."""

BUSY_SECONDS = 5.0
"""How long a connection waits for another program before it says so."""

CONNECTION_PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("journal_mode", "wal"),
    ("synchronous", 2),  # FULL: an acknowledged sale survives a power cut
    ("foreign_keys", 1),
    ("recursive_triggers", 1),  # so that INSERT OR REPLACE meets the delete guards
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),
    ("busy_timeout", int(BUSY_SECONDS * 1000)),
    ("cache_size", -16000),
    ("temp_store", 2),
    ("journal_size_limit", 67_108_864),  # a long import's log shrinks again at the next checkpoint
)


def sqlite_version() -> tuple[int, ...]:
    """Version of the SQLite inside the dbapi2."""
    return tuple(int(part) for part in dbapi2.sqlite_version.split("."))


def assert_driver(version: tuple[int, ...] | None = None) -> None:
    """Raise `WorldFault` when the SQLite at hand is one that can lose data."""
    version = version or sqlite_version()
    if version < OLDEST_SQLITE:
        raise WorldFault(
            _("This computer's SQLite {found} can damage files; Regulars needs {wanted} or newer.").format(
                found=".".join(map(str, version)), wanted=".".join(map(str, OLDEST_SQLITE))
            )
        )


def connect(file: Path, *, create: bool = False, timeout: float = BUSY_SECONDS) -> Any:
    """A DBAPI connection in autocommit; without `create` a missing file is an error, never a new one.

    Nothing is set yet: see `prepare_connection`. The file is only ever opened through here, because closing
    any other handle on it inside this process would drop SQLite's locks (POSIX).
    """
    uri = f"{Path(file).absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    return dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=timeout)


def connect_memory() -> Any:
    """A DBAPI connection to an empty database in memory."""
    return dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)


def prepare_connection(connection: Any, *, read_only: bool = False) -> None:
    """Set the pragmas of DBAPI `connection` and check that each one took.

    SQLite ignores some pragmas in silence (inside a transaction, on an odd build): a setting that a shop's
    money hangs on is read back. Raises `WorldFault` when one did not take.
    """
    cursor = connection.cursor()
    try:
        for name, value in CONNECTION_PRAGMAS:
            cursor.execute(f"PRAGMA {name}={value}").fetchall()
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            if row is None or str(row[0]).lower() != str(value):
                log.warning("PRAGMA %s is %s, not %s", name, row, value)
                raise WorldFault(
                    _(
                        "This folder does not allow safe writing, as some network drives do not. "
                        "Keep the shop on this computer's own disk."
                    )
                )
        if read_only:
            cursor.execute("PRAGMA query_only=1")
    finally:
        cursor.close()


Error = dbapi2.Error
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError
module = dbapi2
