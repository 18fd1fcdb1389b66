"""The tree is kept as the house wants it, and each check finds what it is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import house

ROOT = Path(__file__).resolve().parents[2]
LEFT_OVER = "# TO" + "DO later"


@pytest.mark.parametrize(
    "check",
    [
        house.strangers,
        house.long_files,
        house.silent_packages,
        house.left_overs,
        house.swallowed_errors,
        house.evasive_tests,
        house.own_examples,
    ],
)
def test_the_house_is_in_order(check: Callable[[Path], list[str]]) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize(
    ("check", "file", "source"),
    [
        (house.strangers, "notes.txt", "a"),
        (house.strangers, "utils/x.py", "a = 1"),
        (house.long_files, "app/sales/commands.py", "a = 1\n" * 401),
        (house.silent_packages, "app/sales/commands.py", "a = 1"),
        (house.silent_packages, "app/sales/__init__.py", "a = 1"),
        (house.left_overs, "app/sales/commands.py", LEFT_OVER),
        (house.left_overs, "tests/unit/test_a.py", LEFT_OVER),
        (house.swallowed_errors, "app/a.py", "try:\n    f()\nexcept Exception:\n    pass"),
        (house.swallowed_errors, "app/a.py", "try:\n    f()\nexcept:\n    ..."),
        (house.swallowed_errors, "app/a.py", "try:\n    f()\nexcept (ValueError, Exception):\n    pass"),
        (
            house.swallowed_errors,
            "app/a.py",
            "for a in b:\n    try:\n        f()\n    except Exception:\n        continue",
        ),
        (house.swallowed_errors, "app/a.py", "with contextlib.suppress(Exception):\n    f()"),
        (house.evasive_tests, "tests/test_a.py", "time.sleep(1)"),
        (house.evasive_tests, "tests/test_a.py", "@pytest.mark.skip\ndef test_a(): f()"),
        (house.evasive_tests, "tests/test_a.py", "@pytest.mark.xfail(reason='')\ndef test_a(): f()"),
        (house.evasive_tests, "tests/test_a.py", "def test_a():\n    pytest.skip('no')"),
        (house.own_examples, "tests/test_a.py", "from hypothesis import given, settings"),
        (house.own_examples, "tests/a.py", "from hypothesis.stateful import run_state_machine_as_test"),
    ],
)
def test_disorder_is_found(
    tmp_path: Path, check: Callable[[Path], list[str]], file: str, source: str
) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    assert len(check(tmp_path)) == 1


@pytest.mark.parametrize(
    ("check", "file", "source"),
    [
        (house.strangers, "requirements-dev.txt", "a==1"),
        (house.strangers, ".venv/pyvenv.cfg", "a"),
        (house.long_files, "app/a.py", "a = 1\n" * 400),
        (house.swallowed_errors, "app/a.py", "try:\n    f()\nexcept KeyError:\n    pass"),
        (house.swallowed_errors, "app/a.py", "try:\n    f()\nexcept Exception as fault:\n    tell(fault)"),
        (house.evasive_tests, "tests/test_a.py", "def test_a(qtbot):\n    view.skip(3)"),
        (house.own_examples, "tests/test_a.py", "from hypothesis import given, strategies"),
        (house.own_examples, "tests/exploring.py", "from hypothesis import settings"),
    ],
)
def test_order_is_left_alone(
    tmp_path: Path, check: Callable[[Path], list[str]], file: str, source: str
) -> None:
    (tmp_path / ".gitignore").write_text(".venv/\n*.egg-info/\n", "utf-8")
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    assert check(tmp_path) == []
