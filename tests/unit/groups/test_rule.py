"""Rules of groups: as JSON and back, every mistake a sentence, and what cannot be read kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.criterion import criteria, shelves
from app.groups.membership import count_of, members_of
from app.groups.rule import (
    EVERYBODY,
    MOST_DEEP,
    AllOf,
    AnyOf,
    Is,
    Not,
    Unread,
    kept_rule,
    plain_rule,
    read_rule,
    rule_text,
)
from app.groups.rule_words import rule_words, troubles
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.fields import FieldKind
from app.kernel.unit import View
from tests.exploring import tries
from tests.unit.groups.conftest import Ids
from tests.unit.loyalty.conftest import Till


def refused(source: Any) -> str:
    with pytest.raises(Refused) as found:
        read_rule(source)
    assert found.value.field == "rule"
    return found.value.message


def deep(levels: int) -> Any:
    rule: Any = {"is": "points", "at_least": 1}
    for _level in range(levels - 1):
        rule = {"not": rule}
    return rule


def test_a_rule_goes_to_json_and_comes_back() -> None:
    text = json.dumps(
        {
            "all": [
                {"is": "tag", "tags": ["VIP", "vip", " Book  club "]},
                {
                    "any": [
                        {"is": "visits", "at_least": 3, "last": 90},
                        {"not": {"is": "points", "at_most": 5}},
                    ]
                },
            ]
        }
    )
    rule = read_rule(text)
    assert rule == AllOf(
        (
            Is("tag", {"tags": ("vip", "Book club"), "every": False}),
            AnyOf((Is("visits", {"at_least": 3, "last": 90}), Not(Is("points", {"at_most": 5})))),
        )
    )
    assert read_rule(rule_text(rule)) == rule
    assert kept_rule(rule_text(rule)) == rule
    assert read_rule(plain_rule(rule)) == rule
    assert read_rule('{"all": []}') == EVERYBODY


def test_money_may_be_written_as_people_write_it() -> None:
    assert read_rule({"is": "spend", "at_least": "18.60"}, "EUR") == Is("spend", {"at_least": 1860})
    assert read_rule({"is": "spend", "at_least": "1860"}, "JPY") == Is("spend", {"at_least": 1860})
    assert "whole number" in refused({"is": "spend", "at_least": "18.60"})
    with pytest.raises(Refused):
        read_rule({"is": "spend", "at_least": "much"}, "EUR")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{", "The rule is no JSON: line 1 cannot be read."),
        ('{"all": [\n}', "The rule is no JSON: line 2 cannot be read."),
        ("[]", "In the rule: it is a table: a criterion, or “all”, “any” or “not”."),
        ("{}", "In the rule: it has one of “is”, “all”, “any” and “not”."),
        ('{"all": [], "any": []}', "In the rule: it has one of “is”, “all”, “any” and “not”."),
        ('{"all": {}}', "In the rule: “all” has a list of parts."),
        ('{"not": [], "tags": 1}', "In the rule: “tags” does not go with “not”."),
        ('{"all": [{"all": []}, {"not": 7}]}', "In the rule, part 2.1: it is a table"),
        ('{"is": "zodiac"}', "In the rule: there is no criterion “zodiac”; there are "),
        ('{"is": ["tag"]}', "In the rule: there is no criterion “?”; there are "),
        (
            '{"all": [{"is": "tag", "tgas": ["VIP"]}]}',
            "In the rule, part 1: “tag” has no field “tgas”; it has tags, every.",
        ),
        ('{"is": "tag"}', "In the rule: Tags: name at least one."),
        ('{"is": "tag", "tags": [["a"]]}', "In the rule: Tags is a list of texts."),
        ('{"is": "tag", "tags": ["a"], "every": "yes"}', "In the rule: All of them is either yes or no."),
        ('{"is": "points"}', "In the rule: Say at least how much, or at most."),
        ('{"is": "points", "at_least": 9, "at_most": 8}', "In the rule: The least is more than the most."),
        ('{"is": "points", "at_least": 1.5}', "In the rule: At least must be a whole number."),
        ('{"is": "points", "at_least": NaN}', "In the rule: At least must be a whole number."),
        ('{"is": "visits", "at_least": -1}', "In the rule: At least must be at least 0."),
        ('{"is": "visits", "at_least": 1, "when": "soon"}', "In the rule: When does not know “soon”;"),
        ('{"is": "visits", "at_least": 1, "when": ["ever"]}', "In the rule: When is a text."),
        ('{"is": "visits", "at_least": 1, "when": "last-days"}', "In the rule: Say how many days back."),
        ('{"is": "visits", "at_least": 1, "when": "days"}', "In the rule: Say from which day or"),
        ('{"is": "visits", "at_least": 1, "when": "month", "last": 3}', "In the rule: Give days back,"),
        (
            '{"is": "visits", "at_least": 1, "start": "2026-02-30"}',
            "In the rule: From is not a day of the calendar.",
        ),
        (
            '{"is": "visits", "at_least": 1, "start": "2026-02-03", "end": "2026-02-02"}',
            "In the rule: The last day is before the first.",
        ),
    ],
)  # fmt: skip
def test_every_mistake_is_a_sentence(source: str, words: str) -> None:
    assert refused(source).startswith(words)


def test_nonsense_of_any_depth_and_size_is_refused_in_words(book: Book) -> None:
    too_deep = "The rule is nested too deeply: 20 levels at most."
    assert read_rule(deep(MOST_DEEP)) is not None
    assert refused(deep(MOST_DEEP + 1)) == too_deep
    text = json.dumps({"is": "points", "at_least": 1})
    for _level in range(1_000):
        text = '{"not": ' + text + "}"
    assert refused(text) == too_deep
    for many in ("[" * 1_000 + "]" * 1_000, '{"all":[' * 900 + "]}" * 900, "[" * 150_000):
        assert refused(many)
        kept = kept_rule(many)
        assert isinstance(kept, Unread)
        assert book.ask(count_of, kept) == 0
        assert isinstance(rule_text(kept), str)
    assert refused(" " * 200_001) == "The rule is too long: 200000 characters at most."
    assert "more than 200 parts" in refused({"all": [{"is": "points", "at_least": 1}] * 200})
    assert len(read_rule({"all": [{"is": "points", "at_least": 1}] * 199}).parts) == 199  # type: ignore[union-attr]


def test_as_many_parts_as_a_rule_may_have_are_asked_for(shop: Till, book: Book, ids: Ids) -> None:
    anna, bert = shop.new("Anna", tags=("Ça 1", "Ça 2")), shop.new("Bert", tags=("Ça 1",))
    tags = [f"Ça {number}" for number in range(200)]
    both = {"is": "tag", "tags": ["Ça 1", "ca 1", "Ça 2"], "every": True}
    assert ids(both) == [anna]
    assert ids({"is": "tag", "tags": tags, "every": True}) == []
    assert ids({"any": [{"is": "tag", "tags": tags, "every": True}] * 198}) == []
    assert ids({"all": [{"is": "tag", "tags": tags}] * 198}) == [anna, bert]
    bought = {"is": "bought", "products": tags, "categories": tags, "part": True, "last": 90}
    assert ids({"not": {"any": [bought] * 197}}) == [anna, bert]
    assert ids({"all": [both, *[{"not": bought | {"times": 2}}] * 90]}) == [anna]
    assert book.ask(count_of, read_rule({"not": {"all": [both] * 197}})) == 1


def test_what_another_regulars_wrote_is_kept_and_matches_nobody_either_way(
    shop: Till, book: Book, ids: Ids
) -> None:
    anna, bert = shop.new("Anna", tags=("VIP",)), shop.new("Bert")
    zodiac = {"is": "zodiac", "sign": ["Leo", {"deep": [1]}]}
    text = json.dumps({"any": [{"is": "tag", "tags": ["VIP"]}, {"not": zodiac}]})
    rule = kept_rule(text)
    assert plain_rule(rule)["any"][1] == {"not": zodiac}  # type: ignore[index]
    assert ids(rule) == [anna]
    assert ids(kept_rule(json.dumps(zodiac))) == []
    assert ids(kept_rule(json.dumps({"not": zodiac}))) == []
    assert ids(kept_rule(json.dumps({"not": {"all": [zodiac, {"is": "tag", "tags": ["VIP"]}]}}))) == [bert]
    assert book.ask(rule_words, kept_rule(json.dumps(zodiac))) == (
        "Customers who meet something this Regulars cannot read"
    )
    assert "there is no criterion “zodiac”" in book.ask(troubles, rule)[0]
    assert isinstance(kept_rule('{"is": "tag", "tags": []}'), Unread)
    assert isinstance(kept_rule("no JSON"), Unread)


def test_what_stood_there_unread_may_stay_when_the_rest_is_changed() -> None:
    zodiac = {"is": "zodiac", "sign": "Leo"}
    before = kept_rule(json.dumps({"all": [zodiac, {"is": "points", "at_least": 1}]}))
    changed = {"any": [zodiac, {"is": "points", "at_least": 2}]}
    assert plain_rule(read_rule(changed, keeping=before)) == changed
    assert "zodiac" in refused(changed)
    with pytest.raises(Refused):
        read_rule({"any": [{"is": "zodiac", "sign": "Virgo"}]}, keeping=before)


def test_a_rule_made_in_the_program_may_leave_out_what_goes_without_saying(
    shop: Till, book: Book, ids: Ids
) -> None:
    anna = shop.new("Anna", tags=("VIP",))
    assert ids(Is("tag", {"tags": ("VIP",)})) == [anna]
    assert book.ask(rule_words, Is("tag", {"tags": ("VIP",)})) == "Customers who are tagged VIP"
    assert book.ask(troubles, Is("tag", {"tags": ("VIP",)})) == ()
    assert ids(Is("zodiac")) == ids(Not(Is("zodiac"))) == []
    assert book.ask(rule_words, Is("zodiac")) == "Customers who meet something this Regulars cannot read"
    assert book.ask(troubles, Is("zodiac")) == ("A part cannot be read and finds nobody: zodiac.",)


def test_a_tag_that_is_gone_matches_nobody_and_says_so(shop: Till, book: Book, ids: Ids) -> None:
    anna = shop.new("Anna", tags=("VIP",))
    gone = {"is": "tag", "tags": ["Book club"]}
    assert ids(gone) == []
    assert ids({"not": gone}) == [anna]
    assert book.ask(rule_words, read_rule(gone)) == (
        "Customers who are tagged Book club (a tag that is no longer there)"
    )
    assert book.ask(troubles, read_rule(gone)) == ("No customer has the tag “Book club” any more.",)
    either = {"is": "tag", "tags": ["Book club", "vip"]}
    assert ids(either) == [anna]
    assert book.ask(troubles, read_rule(either)) == ()
    assert ids(either | {"every": True}) == []
    assert book.ask(troubles, read_rule(either | {"every": True})) != ()


def test_sentences(book: Book) -> None:
    def said(rule: Any) -> str:
        def in_english(view: View) -> str:
            with view.written_in("en_GB"):
                return rule_words(view, read_rule(rule, "EUR"))

        return book.ask(in_english)

    visits, points = {"is": "visits", "at_least": 3, "last": 90}, {"is": "points", "at_most": 1_500}
    assert said({"all": []}) == "All customers"
    assert said({"any": []}) == "Nobody"
    assert said(visits) == "Customers who came at least 3 times in the last 90 days"
    assert said({"not": visits}) == "Customers who did not come at least 3 times in the last 90 days"
    assert said({"is": "visits", "at_least": 1, "at_most": 1}) == "Customers who came once"
    assert said({"is": "visits", "at_most": 0, "when": "month"}) == "Customers who never came last month"
    assert said({"all": [visits, {"any": [points, {"not": points}]}]}) == (
        "Customers who came at least 3 times in the last 90 days and (have at most 1,500 points or do not "
        "have at most 1,500 points)"
    )
    assert said({"not": {"any": [visits, points]}}) == (
        "Customers who are not those who (came at least 3 times in the last 90 days or have at most 1,500 "
        "points)"
    )
    spent = {"is": "spend", "at_least": 10_000, "at_most": 20_000, "start": "2026-01-01", "end": "2026-01-31"}
    assert said(spent) == "Customers who spent €100.00 to €200.00 in the days 1–31 Jan 2026"
    assert said({"is": "spend", "at_most": 0, "start": "2026-01-01"}) == (
        "Customers who spent at most €0.00 since 1 Jan 2026"
    )


def test_every_kind_has_its_place_and_no_field_is_called_is(book: Book) -> None:
    for kind in criteria():
        assert kind.shelf in shelves()
        names = [field.id for field in kind.fields]
        assert len(set(names)) == len(names)
        assert not {"is", "all", "any", "not"} & set(names)
        assert set(kind.offers) <= set(names)
        for offers in kind.offers.values():
            assert isinstance(list(book.ask(offers)), list)


_KEYS = st.sampled_from(
    ["all", "any", "not", "is", "tags", "every", "at_least", "at_most", "when", "last", "start", "end", "x"]
)
_SOME = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.sampled_from(["tag", "spend", "visits", "points", "last-visit", "ever", "2026-01-01", "last-days"]),
)  # fmt: skip
_NONSENSE = st.recursive(
    _SOME, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=4))
)


@given(_NONSENSE)
@tries(300, same_fixtures=True)
def test_any_json_is_a_rule_or_a_sentence_and_is_never_lost(book: Book, plain: Any) -> None:
    try:
        rule = read_rule(json.dumps(plain))
    except Refused as refusal:
        assert refusal.message.endswith((".", ". Nothing was changed."))
    else:
        assert read_rule(rule_text(rule)) == rule
    kept = kept_rule(json.dumps(plain))
    assert kept_rule(rule_text(kept)) == kept or isinstance(kept, Unread)
    assert book.ask(members_of, kept) is not None
    assert book.ask(rule_words, kept)


@pytest.mark.parametrize("kind", sorted(criteria().ids()))
def test_a_kind_refuses_values_of_another_type(kind: str) -> None:
    for field in criteria().get(kind).fields:  # type: ignore[union-attr]
        if field.kind is not FieldKind.BOOLEAN:
            assert refused({"is": kind, field.id: True})
        assert refused({"is": kind, field.id: {"a": 1}})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"all": [{"is": "tag", "tags": ["VIP"]}], "all": []}', "all"),
        ('{"not": {"is": "points", "at_least": 1, "at_least": 900}}', "at_least"),
    ],
)
def test_what_is_said_twice_is_refused_and_not_half_taken(text: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rule(text)
    assert refused.value.message == f"In the rule, “{name}” is given twice."
    assert isinstance(kept_rule(text), Unread)
