"""Why a purchase gave its points, in words, at the till and for ever after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.kernel.errors import NotFound
from app.loyalty import queries as q
from app.loyalty.commands import Line
from app.loyalty.earning import earning_kinds
from app.loyalty.explaining import explain, more_words, sum_words
from app.loyalty.rules import Rules, rules_from_dict
from app.loyalty.till import sale_preview

from .conftest import Till

SPEND = {"id": "spend", "kind": "money_step", "points": 1, "step": 100}
CRIME = {"id": "crime", "kind": "times", "factor": 2000, "category": ["Crime"]}
BOOKS = (Line("Novel", "Fiction", 1000, 1320), Line("Whodunit", "Crime", 1000, 540))


def rules(*earning: dict[str, Any], **more: Any) -> Rules:
    return rules_from_dict({"earning": [SPEND, *earning], **more})


def words(till: Till, made: Rules, rule: str) -> str:
    return till.book.ask(explain, made, [(rule, 1)])[0].words


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"kind": "times", "factor": 2000, "category": ["Crime", "Noir"]}, "double on Crime or Noir"),
        ({"kind": "times", "factor": 3000, "product": ["Novel"]}, "triple on Novel"),
        ({"kind": "times", "factor": 1500, "weekdays": ["tue"]}, "× 1,5 on Tuesday"),
        ({"kind": "times", "factor": 500}, "half"),
        ({"kind": "times", "factor": 2000, "tags": ["Book club"]}, "double for Book club"),
        ({"kind": "times", "factor": 2000, "tier": ["gold"]}, "double for Gold card"),
        ({"kind": "times", "factor": 2000, "after": "14:00", "before": "16:00"}, "double 14:00–16:00"),
        ({"kind": "times", "factor": 2000, "minimum": 2000}, "double from 20\xa0€"),
        ({"kind": "times", "factor": 2000, "to": "2026-11-30"}, "double until 30.11.2026"),
        ({"kind": "times", "factor": 2000, "birthday_within": 7}, "double around the birthday"),
        (
            {"kind": "times", "factor": 2000, "category": ["Crime"], "weekdays": ["tue"]},
            "double on Crime on Tuesday",
        ),
        ({"kind": "plus", "points": 5, "first_purchase": True}, "first purchase"),
        ({"kind": "plus", "points": 5, "visit": True}, "visit"),
        ({"kind": "plus", "points": 5, "birthday_within": 0}, "birthday"),
        ({"kind": "plus", "points": 5, "product": ["Novel"], "tier": ["gold"]}, "Novel, Gold card"),
        ({"kind": "plus", "points": 5}, "Points on top"),
        ({"kind": "money_step", "points": 5, "step": 250}, "5 points per 2,50\xa0€"),
        (
            {"kind": "money_step", "points": 1, "step": 100, "category": ["Tea"]},
            "1 point per 1\xa0€ on Tea",
        ),
        ({"kind": "times", "factor": 2000, "category": ["Crime"], "name": "Crime week"}, "Crime week"),
    ],
)
def test_a_part_is_said_by_what_its_rule_does_or_is_called(
    till: Till, rule: dict[str, Any], said: str
) -> None:
    made = rules({"id": "r", **rule}, tiers=[{"id": "gold", "name": "Gold card", "factor": 1250}])
    assert words(till, made, "r") == said


def test_a_tiers_own_factor_and_rules_nobody_knows(till: Till) -> None:
    made = rules(tiers=[{"id": "gold", "name": "Gold", "factor": 1250}])
    assert words(till, made, "tier:gold") == "Gold × 1,25"
    assert words(till, made, "tier:lost") == "lost"
    assert words(till, made, "gone") == "gone"


def test_every_kind_of_rule_can_be_said(till: Till) -> None:
    view_words = {"points": 3, "step": 100, "factor": 2000, "id": "r"}
    for kind in earning_kinds():
        fields = {field.id for field in kind.fields}
        rule = {"id": "r", "kind": kind.id, **{k: v for k, v in view_words.items() if k in fields}}
        assert words(till, rules_from_dict({"earning": [rule]}), "r")


def test_the_till_says_what_a_sale_would_give(till: Till, maria: int) -> None:
    first = {"id": "first", "kind": "plus", "points": 50, "first_purchase": True}
    till.rules(rules(CRIME, first))
    preview = till.book.ask(sale_preview, maria, 1860, (), BOOKS)
    assert preview.points == 73
    assert preview.parts == (
        (18, "1 point per 1\xa0€"),
        (5, "double on Crime"),
        (50, "first purchase"),
    )
    assert preview.words == "73 = 18 + 5 double on Crime + 50 first purchase"
    till.ring(maria, 100)
    assert till.book.ask(sale_preview, maria, 100).words == ""


def test_an_entry_says_it_for_ever(till: Till, maria: int) -> None:
    till.rules(rules(CRIME))
    rung = till.ring(maria, 1860, lines=BOOKS)
    till.rules(rules({**CRIME, "name": "Something else"}), starts_on=date(2026, 11, 22))
    entry = till.rows("SELECT id FROM entry")[0][0]
    parts = till.book.ask(q.explain_entry, entry)
    assert till.book.ask(q.explain_purchase, rung.purchase) == parts
    assert [(part.rule, part.points, part.words) for part in parts] == [
        ("spend", 18, "1 point per 1\xa0€"),
        ("crime", 5, "double on Crime"),
    ]
    assert till.book.ask(sum_words, parts) == "23 = 18 + 5 double on Crime"
    assert more_words(parts) == "double on Crime"


def test_what_no_rule_gave_has_no_parts(till: Till, maria: int) -> None:
    till.adjust(maria, 5)
    assert till.book.ask(q.explain_entry, till.rows("SELECT id FROM entry")[0][0]) == ()
    assert till.book.ask(q.explain_purchase, till.ring(maria, 50).purchase) == ()
    with pytest.raises(NotFound):
        till.book.ask(q.explain_entry, 999)


def test_a_moved_purchase_is_explained_by_what_it_gave_there(till: Till, maria: int) -> None:
    first = {"id": "first", "kind": "plus", "points": 50, "first_purchase": True}
    till.rules(rules(first))
    thomas = till.customer("Thomas")
    till.ring(maria, 100)
    sale = till.ring(maria, 700).purchase
    till.move(sale, thomas)
    parts = till.book.ask(q.explain_purchase, sale)
    assert till.book.ask(sum_words, parts) == "57 = 7 + 50 first purchase"


def test_a_sum_says_what_is_taken_off_and_names_both_of_two_plain_rules(till: Till) -> None:
    made = rules(
        {"id": "four", "kind": "money_step", "points": 4, "step": 100},
        {"id": "less", "kind": "times", "factor": 500, "category": ["Tobacco"]},
    )
    parts = till.book.ask(explain, made, [("spend", 1000), ("four", 4000), ("less", -20)])
    said = till.book.ask(sum_words, parts)
    assert said == ("4.980 = 1.000 1 point per 1\xa0€ + 4.000 4 points per 1\xa0€ − 20 half on Tobacco")
