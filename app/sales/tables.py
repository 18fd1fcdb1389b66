"""Tables as Core statements see them: the ledger's path writes rows, not objects, to be quick at the till."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Table
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
