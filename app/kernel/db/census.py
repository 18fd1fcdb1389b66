"""Counting every table of a file, so that two files can be shown to hold the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ColumnSums = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Count:
    """One table: how many rows, and for each column its sums.

    Whole numbers are summed in two halves (a sum over 64 bits would fail), days and instants as seconds; of
    everything else the filled cells and their bytes are.
    """

    rows: int
    columns: ColumnSums


def census(connection: Any) -> dict[str, Count]:
    """The count of every ordinary table behind a DBAPI connection, in one pass per table."""
    tables = connection.execute("PRAGMA table_list").fetchall()
    return {
        name: _count(connection, name)
        for schema, name, kind, *_rest in tables
        if schema == "main" and kind == "table" and not name.startswith(("sqlite_", "alembic_"))
    }


def _count(connection: Any, table: str) -> Count:
    columns = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    terms = ["count(*)"]
    for name, declared in columns:
        if "INT" in declared.upper() or "BOOL" in declared.upper():
            pair = (f'"{name}" & 4294967295', f'"{name}" >> 32')
        elif declared.upper().startswith("DATE"):
            pair = (f'"{name}" IS NOT NULL', f'unixepoch("{name}")')
        else:
            pair = (f'"{name}" IS NOT NULL', f'length(CAST("{name}" AS BLOB))')
        terms += [f"coalesce(sum({term}), 0)" for term in pair]
    row = connection.execute(f'SELECT {", ".join(terms)} FROM "{table}"').fetchone()  # noqa: S608 - our own names
    sums = {name: tuple(row[1 + 2 * i : 3 + 2 * i]) for i, (name, _declared) in enumerate(columns)}
    return Count(row[0], sums)


def lost(before: dict[str, Count], after: dict[str, Count], meant: frozenset[str] = frozenset()) -> list[str]:
    """What `after` no longer holds as `before` did, table by table; tables in `meant` may differ.

    A new table or column is no loss; a column that is gone is one unless its table is in `meant`.
    """
    found: list[str] = []
    for table, count in sorted(before.items()):
        now = after.get(table)
        if table in meant:
            continue
        if now is None:
            found.append(f"{table}: gone")
        elif now.rows != count.rows:
            found.append(f"{table}: {count.rows} rows became {now.rows}")
        else:
            found += [
                f"{table}.{column}: differs"
                for column, sums in count.columns.items()
                if now.columns.get(column) != sums
            ]
    return found
