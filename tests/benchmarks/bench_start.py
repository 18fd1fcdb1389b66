"""From starting the process to a counter that can be used, beside the least any such program needs.

The floor is a bare Qt window with a line to type in, SQLAlchemy imported, and a first query answered from
the same file. It imports SQLAlchemy before Qt, as the program does: once Qt is there, its import hook reads
the source of every module that follows, which alone would make the floor a sixth slower. Ours runs in the
order of the program itself, and is looked at when it would wait for the person.

Both are fresh processes on the offscreen platform, taken turn by turn; medians. Both run from bytecode, as
every start but a program's very first does: the first pair, which is not counted, writes it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.report import Row
from tests.benchmarks.search_shop import NOON
from tests.benchmarks.shops import Shops

LIMIT = 1.6
ROUNDS = 9
ROOT = Path(__file__).parents[2]

_OURS = """
import sys, time
import app.__main__ as program

def usable():
    from PySide6.QtWidgets import QApplication
    app = QApplication.instance()
    for _turn in range(3):
        app.processEvents()
    assert any(window.isVisible() for window in app.topLevelWidgets())
    print(time.time() - float(sys.argv[2]))
    for window in app.topLevelWidgets():
        window.close()
    return 0

class Watched(program.Window):
    def open(self, path, sample):
        import app.gui.start
        from PySide6.QtWidgets import QApplication
        QApplication.exec = staticmethod(usable)
        return super().open(path, sample)

program.Window = Watched
program.main(["--shop", sys.argv[1]])
"""
_FLOOR = """
import sys, time
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

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


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds in a shop of each size."""
    for size in sizes:
        path = shops.path(size)
        ours: list[float] = []
        floor: list[float] = []
        for number in range(ROUNDS + 1):
            for script, taken in ((_OURS, ours), (_FLOOR, floor)):
                spent = _milliseconds(script, path, shops.folder)
                if number:
                    taken.append(spent)
        middle, least = statistics.median(ours), statistics.median(floor)
        yield Row("start to a usable counter", size, middle, least, middle / least, LIMIT)


def _milliseconds(script: str, path: Path, home: Path) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "REGULARS_HOME": str(home / "home"),
        "REGULARS_NOW": NOON.isoformat(),
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(time.time())],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.split()[-1]) * 1000
