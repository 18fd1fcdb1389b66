"""One engine that writes and one that reads, on the same file.

The writer has one connection and begins every transaction with BEGIN IMMEDIATE, so two processes queue at
the door instead of failing half way. Readers are query-only and begin plainly: each sees one moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from app.kernel.db import driver

READERS = 3


@dataclass(frozen=True)
class Engines:
    """The writing and the reading engine of one open shop."""

    writer: Engine
    reader: Engine

    def dispose(self) -> None:
        """Close every connection. The last one to close folds the write-ahead log into the file."""
        self.reader.dispose()
        self.writer.dispose()


def open_engines(file: Path) -> Engines:
    """Engines for an existing shop file. Nothing is opened until the first use."""
    driver.assert_driver()
    return Engines(writer=make_engine(file), reader=make_engine(file, read_only=True))


def make_engine(file: Path, *, read_only: bool = False) -> Engine:
    """An engine whose connections have all pragmas set and whose transactions begin as the role needs.

    The file must exist: a shop that was deleted is missed, not silently made anew.
    """

    def connect() -> Any:
        connection = driver.connect(file)
        try:
            driver.prepare_connection(connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=connect,
        poolclass=QueuePool,
        pool_size=READERS if read_only else 1,
        max_overflow=8 if read_only else 0,
    )
    event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
    return engine


def _begin_reading(connection: Connection) -> None:
    begin_reading(connection)


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_reading(connection: Connection) -> Any:
    """The driver's connection behind `connection`, in a transaction: the one that was begun, or a new one.

    Past SQLAlchemy, whose own way to begin takes longer than most questions of a keystroke. Going back to
    the pool ends it.
    """
    bare: Any = connection.connection.driver_connection
    if not bare.in_transaction:
        bare.execute("BEGIN")
    return bare
