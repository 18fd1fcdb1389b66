"""The revisions, the models and the guards say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint

from app.kernel.book import Book
from app.kernel.db import driver
from app.kernel.db.fingerprint import expected_objects, schema_differences, schema_objects
from app.kernel.db.schema import HEAD, SHIPPED, TABLES, read_stamp
from app.models import metadata

APPEND_ONLY = ("entry", "lot", "allocation")


def test_head_is_the_newest_script_and_the_chain_has_no_gap() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SHIPPED.folder))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    chain = [script.revision for script in scripts.walk_revisions()]
    assert scripts.get_heads() == [HEAD]
    assert sorted(chain) == [f"{number:04}" for number in range(1, len(chain) + 1)]
    assert SHIPPED.known == set(chain)


def test_the_tables_a_start_looks_for_are_those_of_the_models() -> None:
    assert set(metadata.tables) == TABLES


def test_the_models_are_what_the_revisions_make(book: Book) -> None:
    search = {"customer_search"}  # a virtual table and its shadows, no model
    with book.engines.reader.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, parents: (
                    kind != "table" or not any(name.startswith(known) for known in search)
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_unique_and_check_constraints_are_what_the_models_say(book: Book) -> None:
    """Autogenerate sees neither checks nor the names of SQLite's constraints."""
    wanted, found = set(), set()
    for table in metadata.tables.values():
        wanted |= {str(c.name) for c in table.constraints if c.name}
    with book.engines.reader.connect() as connection:
        for (sql,) in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type='table'"):
            found |= set(re.findall(r"CONSTRAINT (\w+)", sql or ""))
    found = {name for name in found if "alembic" not in name}
    assert found == wanted


def test_every_constraint_has_a_name_and_none_cascades() -> None:
    for table in metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"
            if isinstance(constraint, UniqueConstraint):
                assert str(constraint.name).startswith("uq_")
        for key in table.foreign_keys:
            assert key.ondelete == "RESTRICT", f"{table.name}.{key.parent.name}"
            assert key.onupdate is None


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_guards_of_the_ledger_are_there(table: str, book: Book) -> None:
    with book.engines.reader.connect() as connection:
        triggers = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (table,)
        ).scalars()
        heads = " ".join(triggers)
    for verb in ("UPDATE", "DELETE", "INSERT"):
        assert f"BEFORE {verb} ON {table}" in heads


def test_a_new_shop_is_stamped(shop_file: Path) -> None:
    connection = driver.connect(shop_file)
    try:
        stamp = read_stamp(connection)
        assert (stamp.application_id, stamp.revision) == (driver.APPLICATION_ID, HEAD)
        assert connection.execute("PRAGMA user_version").fetchone() == (int(HEAD),)
        assert schema_differences(schema_objects(connection), expected_objects()) == []
    finally:
        connection.close()


def test_a_dropped_guard_and_a_strange_table_are_noticed(shop_file: Path) -> None:
    connection = driver.connect(shop_file)
    try:
        connection.execute("DROP TRIGGER guard_entry_update")
        connection.execute("CREATE TABLE stranger (id)")
        connection.execute("DROP INDEX ix_purchase_at")
        connection.execute("CREATE INDEX ix_purchase_at ON purchase (at, id)")
        assert schema_differences(schema_objects(connection), expected_objects()) == [
            "missing: trigger guard_entry_update",
            "changed: index ix_purchase_at",
            "unknown: table stranger",
        ]
    finally:
        connection.close()


@pytest.mark.parametrize(("name", "value"), driver.CONNECTION_PRAGMAS)
def test_every_connection_has_its_settings(name: str, value: object, book: Book) -> None:
    for engine in (book.engines.writer, book.engines.reader):
        with engine.connect() as connection:
            assert str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) == str(value)
