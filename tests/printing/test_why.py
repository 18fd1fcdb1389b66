"""The answer to "why 640?" on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from app.loyalty.told import Told
from app.loyalty.why import Why, WhyLot, WhyMove
from app.printing.document import render
from app.printing.documents.why import DOCUMENT
from app.printing.preview import page_count
from tests.printing.reading import places, text_of
from tests.printing.samples import SHOP

DAY = date(2026, 8, 4)
THIN = "\u202f"


def answer(lots: int = 2, name: str = "Maria Schmidt", owed: int = 0) -> Why:
    made = tuple(
        WhyLot(
            DAY + timedelta(days=number),
            f"Purchase, receipt {20418 + number}",
            150,
            120,
            date(2027, 8, 4) + timedelta(days=number) if number else None,
            (WhyMove(date(2026, 9, 2), "Used: Free coffee", -30),),
        )
        for number in range(lots)
    )
    entries = tuple(
        Told(number, number, DAY, "earn", 150, 150 * number, f"Purchase, receipt {number}", 15_000, "")
        for number in range(1, lots + 1)
    )
    return Why(SHOP, 7, name, date(2026, 11, 22), 120 * lots - owed, owed, 240, made, entries)


def words(data: Why) -> str:
    out = BytesIO()
    render(DOCUMENT, data, out)
    return re.sub(r"[\s\u202f\u2009]+", " ", text_of(out.getvalue()))


def test_every_lot_says_where_it_came_from_what_is_left_and_until_when() -> None:
    text = words(answer())
    for said in (
        "Why 240 points?",
        "Maria Schmidt · 22 November 2026",
        "The balance is what is left of 2 purchases and gifts of points. It is worth €2.40.",
        "4 Aug · Purchase, receipt 20418 150 120 they do not lapse",
        "5 Aug · Purchase, receipt 20419 150 120 5 Aug 2027",
        "2 Sept · Used: Free coffee −30",
        "Every movement",
        "Purchase, receipt 1 €150.00 +150 150",
    ):
        assert said in text, (said, text)


def test_what_is_owed_is_said() -> None:
    assert "240 are left and 300 are still owed" in words(answer(owed=300))


def test_many_lots_go_on_with_their_head_on_every_page() -> None:
    out = BytesIO()
    render(DOCUMENT, answer(lots=60), out)
    pdf = out.getvalue()
    pages = page_count(pdf)
    assert pages > 3
    assert text_of(pdf, 1).count("Valid through") == 1
    assert f"Page {pages} of {pages}" in text_of(pdf, pages - 1)


def test_the_same_ledger_is_the_same_paper() -> None:
    first, second = BytesIO(), BytesIO()
    render(DOCUMENT, answer(), first)
    render(DOCUMENT, answer(), second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("name", ["Tom <b>Smith", "محمد عبد الله", "Łukasz Žižek", "x" * 200])
def test_names_stand_literally(name: str) -> None:
    out = BytesIO()
    render(DOCUMENT, answer(name=name), out)
    assert page_count(out.getvalue()) == 1
    if name.isascii() and len(name) < 100:
        assert name in text_of(out.getvalue())


def test_large_figures_keep_apart() -> None:
    lots = tuple(
        WhyLot(DAY, "W" * 500, 1_234_567_890, 987_654_321, None if at else date(2099, 12, 31), ())
        for at in range(2)
    )
    out = BytesIO()
    render(DOCUMENT, replace(answer(), lots=lots), out)
    pdf = out.getvalue()
    came = places(pdf, 0, f"1{THIN}234{THIN}567{THIN}890")
    left = places(pdf, 0, f"987{THIN}654{THIN}321")
    until = places(pdf, 0, "31 Dec 2099")
    what = places(pdf, 0, "WWWW")
    assert what[2] < came[0] - 4
    assert came[2] < left[0] - 4
    assert left[2] < until[0] - 4


def test_a_long_name_leaves_room_for_the_day() -> None:
    assert "22 November 2026" in words(answer(name="Maximiliana " * 16))


def test_movements_of_a_lot_that_are_left_out_are_counted() -> None:
    moves = tuple(WhyMove(DAY + timedelta(days=at), f"Used: thing {at}", -1) for at in range(20))
    [first, *rest] = answer().lots
    text = words(replace(answer(), lots=(replace(first, moves=moves), *rest)))
    assert "8 earlier movements stand in the table below" in text
    assert "Used: thing 7" not in text
    assert "Used: thing 8" in text


def test_nothing_yet() -> None:
    empty = Why(SHOP, 7, "Maria", date(2026, 11, 22), 0, 0, None, (), ())
    assert "No points have come yet" in words(empty)
