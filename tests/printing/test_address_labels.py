"""Address labels: as large as they fit, every line there, and who has no address is counted."""

from __future__ import annotations

import re

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import Address, CustomerDraft
from app.customers.on_labels import AddressedCustomer, addressed_customers
from app.customers.postal import address_lines
from app.kernel.book import Book
from app.printing.document import LeftOut, gathered
from app.printing.documents.address_labels import DOCUMENT
from app.printing.labels.stock import STOCKS
from app.printing.preview import page_count
from tests.printing.label_samples import NAMES, address_labels, picture, printed
from tests.printing.reading import places, text_of

MARIA = AddressedCustomer("Maria Schmidt", ("Flat 3, 27 Great Pulteney Street", "Bath BA2 4BU"))
NINE = AddressedCustomer("Łukasz Žižek", tuple(f"Line {place} of nine" for place in range(1, 10)))
WIDE = AddressedCustomer("Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior", ("W" * 60, "Bath"))


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", text_of(pdf))


@pytest.mark.parametrize("stock", STOCKS)
def test_every_line_of_an_address_is_on_its_label(stock: str) -> None:
    data = address_labels(stock, MARIA, NINE, WIDE)
    pdf = printed(DOCUMENT, data)
    text = words(pdf)
    for line in ("Maria Schmidt", *MARIA.lines, NINE.name, *NINE.lines, "Bath"):
        assert line in text, line
    assert "W" * 60 in text.replace(" ", ""), "a line too wide goes on below"
    for index, place in ((0, "Flat 3"), (1, "Line 9 of nine")):
        left, top, right, bottom = places(pdf, 0, place)
        cell = data.fill.cell(index)
        assert cell.left + 4 < left < right < cell.right - 4
        assert cell.top + 2 < top < bottom < cell.bottom - 2


@pytest.mark.parametrize("stock", STOCKS)
def test_town_and_country_stay_however_long_the_street_is(stock: str) -> None:
    street = tuple(f"Line {place} of a street that is long and goes on" for place in range(1, 16))
    who = AddressedCustomer("Maria Schmidt", (*street, "Bath BA2 4BU", "UNITED KINGDOM"))
    text = words(printed(DOCUMENT, address_labels(stock, who)))
    for line in ("Maria Schmidt", "Line 1 of", "Bath BA2 4BU", "UNITED KINGDOM"):
        assert line in text, line


def test_nine_lines_shrink_and_three_do_not() -> None:
    pdf = printed(DOCUMENT, address_labels("5160", MARIA, NINE))

    def tall(line: str) -> float:
        _left, top, _right, bottom = places(pdf, 0, line)
        return bottom - top

    assert 1.6 < tall("Bath BA2 4BU") / tall("Line 9 of nine") < 2.4


@pytest.mark.parametrize("stock", ["l7160", "5160"])
def test_nothing_leaves_its_label(stock: str) -> None:
    bad = "\u202e\x00W<b>" + "W" * 10_000
    data = address_labels(stock, AddressedCustomer(bad, (bad,) * 40))
    pdf = printed(DOCUMENT, data)
    page = picture(pdf, 0, 100).convert("L")
    cell = data.fill.cell(0)
    page.paste(255, tuple(round(side * 100 / 72) for side in (cell.left, cell.top, cell.right, cell.bottom)))
    assert page.getextrema() == (255, 255)
    assert "W<b>WWW" in text_of(pdf)


def test_names_in_every_script_and_many_sheets() -> None:
    who = [AddressedCustomer(name, MARIA.lines) for name in NAMES]
    pdf = printed(DOCUMENT, address_labels("l7163", *who, *who, start=8))
    assert page_count(pdf) == 3
    text = words(pdf)
    for name in ("Łukasz Žižek", "张伟", "김철수", "Tom <b>Smith"):
        assert text.count(name) == 2
    assert text.count("Bath BA2 4BU") == 2 * len(NAMES)


def add(book: Book, name: str, *addresses: Address) -> int:
    return book.do(add_customer, AddCustomer(CustomerDraft(name, addresses=addresses))).id


def test_an_address_is_the_one_on_an_envelope_and_without_one_there_is_no_label(book: Book) -> None:
    home = Address(street="Hauptstr. 5\nHinterhaus", postal_code="10115", city="Berlin", country="DE")
    work = Address(street="Office 1", postal_code="20095", city="Hamburg", country="DE")
    away = Address(street="27 Great Pulteney Street", postal_code="BA2 4BU", city="Bath", country="GB")
    anna, ben, cem = add(book, "Anna", home, work), add(book, "Ben"), add(book, "Cem", away)
    data = book.ask(lambda view: gathered(DOCUMENT, view, (cem, ben, anna), {"stock": "l7160"}))
    assert [label.name for label in data.labels] == ["Cem", "Anna"]
    assert data.labels[1].lines == ("Hauptstr. 5", "Hinterhaus", "10115 Berlin")
    assert data.labels[0].lines[-1] == "VEREINIGTES KÖNIGREICH"
    assert data.left_out == (("has no postal address", 1),)
    for label, number in zip(data.labels, (cem, anna), strict=True):
        assert label.lines == book.ask(address_lines, number)
    with pytest.raises(LeftOut) as left:
        book.ask(lambda view: gathered(DOCUMENT, view, (ben,), {}))
    assert left.value.reason == "has no postal address"


def test_more_customers_than_are_asked_for_at_once(book: Book) -> None:
    anna = add(book, "Anna", Address(street="A", city="B"))
    found = book.ask(addressed_customers, tuple([anna, 10**6] * 700))
    assert len(found) == 700
    assert set(found) == {("Anna", ("A", "B"))}
