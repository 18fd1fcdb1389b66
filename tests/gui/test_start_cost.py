"""What a start must not load and must not do before the counter stands, told by a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.paths import project_folder

LOOK = """
import gc, json, sys
import app.__main__ as program

passes = []
gc.callbacks.append(lambda phase, _info: passes.append(phase) if counting else None)
counting = False

def standing():
    from PySide6.QtWidgets import QApplication
    told = {"passes": len(passes)}
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in windows:
        window.grab()  # painted without a turn of events: on a busy machine what may come later came with it
    told["stands"] = bool(windows)
    told["loaded"] = sorted(sys.modules)
    for window in windows:
        window.close()
    print(json.dumps(told))
    return 0

class Watched(program.Window):
    def open(self, path, sample):
        global counting
        counting = True
        import app.gui.start
        from PySide6.QtWidgets import QApplication
        QApplication.exec = staticmethod(standing)
        return super().open(path, sample)

program.Window = Watched
sys.exit(program.main(["--shop", sys.argv[1]]))
"""

LATE = (
    "alembic",
    "app.customers.models",
    "app.customers.search",
    "app.exchange",
    "app.gui.dialogs",
    "app.gui.directory",
    "app.gui.shop_settings",
    "app.gui.today",
    "app.insights",
    "app.loyalty.commands",
    "app.models",
    "app.printing",
    "app.sales.models",
    "app.touchpoints.models",
    "PySide6.QtNetwork",
    "babel.core",
    "email_validator",
    "numpy",
    "phonenumbers",
    "pypdfium2",
    "qtawesome",
    "rapidfuzz",
    "reportlab",
    "rich",
    "scipy",
    "uharfbuzz",
)
"""What is read when it is first wanted, or when the window stands."""


@pytest.fixture
def told(shop_file: Path, home: Path) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": str(project_folder()), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(shop_file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    assert found["stands"]
    return found


def test_the_counter_stands_before_what_it_does_not_need(told: dict[str, object]) -> None:
    loaded = told["loaded"]
    assert isinstance(loaded, list)
    assert [name for name in LATE if any(f"{one}.".startswith(f"{name}.") for one in loaded)] == []


ASK = """
import sys
from pathlib import Path
from app.bootstrap import open_shop
from app.gui.counter import asking
book = open_shop(Path(sys.argv[1]))
asking.load_the_rest()
before = set(sys.modules)
rows = book.ask(asking.matches, "mari"), book.ask(asking.matches, "katrin maier"), book.ask(asking.here_rows)
book.ask(asking.scanned, "290000000015")
book.ask(asking.staff_list)
book.ask(asking.counter_card, 1, "all")
assert "numpy" not in sys.modules, "a card is shown before what it computes with is loaded"
book.ask(asking.standing, 1)
book.close()
assert rows[0]
print(*sorted(name for name in set(sys.modules) - before if name.startswith("app.")))
"""


def test_readers_find_loaded_what_the_window_read_for_them(book: Book) -> None:
    """Two threads must never import at once: the first questions load nothing on a reader's thread."""
    book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt")))
    environment = {**os.environ, "PYTHONPATH": str(project_folder()), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", ASK, str(book.path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


def test_no_rubbish_is_looked_for_before_the_counter_stands(told: dict[str, object]) -> None:
    assert told["passes"] == 0
