"""The programme as a file: written and read again it is the same; a mistake is named with its line."""

from __future__ import annotations

import json
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.paths import project_folder, resource
from app.loyalty.counting import Counting
from app.loyalty.earning import EarningRule, earning_kinds
from app.loyalty.programme_fields import LISTS, TABLES, TOP, item_fields
from app.loyalty.programme_file import rules_to_plain, rules_to_toml
from app.loyalty.programme_reading import LARGEST_FILE, read_programme, rules_from_toml
from app.loyalty.rewards import Reward, reward_kinds
from app.loyalty.rules import SECTIONS, Rules
from app.loyalty.templates import template_rules
from app.loyalty.toml_lines import Lines
from tests.exploring import tries

from .generated_rules import rules as programmes


def read(text: str, currency: str = "EUR") -> Rules:
    return rules_from_toml(text.encode(), currency)


@tries(150)
@given(programmes(), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_shown_and_set_again_it_is_the_same(rules: Rules, currency: str) -> None:
    text = rules_to_toml(rules, currency)
    again = read(text, currency)
    assert again == rules
    assert rules_to_toml(again, currency) == text


@tries(40)
@given(programmes())
def test_json_has_the_shape_of_the_toml(rules: Rules) -> None:
    from_toml = tomllib.loads(rules_to_toml(rules, "EUR"))
    from_json = json.loads(json.dumps(rules_to_plain(rules, "EUR")))
    for section in LISTS:
        from_toml.setdefault(section, [])
        from_json.setdefault(section, [])
    assert json.loads(json.dumps(from_toml, default=str)) == from_json


def test_sections_stand_in_their_order() -> None:
    shown = list(tomllib.loads(rules_to_toml(template_rules("bookshop", "EUR"), "EUR")))
    assert shown[:2] == ["name", "refund_of_spent"]
    rest = [section for section in SECTIONS if section in shown[2:]]
    assert shown[2:] == rest


@pytest.mark.parametrize(
    ("written", "minor"),
    [('"1.50"', 150), ("1.5", 150), ("1", 100), ('"1,50"', 150), ("1.50", 150), ('"12"', 1200)],
)
def test_money_is_read_exactly_however_it_is_written(written: str, minor: int) -> None:
    text = f'[[rewards]]\nid = "a"\nname = "A"\nkind = "amount_off"\ncost = 5\namount = {written}\n'
    assert read(text).rewards == (Reward("a", "A", "amount_off", 5, {"amount": minor}),)


@pytest.mark.parametrize(("written", "thousandths"), [("1.25", 1250), ("2", 2000), ('"0.5"', 500)])
def test_factors_are_decimals(written: str, thousandths: int) -> None:
    text = f'earning = [{{id = "a", kind = "times", factor = {written}}}]'
    assert read(text).earning == (EarningRule("a", "times", {"factor": thousandths}),)


def test_a_tax_rate_is_written_in_percent() -> None:
    assert read("[counting]\ntax = 7.5\n").counting == Counting(tax=7500)


def test_days_and_times_may_be_bare() -> None:
    text = '[[earning]]\nid = "a"\nkind = "times"\nfactor = 2\n'
    text += "from = 2026-10-26\nto = 2026-11-02\nafter = 14:00:00\n"
    values = read(text).earning[0].values
    assert (values["from"], values["to"], values["after"]) == ("2026-10-26", "2026-11-02", "14:00")


GOOD = """name = "Kettle & Quill"

# points for money
[[earning]]
id = "spend"
kind = "money_step"
points = 1
step = "1.00"

[[earning]]
id = "crime"
kind = "times"
factor = 2
category = ["Crime"]

[[rewards]]
id = "coffee"
name = "Free coffee"
kind = "free_item"
cost = 150

[[rewards]]
id = "five"
name = "Five off"
kind = "amount_off"
cost = 500
amount = "5.00"

[expiry]
kind = "months"
count = 12
"""


@pytest.mark.parametrize(
    ("old", "new", "begins"),
    [
        ('name = "Kettle', 'name = "Ke\nttle', "Line 1: this is no TOML"),
        ("points = 1\n", "points = \n", "Line 7: this is no TOML"),
        ('kind = "months"\n', 'kind = "months"\nkind = "days"\n', "Line 31: this is no TOML"),
        ("points = 1\n", "points = 0\n", "Line 7, earning.1.points: "),
        ("points = 1\n", "points = 1.5\n", "Line 7, earning.1.points: it is a whole number"),
        ("points = 1\n", "points = true\n", "Line 7, earning.1.points: it is a whole number"),
        ('step = "1.00"', 'step = "a euro"', "Line 8, earning.1.step: “a euro” is not an amount"),
        ('step = "1.00"', 'step = "1.005"', "Line 8, earning.1.step: "),
        ('step = "1.00"', "step = 1.005", "Line 8, earning.1.step: it is an amount"),
        ('step = "1.00"', "step = 1e999999", "Line 8, earning.1.step: it is an amount"),
        ('step = "1.00"', "step = nan", "Line 8, earning.1.step: it is an amount"),
        ('step = "1.00"', "step = [1]", "Line 8, earning.1.step: it is an amount"),
        ('step = "1.00"', "", "Line 4, earning.1.step: For every is missing"),
        ("factor = 2", "factor = -2", "Line 13, earning.2.factor: Times must be at least 0"),
        ("factor = 2", "factor = 1e12", "Line 13, earning.2.factor: Times can be 100 at most"),
        ("factor = 2", "factor = 1", "Line 13, earning.2.factor: once the points is no change"),
        ("factor = 2", "factor = 1.0005", "Line 13, earning.2.factor: it is a number such as 1.25"),
        ("factor = 2", "colour = 2", "Line 13, earning.2.colour: nobody knows this name"),
        ('kind = "times"', 'kind = "often"', "Line 12, earning.2.kind: there is no rule “often”"),
        ('["Crime"]', '"Crime"', "Line 14, earning.2.category: it is a list of texts"),
        ('["Crime"]', "[1]", "Line 14, earning.2.category: it is a list of texts"),
        ('["Crime"]', '["Crime"]\ntier = ["gold"]', "Line 15, earning.2.tier: there is no “gold”"),
        ('id = "five"', 'id = "coffee"', "Line 23, rewards.2.id: “coffee” is there twice"),
        ('name = "Free coffee"', "name = 5", "Line 18, rewards.1.name: it is a text"),
        ("cost = 150", "cost = 0", "Line 20, rewards.1.cost: a reward that costs nothing"),
        ("cost = 150", 'cost = "150"', "Line 20, rewards.1.cost: it is a whole number"),
        ("count = 12", "count = 0", "Line 31, expiry.count: "),
        ('kind = "months"', 'kind = "moons"', "Line 30, expiry.kind: "),
        ("[expiry]", "[[expiry]]", "Line 29, expiry: it is a table"),
        ("[expiry]", "[colours]", "Line 29, colours: nobody knows this name"),
        ("[expiry]", "tiers = 5\n[expiry]", "Line 29, rewards.2.tiers: nobody knows"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old: str, new: str, begins: str) -> None:
    assert old in GOOD
    with pytest.raises(Refused) as refusal:
        read(GOOD.replace(old, new, 1))
    assert refusal.value.message.startswith(begins)
    assert refusal.value.message.endswith("Nothing was changed.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[earning]]\nid = "a"\nkind = "money_step"\nstep = "0.00"\n', "For every must be at least 0.01"),
        ("[counting]\ntax = 150\n", "Tax left out can be 100 at most"),
    ],
)  # fmt: skip
def test_bounds_of_money_and_decimals_are_said_as_the_file_writes_them(text: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert says + ". Nothing was changed." in refusal.value.message


@pytest.mark.parametrize("text", ["", "\n", "# cost = 5\n"])
def test_a_file_without_any_rule_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert refusal.value.message == "The file holds no rules at all. Nothing was changed."


CONTRADICTIONS = [
    ('kind = "times"\nfactor = 2\nfrom = 2026-11-02\nto = 2026-10-26', "earning.1.to"),
    ('kind = "times"\nfactor = 2\nfrom = 2026-11-23\nto = 2026-11-24\nweekdays = ["fri"]',
      "earning.1.weekdays"),
    ('kind = "times"\nfactor = 2\nafter = "14:00"\nbefore = "14:00"', "earning.1.before"),
    ('kind = "plus"\npoints = 5\nfirst_purchase = true\nvisit = false', "earning.1.visit"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "place"), CONTRADICTIONS)
def test_an_earning_rule_that_contradicts_itself_is_refused(rule: str, place: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(f'[[earning]]\nid = "a"\n{rule}\n')
    assert refusal.value.field == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[referral]\nmost_a_year = 3\n", "referral.most_a_year"),
        ('[referral]\nminimum = "5"\n', "referral.minimum"),
        ('[gift_cards]\nleast = 50\nmost = 10\n', "gift_cards.least"),
        (
            '[[vouchers]]\nid = "w"\nname = "W"\noccasion = "welcome"\nkind = "free_item"\ndays_before = 3\n',
            "vouchers.1.days_before",
        ),
        (
            '[[vouchers]]\nid = "w"\nname = "W"\noccasion = "welcome"\nkind = "free_item"\naway_days = 30\n',
            "vouchers.1.away_days",
        ),
        ('[[vouchers]]\nid = "w"\nname = "W"\noccasion = "win_back"\nkind = "free_item"\n',
         "vouchers.1.away_days"),
        (
            "".join(f'[[tiers]]\nid = "{name}"\nname = "{name}"\nfrom_money = 5\n' for name in "ab"),
            "tiers.2",
        ),
    ],
)  # fmt: skip
def test_sections_that_contradict_themselves_are_refused(text: str, place: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert refusal.value.field == place


def test_what_is_merely_useless_is_allowed() -> None:
    same = '[[earning]]\nid = "{id}"\nkind = "money_step"\npoints = 1\nstep = 1\nstop = true\n'
    assert len(read(same.format(id="a") + same.format(id="b")).earning) == 2
    assert read('name = ""\n') == Rules()


def test_a_byte_order_mark_and_windows_lines_are_read() -> None:
    assert rules_from_toml(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "EUR") == read(GOOD)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'name = "a"\nname2 = "\xff"\n', "Line 2 is not UTF-8"),
        (b'name = "a"\n\n# \0', "Line 3 holds a NUL"),
        ('name = "a"'.encode("utf-16"), "UTF-16"),
        (b"#" * (LARGEST_FILE + 1), "larger than a programme"),
        (b"name = " + b"[" * 100_000, "nesting"),
        (b"x = " + b"9" * 5000, "a number or a nesting"),
    ],
)
def test_what_is_no_programme_at_all_is_refused_in_words(raw: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        rules_from_toml(raw, "EUR")


@given(st.binary(max_size=200))
def test_any_bytes_are_rules_or_a_refusal(raw: bytes) -> None:
    try:
        rules_from_toml(raw, "EUR")
    except Refused as refusal:
        assert "Nothing was changed" in refusal.message


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_programme(tmp_path / name, "EUR")


def test_lines_are_found_in_every_way_of_writing() -> None:
    text = '''a = 1 # [x]
"b.c" = """
[no]
"""
d.e = [
  {f = 1, g = [
    2]}, # {h = 1}
  {f = '#'},
]
[[k]]
l = 'x'
[[k]]
[k.m]
n = "]"
'''
    tomllib.loads(text)
    lines = Lines(text)
    places = {"a": 1, "b.c": 2, "d.e": 5, "d.e.1": 6, "d.e.1.g.1": 7, "d.e.2.f": 8, "k.1.l": 11, "k.2": 12,
              "k.2.m.n": 14, "k.2.zzz": 12, "zzz": None}  # fmt: skip
    assert {place: lines.of(place) for place in places} == places


def test_the_help_page_names_every_section_kind_and_field() -> None:
    page = resource("help", "programme-file.md").read_text("utf-8")
    missing = [section for section in SECTIONS if f"`{section}`" not in page]
    missing += [
        kind.id for kinds in (earning_kinds(), reward_kinds()) for kind in kinds if f"`{kind.id}`" not in page
    ]
    fields = [*TOP, *(field for fields in TABLES.values() for field in fields)]
    fields += [field for section in LISTS for field in item_fields(section, {})]
    for field in fields:
        missing += [field.id] if f"`{field.id}`" not in page else []
        missing += [f"{field.id}: {choice}" for choice, _label in field.choices if f"`{choice}`" not in page]
    assert not missing


def test_the_tables_of_the_help_page_are_those_of_the_program() -> None:
    found = spec_from_file_location("help_page", project_folder() / "packaging" / "help_page.py")
    assert found is not None
    assert found.loader is not None
    writer = module_from_spec(found)
    found.loader.exec_module(writer)
    text = resource("help", "programme-file.md").read_text("utf-8")
    assert writer.written(text) == text, "run `make help-page`"


def test_the_example_of_the_help_page_is_a_programme() -> None:
    page = resource("help", "programme-file.md").read_text("utf-8")
    examples = page.split("```toml\n")[1:]
    assert examples
    for example in examples:
        rules = read(example.split("```")[0])
        assert rules.earning


def test_a_list_without_end_is_refused() -> None:
    text = "".join(f'[[rewards]]\nid = "r{n}"\nname = "R{n}"\nkind = "perk"\ncost = 1\n' for n in range(201))
    with pytest.raises(Refused, match="rewards: it has 200 entries at most"):
        read(text)
