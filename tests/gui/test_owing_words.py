"""What the shop owes, as the loyalty page says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.gui.models.owing_words import cost_rows, expected_words, lapse_rows, owed_lines, owed_words
from app.gui.speech import Speech
from app.kernel.context import ShopContext
from app.loyalty.liability import ExpectedUse, Liability, OwedMonth, StampsOwed, VouchersOwed
from app.loyalty.past_year import BalanceAt, PastYear

SPEECH = Speech(ShopContext())
MONTHS = tuple(OwedMonth(date(2027, month, 1), 100 * month, 1000 * month) for month in range(1, 9))
OWING = Liability(
    date(2026, 11, 22), 31_800, 31_800, None, 214, 0, (), (*MONTHS, OwedMonth(None, 5, 5)),
    ExpectedUse(8_300, 1_700, 26_394, 26_394), (), (),
)  # fmt: skip
YEAR = PastYear(
    date(2025, 11, 23),
    (BalanceAt(date(2026, 10, 31), 30_000, 30_000), BalanceAt(date(2026, 11, 22), 31_800, 31_800)),
    8_300, 1_700, 8_300, 0, 1_000_000,
)  # fmt: skip


def text(spans) -> str:
    return "".join(span.text for span in spans)


def test_what_is_owed_and_what_will_be_used() -> None:
    assert text(owed_words(OWING, SPEECH)) == "31,800 points of 214 customers, worth €318."
    assert text(expected_words(OWING, SPEECH)) == (
        "Of points whose life has ended, 83 % were used: expect to pay about €264."
    )


def test_what_cannot_be_said_is_said_so() -> None:
    free = replace(OWING, money=None, expected=ExpectedUse(83, 17, 5, None))
    assert "no price" in text(owed_words(free, SPEECH))
    assert text(expected_words(free, SPEECH)).endswith("83 % were used.")
    assert "not known" in text(expected_words(replace(OWING, expected=None), SPEECH))
    empty = replace(OWING, points=0)
    assert text(owed_words(empty, SPEECH)) == "No points are out: nothing is owed."
    assert expected_words(empty, SPEECH) == []


def test_months_far_off_are_told_together() -> None:
    rows = lapse_rows(OWING, SPEECH)
    assert rows[0] == ("January 2027", "100", "€10")
    assert rows[-2:] == [("later", "1,500", "€150"), ("on no day", "5", "€0.05")]
    assert len(rows) == 8
    assert lapse_rows(replace(OWING, by_last_month=(OwedMonth(None, 5, None),)), SPEECH) == [
        ("on no day", "5", "—")
    ]


def test_what_it_cost() -> None:
    assert cost_rows(YEAR, OWING, SPEECH) == [
        ("Points used", "8,300"),
        ("Lapsed", "1,700"),
        ("Cost to the shop", "€83"),
        ("As a share of sales", "0.83 %"),
    ]
    open_too = replace(
        OWING,
        overdrawn=40,
        stamps=(StampsOwed("coffee", "Coffee card", 17, 3, 1),),
        vouchers=(VouchersOwed("birthday", "Birthday", 4),),
    )
    more = dict(cost_rows(replace(YEAR, unpriced=3), open_too, SPEECH))
    assert more["Rewards without a price"] == "3"
    assert more["Points customers owe"] == "40"
    assert more["Coffee card: full cards open"] == "1"
    assert more["Birthday: open"] == "4"


@pytest.mark.parametrize(("money", "values"), [(31_800, (30_000, 31_800)), (None, (30_000, 31_800))])
def test_the_line_counts_points_where_they_have_no_price(money, values) -> None:
    months = tuple(replace(one, money=money and one.money) for one in YEAR.months)
    lines = owed_lines(replace(YEAR, months=months), SPEECH)
    assert lines.in_money is (money is not None)
    assert lines.series[0].values == values
    assert lines.labels == ("Oct", "Nov")


def test_money_on_cards_stands_beside_the_points() -> None:
    rows = cost_rows(YEAR, replace(OWING, gift_cards=2_500, credit=1_050), SPEECH)
    assert ("On gift cards", "€25.00") in rows
    assert ("Store credit", "€10.50") in rows
    assert all("gift" not in row[0] for row in cost_rows(YEAR, OWING, SPEECH))
