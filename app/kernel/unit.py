"""The unit of work: one user action, one transaction, one command.

A `View` reads, a `Unit` also writes. Commands take a unit and never commit; `Book.do` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, UOWTransaction

from app.kernel.changes import Change, ChangeSet
from app.kernel.clock import local_date
from app.kernel.context import Actor, ShopContext
from app.kernel.db.engine import begin_reading


class View:
    """One consistent look at the file, the moment, and the shop's ways.

    There are two ways to ask within the one transaction: `session`, made when it is first wanted, and
    `rows` for the few questions of every keystroke, which take less time than a session takes to begin.

    `kept` are answers that somebody looked up once for the whole of it; who changes them takes them out.
    """

    def __init__(self, source: Session | Connection, now: datetime, context: ShopContext) -> None:
        self._source = source
        self.now = now
        self.context = context
        self.kept: dict[object, Any] = {}
        self._kept_in: dict[str, dict[object, Any]] = {context.locale: self.kept}

    @cached_property
    def session(self) -> Session:
        """The object layer."""
        source = self._source
        return source if isinstance(source, Session) else Session(source, autoflush=False)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a question in the database's own words, `?` for each value, as the driver has them."""
        found: list[tuple[Any, ...]] = self._driver.execute(sql, values).fetchall()
        return found

    @cached_property
    def _driver(self) -> Any:
        source = self._source
        if isinstance(source, Session):
            return source.connection().connection.driver_connection
        return begin_reading(source)

    @contextmanager
    def written_in(self, locale: str) -> Iterator[None]:
        """Within it everything is told as that locale writes it: for reading, paper above all. What was
        looked up stays apart from what was looked up in another locale, as it may hold words."""
        before = self.context, self.kept
        self.context = replace(self.context, locale=locale)
        self.kept = self._kept_in.setdefault(locale, {})
        try:
            yield
        finally:
            self.context, self.kept = before

    def close(self) -> None:
        """Let the object layer go, where there is one of the view's own."""
        made = self.__dict__.get("session")
        if made is not None and made is not self._source:
            made.close()

    @property
    def today(self) -> date:
        """The shop's day at this moment."""
        return local_date(self.now, self.context.timezone)

    def day_of(self, instant: datetime) -> date:
        """The business date of an instant."""
        return local_date(instant, self.context.timezone)


@dataclass(frozen=True)
class Record:
    """What the journal keeps of an action: words for the status line, and how to take it back."""

    words: str
    customer_id: int | None
    undo_kind: str | None
    undo: Mapping[str, Any]


class WritingSession(Session):
    """The session of a unit; what it flushes is noted in `info["changes"]`."""


class Unit(View):
    """A view that may write, and collects what changed."""

    def __init__(self, session: Session, now: datetime, context: ShopContext, actor: Actor) -> None:
        super().__init__(session, now, context)
        self.actor = actor
        self.record: Record | None = None
        self._changes: set[Change] = set()
        session.info["changes"] = self._changes

    def changed(self, topic: str, customer_id: int | None = None) -> None:
        """Note a change that no flushed object tells of (bulk statements)."""
        self._changes.add((topic, customer_id))

    @property
    def changes(self) -> ChangeSet:
        """All changes so far."""
        return frozenset(self._changes)

    def remember(
        self,
        words: str,
        *,
        customer_id: int | None = None,
        undo_kind: str | None = None,
        undo: Mapping[str, Any] | None = None,
    ) -> None:
        """Say in words what this action did, and what its undoer needs to take it back.

        `words` must not hold personal data beyond the customer's name; `undo` must be JSON.
        """
        self.record = Record(words, customer_id, undo_kind, dict(undo or {}))


@event.listens_for(WritingSession, "after_flush")
def _collect(session: Session, _flush: UOWTransaction) -> None:
    """Note what was flushed; heard once for all sessions, since hooking each costs more than a purchase."""
    changes: set[Change] = session.info["changes"]
    for row in (*session.new, *session.dirty, *session.deleted):
        topic = getattr(row, "__topic__", None)
        if topic:
            changes.add((topic, getattr(row, "customer_id", None)))
