"""Tables on paper: columns that hold their figures, heads on every page, text inside its column."""

from __future__ import annotations

from functools import partial
from io import BytesIO

import pypdfium2

from app.printing.flow import Flow
from app.printing.fonts import Region
from app.printing.geometry import A4
from app.printing.grid import Column, Grid, continued
from app.printing.sheet import Align, Sheet
from app.printing.spool import PdfPages
from tests.printing.reading import text_of

COLUMNS = (
    Column("Name", share=2),
    Column("Notes", share=3),
    Column("Points", Align.RIGHT),
    Column("Spent", Align.RIGHT),
)


def printed(rows: list[tuple[str, ...]], total: tuple[str, ...] | None = None) -> bytes:
    flow = Flow(84, 84, A4.body_bottom)
    grid = Grid(COLUMNS, rows, A4.margin, A4.right, Region.CHINA, total=total)
    grid.flow_into(flow, partial(_heading, continued("Members")))
    out = BytesIO()
    pages = PdfPages(out, "en-GB")
    sheet = Sheet(pages, A4.size, "en_GB")
    for items in flow.pages:
        for item in items:
            item.draw(sheet, item.top)
        sheet.next_page()
    pages.finish()
    return out.getvalue()


def _heading(text: str, sheet: Sheet, top: float) -> None:
    sheet.text(A4.margin, top + 9, text, 9)


def test_every_page_has_the_head_and_no_row_is_lost() -> None:
    rows = [(f"Member {at}", "a note", str(at), "€1.00") for at in range(100)]
    pdf = printed(rows, ("All", "", "4 950", "€100.00"))
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    assert len(pages) > 2
    for at, page in enumerate(pages):
        assert "Points" in page
        assert ("Members, continued" in page) == (at > 0)
    said = text_of(pdf)
    for at in range(100):
        assert f"Member {at}" in said
    assert "4 950" in said


def test_long_words_wrap_inside_their_column_and_are_cut_with_a_mark() -> None:
    pdf = printed([("x" * 500, "word " * 400, "12 345 678", "€1,234,567.00")])
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found = text.get_text_range()
    assert "…" in found
    assert "12 345 678" in found
    for at in range(text.count_chars()):
        left, _bottom, right, _top = text.get_charbox(at)
        assert A4.margin - 0.5 <= left <= right <= A4.right + 0.5


def test_the_last_row_does_not_stand_alone() -> None:
    fits = 1
    while len(pypdfium2.PdfDocument(printed([("a", "b", "1", "2")] * fits))) == 1:
        fits += 1
    second = pypdfium2.PdfDocument(printed([("a", "b", "1", "2")] * fits))[1]
    assert second.get_textpage().get_text_range().count("a b 1 2") == 2


def test_figures_wider_than_the_page_give_way() -> None:
    pdf = printed([("Anna", "note", "9" * 90, "8" * 90)])
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    assert "Anna" in text.get_text_range()
    for at in range(text.count_chars()):
        _left, _bottom, right, _top = text.get_charbox(at)
        assert right <= A4.right + 0.5


def test_figures_of_one_width_stay_inside_a_column_too_narrow_for_them() -> None:
    left, right = 300.0, 340.0
    rows = [(f"{'1' * count} 111 111 111",) for count in range(1, 9)]
    flow = Flow(84, 84, A4.body_bottom)
    Grid([Column("No", Align.RIGHT, most_lines=9)], rows, left, right, Region.CHINA).flow_into(flow)
    out = BytesIO()
    pages = PdfPages(out, "en-GB")
    sheet = Sheet(pages, A4.size, "en_GB")
    for item in flow.pages[0]:
        item.draw(sheet, item.top)
    sheet.next_page()
    pages.finish()
    document = pypdfium2.PdfDocument(out.getvalue())
    page = document[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    assert min(box[0] for box in boxes if box[2] > box[0]) >= left - 0.1
    assert max(box[2] for box in boxes) <= right + 0.1
