"""Tables as Core statements see them: the ledger's path writes rows, not objects, to be quick at the till."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, Dialect, Executable, Table
from sqlalchemy.orm import Session

from app.kernel.db.base import Base


def table(model: type[Base]) -> Table:
    """The table a mapped class stands for."""
    return cast("Table", model.__table__)


def run(
    session: Session,
    statement: Executable,
    values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
) -> CursorResult[*tuple[Any, ...]]:
    """Execute on the transaction's own connection, past the object layer."""
    return session.connection().execute(statement, values)


def inserted(session: Session, statement: Executable, values: Mapping[str, Any] | None = None) -> int:
    """Insert one row; its new id."""
    key = run(session, statement, values).inserted_primary_key
    return int(key[0]) if key else 0


def run_many(session: Session, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute once for each row; all rows must have the same keys.

    Where the driver takes parameters by position, the values are handed over as it keeps them: asking the
    dialect for each value of each row costs more than writing it.
    """
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        connection.execute(statement, rows)
        return
    plan = _plan(connection.dialect, statement, tuple(rows[0]))
    connection.exec_driver_sql(
        plan.sql, [tuple([_KEPT[type(row[key])](row[key]) for key in plan.keys]) for row in rows]
    )


class _Plan(NamedTuple):
    sql: str
    keys: tuple[str, ...]


_plans: dict[tuple[Executable, tuple[str, ...]], _Plan] = {}


def _plan(dialect: Dialect, statement: Executable, keys: tuple[str, ...]) -> _Plan:
    known = _plans.get((statement, keys))
    if known is None:
        compiled = cast("Any", statement).compile(dialect=dialect, column_keys=list(keys))
        known = _plans[statement, keys] = _Plan(str(compiled), tuple(compiled.positiontup))
    return known


def _same(value: Any) -> Any:
    return value


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


_KEPT: dict[type, Callable[[Any], Any]] = {
    int: _same,
    str: _same,
    type(None): _same,
    bool: int,
    date: date.isoformat,
    datetime: _instant,
}
"""How SQLite keeps a value of each type; the same as `app.kernel.db.base` and the dialect write it."""
