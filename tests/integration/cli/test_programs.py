"""The command line as scripts meet it: true processes, their exit codes, what they say and where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.kernel.paths import project_folder

Start = Callable[..., "subprocess.Popen[str]"]
Finished = tuple[int, str, str]


@pytest.fixture
def start(shop_file: Path, home: Path) -> Start:
    """Begin `regulars ...` on the test's shop, as its own program, in an empty environment of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(project_folder()),
        "REGULARS_HOME": str(home),
        "REGULARS_SHOP": str(shop_file),
        "REGULARS_NOW": "2026-11-22T12:00",
    }

    def begin(*arguments: object, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "app", *(str(argument) for argument in arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environment, **more},
            cwd=shop_file.parent,
            text=True,
            encoding="utf-8",
        )

    return begin


def end(program: subprocess.Popen[str]) -> Finished:
    out, err = program.communicate(timeout=120)
    assert "Traceback" not in err
    return program.returncode, out, err


def test_done_refused_and_wrong_use(start: Start) -> None:
    done = end(start("add-customer", "--name", "Łukasz Žižek", "--json"))
    assert (done[0], done[2]) == (0, "")
    assert json.loads(done[1])["id"] == 1
    refused = end(start("adjust", "1", "-50", "--reason", "Typo"))
    assert (refused[0], refused[1], refused[2].count("\n")) == (1, "", 1)
    wrong = end(start("adjust", "1"))
    assert (wrong[0], wrong[1]) == (2, "")


@pytest.mark.parametrize(
    "content", [None, b"", b"not a shop at all\n" * 300, b"SQLite format 3\0" + b"\7" * 9000]
)
def test_what_is_no_shop_is_one_line(start: Start, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "odd.regulars"
    if content is not None:
        file.write_bytes(content)
    code, out, err = end(start("find", "maria", "--shop", file))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert content is None or file.read_bytes() == content


def test_a_damaged_shop_is_told_plainly(start: Start, shop_file: Path) -> None:
    assert end(start("add-customer", "--name", "Maria"))[0] == 0
    content = bytearray(shop_file.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 + 100 : page * 4096 + 3000] = b"\xa5" * 2900
    shop_file.write_bytes(content)
    code, _out, _err = end(start("check", "--json"))
    assert code == 1


def test_without_a_screen_the_window_is_one_line(start: Start) -> None:
    code, out, err = end(start(XDG_RUNTIME_DIR="/nonexistent"))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "screen" in err


def test_letters_the_terminal_lacks_do_not_stop_it(start: Start) -> None:
    assert end(start("add-customer", "--name", "Łukasz Žižek"))[0] == 0
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    code, out, _err = end(start("find", "lukasz", **plain))
    assert code == 0 and "ukasz" in out
    code, out, _err = end(start("find", "lukasz", "--json", **plain))
    assert json.loads(out)["matches"][0]["name"] == "Łukasz Žižek"


def test_a_reader_who_leaves_early_is_no_fault(start: Start, home: Path) -> None:
    assert end(start("add-customer", "--name", "Maria"))[0] == 0
    program = start("find", "maria", "--json")
    assert program.stdout is not None and program.stderr is not None
    program.stdout.close()
    err = program.stderr.read()
    program.wait(timeout=120)
    program.stderr.close()
    assert err == ""
    assert not (home / "crashes").exists()


def test_many_at_once_on_one_file_all_get_their_turn(start: Start) -> None:
    assert end(start("add-customer", "--name", "Maria"))[0] == 0
    programs = [start("purchase", "1", "10.00", "--receipt", number) for number in range(4)]
    codes = [end(program)[0] for program in programs]
    assert codes == [0, 0, 0, 0]
    shown = json.loads(end(start("show", "1", "--json"))[1])
    assert (shown["points"], shown["spent"]) == (40, "40.00")
    assert end(start("check"))[0] == 0


def test_the_same_request_from_two_programs_is_done_once(start: Start) -> None:
    assert end(start("add-customer", "--name", "Maria"))[0] == 0
    programs = [start("purchase", "1", "10.00", "--request-id", "one", "--json") for _ in range(2)]
    answers = [json.loads(end(program)[1]) for program in programs]
    assert answers[0]["purchase"] == answers[1]["purchase"]
    assert sorted(answer["already_done"] for answer in answers) == [False, True]


def test_a_file_somebody_holds_is_told_in_words(start: Start, shop_file: Path) -> None:
    from app.kernel.db import driver

    assert end(start("add-customer", "--name", "Maria"))[0] == 0
    holder = driver.connect(shop_file)
    try:
        holder.execute("BEGIN IMMEDIATE")
        code, out, err = end(start("purchase", "1", "10.00"))
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "database is locked" not in err
    assert end(start("purchase", "1", "10.00"))[0] == 0


def test_a_defect_shows_itself_only_when_asked(start: Start, home: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import app.bootstrap\n\ndef broken(*a, **k):\n    raise ZeroDivisionError\n\n"
        "app.bootstrap.open_shop = broken\n"
    )
    path = f"{tmp_path}{os.pathsep}{project_folder()}"
    code, out, err = end(start("find", "maria", PYTHONPATH=path))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert len(list((home / "crashes").iterdir())) == 1
    loud = start("find", "maria", PYTHONPATH=path, REGULARS_DEBUG="1")
    assert "ZeroDivisionError" in loud.communicate(timeout=120)[1]


def test_neither_qt_nor_paper_nor_migrations_are_loaded_to_find(shop_file: Path, home: Path) -> None:
    look = (
        "import sys; from app.__main__ import main; code = main(['find', 'maria']); "
        "heavy = ('PySide6', 'reportlab', 'alembic', 'numpy', 'pypdfium2'); "
        "sys.exit(code or [name for name in heavy if name in sys.modules] or 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(project_folder()), "REGULARS_SHOP": str(shop_file)}
    command = [sys.executable, "-c", look]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_answer_nobody_listens_to_is_no_fault(shop_file: Path, home: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(project_folder()), "REGULARS_SHOP": str(shop_file)}
    environment["REGULARS_HOME"] = str(home)
    for arguments in (["documents"], ["documents", "--json"], ["check"]):
        command = [sys.executable, "-m", "app", *arguments]
        done = subprocess.run(command, env=environment, check=False, preexec_fn=lambda: os.close(1))
        assert done.returncode == 0
