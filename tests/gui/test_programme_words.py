"""Every part of a programme as the loyalty page says it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest

from app.gui.models.programme import (
    earning_lines,
    reward_lines,
    sentence_of,
    stamp_lines,
    tier_lines,
    tiers_title,
    voucher_lines,
)
from app.gui.models.programme_rest import rest_lines
from app.gui.models.programme_words import Words
from app.gui.models.replay import behaviour_words, chart_lines, figure_rows, move_words, replayed_words
from app.gui.speech import Speech
from app.kernel.context import ShopContext
from app.loyalty.rules import Rules, rules_from_dict, rules_to_dict
from app.loyalty.simulating.behaviour import ASSUMED, Behaviour
from tests.gui.loyalty_rules import EVERYTHING, simulation

WORDS = Words(ShopContext(), date(2026, 11, 22))
RULES = rules_from_dict(EVERYTHING)
PLAIN = rules_to_dict(RULES)


def said(lines) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in lines]


def test_the_first_rule_is_a_sentence_and_the_others_are_lines() -> None:
    told = sentence_of(PLAIN)
    assert (told.at, told.points, told.step, told.carry_over) == (0, 1, 100, False)
    assert said(earning_lines(PLAIN, WORDS)) == [
        ["Category is Crime", "points × 2", "26 Oct", "2 Nov"],
        ["Tuesday, 14:00–17:00", "points × 1.5", "always", ""],
        ["First purchase", "+50 points", "always", ""],
        ["A friend they sent buys first", "+100 points to both", "always", ""],
    ]


def test_names_stand_out() -> None:
    spans = earning_lines(PLAIN, WORDS)[0].cells[0].spans
    assert [(span.text, span.strong) for span in spans] == [("Category is ", False), ("Crime", True)]
    assert not any(span.underline for span in spans)


def test_a_rule_with_a_condition_is_no_sentence() -> None:
    plain = {"earning": [{"id": "a", "kind": "money_step", "points": 2, "step": 500, "category": ["Tea"]}]}
    assert sentence_of(plain) is None
    assert said(earning_lines(plain, WORDS)) == [["Category is Tea", "2 points per €5", "always", ""]]


def test_the_name_of_a_rule_stands_behind_its_condition() -> None:
    quiet = {"id": "q", "kind": "times", "factor": 2000, "weekdays": ["mon"], "name": "Quiet hours"}
    first = {"id": "f", "kind": "plus", "points": 5, "first_purchase": True, "name": "First purchase"}
    always = {"id": "a", "kind": "plus", "points": 5, "name": "For coming"}
    lines = said(earning_lines({"earning": [quiet, first, always]}, WORDS))
    assert [line[0] for line in lines] == ["Monday · Quiet hours", "First purchase", "For coming"]


def test_tiers_say_from_what_they_begin_and_what_they_bring() -> None:
    assert said(tier_lines(PLAIN, WORDS)) == [
        ["Member", "€0", "× 1", "birthday voucher"],
        ["Silver", "€200", "× 1.1", ""],
        ["Gold", "€500", "× 1.25 from €20", "free gift wrap, evening seats held"],
    ]
    assert [line.cells[0].tone for line in tier_lines(PLAIN, WORDS)] == ["plain", "blue", "gold"]
    assert tiers_title(PLAIN) == "Tiers, by spend in the last 12 months"
    assert tiers_title({"tiers": [{}], "tier_rules": {"by": "hand"}}) == "Tiers, given by hand"
    by_points = {"tiers": [{}], "tier_rules": {"by": "points", "year": "calendar"}}
    assert tiers_title(by_points) == "Tiers, by points in a calendar year"


def test_cards_rewards_and_vouchers() -> None:
    assert said(stamp_lines(PLAIN, WORDS)) == [
        ["Coffee card", "one stamp per item of Drinks", "10 stamps: a free drink", "no expiry"],
        ["Visits", "one stamp per visit", "5 stamps: a book mark", "lapse after 6 months"],
    ]
    assert said(reward_lines(PLAIN, WORDS)) == [
        ["Free coffee", "150", "a free item up to €4", "everyone"],
        ["Signed first edition", "1,000", "a free item up to €25", "Gold, once a year"],
    ]
    assert said(voucher_lines(PLAIN, WORDS)) == [
        ["Birthday: 10 % off", "3 days before the birthday", "10 % off", "14 days"],
        ["Come back", "after 90 days away", "€5 off", "30 days"],
    ]


def test_what_stands_once() -> None:
    assert dict(said(rest_lines(PLAIN, WORDS))) == {
        "Points lapse": "12 months after they were earned",
        "Points are worth": "100 points: €1",
        "What counts of a purchase": (
            "all that was paid, without Delivery, 19 % tax left out, save gift cards sold"
        ),
        "When spent points come back": "the till asks each time",
        "A friend they sent": "+100 points to both",
        "Who leaves a household takes along": "what is left of the points they brought and earned",
        "Gift cards": "€5 to €200, valid for 36 months",
    }
    nothing = dict(said(rest_lines({}, WORDS)))
    assert nothing["Points lapse"] == "never"
    assert nothing["Points are worth"] == "not said in money"
    assert nothing["A friend they sent"] == "brings no points"
    assert nothing["Gift cards"] == "any amount, no expiry"


@pytest.mark.parametrize(
    ("expiry", "words"),
    [
        ({"kind": "days", "count": 90}, "90 days after they were earned"),
        ({"kind": "absence", "count": 1}, "after 1 month without a visit"),
        ({"kind": "yearly", "count": 0, "month": 12, "day": 31}, "each year after 31 Dec"),
        ({"kind": "yearly", "count": 3, "month": 2, "day": 29},
         "each year after 28 Feb, at the earliest after 3 months"),
        ({"kind": "never"}, "never"),
    ],
)  # fmt: skip
def test_every_way_to_lapse(expiry, words) -> None:
    assert said(rest_lines({"expiry": expiry}, WORDS))[0][1] == words


def test_a_half_mended_draft_can_still_be_read() -> None:
    broken = deepcopy(PLAIN)
    broken["earning"][1]["factor"] = -5
    broken["earning"].append({"id": "x", "kind": "comet"})
    broken["tiers"][1].pop("from_money")
    broken["rewards"][0].update(kind="amount_off", up_to=None)
    broken["rewards"][1]["kind"] = "comet"
    broken["vouchers"][0]["occasion"] = "wedding"
    assert said(earning_lines(broken, WORDS))[0][1] == "Points several times"
    assert said(earning_lines(broken, WORDS))[3][0] == "comet"
    assert said(tier_lines(broken, WORDS))[1][1] == "—"
    assert [row[2] for row in said(reward_lines(broken, WORDS))] == ["Amount off", "comet"]
    assert said(voucher_lines(broken, WORDS))[0][2] == "10 % off"


def test_the_figures_of_a_replay() -> None:
    found = simulation(Rules(), RULES)
    speech = Speech(ShopContext())
    assert replayed_words(found, speech) == "Replayed over your own 14,812 purchases, Oct 2026 – Nov 2026."
    rows = {row[0]: row[1:] for row in figure_rows(found, speech)}
    assert rows["Points given"] == ("1,000", "2,000")
    assert rows["Cost to the shop"] == ("€121", "€243")
    assert rows["As a share of sales"] == ("0.66 %", "1.32 %")
    assert rows["Owed at the end"] == ("€100", "€200")
    assert rows["Customers with a reward in reach"] == ("38 %", "76 %")
    assert rows["Coffee card: cards filled"] == ("2", "4")
    assert "".join(span.text for span in move_words(found, "1 Dec")) == (
        "31 customers would move down a tier on 1 Dec. They keep it for 30 days more."
        " 4 customers would move up a tier."
    )
    lines = chart_lines(found, speech)
    assert lines.in_money
    assert lines.labels == ("Oct", "Nov")
    assert [(one.name, one.values) for one in lines.series] == [
        ("Today’s rules", (10000, 10000)),
        ("New rules", (20000, 20000)),
    ]


def test_where_the_behaviour_comes_from_is_said() -> None:
    speech = Speech(ShopContext())
    assert behaviour_words(simulation(RULES, RULES).behaviour, speech) == (
        "62 % of the time, as in your own history"
    )
    assert "history is short" in behaviour_words(Behaviour(source=ASSUMED), speech)
    assert behaviour_words(Behaviour(0.4), speech) == "40 % of the time"
