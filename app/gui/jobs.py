"""The bridge between threads that work on the file and widgets that show it.

Results come back to the window's thread through one long-lived object; a widget that is gone by then gets
nothing. Of several reads with one key only the latest is delivered.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.kernel.context import Actor, ShopContext
from app.kernel.errors import Refused, WorldFault

ChangeSet = frozenset[tuple[str, int | None]]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


class ChangeFeed(Protocol):
    """Tells after each commit what changed, on the writer's thread."""

    def subscribe(self, listener: Callable[[ChangeSet], None], /) -> Callable[[], None]: ...


class Book(Protocol):
    """The open shop as the window needs it (`app.kernel.book.Book`)."""

    path: Path
    context: ShopContext
    actor: Actor

    @property
    def changes(self) -> ChangeFeed: ...

    def write(self, command: Callable[..., Any], cmd: Any, /) -> Future[Any]: ...

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]: ...

    def run(self, work: Callable[..., Any], /, *args: Any) -> Future[Any]: ...


class _Door:
    """The way of other threads to the window's. Once shut nothing passes, and whoever shuts it waits for who
    is just passing: an object must not go while another thread speaks through it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open = True

    def pass_on(self, signal: Any, value: object) -> None:
        """Emit the signal, which must be a queued one, unless the door is shut."""
        with self._lock:
            if not self._open:
                return
            try:
                signal.emit(value)
            except RuntimeError:
                # The window closed while the work ran: there is nobody left to tell.
                self._open = False

    def shut(self) -> None:
        """Let nothing pass any more."""
        with self._lock:
            self._open = False


@dataclass(eq=False)
class _Ticket:
    """One request under way."""

    owner: QWidget | None
    key: str | None
    done: Done | None
    failed: Failed | None
    arrived: Any
    door: _Door
    future: Future[Any] | None = None

    def post(self, _future: Future[Any]) -> None:
        """Called on the worker's thread: hand over to the window's."""
        self.door.pass_on(self.arrived, self)


class Jobs(QObject):
    """Asks the book for the widgets.

    `changed(object)` delivers each change set. `refused(str)`, `world_fault(object)` and `crashed(object)`
    carry what no `failed` callback took: see `read`. `closing`: the book is closed soon.
    """

    changed = Signal(object)
    refused = Signal(str)
    world_fault = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)
    closing = Signal()
    _arrived = Signal(object)
    _changes_arrived = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._door = _Door()
        self.destroyed.connect(self._door.shut)
        self.quiet = False  # nothing is begun by itself: the window is only looked at
        self._under_way: set[_Ticket] = set()
        self._latest: dict[tuple[int, str], _Ticket] = {}
        self._aside: deque[tuple[_Ticket, Callable[[], Future[Any]]]] = deque()
        self._aside_now: _Ticket | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._changes_arrived.connect(self._tell_changes, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = book.changes.subscribe(self._hear_changes)

    @property
    def book(self) -> Book:
        """The shop these jobs run on."""
        return self._book

    def read(
        self,
        owner: QWidget,
        key: str,
        query: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask a query; `done(result)` on the window's thread, unless a later read of (owner, key) came first.

        `failed(error)` gets every error. A refusal without a `failed` goes to `refused`; a fault of the
        machine and a defect of ours are reported by their signals in any case.
        """
        ticket = _Ticket(owner, key, done, failed, self._arrived, self._door)
        before = self._latest.get((id(owner), key))
        self._latest[id(owner), key] = ticket
        if before is not None and before.future is not None:
            before.future.cancel()
        self._start(ticket, self._book.read(query, *args, **kwargs))

    def read_aside(
        self,
        owner: QWidget,
        key: str,
        query: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
    ) -> None:
        """`read` for what may take seconds: one such question is under way at a time and the others wait, so
        that those of a keystroke find a thread that is free."""
        ticket = _Ticket(owner, key, done, failed, self._arrived, self._door)
        self._latest[id(owner), key] = ticket
        self._wait_for(ticket)
        self._aside.append((ticket, partial(self._book.read, query, *args)))
        self._ask_aside()

    def _ask_aside(self) -> None:
        """Ask what waits longest, and leave out what nobody wants any more."""
        while self._aside and self._aside_now is None:
            ticket, ask = self._aside.popleft()
            wanted = ticket.key is None or self._latest.get((id(ticket.owner), ticket.key)) is ticket
            if wanted and (ticket.owner is None or shiboken6.isValid(ticket.owner)):
                self._aside_now = ticket
                self._start(ticket, ask())
            else:
                self._let_go(ticket)

    def write(
        self,
        owner: QWidget | None,
        command: Callable[..., Any],
        cmd: Any,
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a command on the serial writer; it runs even if the owner goes, only the answer is dropped."""
        self._start(
            _Ticket(owner, None, done, failed, self._arrived, self._door), self._book.write(command, cmd)
        )

    def run(
        self,
        owner: QWidget,
        key: str,
        work: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
    ) -> None:
        """Long work that is no query (rendering a page, reading a file); delivered as by `read`."""
        ticket = _Ticket(owner, key, done, failed, self._arrived, self._door)
        self._latest[id(owner), key] = ticket
        self._start(ticket, self._book.run(work, *args))

    def pending(self) -> int:
        """Requests whose answer has not been delivered yet."""
        return len(self._under_way)

    def drain(self, timeout: float = 5.0) -> bool:
        """Run the event loop until nothing is pending, for tests and for closing; False when time ran out.

        When the window took these jobs with it, nothing can arrive any more and nothing is waited for.
        """
        end = time.monotonic() + timeout
        loop = QEventLoop()
        tick = QTimer()
        tick.setInterval(5)
        tick.timeout.connect(loop.quit)
        tick.start()
        while self._under_way and time.monotonic() < end:
            if not shiboken6.isValid(self):
                self._under_way.clear()
                break
            loop.exec()
        return not self._under_way

    def close(self) -> None:
        """Hear of no more changes; answers still under way are dropped."""
        if shiboken6.isValid(self):
            self.closing.emit()
        self._unsubscribe()
        self._latest.clear()
        while self._aside:
            self._let_go(self._aside.popleft()[0])
        for ticket in self._under_way:
            ticket.done = ticket.failed = None
        self._door.shut()
        self._under_way.clear()  # nothing arrives any more

    def _start(self, ticket: _Ticket, future: Future[Any]) -> None:
        ticket.future = future
        self._wait_for(ticket)
        future.add_done_callback(ticket.post)

    def _wait_for(self, ticket: _Ticket) -> None:
        before = len(self._under_way)
        self._under_way.add(ticket)
        if not before:
            self.busy_changed.emit(True)

    def _let_go(self, ticket: _Ticket) -> None:
        self._under_way.discard(ticket)
        if not self._under_way:
            self.busy_changed.emit(False)

    def _deliver(self, ticket: _Ticket) -> None:
        if ticket is self._aside_now:
            self._aside_now = None
            self._ask_aside()
        self._let_go(ticket)
        future = ticket.future
        if not self._still_wanted(ticket) or future is None or future.cancelled():
            return
        error = future.exception()
        alive = ticket.owner is None or shiboken6.isValid(ticket.owner)
        if error is not None:
            self._report(error, ticket.failed if alive else None)
        elif alive and ticket.done is not None:
            ticket.done(future.result())

    def _still_wanted(self, ticket: _Ticket) -> bool:
        """Whether no later read took its place. Errors of writes are always wanted."""
        if ticket.key is None:
            return True
        address = (id(ticket.owner), ticket.key)
        if self._latest.get(address) is not ticket:
            return False
        del self._latest[address]
        return ticket.owner is None or shiboken6.isValid(ticket.owner)

    def _report(self, error: BaseException, failed: Failed | None) -> None:
        if not isinstance(error, Refused):
            signal = self.world_fault if isinstance(error, WorldFault) else self.crashed
            signal.emit(error)
        elif failed is None:
            self.refused.emit(str(error))
        if failed is not None and isinstance(error, Exception):
            failed(error)

    def _hear_changes(self, changes: ChangeSet) -> None:
        self._door.pass_on(self._changes_arrived, changes)

    def _tell_changes(self, changes: object) -> None:
        self.changed.emit(changes)
