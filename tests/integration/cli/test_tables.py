"""`check` also compares the tables with what a new shop has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from app.kernel.db import driver
from app.kernel.paths import project_folder


def test_a_table_that_is_not_as_it_was_made_is_named(shop_file: Path) -> None:
    connection = driver.connect(shop_file)
    connection.execute("ALTER TABLE purchase ADD COLUMN secret TEXT")
    connection.close()
    answer = subprocess.run(
        [sys.executable, "-m", "app", "--shop", str(shop_file), "check", "--json"],
        cwd=project_folder(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 1
    assert "changed: table purchase" in json.loads(answer.stdout)["problems"]
