"""What sheets of labels ask for, and what they refuse in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.fields import clean_values
from app.printing.documents.label_test import DOCUMENT as TEST
from app.printing.documents.label_test import LabelTest
from app.printing.documents.member_cards import DOCUMENT as CARDS
from app.printing.labels.fields import fill_of, sheet_fields
from app.printing.labels.sheetfill import SheetFill
from app.printing.labels.stock import L7160, STOCKS
from tests.printing.label_samples import outlines, printed
from tests.printing.samples import SHOP

GRID = {"stock": "custom", "columns": 4, "rows": 10, "width": 48_500, "height": 25_400}


@pytest.mark.parametrize("stock", STOCKS.values(), ids=lambda stock: stock.id)
def test_every_sheet_fits_its_paper_and_no_label_lies_on_another(stock) -> None:
    mm = 72 / 25.4
    assert stock.left + (stock.columns - 1) * stock.across + stock.width <= stock.paper.width / mm
    assert stock.top + (stock.rows - 1) * stock.down + stock.height <= stock.paper.height / mm
    assert stock.across >= stock.width
    assert stock.down >= stock.height
    assert str(stock.per_sheet) in stock.label


def test_labels_are_counted_along_the_rows_and_go_on_on_the_next_sheet() -> None:
    fill = SheetFill(L7160, start=20)
    assert fill.pages(0) == fill.pages(2) == 1
    assert fill.pages(3) == fill.pages(23) == 2
    assert fill.pages(24) == 3
    assert [index for index, _cell in fill.on_page(0, 24)] == [0, 1]
    assert [index for index, _cell in fill.on_page(1, 24)] == list(range(2, 23))
    assert [index for index, _cell in fill.on_page(2, 24)] == [23]
    [_first, (_index, second)] = fill.on_page(0, 2)
    assert (second.left, second.top) == L7160.corner_of(20), "the last of the sheet"


def test_a_grid_of_ones_own_is_in_the_middle_unless_margins_say_otherwise() -> None:
    fill = fill_of(GRID, "")
    stock = fill.stock
    assert (stock.left, stock.top) == pytest.approx(((210 - 194) / 2, (297 - 254) / 2), abs=0.01)
    placed = fill_of({**GRID, "left": 8_000, "top": 21_400, "across": 49_000, "down": 25_500}, "").stock
    assert (placed.left, placed.top, placed.across, placed.down) == (8.0, 21.4, 49.0, 25.5)
    pdf = printed(TEST, LabelTest(SHOP, replace(fill, stock=placed)))
    last = [box for box in outlines(pdf) if box.right - box.left > 20][-1]
    wanted = (8 + 3 * 49, 21.4 + 9 * 25.5, 8 + 3 * 49 + 48.5, 21.4 + 9 * 25.5 + 25.4)
    assert (last.left, last.top, last.right, last.bottom) == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"columns": 5}, "columns", "Side by side these labels take 242.5 mm; A4 is 210 mm wide."),
        ({"left": 20_000}, "columns", "Side by side these labels take 214 mm; A4 is 210 mm wide."),
        ({"rows": 12}, "rows", "One below the other these labels take 304.8 mm; A4 is 297 mm high."),
        (
            {"rows": 11, "grid_paper": "letter", "top": 1_000},
            "rows",
            "One below the other these labels take 280.4 mm; Letter is 279.4 mm high.",
        ),
        ({"across": 40_000}, "across", "These labels would lie on one another"),
        ({"down": 20_000}, "down", "These labels would lie on one another"),
        ({"width": None}, "width", "Width of a label is missing."),
        ({"rows": None}, "rows", "Labels down is missing."),
        ({"start": 41}, "start", "A sheet has 40 labels: begin at one of them."),
    ],
)
def test_a_grid_that_does_not_fit_is_refused_in_words(changes: dict, field: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        fill_of({**GRID, **changes}, "")
    assert refused.value.message.startswith(words)
    assert refused.value.field == field


def test_the_declared_fields_hold_what_is_typed() -> None:
    fields = sheet_fields("l7160")
    assert fill_of(clean_values(fields, {}), "l7160") == SheetFill(L7160)
    cleaned = clean_values(fields, {**GRID, "nudge_right": -7})
    assert fill_of(cleaned, "").right == -7
    for wrong in ({"stock": "l9999"}, {"nudge_down": 101}, {"width": 4_000}, {"columns": 0}, {"start": 0}):
        with pytest.raises(Refused):
            clean_values(fields, {**GRID, **wrong})


def test_a_shop_that_prints_on_letter_is_offered_its_labels_first(book: Book) -> None:
    def named(view) -> dict:
        return {field.id: field for field in CARDS.options_now(view)}

    a4 = book.ask(named)
    assert a4["stock"].default == "cr80-a4"
    assert a4["grid_paper"].default == "a4"
    book.do(lambda unit, _cmd: unit.session.execute(text("UPDATE shop SET paper = 'LETTER'")), None)
    letter = book.ask(named)
    assert letter["stock"].default == "cr80-letter"
    assert [choice for choice, _label in letter["stock"].choices][:4] == [
        "5160",
        "5163",
        "5371",
        "cr80-letter",
    ]
    assert {choice for choice, _label in letter["stock"].choices} == {*STOCKS, "custom"}
    assert letter["grid_paper"].default == "letter"
