"""Shelf labels: typed lines and what was sold lately, with the member's price."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.loyalty.commands import RingUp, VoidPurchase, ring_up, void_purchase
from app.printing.document import gathered
from app.printing.documents.shelf_labels import DOCUMENT, ShelfLabels
from app.printing.labels.fields import fill_of
from app.printing.labels.prices import Priced, discounted, read_lines
from app.printing.labels.stock import STOCKS
from app.sales.products import ProductSold, products_sold
from app.sales.purchases import Line
from tests.printing.label_samples import picture, printed
from tests.printing.reading import places, text_of
from tests.printing.samples import SHOP

PRODUCTS = (
    Priced("Flat white", 380, 342),
    Priced("緑茶 100 g", 1500, 1200),
    Priced("<b>Bread</b> & butter", 320, 300),
    Priced("P" * 500, 99_999_900, 99_999_800),
)


def labels(stock: str, *products: Priced, colour: str = "") -> ShelfLabels:
    return ShelfLabels(replace(SHOP, colour=colour), fill_of({"stock": stock}, ""), products)


@pytest.mark.parametrize("stock", STOCKS)
def test_name_and_both_prices_stand_on_every_label_whole(stock: str) -> None:
    data = labels(stock, *PRODUCTS)
    pdf = printed(DOCUMENT, data)
    text = re.sub(r"\s+", " ", text_of(pdf))
    for words in ("Flat white", "€3.80", "€3.42", "緑茶 100 g", "<b>Bread</b>", "€999,999.00", "€999,998.00"):
        assert words in text
    assert text.count("Member price") == text.count("Price ") == 4
    for index, price in ((0, "€3.42"), (3, "€999,998.00")):
        left, top, right, bottom = places(pdf, 0, price)
        cell = data.fill.cell(index)
        assert cell.left < left < right < cell.right - 4
        assert cell.top < top < bottom < cell.bottom - 4


def test_the_member_price_is_the_larger_and_reads_on_a_light_colour() -> None:
    data = labels("l7160", *PRODUCTS, colour="#f5c542")
    pdf = printed(DOCUMENT, data)
    _left, top, _right, bottom = places(pdf, 0, "€3.42")
    _l, t, _r, b = places(pdf, 0, "€3.80")
    assert (bottom - top) > 1.4 * (b - t)
    left, top, right, bottom = (round(side * 150 / 72) for side in places(pdf, 0, "€3.42"))
    panel = picture(pdf, 0, 150).crop((left, top, right, bottom)).convert("L")
    assert panel.getextrema()[0] < 60, "ink on yellow, not white"


def test_lines_are_read_as_the_shop_writes_amounts() -> None:
    text = "Flat white; 3,80; 3,42\n\n  Tea; green; €12.50 ;11 €\r\nمرحبا;2;1\n"
    assert read_lines(text, "EUR", "de_DE") == (
        Priced("Flat white", 380, 342),
        Priced("Tea; green", 1250, 1100),
        Priced("مرحبا", 200, 100),
    )


def test_wrong_lines_are_named_by_their_number() -> None:
    text = "Flat white; 3.80; 3.42\nTea\n\nCake; two; 1\nBun; 2.00; 2.00\n; 3; 2\nPie; 1e9; 1\nJam; 0; 0"
    with pytest.raises(Refused) as refused:
        read_lines(text, "EUR", "en_GB")
    assert refused.value.field == "lines"
    assert refused.value.message == (
        "Line 2: write it like “Name; price; member price”. "
        "Line 4: “two” is not an amount. "
        "Line 5: the member price must be below the price. "
        "3 more lines are wrong."
    )


def test_half_a_cent_of_a_discount_is_the_member_s() -> None:
    day = date(2026, 11, 1)
    sold = [ProductSold(f"p{price}", price, day) for price in (1, 5, 15, 99, 1000, 1005)]
    priced, cheap = discounted(sold, 10)
    assert [(one.price, one.member_price) for one in priced] == [
        (5, 4), (15, 13), (99, 89), (1000, 900), (1005, 904),
    ]  # fmt: skip
    assert cheap == 1


def test_products_come_from_the_shop_s_own_sales_with_their_last_price(book: Book, clock) -> None:
    who = book.do(add_customer, AddCustomer(CustomerDraft("Anna"))).id

    def sell(*lines: Line, **more) -> int:
        cmd = RingUp(who, sum(line.amount for line in lines), lines=lines, **more)
        return book.do(ring_up, cmd).purchase

    sell(Line("Old stock", amount=500))
    clock.advance(days=100)
    sell(Line("flat white", amount=360), Line("Earl Grey", quantity=2500, amount=3125))
    clock.advance(days=1)
    sell(Line("Flat White", amount=380), Line("Apple", quantity=3000, amount=100))
    void = sell(Line("Mistake", amount=900))
    book.do(void_purchase, VoidPurchase(void))
    today = book.ask(lambda view: view.today)
    found = book.ask(products_sold, today.replace(day=1))
    assert [(one.name, one.price) for one in found] == [
        ("Apple", 33),
        ("Earl Grey", 1250),
        ("Flat White", 380),
    ]
    data = book.ask(lambda view: gathered(DOCUMENT, view, (), {"stock": "l7160", "discount": 20}))
    assert data.products == (
        Priced("Apple", 33, 26),
        Priced("Earl Grey", 1250, 1000),
        Priced("Flat White", 380, 304),
    )
    assert data.left_out == ()
    long = book.ask(lambda view: gathered(DOCUMENT, view, (), {"days": 365}))
    assert "Old stock" in [one.name for one in long.products]
    typed = book.ask(lambda view: gathered(DOCUMENT, view, (), {"lines": "Tea; 2; 1"}))
    assert typed.products == (Priced("Tea", 200, 100),)


def test_with_nothing_sold_it_says_what_to_do(book: Book) -> None:
    with pytest.raises(Refused, match="Type what to print, one a line") as refused:
        book.ask(lambda view: gathered(DOCUMENT, view, (), {}))
    assert refused.value.field == "lines"
