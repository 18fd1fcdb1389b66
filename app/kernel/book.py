"""An open shop: one writer, a few readers, and the word after each commit.

`do` and `ask` are for scripts and tests and block; `write` and `read` are for the window and do not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from app.kernel.changes import Changes
from app.kernel.clock import Clock
from app.kernel.context import Actor, ShopContext
from app.kernel.db.engine import READERS, Engines
from app.kernel.db.faults import faults_in_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import already_done, write_entry
from app.kernel.unit import Unit, View, WritingSession

C = TypeVar("C")
R = TypeVar("R")
P = ParamSpec("P")


class Book:
    """One open shop file. Threads may share it; `close` it when done, or use it in a `with`.

    `know_tables` is called before each write: rows are written in the order of their references, so every
    table must be known by then.
    """

    def __init__(
        self,
        path: Path,
        engines: Engines,
        clock: Clock,
        context: ShopContext,
        actor: Actor | None = None,
        know_tables: Callable[[], None] | None = None,
    ) -> None:
        self.path = path
        self.engines = engines
        self.clock = clock
        self.context = context
        self.actor = actor or Actor()
        self.changes = Changes()
        self.opening_note = ""  # what the person should know before the first sale, such as a clock set back
        self._know_tables = know_tables
        self._closed = False
        self._write_lock = threading.Lock()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="regulars-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="regulars-read")

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def do(self, command: Callable[[Unit, C], R], cmd: C) -> R:
        """Run one command in one transaction, and tell what changed once it is durable.

        Raises what the command raises; then nothing was saved. A `cmd` with a `request_id` that was done
        before gives its first result again.
        """
        if self._know_tables is not None:
            self._know_tables()
        with self._write_lock, faults_in_words(self.path):
            self._check_open()
            with WritingSession(self.engines.writer, expire_on_commit=False) as session, session.begin():
                unit = Unit(session, self.clock.now(), self.context, self.actor)
                before = already_done(unit, command, cmd)
                if before is not None:
                    return cast("R", before)
                result = command(unit, cmd)
                session.flush()
                write_entry(unit, command, cmd, result)
            changes = unit.changes
        self.changes.publish(changes)
        return result

    def ask(self, query: Callable[Concatenate[View, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer a query from one consistent moment of the file."""
        self._check_open()
        with faults_in_words(self.path), self.engines.reader.connect() as connection:
            view = View(connection, self.clock.now(), self.context)
            try:
                return query(view, *args, **kwargs)
            finally:
                view.close()

    def write(self, command: Callable[[Unit, C], R], cmd: C) -> Future[R]:
        """`do` on the writer thread, in the order asked."""
        self._check_open()
        return self._writer.submit(self.do, command, cmd)

    def read(self, query: Callable[Concatenate[View, P], R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """`ask` on one of the reader threads."""
        self._check_open()
        return self._readers.submit(lambda: self.ask(query, *args, **kwargs))

    def run(self, work: Callable[..., R], *args: Any) -> Future[R]:
        """Long work that needs no transaction of its own (rendering, files) on a reader thread."""
        self._check_open()
        return self._readers.submit(work, *args)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def close(self) -> None:
        """Finish the writes that are queued, drop the reads, then close the file. Again is harmless."""
        if self._closed:
            return
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        with self._write_lock:
            self._closed = True
            self.engines.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise Refused(_("The shop was closed. Nothing was saved."))
