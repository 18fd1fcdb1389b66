"""The schema's version: which revision a file is at, and bringing it to the newest.

Alembic costs a fifth of a second to import, so it is imported only when there is something to do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sqlalchemy import Connection, Engine, inspect, text

from app.kernel.db.driver import APPLICATION_ID
from app.kernel.paths import project_folder

HEAD = "0001"
"""The newest revision of `migrations/versions`; a test keeps it true."""


def migrations_folder() -> str:
    """Where the revisions are."""
    return str(project_folder() / "migrations")


@lru_cache(maxsize=1)
def known_revisions() -> frozenset[str]:
    """The ids of all revisions this program ships, read from the files' names."""
    folder = project_folder() / "migrations" / "versions"
    return frozenset(m[1] for f in folder.glob("*.py") if (m := re.match(r"(\d{4})_", f.name)))


def revision_of(connection: Connection) -> str | None:
    """The revision a file is at; None when it has no version table."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing revisions in one transaction, and mark the file as a shop of ours."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", migrations_folder())
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")  # pragmas below are ignored inside a transaction
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration broke {len(broken)} references")
            connection.exec_driver_sql(f"PRAGMA user_version={int(HEAD)}")
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("BEGIN")
