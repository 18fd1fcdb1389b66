"""Rules written in a line: what they mean, and where they are wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.rule import read_rule
from app.groups.rule_line import looks_like_a_line, read_line
from app.kernel.errors import Refused
from tests.exploring import tries

TAG = {"is": "tag", "tags": ["VIP"]}
ONCE = {"is": "visits", "at_most": 1}
BIG = {"is": "spend", "at_least": "500", "last": 365}


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("tag(VIP)", TAG),
        ("tag ( tags = VIP )", TAG),
        ("tag(VIP, Book club)", {"is": "tag", "tags": ["VIP", "Book club"]}),
        ('tag("a, \\"b\\" (c)", every=yes)', {"is": "tag", "tags": ['a, "b" (c)'], "every": True}),
        ("visits(at_most=1)", ONCE),
        ("visits(0, 1)", {"is": "visits", "at_least": 0, "at_most": 1}),
        ("spend(at_least=500, last=365)", BIG),
        ("points(-5)", {"is": "points", "at_least": -5}),
        ("household()", {"is": "household"}),
        ("field(city, is, Bad Ems)", {"is": "field", "field": "city", "how": "is", "text": "Bad Ems"}),
        ("not tag(VIP)", {"not": TAG}),
        ("NOT NOT tag(VIP)", {"not": {"not": TAG}}),
        ("tag(VIP) and visits(at_most=1) AND spend(500,last=365)", {"all": [TAG, ONCE, BIG]}),
        ("tag(VIP) or visits(at_most=1) and not spend(500, last=365)",
         {"any": [TAG, {"all": [ONCE, {"not": BIG}]}]}),
        ("(tag(VIP) or visits(at_most=1)) and (tag(VIP))", {"all": [{"any": [TAG, ONCE]}, TAG]}),
        ("tag(and, or not)", {"is": "tag", "tags": ["and", "or not"]}),
    ],
)  # fmt: skip
def test_a_line_means_what_json_says(line: str, plain: Any) -> None:
    assert looks_like_a_line(line)
    assert read_line(line) == plain
    assert read_rule(read_line(line), "EUR") == read_rule(plain, "EUR")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "At the end of the rule: “” is no criterion; there are "),
        ("zodiac(Leo)", "In the rule, before “zodiac(Leo)”: “zodiac” is no criterion; there are "),
        ("tag", "At the end of the rule: a “(” is missing."),
        ("tag(VIP", "At the end of the rule: a “,” is missing."),
        ("tag(", "At the end of the rule: a value is missing."),
        ("tag(VIP))", "In the rule, before “)”: “)” is not expected here."),
        ("tag(VIP) visits(1)", "In the rule, before “visits(1)”: “visits” is not expected here."),
        ("tag(VIP) and", "At the end of the rule: “” is no criterion"),
        ("tag(VIP,,)", "In the rule, before “,)”: a value is missing."),
        ("(tag(VIP)", "At the end of the rule: a “)” is missing."),
        (
            "tag(colour=red)",
            "In the rule, before “colour=red)”: “tag” has no field “colour”; it has tags, every.",
        ),
        ("points(1, 2, 3)", "In the rule, before “3)”: “points” takes no more values."),
        ("spend(at_least=1,50)", "In the rule, before “50)”: “at_least” is given twice."),
        ("spend(1, at_least=2)", "In the rule, before “at_least=2)”: “at_least” is given twice."),
        ("tag(VIP, every=yes, every=no)", "In the rule, before “every=no)”: “every” is given twice."),
        ('tag("VIP)', 'In the rule, before “"VIP)”: a quote is not closed.'),
        ("not " * 30 + "tag(VIP)", "The rule is nested too deeply"),
        ("(" * 5_000, "The rule is nested too deeply"),
        ("tag(VIP) " * 30_000, "The rule is too long"),
    ],
)
def test_mistakes_are_sentences_with_their_place(line: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_line(line)
    assert refused.value.message.startswith(said)
    assert refused.value.field == "rule"


_WORDS = st.sampled_from([*'()=,"\\ ', "tag", "visits", "and", "or", "not", "1", "VIP", "x"])


@given(st.lists(_WORDS, max_size=25).map("".join))
@tries(300)
def test_any_text_is_a_rule_or_a_sentence(line: str) -> None:
    try:
        plain = read_line(line)
        read_rule(plain, "EUR")
    except Refused as refusal:
        assert refusal.message


def test_what_is_no_line_is_told_from_one() -> None:
    for text in ("rule.json", "./not-a-rule", "{", "/tmp/x", "my rule", ""):
        assert not looks_like_a_line(text)
    assert looks_like_a_line("not tag(VIP)") and looks_like_a_line("last-visit (at_least=3)")
