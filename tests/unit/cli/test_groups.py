"""`group` as a script sees it: made, shown, listed, compared, written and taken away."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.groups.criterion import criteria
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]
BIG = json.dumps({"all": [{"is": "spend", "at_least": "15.00"}, {"not": {"is": "tag", "tags": ["Gone"]}}]})


@pytest.fixture
def people(ask: Ask, maria: int) -> tuple[int, int, int]:
    """Maria spent 20, twice here; Bob, whose name is a formula, 5; Carl was never here."""
    bob = ask("add-customer", "--name", "=Bob()")["id"]
    carl = ask("add-customer", "--name", "Carl")["id"]
    ask("purchase", maria, "12", "--at", "2026-11-01")
    ask("purchase", maria, "8", "--at", "2026-11-20")
    ask("purchase", bob, "5", "--at", "2026-10-01")
    return maria, bob, carl


def test_a_group_from_rule_to_table(cli: Cli, ask: Ask, people: tuple[int, int, int], tmp_path: Path) -> None:
    maria, bob, _carl = people
    made = ask("group", "make", "Big", "--rule", BIG, "--request-id", "one")
    assert made["group"] == "own-1"
    assert made["customers"] == 1
    assert made["troubles"] == ["No customer has the tag “Gone” any more."]
    assert ask("group", "make", "Big", "--rule", BIG, "--request-id", "one")["already_done"] is True
    shown = ask("group", "show", "BIG")
    assert (shown["id"], shown["own"], shown["customers"]) == ("own-1", True, 1)
    assert shown["rule"]["all"][0] == {"is": "spend", "at_least": 1500}
    assert [(one["path"], one["customers"]) for one in shown["branches"]] == [
        ([], 1), ([0], 1), ([1], 3), ([1, 0], 0),
    ]  # fmt: skip
    (member,) = ask("group", "members", "own-1")["members"]
    assert member == {
        "id": maria, "name": "Maria Sandberg", "card_number": member["card_number"],
        "points": member["points"], "visits": 2, "spent": "20.00", "last_visit": "2026-11-20", "tags": [],
    }  # fmt: skip
    listed = ask("group", "list")["groups"]
    assert listed[0]["id"] == "own-1" and "customers" not in listed[0]
    counts = ask("group", "list", "--counts")
    assert counts["customers"] == 3
    assert {one["id"]: one["customers"] for one in counts["groups"]}["own-1"] == 1
    smaller = json.dumps({"is": "spend", "at_most": "15.00"})
    assert ask("group", "change", "big", "--rule", smaller)["customers"] == 2
    assert ask("group", "rename", "big", "Small")["name"] == "Small"
    out = tmp_path / "small.csv"
    assert ask("group", "members", "small", "--csv", out)["customers"] == 2
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:2] == ["No.", "Name"]
    assert rows[1][:2] == [str(bob), "'=Bob()"]
    assert ask("group", "remove", "Small")["name"] == "Small"
    assert "no group “small”" in cli("group", "show", "small").err
    assert ask("undo")["undone"] == "Deleted the group “Small”"
    assert ask("group", "show", "Small")["customers"] == 2


def test_a_rule_is_read_from_a_file_and_looked_at_before_it_is_kept(
    cli: Cli, ask: Ask, people: tuple[int, int, int], tmp_path: Path
) -> None:
    file = tmp_path / "rule.json"
    file.write_text("\ufeff" + BIG, "utf-8")
    found = ask("group", "preview", "--rule", file)
    assert (found["customers"], found["of"], found["share"]) == (1, 3, 0.3333)
    assert (found["spent"], found["average_spent"], found["last_visit"]) == ("20.00", "20.00", "2026-11-20")
    assert [one["name"] for one in found["members"]] == ["Maria Sandberg"]
    assert found["words"].startswith("Customers who spent at least 15,00")
    assert ask("group", "preview", "--rule", f"@{file}")["customers"] == 1
    assert ask("group", "preview", "--rule", '{"all": []}', "--limit", "2")["members"][1]["name"] == "Carl"
    nobody = cli("group", "preview", "--rule", '{"is": "tag", "tags": ["Gone"]}')
    assert "0 of 3" in nobody.out and "No customer has the tag" in nobody.out and nobody.code == 0
    line = "spend(at_least=15.00) and not tag(Gone)"
    assert ask("group", "preview", "--rule", line)["rule"] == found["rule"]
    assert "before “tga(Gone)”" in cli("group", "preview", "--rule", "not tga(Gone)").err
    assert all(one["own"] is False for one in ask("group", "list")["groups"])


def test_two_groups_beside_one_another(cli: Cli, ask: Ask, people: tuple[int, int, int]) -> None:
    ask("group", "make", "Big", "--rule", BIG)
    ask("group", "make", "Came", "--rule", '{"is": "visits", "at_least": 1}')
    found = ask("group", "compare", "Big", "Came")
    assert (found["both"], found["only_first"], found["only_second"], found["of"]) == (1, 0, 1, 3)
    assert (found["first"]["average_spent"], found["second"]["average_spent"]) == ("20.00", "12.50")
    assert (found["first"]["days_since"], found["second"]["days_since"]) == (2, 2)
    assert found["first"]["still_regular"] is None and "three times" in found["first"]["why"]
    shown = cli("group", "compare", "Big", "Came").out
    assert "Spent on average" in shown and "12.50" in shown


def test_every_kind_is_told_with_its_fields(cli: Cli, ask: Ask, people: tuple[int, int, int]) -> None:
    kinds = {one["id"]: one for one in ask("group", "kinds")["kinds"]}
    assert set(kinds) == set(criteria().ids())
    assert [field["id"] for field in kinds["tag"]["fields"]] == ["tags", "every"]
    assert kinds["tag"]["fields"][0]["offers"] == []
    assert "last-visit" in cli("group", "kinds").out


def test_printing_for_a_group(ask: Ask, cli: Cli, people: tuple[int, int, int], tmp_path: Path) -> None:
    days = ("--from", "2026-10-01", "--to", "2026-11-30")
    ask("group", "make", "Big", "--rule", BIG)
    assert ask("statements", *days, "--out", tmp_path / "a.pdf", "--group", "big")["printed"] == 1
    assert ask("print", "statement", "--group", "New", "--out", tmp_path / "b.pdf")["printed"] == 3
    nobody = cli("print", "statement", "--group", "Readers", "--out", tmp_path / "c.pdf")
    assert nobody.code == 1
    assert "no group and no tag “Readers”" in nobody.err
    assert "no group “Readers”" in cli("print", "why", "--group", "group:Readers", "--out", "c.pdf").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nobody"), "no group “nobody”"),
        (("make", "A", "--rule", "{"), "no JSON"),
        (("make", "A", "--rule", "none.json"), "neither a rule nor a file"),
        (("make", "A", "--rule", "x\0y"), "neither a rule nor a file"),
        (("make", "A", "--rule", '{"is": "zodiac"}'), "no criterion “zodiac”"),
        (("make", "A", "--rule", '{"not": ' * 1000 + "1" + "}" * 1000), "nested too deeply"),
        (("make", "\u200b", "--rule", '{"all": []}'), "needs a name"),
        (("make", "Everyone", "--rule", '{"all": []}'), "cannot be called"),
        (("make", "tag:VIP", "--rule", '{"all": []}'), "cannot be called"),
        (("make", "regulars", "--rule", '{"all": []}'), "brings along"),
        (("make", "x" * 61, "--rule", '{"all": []}'), "60 characters"),
        (("rename", "regulars", "Mine"), "stays as it is"),
        (("remove", "New"), "stays as it is"),
        (("change", "New", "--rule", '{"all": []}'), "stays as it is"),
        (("compare", "New", "nobody"), "no group “nobody”"),
        (("members", "New", "--csv", "x.doc"), "neither a .csv"),
        (("preview", "--rule", "[]"), "a table"),
    ],
)
def test_refused_in_words(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = cli("group", *arguments)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert said in answer.err
    assert not list(tmp_path.glob("x*"))
    assert all(one["own"] is False for one in cli("group", "list", "--json").json["groups"])


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("show",), ("show", "a", "b"), ("make", "a"), ("make", "--rule", "{}"), ("compare", "a"),
        ("list", "a"), ("list", "--rule", "{}"), ("show", "a", "--counts"), ("show", "a", "--limit", "3"),
        ("show", "a", "--csv", "x.csv"), ("show", "a", "--request-id", "x"), ("preview",), ("rename", "a"),
        ("members", "a", "--limit", "-1"), ("burn", "a"),
    ],
)  # fmt: skip
def test_wrong_use(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("group", *arguments).code == 2


def test_every_look_has_words_for_people(cli: Cli, ask: Ask, people: tuple[int, int, int]) -> None:
    said = cli("group", "make", "Big", "--rule", BIG).out
    assert said.splitlines()[0] == "“Big” is saved." and "1 customer just now." in said
    assert "Big: 1 customer." in cli("group", "show", "big").out
    assert "Slipping away" in cli("group", "list").out
    assert "Customers" in cli("group", "list", "--counts").out
    assert "Maria Sandberg" in cli("group", "members", "big").out
    assert "0 customers in all." in cli("group", "members", "lost").out
    assert "“Bigger”" in cli("group", "rename", "Big", "Bigger").out
    assert "“Bigger” is deleted." in cli("group", "remove", "Bigger").out


def test_names_that_read_alike_are_told_by_the_one_there_is(cli: Cli, ask: Ask, maria: int) -> None:
    ask("group", "make", "C", "--rule", '{"all": []}')
    assert "group “C” already" in cli("group", "make", "=c++", "--rule", '{"all": []}').err


def test_numbers_of_payment_cards_are_kept_in_no_group(cli: Cli, ask: Ask, maria: int) -> None:
    card = "4111 1111 1111 1111"
    rules = (
        {"is": "tag", "tags": [card]},
        {"not": {"any": [{"is": "field", "field": "notes", "text": f"Paid by {card}"}]}},
    )
    for rule in map(json.dumps, rules):
        refused = cli("group", "make", "Paid", "--rule", rule)
        assert refused.code == 1 and "payment card" in refused.err
    everybody = '{"all": []}'
    assert "payment card" in cli("group", "make", card, "--rule", everybody).err
    ask("group", "make", "Fine", "--rule", everybody)
    assert "payment card" in cli("group", "rename", "Fine", card).err
    assert [one["name"] for one in ask("group", "list")["groups"] if one["own"]] == ["Fine"]
    ours = ask("show", maria)["card_number"]
    assert ask("group", "make", f"Sent by {ours}", "--rule", everybody)["customers"] == 1
