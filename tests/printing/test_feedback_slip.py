"""Feedback slips: what they ask, in whose language, on what paper; the code that leads back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.groups.feed import timeline_page
from app.kernel.book import Book
from app.kernel.catalogues import languages
from app.kernel.errors import NotFound
from app.kernel.fields import clean_values
from app.printing.document import Document, gathered, render
from app.printing.documents.feedback_slip import DOCUMENTS
from app.printing.geometry import MM
from app.printing.preview import page_count, page_size
from app.printing.slips.asking import feedback_slip_codes, print_feedback_slip
from app.printing.slips.setup import parse_target
from app.touchpoints.asking import SaveAsking, feedback_link, save_asking
from tests.printing.label_samples import NAMES, codes_in, picture
from tests.printing.letters import british, printed_for, words
from tests.printing.reading import ink, places, text_of
from tests.printing.slips.machines import burnt

OF_CUSTOMER, OF_NOBODY = DOCUMENTS
ADDRESS = "https://kettle-quill.example/how-was-it?c={code}"


@pytest.fixture
def shop(book: Book) -> Book:
    british(book)
    return book


def add(book: Book, name: str = "Maria Schmidt", language: str = "") -> int:
    return book.do(add_customer, AddCustomer(CustomerDraft(name, language=language))).id


def of_nobody(book: Book, **options: Any) -> bytes:
    document: Document[Any] = OF_NOBODY
    cleaned = clean_values(document.options, options)
    data = book.ask(lambda view: gathered(document, view, (), cleaned))
    out = BytesIO()
    render(document, data, out, cleaned)
    return out.getvalue()


def test_five_figures_to_tick_and_a_word_why(shop: Book) -> None:
    pdf = printed_for(shop, OF_CUSTOMER, add(shop))
    text = words(text_of(pdf))
    assert page_size(pdf, 0) == pytest.approx((105 * MM, 148 * MM), abs=1)
    for said in ("Kettle & Quill", "How was it?", "A word why:", "Maria Schmidt", "1 2 3 4 5"):
        assert said in text, said
    assert "recommend" not in text
    assert codes_in(picture(pdf, 0, 203)) == [], "no address, no code"


def test_eleven_figures_where_the_shop_asks_so_or_the_person_who_prints(shop: Book) -> None:
    maria = add(shop)
    assert "0 1 2 3 4 5 6 7 8 9 10" in words(text_of(printed_for(shop, OF_CUSTOMER, maria, scale="10")))
    shop.do(save_asking, SaveAsking(10))
    text = words(text_of(printed_for(shop, OF_CUSTOMER, maria)))
    assert "Would you recommend us to friends?" in text and "very gladly" in text
    assert "1 2 3 4 5" in words(text_of(printed_for(shop, OF_CUSTOMER, maria, scale="5")))


@pytest.mark.parametrize("size", ["a6", "80", "58"])
@pytest.mark.parametrize("scale", ["5", "10"])
def test_the_code_leads_back_to_the_customer_and_stands_on_white(shop: Book, size: str, scale: str) -> None:
    shop.do(save_asking, SaveAsking(5, ADDRESS))
    maria = add(shop)
    pdf = printed_for(shop, OF_CUSTOMER, maria, size=size, scale=scale)
    assert page_count(pdf) == 1
    assert codes_in(picture(pdf, 0, 203)) == [("QRCode", shop.ask(feedback_link, maria))]
    width, height = page_size(pdf, 0)
    assert ink(pdf, 0, (0, 0, 2 * MM, height)) == ink(pdf, 0, (width - 2 * MM, 0, width, height)) == 0
    assert ink(pdf, 0, (0, height - 1.5 * MM, width, height)) == 0, "nothing is cut off at the foot"


def test_four_on_a_sheet_with_nobodys_name(shop: Book) -> None:
    shop.do(save_asking, SaveAsking(5, ADDRESS))
    pdf = of_nobody(shop)
    assert page_size(pdf, 0) == pytest.approx((210 * MM, 297 * MM), abs=1)
    assert text_of(pdf).count("How was it?") == 4
    assert codes_in(picture(pdf, 0, 203)) == [("QRCode", "https://kettle-quill.example/how-was-it?c=")] * 4
    assert page_size(of_nobody(shop, paper="letter"), 0) == pytest.approx((612, 792), abs=1)
    assert text_of(of_nobody(shop, size="80")).count("How was it?") == 1


@pytest.mark.parametrize("language", sorted(languages()))
def test_it_asks_in_the_customers_language_and_nothing_runs_over(shop: Book, language: str) -> None:
    shop.do(save_asking, SaveAsking(10, ADDRESS))
    pdf = printed_for(shop, OF_CUSTOMER, add(shop, "Ana", language), size="58")
    text = words(text_of(pdf))
    assert ("How was it?" in text) == (language == "en")
    assert "…" not in text
    assert places(pdf, 0, "10")[2] < 58 * MM - 2 * MM


@pytest.mark.parametrize("name", NAMES)
def test_every_name_prints_on_every_size(shop: Book, name: str) -> None:
    who = add(shop, name)
    for size in ("a6", "58"):
        assert page_count(printed_for(shop, OF_CUSTOMER, who, size=size)) == 1


def test_a_long_link_that_makes_no_code_is_written(shop: Book) -> None:
    long = "https://kettle-quill.example/" + "a" * 250 + "?c={code}"
    shop.do(save_asking, SaveAsking(5, long))
    pdf = printed_for(shop, OF_CUSTOMER, add(shop), size="58")
    found = codes_in(picture(pdf, 0, 203))
    assert found or "Or tell us here" in words(text_of(pdf))


def test_nobody_there_is_said(shop: Book) -> None:
    with pytest.raises(NotFound):
        printed_for(shop, OF_CUSTOMER, 99)


def test_the_same_slip_is_the_same_bytes(shop: Book) -> None:
    shop.do(save_asking, SaveAsking(5, ADDRESS))
    maria = add(shop)
    assert printed_for(shop, OF_CUSTOMER, maria) == printed_for(shop, OF_CUSTOMER, maria)


@pytest.mark.parametrize("width", ["58", "80"])
def test_the_tills_printer_takes_it_as_dots(shop: Book, tmp_path, width: str) -> None:
    shop.do(save_asking, SaveAsking(5, ADDRESS))
    out = tmp_path / "slip.bin"
    setup = replace(parse_target(f"file:{out}"), width=width)
    maria = add(shop)
    assert shop.ask(timeline_page, maria, kind="asked").items == ()
    print_feedback_slip(shop, maria, setup)
    [item] = shop.ask(timeline_page, maria, kind="asked").items
    assert item.detail == "By a printed slip"
    read = burnt(out.read_bytes())
    assert read.image.width == {"58": 384, "80": 576}[width]
    assert codes_in(read.image.convert("L")) == [("QRCode", shop.ask(feedback_link, maria))]
    assert shop.ask(feedback_slip_codes, None, setup) != shop.ask(feedback_slip_codes, maria, setup)
