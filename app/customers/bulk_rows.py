"""Rows into a table as fast as the driver takes them.

The usual insert costs more for turning parameters about than the database needs to write them; here each
row is a tuple in the order of the statement, and only columns of a type that needs it are converted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table, insert

from app.kernel.unit import Unit

Row = tuple[Any, ...]


def insert_rows(unit: Unit, model: type[Any], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert `rows`, each with the values of `columns` in order. Defaults of the model are not applied."""
    if not rows:
        return
    table: Table = model.__table__
    connection = unit.session.connection()
    dialect = connection.dialect
    if dialect.paramstyle != "qmark":
        unit.session.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])
        return
    converters: list[tuple[int, Callable[[Any], Any]]] = []
    for at, column in enumerate(columns):
        convert = table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            converters.append((at, convert))
    marks = ",".join("?" * len(columns))
    names = ",".join(columns)
    sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 (names of our own tables)
    connection.exec_driver_sql(sql, _converted(rows, converters) if converters else list(rows))


def _converted(rows: Sequence[Row], converters: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[Row]:
    """The rows as the driver takes them; runs of one value, such as today, are converted once."""
    known: dict[tuple[int, Any], Any] = {}
    ready: list[Row] = []
    for row in rows:
        values = list(row)
        for at, convert in converters:
            key = (at, values[at])
            if key not in known:
                known[key] = convert(values[at])
            values[at] = known[key]
        ready.append(tuple(values))
    return ready
