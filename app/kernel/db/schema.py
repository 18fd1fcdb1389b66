"""The schema's version: which revision a file is at, and running the revisions it lacks.

Alembic costs a fifth of a second to import, so it is imported only when there is something to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from app.kernel.db import driver
from app.kernel.paths import project_folder

HEAD = "0004"
"""The newest revision of `migrations/versions`; a test keeps it true."""

TABLES = frozenset(
    """
    account allocation campaign campaign_member carried consent contact_point customer
    customer_activity customer_group customer_tag daily_run entry entry_reason gift_card household
    household_member journal letter lot open_lot postal_address programme_draft programme_version
    purchase purchase_line redemption referral refund refund_line setting shop shop_picture slip
    staff tag tier_change tier_standing touchpoint voucher
    """.split()  # noqa: SIM905  -- one name a line would be most of this file
)
"""The tables a file at `HEAD` has, by name: a start looks whether they are there before it loads their
classes. A test keeps it true."""


@dataclass(frozen=True)
class Revisions:
    """A chain of revisions: Alembic's folder (env.py, versions/) and the newest id in it."""

    folder: Path
    head: str

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of all revisions, read from the files' names."""
        files = (self.folder / "versions").glob("*.py")
        return frozenset(m[1] for f in files if (m := re.match(r"(\d{4})_", f.name)))


SHIPPED = Revisions(project_folder() / "migrations", HEAD)
"""The revisions this program comes with."""


@dataclass(frozen=True)
class Stamp:
    """What a file says of itself: whose it is (`application_id`) and at which revision (None: at none)."""

    application_id: int
    revision: str | None


def read_stamp(connection: Any) -> Stamp:
    """The stamp behind a DBAPI connection. Reads only."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    table = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if table else None
    return Stamp(application_id, row[0] if row else None)


def upgrade(connection: Any, revisions: Revisions = SHIPPED, target: str = "head") -> None:
    """Run the missing revisions on a DBAPI connection in one transaction, and mark the file as a shop.

    Foreign keys are off meanwhile, so that a table rebuilt under its children does not lose them; every
    reference is checked before the commit. Raises whatever a revision raises; then nothing has changed.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(revisions.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    connection.execute("PRAGMA foreign_keys=OFF")  # ignored inside a transaction, so before it
    try:
        engine = create_engine(
            "sqlite://", module=driver.module, creator=lambda: connection, poolclass=StaticPool
        )
        with engine.connect() as sa_connection:
            config.attributes["connection"] = sa_connection
            sa_connection.begin()
            connection.execute("BEGIN IMMEDIATE")  # here: a first connect ends with a rollback
            command.upgrade(config, target)
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration broke {len(broken)} references")
            at = read_stamp(connection).revision or "0"
            connection.execute(f"PRAGMA application_id={driver.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={int(at)}")
            sa_connection.commit()
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys=ON")


def removals(revisions: Revisions, start: str | None) -> frozenset[str]:
    """What the revisions after `start` say they take away or recount on purpose.

    A revision module may hold `removes = ("trigger or table name", ...)` and `recounts = ("table", ...)`.
    """
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(revisions.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    meant: set[str] = set()
    for script in ScriptDirectory.from_config(config).iterate_revisions("head", start or "base"):
        meant.update(getattr(script.module, "removes", ()), getattr(script.module, "recounts", ()))
    return frozenset(meant)
