"""What the command line only hands over: the window, pictures of it, files to take in, demonstrations."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from app.cli.desk import Desk
from app.cli.root import regulars
from app.exchange.customer_columns import COLUMNS as CUSTOMERS
from app.kernel.errors import Refused
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


class Seen:
    """A window that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def open(self, path: Path | None, sample: bool) -> int:
        self.asked.append((path, sample))
        return 0

    def take(self, *asked: object) -> None:
        self.asked.append(asked)


def run(window: Seen, *arguments: object) -> int:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(regulars, words, obj=Desk(window)).exit_code


def test_no_command_opens_the_window(cli: Cli, shop_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = Seen()
    assert run(window) == 0
    assert run(window, "--shop", "other.regulars") == 0
    monkeypatch.delenv("REGULARS_SHOP")
    assert run(window) == 0
    assert run(window, "--sample") == 0
    assert window.asked == [
        (shop_file, False), (Path("other.regulars"), False), (None, False), (None, True),
    ]  # fmt: skip


def test_a_missing_system_library_is_a_sentence(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    window = Seen()

    def lacking(*_asked: object) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(window, "open", lacking)
    answer = CliRunner().invoke(regulars, [], obj=Desk(window))
    assert (answer.exit_code, answer.stderr.count("\n")) == (1, 1)
    assert "libEGL.so.1" in answer.stderr


def test_a_screenshot_is_asked_of_the_window(cli: Cli, shop_file: Path, tmp_path: Path) -> None:
    window, out = Seen(), tmp_path / "page.png"
    more = ("--size", "1024x768", "--theme", "dark", "--customer", "maria")
    assert run(window, "screenshot", "counter", "--out", out, *more) == 0
    assert run(window, "screenshot", "counter", "--out", shop_file) == 1
    assert window.asked == [(shop_file, "counter", out, (1024, 768), "dark", "maria")]


@dataclass(frozen=True)
class FakeImport:
    """The command as settled between the parts."""

    path: Path
    format: str
    columns: dict[str, str] = field(default_factory=dict)
    dry_run: bool = False
    points: bool = True
    encoding: str | None = None


@dataclass(frozen=True)
class FakeReport:
    read: int = 3
    added: int = 1
    updated: int = 0
    unchanged: int = 1
    rejected: tuple[tuple[int, str], ...] = ((4, "“x” is not an amount."),)


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch) -> list[FakeImport]:
    """What was asked of the importer, which takes everything in its stride but `missing.csv`."""
    asked: list[FakeImport] = []

    def import_file(_book: object, cmd: FakeImport, _progress: object) -> FakeReport:
        if cmd.path.name == "missing.csv":
            raise Refused("There is no file “missing.csv”.")
        asked.append(cmd)
        return FakeReport()

    fake = ModuleType("app.exchange.commands")
    fake.ImportFile, fake.import_file = FakeImport, import_file  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.exchange.commands", fake)
    return asked


def test_import_hands_over_what_was_asked_and_reports(ask: Ask, cli: Cli, imports: list[FakeImport]) -> None:
    reported = ask("import", "a.csv", "--as", "purchases", "--column", "customer=Guest no.", "--column",
                   "amount=Total", "--dry-run", "--no-points", "--encoding", "cp1252")  # fmt: skip
    assert reported == {
        "read": 3, "added": 1, "updated": 0, "unchanged": 1,
        "rejected": [{"row": 4, "why": "“x” is not an amount."}],
    }  # fmt: skip
    columns = {"customer": "Guest no.", "amount": "Total"}
    assert imports == [FakeImport(Path("a.csv"), "purchases", columns, True, False, "cp1252")]
    assert cli("import", "a.csv").code == 0
    assert imports[1] == FakeImport(Path("a.csv"), "customers")
    assert "is not an amount" in cli("import", "a.csv", "--dry-run").out


def test_import_names_every_column_it_takes(cli: Cli) -> None:
    told = set(re.findall(r"\w+", cli("import", "--help").out))
    assert {column.id for column in CUSTOMERS} <= told


def test_import_says_what_it_cannot_do(cli: Cli, imports: list[FakeImport]) -> None:
    assert cli("import", "missing.csv").code == 1
    assert cli("import", "a.csv", "--column", "name").code == 2
    assert imports == []


def test_a_demonstration_is_made_once_and_the_same(ask: Ask, cli: Cli, tmp_path: Path) -> None:
    plan = ("--customers", 12, "--days", 40, "--seed", 3, "--until", "2026-11-20")
    made = ask("demo", tmp_path / "one.regulars", *plan)
    assert made.keys() == {"customers", "purchases", "touchpoints"}
    assert made["customers"] == 12
    assert ask("demo", tmp_path / "two.regulars", *plan) == made
    assert ask("check", "--shop", tmp_path / "one.regulars")["customers"] == 12
    assert cli("demo", tmp_path / "one.regulars", *plan).code == 1
    assert sorted(path.name for path in tmp_path.glob("*.regulars")) == [
        "one.regulars", "shop.regulars", "two.regulars",
    ]  # fmt: skip
