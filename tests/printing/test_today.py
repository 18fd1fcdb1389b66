"""Today's sheet: one page, whatever the day brings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from app.groups.today import Birthday, LapsingCount, Newcomer, Owed
from app.kernel.book import Book
from app.kernel.fields import clean_values
from app.printing.day_sheet import DaySheet, parts_of
from app.printing.document import gathered, render
from app.printing.documents.today import DOCUMENT
from app.printing.preview import page_count
from tests.printing.reading import ink, places, text_of
from tests.printing.samples import SHOP

DAY = date(2026, 11, 26)
MARIA = Birthday(1, "Maria Schmidt", DAY, 40, "Flat white", "Nut allergy", "A slice of cake", True)
TOM = Birthday(2, "Tom", DAY + timedelta(days=2), None, "", "", "A slice of cake", False)
LATE = Owed(
    1,
    3,
    "Anna",
    "Order the new Tana French",
    DAY - timedelta(days=9),
    DAY - timedelta(days=6),
    6,
    "",
    "promise",
)
SOON = Owed(
    2, 4, "Zoë", "Keep a place", DAY - timedelta(days=2), DAY + timedelta(days=1), -1, "No lilies", "promise"
)
TABLE = Owed(3, 6, "Paul", "A table for four", DAY - timedelta(days=3), DAY, 0, "", "reservation")
ROOM = Owed(
    4, 7, "Ida", "The back room", DAY - timedelta(days=3), DAY + timedelta(days=3), -3, "", "reservation"
)
MISSED = Owed(
    5, 8, "Lea", "Two places", DAY - timedelta(days=9), DAY - timedelta(days=1), 1, "", "reservation"
)
SHEET = DaySheet(
    SHOP, DAY, (MARIA, TOM), (LATE, MISSED, TABLE, SOON, ROOM), (Newcomer(5, "Ben", "Espresso", ""),), 1,
    (LapsingCount(21, 1_373, DAY + timedelta(days=7)),),
)  # fmt: skip


def printed(data: DaySheet, **options: Any) -> bytes:
    out = BytesIO()
    render(DOCUMENT, data, out, options)
    return out.getvalue()


def words(pdf: bytes) -> str:
    return re.sub(r"[\s\u202f\u2009\u00a0]+", " ", text_of(pdf))


def test_a_day_is_told_in_the_order_of_its_press() -> None:
    text = words(printed(SHEET))
    said = (
        "The day at the counter Thursday, 26 November 2026",
        "Birthdays today Maria Schmidt turns 40 · usually Flat white",
        "has “A slice of cake”",
        "Mind: Nut allergy",
        "Reservations for today Paul A table for four",
        "since 23 Nov",
        "Promised and overdue Anna Order the new Tana French",
        "6 days late · since 17 Nov",
        "Reservations still open Lea Two places",
        "was for 25 Nov",
        "Reservations for the coming days Ida The back room",
        "for 29 Nov · since 23 Nov",
        "Promised for the coming days Zoë Keep a place",
        "for 27 Nov · since 24 Nov",
        "Mind: No lilies",
        "Birthdays in the coming days Tom",
        "28 Nov · “A slice of cake” is used",
        "New the day before Ben usually Espresso",
        "Points about to lapse: by 3 Dec 1 373 points of 21 customers.",
        "Notes",
    )
    at = [text.find(one) for one in said]
    assert min(at) >= 0, [one for one in said if one not in text]
    assert at == sorted(at)


def test_every_row_has_a_box_to_tick() -> None:
    pdf = printed(SHEET)
    for name in ("Maria Schmidt", "Anna", "Ben"):
        left, _top, _right, bottom = places(pdf, 0, name)
        assert ink(pdf, 0, (left - 17, bottom - 10, left - 4, bottom + 2)) > 20, name


def test_an_empty_day_says_so_and_leaves_room_to_write() -> None:
    empty = replace(SHEET, birthdays=(), owed=(), new=(), new_count=0, lapsing=())
    text = words(printed(empty))
    assert "Nothing is waiting today." in text
    assert "Notes" in text
    assert "Points about to lapse" not in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [1, 12, 300])
def test_however_much_there_is_it_stays_on_one_page(paper: str, count: int) -> None:
    names = ["محمد عبد الله", "Tom <b>Smith", "क्षत्रिय", "张伟 김철수", "W" * 200, "👨‍👩‍👧 Łukasz"]
    busy = replace(
        SHEET,
        birthdays=tuple(replace(MARIA, name=names[at % 6], alert="x" * 300) for at in range(count)),
        owed=tuple(
            replace(LATE, text="<img src='/etc/x.png'> " * 60, name=names[at % 6]) for at in range(count)
        ),
        new=tuple(Newcomer(at, names[at % 6], "y" * 200, "") for at in range(min(count, 40))),
        new_count=count,
    )
    pdf = printed(busy, paper=paper)
    assert page_count(pdf) == 1
    text = words(pdf)
    assert "Birthdays today" in text
    assert "Promised and overdue" in text
    shown = {part.title: len(part.rows) + part.more for part in parts_of(busy)}
    assert shown["Birthdays today"] == count
    assert ("more: the program has them all" in text) == (count > 1)
    foot = places(pdf, 0, "Page 1 of 1")
    assert places(pdf, 0, "Points about to lapse")[3] < foot[1]


def test_the_day_is_chosen_and_today_when_it_is_not(book: Book) -> None:
    def asked(**chosen: object) -> DaySheet:
        options = clean_values(DOCUMENT.options, chosen)
        return book.ask(lambda view: gathered(DOCUMENT, view, (), options))

    assert asked().day == date(2026, 11, 22)
    assert asked(day="2026-12-24").day == date(2026, 12, 24)
    assert DOCUMENT.file_name(asked()) != ""


def test_the_same_day_is_the_same_paper() -> None:
    assert printed(SHEET) == printed(SHEET)
