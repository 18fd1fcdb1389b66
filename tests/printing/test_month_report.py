"""The month report: the month's figures, every question with its answer and picture, in a few pages."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from app.insights.registry import PLOTS
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.fields import clean_values
from app.printing.document import About, gathered, render
from app.printing.documents import month_report as module
from app.printing.documents.month_report import DOCUMENT, MonthSheet
from app.printing.palette import ACCENT, tone_of
from app.printing.preview import page_count, page_images
from app.printing.registry import DOCUMENTS
from tests.printing.reading import ink, places, text_of
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.plot_samples import COHORTS, KnownPlot, known_plots

TODAY = date(2026, 11, 22)
THIN = "\u202f"


def sheet_of(book: Book, **options: Any) -> MonthSheet:
    fields = book.ask(DOCUMENT.options_now)
    return book.ask(lambda view: gathered(DOCUMENT, view, (), clean_values(fields, options)))


def printed(data: MonthSheet, **options: Any) -> bytes:
    out = BytesIO()
    render(DOCUMENT, data, out, options)
    return out.getvalue()


def words(pdf: bytes, page: int | None = None) -> str:
    return re.sub(r"\s+", " ", text_of(pdf, page).replace(THIN, " ").replace("\u2009", " "))


@pytest.fixture
def plots(monkeypatch: pytest.MonkeyPatch) -> list[KnownPlot]:
    made = known_plots()
    monkeypatch.setattr(module, "PLOTS", made)
    return made


def test_it_is_a_document_of_the_shop() -> None:
    assert DOCUMENTS.get("month-report") is DOCUMENT
    assert DOCUMENT.about is About.SHOP and "picture" in DOCUMENT.purpose


def test_the_months_figures_and_every_question(book: Book) -> None:
    fill(book, 60, busy(60, TODAY))
    data = sheet_of(book, month="2026-10")
    said = words(printed(data))
    assert "Month report" in said and "Customers who came" in said and "Oktober 2026" in said
    for plot in PLOTS:
        assert plot.label in said
    for answer in data.plots:
        assert re.sub(r"\s+", " ", answer.words)[:30] in said


def test_each_picture_is_drawn_and_stays_with_its_question(book: Book, plots: list[KnownPlot]) -> None:
    pdf = printed(sheet_of(book))
    for plot in plots:
        page = next(at for at in range(page_count(pdf)) if plot.label in words(pdf, at))
        left, _top, _right, bottom = places(pdf, page, plot.label)
        drawn = ink(pdf, page, (left, bottom + 16, left + 400, bottom + 16 + 45))
        assert drawn > 300, f"{plot.id} has its picture under it"
    tones = [tone_of(ACCENT, share / COHORTS.most)[0] for share in (525, 300, 250)]
    grounds = [bytes(round(part * 255) for part in tone) for tone in tones]
    everywhere: set[bytes] = set()
    for page in range(page_count(pdf)):
        _width, _height, pixels = page_images(pdf, page, 2.0)
        everywhere |= {pixels[3 * at : 3 * at + 3] for at in range(len(pixels) // 3)}
    assert set(grounds) <= everywhere


def test_how_we_know_is_printed_when_it_is_wanted(book: Book, plots: list[KnownPlot]) -> None:
    data = sheet_of(book)
    assert "How kept was counted." not in words(printed(data))
    assert "How kept was counted." in words(printed(data, how=True))


def test_without_a_month_it_is_the_last_whole_one(book: Book) -> None:
    assert sheet_of(book).figures.subtitle == sheet_of(book, month="2026-10").figures.subtitle
    assert sheet_of(book).figures.columns[1].label.endswith("2026")


def test_the_months_of_the_book_are_offered_newest_first(book: Book) -> None:
    def offered() -> list[str]:
        return [choice for choice, _label in book.ask(DOCUMENT.options_now)[0].choices]

    assert offered() == ["2026-11", "2026-10"], "an empty book"
    fill(book, 1, [Came(1, date(2026, 7, 31))])
    assert offered() == ["2026-11", "2026-10", "2026-09", "2026-08", "2026-07"]
    fill(book, 1, [Came(1, date(1999, 1, 1))], anew=True)
    assert len(offered()) == module.MOST_MONTHS


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "October", "2026-1", "2027-01", "<b>"])
def test_what_is_no_month_of_the_book_is_refused(book: Book, month: str) -> None:
    with pytest.raises(Refused) as refused:
        sheet_of(book, month=month)
    assert refused.value.field == "month"
    with pytest.raises(Refused) as again:
        book.ask(lambda view: DOCUMENT.gather(view, (), {"month": month}))
    assert again.value.field == "month"


def test_an_empty_shop_and_one_purchase_get_words(book: Book) -> None:
    said = words(printed(sheet_of(book)))
    assert "Too little history" in said or "Nobody has bought anything yet" in said
    fill(book, 1, [Came(1, TODAY)])
    data = sheet_of(book, month="2026-11")
    assert all(answer.words for answer in data.plots)
    assert page_count(printed(data)) >= 1


def test_the_same_day_gives_the_same_bytes(book: Book, clock: FixedClock, plots: list[KnownPlot]) -> None:
    assert printed(sheet_of(book)) == printed(sheet_of(book))
    assert printed(sheet_of(book), paper="letter") != printed(sheet_of(book))
