"""What holds for all commands: help with an example, options on either side, exit codes, no traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from app import __version__
from app.cli.command import ShopCommand
from app.cli.root import COMMANDS, regulars
from app.kernel.paths import project_folder
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]
NAMED = (
    "init demo add-customer find show timeline note purchase refund void redeem adjust undo ledger programme "
    "simulate owed statement statements import check screenshot tier lapsing daily"
)


def command_of(name: str) -> ShopCommand:
    found = regulars.get_command(click.Context(regulars), name)
    assert isinstance(found, ShopCommand)
    return found


def test_every_command_of_the_contract_is_there() -> None:
    assert set(NAMED.split()) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example_that_parses(cli: Cli, name: str) -> None:
    made = command_of(name)
    helped = cli(name, "--help")
    assert helped.code == 0
    assert made.example in helped.out
    assert made.example.startswith(f"regulars {name}")
    assert made.help is not None and made.help.split("\n")[0].strip().endswith(".")
    for parameter in made.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            known = parameter.help or isinstance(parameter.type, click.Choice) or parameter.show_default
            assert known, f"--{parameter.name} says nothing of itself"
    import shlex

    made.make_context(name, shlex.split(made.example)[2:], parent=click.Context(regulars))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_may_answer_in_json(name: str) -> None:
    assert "as_json" in {parameter.name for parameter in command_of(name).params}


def test_the_list_of_commands_and_the_version(cli: Cli) -> None:
    listed = cli("--help")
    assert listed.code == 0
    assert all(f"\n  {name} " in listed.out for name in COMMANDS)
    assert cli("--version").out == f"Regulars {__version__}\n"


def test_shop_and_json_stand_on_either_side(
    cli: Cli, maria: int, shop_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGULARS_SHOP")
    before = cli("--shop", shop_file, "--json", "find", "maria")
    after = cli("find", "maria", "--shop", shop_file, "--json")
    assert before.json == after.json
    assert before.json["matches"][0]["id"] == maria
    assert cli("--shop", "elsewhere", "find", "maria", "--shop", shop_file).code == 0  # the nearer one counts


def test_without_a_shop_it_is_wrong_use(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGULARS_SHOP")
    answer = cli("find", "maria")
    assert answer.code == 2
    assert "REGULARS_SHOP" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("find",),
        ("find", "a", "b"),
        ("find", "a", "--limit", "0"),
        ("find", "a", "--colour", "red"),
        ("show",),
        ("purchase", "1", "5", "--at", "tomorrow"),
        ("purchase", "1", "5", "--at", "2026-02-29"),
        ("refund", "abc"),
        ("adjust", "1", "many", "--reason", "x"),
        ("ledger", "1", "--as-of", "20261122"),
        ("programme",),
        ("programme", "set"),
        ("programme", "show", "x.toml"),
        ("simulate", "x.toml", "--draft"),
        ("simulate", "--use", "1.5"),
        ("programme", "show", "--draft", "--on", "2026-11-22"),
        ("programme", "set", "x.toml", "--draft", "--from", "2026-12-01"),
        ("statement", "1", "--out", "x.pdf"),
        ("init", "x.regulars"),
        ("init", "x.regulars", "--name", "X", "--template", "zoo"),
        ("screenshot", "counter", "--out", "x.png", "--size", "big"),
        ("--sample", "find", "a"),
    ],
)
def test_wrong_use_is_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    answer = cli(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Error" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nobody at all"),
        ("show", "999999"),
        ("purchase", "999999", "5"),
        ("refund", "999"),
        ("void", "999"),
        ("redeem", "maria", "no such reward"),
        ("adjust", "maria", "0", "--reason", "x"),
        ("add-customer", "--name", "\u200b"),
        ("add-customer", "--name", "A", "--birthday", "2023-02-29"),
        ("add-customer", "--name", "A", "--email", "nope"),
        ("add-customer", "--name", "A", "--alert", "4111 1111 1111 1111"),
        ("timeline", "maria", "--kind", "pigeon"),
        ("programme", "show", "--draft"),
        ("simulate",),
        ("simulate", "/no/such/rules.toml"),
        ("programme", "set", "/no/such/rules.toml"),
        ("purchase", "maria", "5", "--at", "2027-05-01"),
        ("purchase", "maria", "5", "--at", "0001-01-01T00:00"),
        ("init", "/no/such/folder/x.regulars", "--name", "X"),
        ("find", "maria", "--shop", "/no/such/shop.regulars"),
    ],
)
def test_a_refusal_is_1_in_one_line_and_changes_nothing(
    cli: Cli, ask: Ask, maria: int, arguments: tuple[str, ...]
) -> None:
    answer = cli(*arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1 and len(answer.err) > 10
    assert ask("check")["customers"] == 1
    assert ask("timeline", maria)["touchpoints"] == []


def test_a_search_that_fits_several_is_refused_by_name(cli: Cli, maria: int) -> None:
    cli("add-customer", "--name", "Mario Rossi")
    answer = cli("show", "mari")
    assert answer.code == 1
    assert "Maria Sandberg" in answer.err and "Mario Rossi" in answer.err


def test_a_request_id_used_for_something_else_is_refused(cli: Cli, maria: int) -> None:
    assert cli("purchase", maria, "5", "--request-id", "one").code == 0
    assert cli("purchase", maria, "6", "--request-id", "one").code == 1
    assert cli("purchase", maria, "6", "--request-id", "x" * 65).code == 2
    assert cli("purchase", maria, "6", "--request-id", "").code == 2


def test_text_that_looks_like_options_or_markup_is_text(ask: Ask, cli: Cli, maria: int) -> None:
    ask("note", maria, "-5 copies -h [bold]kept[/bold] :smile:")
    assert ask("timeline", maria)["touchpoints"][0]["detail"] == "-5 copies -h [bold]kept[/bold] :smile:"
    assert "[bold]kept[/bold] :smile:" in cli("timeline", maria).out
    assert ask("find", "-bob") == {"matches": []}
    assert ask("purchase", maria, "5", "--receipt", "-7")["points"] == 5


def test_a_clock_that_is_none_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_NOW", "teatime")
    assert cli("find", "maria").code == 1


def test_without_a_screen_the_window_says_so(shop_file: Path) -> None:
    """In a process of its own: one that has shown a window before would show this one too."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    answer = subprocess.run(
        [sys.executable, "-m", "app", "--shop", str(shop_file)],
        cwd=project_folder(), env=surroundings, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "Traceback" not in answer.stderr


def test_a_defect_is_one_line_and_a_report(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise ZeroDivisionError("a secret name")

    monkeypatch.setattr("app.bootstrap.open_shop", broken)
    answer = cli("find", "maria")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    (report,) = (home / "crashes").iterdir()
    assert str(report) in answer.err
    assert "ZeroDivisionError" in report.read_text("utf-8")
    assert "secret" not in answer.err


def test_a_defect_with_nowhere_to_report_is_still_one_line(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_text("in the way", "utf-8")
    monkeypatch.setattr("app.bootstrap.open_shop", lambda *_a, **_k: 1 / 0)
    answer = cli("find", "maria")
    assert (answer.code, answer.err.count("\n")) == (1, 1)


def test_json_is_ascii_where_the_output_is(cli: Cli, maria: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    cli("add-customer", "--name", "Łukasz Žižek")
    answer = CliRunner(charset="ascii").invoke(regulars, ["find", "lukasz", "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["matches"][0]["name"] == "Łukasz Žižek"


def test_a_disk_that_is_full_where_the_answer_goes_is_said(
    cli: Cli, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_answer: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.cli.output.print_json", full)
    answer = cli("group", "list", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "The disk is full: what there is to tell could not be written.\n"
