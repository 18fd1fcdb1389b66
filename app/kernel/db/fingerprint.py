"""The schema as it stands in a file, object by object, and how it differs from what it should be.

A table rebuilt by a migration loses its triggers without a word, and anybody with a database tool can drop
the guards of the ledger: comparing whole schemas notices both.
"""

from __future__ import annotations

import re
from typing import Any

from app.kernel.db import driver
from app.kernel.db.schema import SHIPPED, Revisions, upgrade


def schema_objects(connection: Any) -> dict[str, str]:
    """`"trigger guard_entry_update"` and the like, each with its definition, spaces and quotes evened out.

    SQLite's own tables and the inner tables of the search index are left out.
    """
    inner = {
        name
        for _schema, name, kind, *_rest in connection.execute("PRAGMA table_list").fetchall()
        if kind == "shadow"
    }
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {
        f"{kind} {name}": re.sub(r'[\s"]+', " ", sql or "").strip()
        for kind, name, table, sql in rows
        if not name.startswith("sqlite_") and name not in inner and table not in inner
    }


def expected_objects(revisions: Revisions = SHIPPED, target: str = "head") -> dict[str, str]:
    """The objects of a new, empty shop: the revisions run in memory (a quarter of a second)."""
    connection = driver.connect_memory()
    try:
        upgrade(connection, revisions, target)
        return schema_objects(connection)
    finally:
        connection.close()


def schema_differences(found: dict[str, str], expected: dict[str, str]) -> list[str]:
    """Each object that is missing, changed or too many, as `"missing: trigger guard_entry_update"`."""
    return [
        *(f"missing: {name}" for name in sorted(expected.keys() - found.keys())),
        *(f"changed: {name}" for name in sorted(expected) if name in found and found[name] != expected[name]),
        *(f"unknown: {name}" for name in sorted(found.keys() - expected.keys())),
    ]
