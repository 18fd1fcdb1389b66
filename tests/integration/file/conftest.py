"""Files of every sort that is no shop, and a way to meet permissions as an ordinary person."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_shop
from app.kernel.db import driver

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534


@pytest.fixture
def ordinary_folder(template_shop: Path) -> Iterator[Path]:
    """A folder for a person without privileges; a test run by root becomes nobody while in it."""
    open_shop(template_shop).close()  # what is imported late is imported now: nobody may not read all of it
    folder = Path(tempfile.mkdtemp(prefix="regulars-"))
    shutil.copy(template_shop, folder / "shop.regulars")
    privileged = os.geteuid() == 0
    if privileged:
        for path in (folder, folder / "shop.regulars"):
            os.chown(path, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield folder
    finally:
        if privileged:
            os.setresuid(0, 0, 0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def dump(path: Path) -> list[str]:
    """Everything a file holds, as SQLite reads it."""
    connection = driver.connect(path)
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        rows = [
            (name, connection.execute(f"SELECT * FROM {name}").fetchall())
            for (name,) in tables
            if name != "customer_search"
        ]
    finally:
        connection.close()
    return [repr(line) for line in (*schema, *rows)]


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start another process that runs a piece of Python with the program at hand; ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(source: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", source, *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate(timeout=30)
