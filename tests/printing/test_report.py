"""Reports on paper: what stands on them, the sheet they are on, and charts that show their numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest

from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.registry import REPORTS
from app.insights.report import Column, Kind, ReportData
from app.kernel.book import Book
from app.kernel.fields import clean_values
from app.printing.document import About, gathered, render
from app.printing.documents import report as report_module
from app.printing.documents.report import ReportPaper, ReportSheet
from app.printing.geometry import A4
from app.printing.palette import ACCENT, GOLD, LOSS, MUTED, Colour, pale
from app.printing.preview import page_count, page_images, page_size
from app.printing.registry import DOCUMENTS
from tests.printing.reading import places, text_of
from tests.printing.samples import SHOP
from tests.unit.insights.samples import CHARTS, COLUMNS, ROWS, report

THIN = "\u202f"


def paper_of(report_id: str) -> ReportPaper:
    found = REPORTS.get(report_id)
    assert found is not None
    return ReportPaper(found)


def printed(data: ReportData, **options: Any) -> bytes:
    out = BytesIO()
    render(paper_of("members"), ReportSheet(data, replace(SHOP, locale=data.locale)), out, options)
    return out.getvalue()


def words(pdf: bytes, page: int | None = None) -> str:
    return re.sub(r"\s+", " ", text_of(pdf, page).replace(THIN, " ").replace("\u2009", " "))


def pixels(pdf: bytes, colour: Colour, page: int = 0, scale: float = 2.0) -> set[tuple[int, int]]:
    """The places of a page that are of exactly this colour."""
    width, _height, found = page_images(pdf, page, scale)
    wanted = bytes(round(part * 255) for part in colour)
    return {
        (at % width, at // width) for at in range(len(found) // 3) if found[3 * at : 3 * at + 3] == wanted
    }


def chart_only(chart: Chart) -> bytes:
    """A sheet with one chart and hardly anything else in its colours."""
    columns = (Column("n", "N", Kind.NUMBER, wide=1),)
    return printed(report(columns=columns, rows=(), figures=(), charts=(chart,), notes=()))


def stretches(values: set[int]) -> list[tuple[int, int]]:
    """Numbers that follow one another, as (first, last)."""
    found: list[tuple[int, int]] = []
    for value in sorted(values):
        if found and value <= found[-1][1] + 1:
            found[-1] = (found[-1][0], value)
        else:
            found.append((value, value))
    return found


def test_every_report_is_a_document_of_the_shop() -> None:
    for one in REPORTS:
        document = DOCUMENTS.get(f"report-{one.id}")
        assert document is not None
        assert (document.about, document.label, document.icon) == (About.SHOP, one.label, one.icon)
        ids = [field.id for field in document.options]
        assert ids == [*(field.id for field in one.options), "paper", "layout"]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("report_id", REPORTS.ids())
def test_every_report_prints_in_an_empty_shop(book: Book, report_id: str) -> None:
    document = paper_of(report_id)
    options = clean_values(document.options, {})
    data = book.ask(lambda view: gathered(document, view, (), options))
    out = BytesIO()
    render(document, data, out, options)
    said = words(out.getvalue())
    assert data.report.title in said
    assert "As of 22.11.2026" in said
    assert data.report.rows or data.report.empty in said


def test_title_figures_rows_totals_and_notes() -> None:
    said = words(printed(report()))
    for part in (
        "Kettle & Quill", "A sample 1–31 Oct 2026", "Points 1 221", "Spent €1,225.96", "Every row",
        "Łukasz Žižek 1 Oct 2026 October 2026 3 1 234 €1,234.56 12.5 % 5",
        "Tom <b>Smith – for ever 2 7 €0.50 100 % 33.3 %",
        "Total 6 1 221 €1,225.96", "Counted by hand.", "Up and down.", "As of 25 Nov 2026 Page 1 of",
    ):  # fmt: skip
        assert part in said.replace("\u00a0", " "), part
    assert "−€10.50 −€9.10 −20" in said, "a row that begins from the right is read back from there"


def test_an_empty_report_says_so() -> None:
    said = words(printed(report(rows=(), charts=())))
    assert "Nothing is there." in said
    assert "Total" not in said and "Visits" not in said


def test_wide_tables_stand_across_unless_told_otherwise() -> None:
    upright, across = A4.size, A4.size[::-1]
    narrow = report(columns=COLUMNS[:4], rows=tuple(row[:4] for row in ROWS))
    many = report(columns=(*COLUMNS, *(replace(one, id=f"{one.id}2") for one in COLUMNS)),
                  rows=tuple((*row, *row) for row in ROWS))  # fmt: skip
    for data, options, size in (
        (narrow, {}, upright), (many, {}, across), (many, {"layout": "upright"}, upright),
        (narrow, {"layout": "across"}, across),
    ):  # fmt: skip
        assert page_size(printed(data, **options), 0) == pytest.approx(size, abs=0.1)
    letter = page_size(printed(many, paper="letter"), 0)
    assert letter == pytest.approx((792, 612), abs=0.1)


@pytest.mark.parametrize("count", [1, 2, 30, 31, 200])
def test_over_pages_every_row_is_there_once_under_its_head(count: int) -> None:
    rows = tuple((f"Customer {at:04}", *ROWS[0][1:]) for at in range(count))
    pdf = printed(report(rows=rows, charts=()))
    found: list[str] = []
    for page in range(page_count(pdf)):
        said = words(pdf, page)
        here = re.findall(r"Customer \d{4}", said)
        assert not here or "Name Day Month" in said
        found += here
        assert f"Page {page + 1} of {page_count(pdf)}" in said
        if page and here:
            assert "Every row, continued" in said
    assert found == [row[0] for row in rows]


def test_more_rows_than_are_printed_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "MOST_ROWS", 10)
    said = words(printed(report(rows=ROWS * 5, charts=())))
    assert "The first 10 of 20 rows are printed" in said
    assert said.count("Tom <b>Smith") == 2
    assert "Total 30 6 105" in said, "totals are those of all rows"


def test_hostile_names_stay_names_and_within_their_column() -> None:
    names = (
        "محمد عبد الله", "क्षत्रिय", "张伟", "김철수", "👨\u200d👩\u200d👧", "W" * 500, "\u202eevil",
        "a\u0301" * 5, '<img src="/etc/x.png">', "x" * 10_000,
    )  # fmt: skip
    data = report(rows=tuple((name, *ROWS[0][1:]) for name in names), charts=())
    pdf = printed(data)
    said = text_of(pdf)
    assert '<img src="/etc/x.png">' in said.replace("\n", " ") or "<img" in said
    assert "WWW" in said and "…" in said
    day = places(pdf, 0, "1 Oct 2026 October 2026")
    assert places(pdf, 0, "WWWWWWW")[2] <= day[0]


def test_bars_are_as_tall_as_their_values_and_hang_below_zero() -> None:
    series = (Series("Up", (100, 50, 0, 25)), Series("Down", (0, 0, -50, -25), Tone.LOSS))
    pdf = chart_only(Chart("c", "Bars", "What they show.", Shape.BARS, ("a", "b", "c", "d"), series))
    up, down = pixels(pdf, ACCENT), pixels(pdf, LOSS)
    # The legend's two squares and the shop's name are in these colours as well: bars stand lower.
    floor = max(y for _x, y in down)
    low_up = {(x, y) for x, y in up if y > floor - 300}
    columns = [x for x in stretches({x for x, _y in low_up}) if x[1] - x[0] > 20]
    assert len(columns) == 3
    heights = [Counter(x for x, _y in low_up)[(first + last) // 2] for first, last in columns]
    assert heights[0] == pytest.approx(2 * heights[1], abs=4)
    assert heights[0] == pytest.approx(4 * heights[2], abs=6)
    fallen = [x for x in stretches({x for x, y in down if y > floor - 60}) if x[1] - x[0] > 20]
    assert len(fallen) == 2
    said = words(pdf)
    assert "Bars What they show. Up Down" in said
    assert re.search(r"100 .*50 .*0 .*50", said) or "50" in said


def test_lines_rise_as_their_values_do() -> None:
    values = (0, 100, 50, 200)
    chart = Chart("c", "Lines", "", Shape.LINES, ("1", "2", "3", "4"), (Series("Now", values, Tone.GOLD),))
    found = pixels(chart_only(chart), GOLD)
    left, right = min(x for x, _y in found), max(x for x, _y in found)
    tops = []
    for at in range(4):
        x = round(left + 2 + (right - left - 4) * at / 3)
        tops.append(min(y for place, y in found if abs(place - x) <= 2))
    assert tops[3] < tops[1] < tops[2] < tops[0]
    whole = tops[0] - tops[3]
    assert (tops[0] - tops[1]) / whole == pytest.approx(0.5, abs=0.06)


def test_tones_have_their_colours_and_a_line_may_end_sooner() -> None:
    series = (Series("Before", (5, 4), Tone.BESIDE), Series("Back", (1, 2, 3), Tone.SOFT))
    pdf = chart_only(Chart("c", "Two", "", Shape.LINES, ("1", "2", "3"), series))
    before, back = pixels(pdf, MUTED), pixels(pdf, pale(ACCENT))
    assert before and back
    assert max(x for x, y in back) > 800


def test_money_at_the_axis_and_labels_in_the_shop_s_language() -> None:
    chart = CHARTS[1]
    said = words(printed(replace(report(rows=(), charts=(chart,)), locale="de_DE")))
    assert "60 €" in said or "40 €" in said
    assert "Before Now" in said


def test_labels_under_an_axis_never_touch() -> None:
    labels = tuple(f"{at} September" for at in range(1, 32))
    pdf = chart_only(Chart("c", "Days", "", Shape.BARS, labels, (Series("n", tuple(range(1, 32))),)))
    shown = [label for label in labels if re.search(rf"(?<!\d){label}", words(pdf))]
    assert 3 <= len(shown) < 31
    boxes = [places(pdf, 0, label) for label in shown if label[:2].strip() != "1"]
    for before, after in pairwise(boxes):
        assert before[2] < after[0]
    assert boxes[-1][2] <= A4.right + 1


def test_a_report_speaks_one_language_whatever_the_shop_s(book: Book) -> None:
    """The catalogues hold what customers read: of a report they know a word here and there."""
    document = paper_of("redemptions")
    data = book.ask(lambda view: gathered(document, view, (), clean_values(document.options, {})))
    assert data.shop.locale == "de_DE"
    assert [figure.label for figure in data.report.figures] == [
        "Rewards used",
        "Customers",
        "Points used",
        "Worth",
    ]
    said = words(printed(replace(report(), locale="de_DE")))
    assert "Total 6" in said and "As of 25.11.2026" in said and "Page 1 of" in said


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert printed(report()) == printed(report())
    assert date(2026, 11, 25) == report().asked_on
