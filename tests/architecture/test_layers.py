"""The import rule holds in the program, and the checker that says so does find offenders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.imports import imports_of
from tests.architecture.layers import violations

ROOT = Path(__file__).resolve().parents[2]


def write(root: Path, file: str, source: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")


def test_the_program_keeps_the_rule() -> None:
    assert imports_of(ROOT), "no imports were read: the checker looks in the wrong place"
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("file", "source", "said"),
    [
        (
            "app/kernel/money.py",
            "from app.shop.queries import profile",
            "the kernel must not import app.shop",
        ),
        ("app/kernel/money.py", "from app import __version__", "the kernel imports nothing of app"),
        ("app/shop/queries.py", "import app.staff.models", "siblings"),
        ("app/sales/queries.py", "from app.touchpoints import timeline", "siblings"),
        ("app/customers/queries.py", "from app.loyalty.ledger import balance", "higher layer"),
        ("app/customers/queries.py", "from ..loyalty.ledger import balance", "higher layer"),
        ("app/customers/__init__.py", "from ..loyalty import ledger", "higher layer"),
        ("app/loyalty/ledger.py", "def late():\n    from app.printing.statement import S", "higher layer"),
        ("app/loyalty/ledger.py", "async def late():\n    import app.gui.window", "higher layer"),
        ("app/loyalty/ledger.py", "class A:\n    if True:\n        import app.groups.rules", "higher layer"),
        ("app/loyalty/ledger.py", "import importlib\nimportlib.import_module('app.gui')", "higher layer"),
        ("app/loyalty/ledger.py", "from app import exchange", "higher layer"),
        ("app/loyalty/ledger.py", "if TYPE_CHECKING:\n    from app.backup.zip import Z", "higher layer"),
        ("app/sales/commands.py", "from app.bootstrap import open_shop", "it is handed what it needs"),
        ("app/sales/commands.py", "from app import models", "it is handed what it needs"),
        ("app/gui/page.py", "from app.cli.main import main", "siblings"),
        ("app/cli/main.py", "from app.gui.window import Window", "siblings"),
        ("app/gui/page.py", "from app.sales.models import Purchase", "must not import tables"),
        ("app/gui/page.py", "from app.sales import models", "must not import tables"),
        ("app/gui/page.py", "from app import models", "must not import tables"),
        ("app/cli/main.py", "import app.sales.models as tables", "must not import tables"),
        ("app/__main__.py", "from app.gui.start import run", "inside the function"),
        ("app/__main__.py", "from app.cli.main import main", "inside the function"),
        ("app/bootstrap.py", "from app.gui.start import run", "inside the function"),
        ("app/__init__.py", "from app.kernel.i18n import _", "loads nothing"),
        (
            "app/printing/page.py",
            "def paint():\n    from PySide6.QtGui import QImage",
            "only app.gui imports",
        ),
        ("app/__main__.py", "def main():\n    import PySide6", "only app.gui imports PySide6"),
        ("app/cli/main.py", "import shiboken6", "only app.gui imports shiboken6"),
        ("app/insights/icons.py", "import qtawesome as qta", "only app.gui imports qtawesome"),
        ("app/exchange/csv.py", "import sqlite3", "only app.kernel.db imports sqlite3"),
        ("app/kernel/book.py", "from sqlcipher3 import dbapi2", "only app.kernel.db imports sqlcipher3"),
        ("app/insights/rfm.py", "import numpy as np", "inside the function"),
        ("app/insights/rfm.py", "try:\n    from scipy import stats\nexcept ImportError:\n    pass", "inside"),
        ("app/helpers/x.py", "x = 1", "give this part a layer"),
        ("app/helpers.py", "x = 1", "give this part a layer"),
    ],
)
def test_an_offender_is_found(tmp_path: Path, file: str, source: str, said: str) -> None:
    write(tmp_path, file, source)
    found = violations(tmp_path)
    assert [words for words in found if said in words], found


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("app/loyalty/ledger.py", "from app.sales.models import Purchase\nfrom app.kernel import money"),
        ("app/loyalty/ledger.py", "from .lots import Lot\nfrom . import lots"),
        ("app/gui/page.py", "from app.gui.models.people import PeopleModel\nimport PySide6.QtWidgets"),
        ("app/gui/page.py", "from app.bootstrap import open_shop\nfrom app import __version__"),
        ("app/__main__.py", "def main():\n    from app.gui.start import run\n    import app.cli"),
        ("app/bootstrap.py", "from app.printing.statement import S\nfrom app import models"),
        ("app/kernel/db/driver.py", "from sqlcipher3 import dbapi2"),
        ("app/kernel/db.py", "import sqlite3"),
        ("app/insights/rfm.py", "if TYPE_CHECKING:\n    import numpy\ndef f():\n    import scipy.stats"),
        ("app/insights/rfm.py", "import application\nimport numpydoc"),
        ("tests/x.py", "import PySide6"),
    ],
)
def test_the_innocent_are_left_alone(tmp_path: Path, file: str, source: str) -> None:
    write(tmp_path, "app/__init__.py", "")
    write(tmp_path, file, source)
    assert violations(tmp_path) == []


def test_the_offending_line_is_named(tmp_path: Path) -> None:
    write(tmp_path, "app/kernel/money.py", "import os\n\nfrom app.sales import queries\n")
    assert violations(tmp_path) == ["app/kernel/money.py:3: the kernel must not import app.sales"]
