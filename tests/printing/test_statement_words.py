"""The sentences of a statement."""

from datetime import date

import pytest

from app.loyalty.statement import LapsingPoints, StampProgress, StatementReward
from app.printing.statement_words import opening_words, reward_words, span_words, stamp_words
from tests.printing.samples import statement


def said(**changes: object) -> str:
    return "".join(span.text for span in opening_words(statement(**changes)))


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (date(2026, 8, 1), date(2026, 8, 31), "this month"),
        (date(2026, 8, 1), date(2026, 10, 31), "this quarter"),
        (date(2024, 2, 1), date(2024, 2, 29), "this month"),
        (date(2023, 2, 1), date(2023, 2, 28), "this month"),
        (date(2025, 11, 1), date(2026, 10, 31), "this year"),
        (date(2026, 8, 2), date(2026, 10, 31), ""),
        (date(2026, 8, 1), date(2026, 9, 30), ""),
        (date(9999, 12, 1), date.max, ""),
    ],
)
def test_periods_have_names(start: date, end: date, name: str) -> None:
    assert span_words(start, end) == name


def test_visits() -> None:
    assert said(visits=1).startswith("Thank you for your visit this quarter.")
    assert said(visits=12).startswith("Thank you for twelve visits this quarter.")
    assert said(visits=13, end=date(2026, 10, 30)).startswith("Thank you for 13 visits in this time.")


def test_worth_only_where_points_have_a_price() -> None:
    assert "You have 640 points." in said(worth=None)
    assert "Your 1 point is worth €0.01." in said(closing=1, worth=1, lapsing=())


def test_lapsing_by_date() -> None:
    two = (LapsingPoints(120, date(2026, 11, 30)), LapsingPoints(40, date(2026, 12, 31)))
    assert said(lapsing=two).endswith("120 of them lapse on 30 November and 40 on 31 December.")
    three = (*two, LapsingPoints(1000, date(2027, 12, 31)))
    assert said(lapsing=three).endswith(
        "120 of them lapse on 30 November, 40 on 31 December and 1\u202f000 on 31 December 2027."
    )
    assert said(lapsing=(*three, LapsingPoints(9, date(2028, 1, 31)))).endswith(
        "120 of them lapse on 30 November, 1\u202f049 more by 31 January 2028; the days stand below."
    )
    assert "All of them lapse on 30 November" in said(lapsing=(LapsingPoints(640, date(2026, 11, 30)),))


def test_the_best_use_of_what_lapses() -> None:
    assert said(lapsing=(LapsingPoints(400, date(2026, 11, 30)),)).endswith(
        ": “€5 off any book” would use them up."
    )
    assert said(lapsing=(LapsingPoints(600, date(2026, 11, 30)),)).endswith("lapse on 30 November.")
    named = (StatementReward("Free NERO coffee", 150, 0),)
    assert said(rewards=named).endswith(": “Free NERO coffee” would use them up.")
    assert said(rewards=(StatementReward("Free coffee", 150, 30),)).endswith("lapse on 30 November.")


def test_stamps_and_rewards() -> None:
    assert stamp_words(StampProgress("Coffee card", 9, 10)) == "9 of 10: one more and the next one is on us."
    assert stamp_words(StampProgress("Coffee card", 10, 10)) == "10 of 10: the next one is on us."
    assert reward_words(StatementReward("x", 10, 0), "en_GB") == "ready"
    assert reward_words(StatementReward("x", 5000, 1360), "en_GB") == "1\u202f360 to go"
