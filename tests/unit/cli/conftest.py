"""The command line on a shop of the test's own: call it with words, look at what came back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app.__main__ import Window
from app.cli.desk import Desk
from app.cli.root import regulars


@dataclass(frozen=True)
class Answer:
    """What one invocation gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        found: dict[str, Any] = json.loads(self.out)
        return found


Cli = Callable[..., Answer]


@pytest.fixture
def cli(shop_file: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`cli("find", "maria", "--json")` on a shop whose clock stands at noon, 22 November 2026."""
    monkeypatch.setenv("REGULARS_SHOP", str(shop_file))
    monkeypatch.setenv("REGULARS_NOW", "2026-11-22T12:00")

    def run(*arguments: object) -> Answer:
        result = CliRunner().invoke(regulars, [str(argument) for argument in arguments], obj=Desk(Window()))
        assert "Traceback" not in result.output
        return Answer(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def ask(cli: Cli) -> Callable[..., dict[str, Any]]:
    """The JSON of a command that must succeed."""
    return lambda *arguments: cli(*arguments, "--json").json


@pytest.fixture
def maria(ask: Callable[..., dict[str, Any]]) -> int:
    """A customer in the book."""
    number: int = ask("add-customer", "--name", "Maria Sandberg", "--phone", "+49 30 5550123")["id"]
    return number
