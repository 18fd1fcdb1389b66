"""The journal of user actions: what makes a repeated request harmless, and the last action undoable."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, String, Table, Text, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db.base import Base, BigKey, Instant
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.kernel.unit import Record, Unit, View


class JournalEntry(Base):
    """One user action that was done. `request_id` is the form's; `undone_at` when it was taken back."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    request_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    command: Mapped[str] = mapped_column(String(80))
    content_hash: Mapped[str] = mapped_column(String(64))
    result: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    customer_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date] = mapped_column(Date)
    staff_id: Mapped[int | None]
    till: Mapped[str] = mapped_column(String(80), default="")
    undo_kind: Mapped[str | None] = mapped_column(String(40))
    undo: Mapped[str] = mapped_column(Text, default="{}")
    undone_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_journal_till_id", "till", "id"),)


_TABLE = typing.cast("Table", JournalEntry.__table__)
_DONE = select(_TABLE.c.content_hash, _TABLE.c.result).where(_TABLE.c.request_id == bindparam("request"))
_KEEP = insert(_TABLE)
_LAST = (
    select(_TABLE.c.id, _TABLE.c.words, _TABLE.c.customer_id)
    .where(
        _TABLE.c.till == bindparam("at_till"), _TABLE.c.undo_kind.is_not(None), _TABLE.c.undone_at.is_(None)
    )
    .order_by(_TABLE.c.id.desc())
    .limit(1)
)

Undoer = Callable[[Unit, Mapping[str, Any]], None]
_undoers: dict[str, Undoer] = {}
_loaders: list[Callable[[], None]] = []


def find_undoers_with(loader: Callable[[], None]) -> None:
    """Name what imports the undoers of all slices; it is called when an undo is asked for."""
    _loaders.append(loader)


def undoes(kind: str) -> Callable[[Undoer], Undoer]:
    """Register the function that takes back actions remembered with `undo_kind=kind`."""

    def register(undoer: Undoer) -> Undoer:
        _undoers[kind] = undoer
        return undoer

    return register


def content_hash(command: str, cmd: object) -> str:
    """What a request id is bound to: the command and everything it was given but the id itself."""
    content = _fields(cmd)
    content.pop("request_id", None)
    text = json.dumps([command, content], default=_plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(instance: object) -> dict[str, object]:
    declared = dataclasses.fields(typing.cast("Any", instance))
    return {field.name: getattr(instance, field.name) for field in declared}


def _plain(value: object) -> object:
    """A value as JSON can hold it; the same value always gives the same text."""
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)


def already_done(unit: Unit, command: Callable[..., Any], cmd: object) -> object | None:
    """The first result of this request when it was done before; None when it is new.

    Raises `Conflict` when the id was used for something else.
    """
    request_id = getattr(cmd, "request_id", None)
    if not request_id:
        return None
    done = unit.session.connection().execute(_DONE, {"request": request_id}).one_or_none()
    if done is None:
        return None
    if done.content_hash != content_hash(command.__name__, cmd):
        raise Conflict(_("This form was already used for something else. Nothing was changed."))
    result: object = _rebuild(command, done.result)
    if hasattr(result, "already_done"):
        return dataclasses.replace(typing.cast("Any", result), already_done=True)  # type: ignore[no-any-return]
    return result


def _rebuild(command: Callable[..., Any], stored: str | None) -> Any:
    result_type = typing.get_type_hints(command)["return"]
    return result_type(**json.loads(stored or "{}"))


def write_entry(unit: Unit, command: Callable[..., Any], cmd: object, result: object) -> int | None:
    """Keep the action when it carries a request id or said what it did. Returns the new entry's id."""
    request_id = getattr(cmd, "request_id", None)
    if not request_id and unit.record is None:
        return None
    record = unit.record or Record("", None, None, {})
    values = {
        "request_id": request_id or None,
        "command": command.__name__,
        "content_hash": content_hash(command.__name__, cmd),
        "result": json.dumps(_fields(result), default=_plain) if request_id else None,
        "words": record.words,
        "customer_id": record.customer_id,
        "at": unit.now,
        "business_date": unit.today,
        "staff_id": unit.actor.staff_id,
        "till": unit.actor.till,
        "undo_kind": record.undo_kind,
        "undo": json.dumps(record.undo, default=str),
    }
    inserted = unit.session.connection().execute(
        _KEEP, values
    )  # past the object layer: every sale pays for it
    return int(inserted.inserted_primary_key[0]) if inserted.inserted_primary_key else None


@dataclasses.dataclass(frozen=True)
class Undo:
    """Take back the last action of this till, or the one with that journal id."""

    journal_id: int | None = None
    request_id: str | None = None


@dataclasses.dataclass(frozen=True)
class Undone:
    """What was taken back, in the words it was done with."""

    undone: str
    journal_id: int
    already_done: bool = False


def undo_last(unit: Unit, cmd: Undo) -> Undone:
    """Take back an action by its registered undoer. Refused when there is nothing left to take back."""
    entry = (
        _last(unit, unit.actor.till)
        if cmd.journal_id is None
        else unit.session.get(JournalEntry, cmd.journal_id)
    )
    if entry is None or entry.undo_kind is None:
        raise Refused(_("There is nothing to undo."))
    if entry.undone_at is not None:
        raise Refused(_("That was already undone."))
    _undoer(entry.undo_kind)(unit, json.loads(entry.undo))
    unit.remember(_("Undone: {words}").format(words=entry.words), customer_id=entry.customer_id)
    entry.undone_at = unit.now
    unit.session.flush()
    return Undone(undone=entry.words, journal_id=entry.id)


def _undoer(kind: str) -> Undoer:
    while kind not in _undoers and _loaders:
        _loaders.pop()()
    undoer = _undoers.get(kind)
    if undoer is None:
        raise Refused(_("This Regulars does not know how to undo that. Nothing was changed."))
    return undoer


def _last(unit: Unit, till: str) -> JournalEntry | None:
    last = last_action(unit, till)
    return None if last is None else unit.session.get(JournalEntry, last.journal_id)


@dataclasses.dataclass(frozen=True)
class LastAction:
    """The last action of a till that can still be taken back."""

    journal_id: int
    words: str
    customer_id: int | None


def last_action(view: View, till: str) -> LastAction | None:
    """What Undo would take back now, for the status line; read past the object layer, as a start asks it."""
    row = view.session.connection().execute(_LAST, {"at_till": till}).one_or_none()
    return None if row is None else LastAction(*row)
