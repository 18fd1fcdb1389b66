"""From starting the process to a counter that can be used, beside the least any such program needs.

The floor is a bare Qt window with a line to type in, SQLAlchemy imported, and a first query answered from
the same file. Both are fresh processes on the offscreen platform, taken turn by turn; medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.report import Row
from tests.benchmarks.search_shop import build_shop

LIMIT = 1.6
ROUNDS = 9
ROOT = Path(__file__).parents[2]

_OURS = """
import sys, time
from app.__main__ import main
from PySide6.QtWidgets import QApplication

def usable():
    app = QApplication.instance()
    for _turn in range(3):
        app.processEvents()
    assert any(window.isVisible() for window in app.topLevelWidgets())
    print(time.time() - float(sys.argv[2]))
    for window in app.topLevelWidgets():
        window.close()
    return 0

QApplication.exec = staticmethod(usable)
main(["--shop", sys.argv[1]])
"""

_FLOOR = """
import sys, time
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLineEdit())
window.show()
engine = create_engine("sqlite:///" + sys.argv[1], module=dbapi2)
with Session(engine) as session:
    session.execute(text("SELECT id, name FROM customer ORDER BY sort_name LIMIT 20")).all()
for _turn in range(3):
    app.processEvents()
print(time.time() - float(sys.argv[2]))
"""


def rows(sizes: Sequence[int] = (10_000,)) -> Iterator[Row]:
    """Milliseconds in a shop of each size."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"start-{size}.regulars"
            build_shop(path, size).close()
            ours: list[float] = []
            floor: list[float] = []
            for number in range(ROUNDS + 1):
                for script, taken in ((_OURS, ours), (_FLOOR, floor)):
                    spent = _milliseconds(script, path, Path(folder))
                    if number:  # the first pair warms the disk's cache
                        taken.append(spent)
            middle, least = statistics.median(ours), statistics.median(floor)
            yield Row("start to a usable counter", size, middle, least, middle / least, LIMIT)


def _milliseconds(script: str, path: Path, home: Path) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "REGULARS_HOME": str(home / "home")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(time.time())],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.split()[-1]) * 1000
