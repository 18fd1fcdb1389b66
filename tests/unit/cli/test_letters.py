"""Letters as a script sees them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.printing.preview import page_text
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sale.txt"
    path.write_text("\ufeffDear {{ first_name }},\r\n\r\ncome for {{ favourite }}.", "utf-8")
    return path


def test_a_text_from_file_to_paper(cli: Cli, ask: Ask, maria: int, file: Path, tmp_path: Path) -> None:
    saved = ask(
        "letter", "save", "--name", "Summer sale", "--file", file, "--title", "Sale", "--request-id", "a"
    )
    assert saved == {"letter": "own-1", "name": "Summer sale", "already_done": False}
    again = ask(
        "letter", "save", "--name", "Summer sale", "--file", file, "--title", "Sale", "--request-id", "b"
    )
    assert again["letter"] == "own-1"
    shown = ask("letter", "show", "summer SALE")
    assert shown["body"] == "Dear {{ first_name }},\n\ncome for {{ favourite }}."
    assert (shown["title"], shown["own"], shown["fields"]) == ("Sale", True, ["first_name", "favourite"])
    assert {"id": "own-1", "for": "letter", "name": "Summer sale", "own": True} in ask("letters")["letters"]
    lacks = ask("letter", "missing", "own-1")
    assert lacks["customers"] == 1
    assert lacks["missing"] == [
        {"field": "favourite", "customers": 1, "first": [{"id": maria, "name": "Maria Sandberg"}]}
    ]
    assert cli("letter", "missing", "own-1", "--customer", maria).out == (
        "1 of 1 has no favourite: Maria Sandberg.\n"
    )
    assert cli("letter", "missing", "birthday").out == "Nothing is missing for 1 customer.\n"
    out = tmp_path / "letter.pdf"
    ask("print", "letter", maria, "--out", out, "--option", "letter=own-1", "--option", "way=hand")
    assert "Dear Maria" in page_text(out, 0)
    assert ask("letter", "delete", "own-1")["name"] == "Summer sale"
    assert ask("undo")["undone"] == "Deleted the letter “Summer sale”"
    assert ask("letter", "show", "own-1")["name"] == "Summer sale"


def test_mistakes_are_named_and_nothing_is_kept(cli: Cli, ask: Ask, file: Path, tmp_path: Path) -> None:
    file.write_text("a\n{% for x in 'ab' %}{% endfor %}", "utf-8")
    wrong = cli("letter", "save", "--name", "Bomb", "--file", file)
    assert (wrong.code, wrong.err) == (1, "Line 2: a letter repeats nothing: “for” is not known here.\n")
    file.write_text("{{ nmae }}", "utf-8")
    wrong = cli("letter", "save", "--name", "Bomb", "--file", file)
    assert wrong.err == "Line 1: there is no field “nmae”. Did you mean “name”?\n"
    file.write_bytes(b"\xff\xfe\xff")
    assert "no plain text in UTF-8" in cli("letter", "save", "--name", "Bomb", "--file", file).err
    file.write_bytes(b"a" * 300_000)
    assert "too long" in cli("letter", "save", "--name", "Bomb", "--file", file).err
    assert "cannot be read" in cli("letter", "save", "--name", "Bomb", "--file", tmp_path / "none.txt").err
    file.write_text("Words", "utf-8")
    taken = cli("letter", "save", "--name", "Birthday", "--file", file)
    assert "a letter Regulars brings along" in taken.err
    assert "comes with Regulars" in cli("letter", "delete", "birthday").err
    assert "There is no letter “bomb”" in cli("letter", "show", "bomb").err
    assert not any(one["own"] for one in ask("letters")["letters"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",), ("save", "--name", "A"), ("save", "birthday"), ("show", "birthday", "--title", "A"),
        ("show", "birthday", "--customer", "1"), ("missing",), ("print", "birthday"),
    ],
)  # fmt: skip
def test_wrong_use(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("letter", *arguments).code == 2


def test_a_card_s_text_is_told_from_the_letter_s(ask: Ask) -> None:
    letter, card = (
        ask("letter", "show", "birthday"),
        ask("letter", "show", "birthday", "--for", "greeting-card"),
    )
    assert (letter["for"], card["for"]) == ("letter", "greeting-card")
    assert card["title"] == "Happy birthday"
