"""Membership cards: read back by a scanner from every sheet, and never outside their label."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from io import BytesIO, RawIOBase

import pytest
from PIL import Image

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.customers.on_labels import NumberedCustomer
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.printing.document import LeftOut, gathered, render
from app.printing.documents.member_cards import DOCUMENT, MemberCards
from app.printing.labels.stock import STOCKS
from app.shop.on_paper import Picture
from tests.printing.label_samples import NAMES, codes_in, member_cards, number, part, picture, printed
from tests.printing.reading import text_of
from tests.printing.samples import SHOP

LONG = "REG0012345ABCDEFGHIJKLMNOPQRSTUVWX"


def read_from(pdf: bytes, data: MemberCards, dots: int = 300) -> list[tuple[str, str]]:
    """What a scanner reads from each card of the first page, one after the other."""
    page = picture(pdf, 0, dots)
    read = []
    for _index, cell in data.fill.on_page(0, data.count):
        found = codes_in(part(page, cell, dots))
        assert len(found) == 1, found
        read += found
    return read


def logo() -> Picture:
    out = BytesIO()
    Image.new("RGB", (600, 200), (14, 102, 86)).save(out, "PNG")
    return Picture.of(out.getvalue(), 600, 200)


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize(("code", "kind"), [("bars", "Code128"), ("qr", "QRCode")])
def test_a_scanner_reads_every_card_of_every_sheet(stock: str, code: str, kind: str) -> None:
    count = STOCKS[stock].per_sheet
    data = member_cards(stock, count, code)
    read = read_from(printed(DOCUMENT, data), data)
    assert read == [(kind, number(at)) for at in range(count)]


@pytest.mark.parametrize("stock", STOCKS)
def test_a_number_too_long_for_bars_becomes_a_qr_code_with_the_number_beside_it(stock: str) -> None:
    cards = (NumberedCustomer("Maria", LONG), NumberedCustomer("Łukasz", number(1)))
    data = replace(member_cards(stock, 1), cards=cards)
    pdf = printed(DOCUMENT, data)
    kinds = read_from(pdf, data)
    if stock not in ("5163", "l7163"):  # wide enough for its bars
        assert kinds == [("QRCode", LONG), ("Code128", number(1))]
    assert [text for _kind, text in kinds] == [LONG, number(1)]
    assert LONG in "".join(text_of(pdf).split()), "no letter of the number is cut away"


@pytest.mark.parametrize("code", ["bars", "qr"])
@pytest.mark.parametrize("stock", ["cr80-a4", "l7160", "5160"])
def test_what_stands_on_a_card(stock: str, code: str) -> None:
    pdf = printed(DOCUMENT, member_cards(stock, len(NAMES), code))
    text = text_of(pdf)
    for words in ("Kettle & Quill", "Maria Schmidt", "Łukasz Žižek", "张伟", "김철수", "Tom <b>Smith"):
        assert words in text
    assert "2900 0000 0001" in text
    if stock == "cr80-a4":
        assert "Books and coffee" in text
        assert "01225 555 014" in text


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("code", ["bars", "qr"])
def test_nothing_leaves_its_label(stock: str, code: str) -> None:
    bad = "\u202eW<b>" + "W" * 5_000
    shop = replace(SHOP, name=bad, tagline=bad, phone=bad, email=bad)
    for worn in (shop, replace(shop, logo=logo())):
        data = replace(member_cards(stock, 1, code, worn, start=1), cards=(NumberedCustomer(bad, number(7)),))
        pdf = printed(DOCUMENT, data)
        page = picture(pdf, 0, 100).convert("L")
        cell = data.fill.cell(0)
        left, top, right, bottom = (
            round(side * 100 / 72) for side in (cell.left, cell.top, cell.right, cell.bottom)
        )
        assert page.crop((left + 3, top + 3, right - 3, bottom - 3)).getextrema()[0] < 50
        if not data.fill.stock.cut:  # beside the label there is nothing at all
            page.paste(255, (left, top, right, bottom))
            assert page.getextrema() == (255, 255)
        assert read_from(pdf, data) == [("QRCode" if code == "qr" else "Code128", number(7))]


def test_the_card_wears_the_shop_s_colour_and_stays_legible() -> None:
    for colour, ink in (("#7a1f5c", "light"), ("#f5c542", "dark"), ("", "light")):
        pdf = printed(DOCUMENT, member_cards("cr80-a4", 1, shop=replace(SHOP, colour=colour)))
        cell = member_cards("cr80-a4", 1).fill.cell(0)
        panel = part(picture(pdf, 0, 150), cell, 150).crop((20, 20, 480, 100)).convert("RGB")
        counted = sorted(panel.getcolors(100_000), reverse=True)
        ground = counted[0][1]
        wanted = tuple(bytes.fromhex((colour or "#0e6656")[1:]))
        assert max(abs(a - b) for a, b in zip(ground, wanted, strict=True)) <= 1
        extreme = panel.convert("L").getextrema()
        assert (extreme[1] > 240) if ink == "light" else (extreme[0] < 60)


def test_the_logo_stands_on_the_card_in_its_proportions() -> None:
    data = member_cards("cr80-a4", 1, shop=replace(SHOP, logo=logo()))
    image = part(picture(printed(DOCUMENT, data), 0, 300), data.fill.cell(0), 300)
    green = [
        (x, y) for x in range(image.width // 2) for y in range(190) if image.getpixel((x, y)) == (14, 102, 86)
    ]
    wide = max(x for x, _y in green) - min(x for x, _y in green)
    tall = max(y for _x, y in green) - min(y for _x, y in green)
    assert wide / tall == pytest.approx(3, rel=0.03)


class Sink(RawIOBase):
    """Takes what is written, keeps nothing, and notes how much memory is in use meanwhile."""

    def __init__(self) -> None:
        self.in_use: list[int] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.in_use.append(tracemalloc.get_traced_memory()[0])
        return len(data)


def test_ten_thousand_cards_are_streamed() -> None:
    cards = tuple(NumberedCustomer(NAMES[at % 11], number(at)) for at in range(10_000))
    data = replace(member_cards("5160", 1), cards=cards)
    out = Sink()
    tracemalloc.start()
    try:
        assert render(DOCUMENT, data, out).pages == 334
    finally:
        tracemalloc.stop()
    half = len(out.in_use) // 2
    first, second = max(out.in_use[:half]), max(out.in_use[half:])
    assert second - first < 500_000, "a hundred bytes for each further card at most"


def add(book: Book, name: str, card: str | None) -> int:
    made = book.do(add_customer, AddCustomer(CustomerDraft(name, card_number=card or "")))
    if card is None:
        from sqlalchemy import text

        book.do(
            lambda unit, _cmd: unit.session.execute(
                text("UPDATE customer SET card_number = NULL WHERE id = :id"), {"id": made.id}
            ),
            None,
        )
    return made.id


def test_cards_come_in_the_order_asked_for_and_who_has_no_number_is_counted(book: Book) -> None:
    anna, ben, cem = add(book, "Anna", "A-0001"), add(book, "Ben", None), add(book, "Cem", "C-0001")
    data = book.ask(lambda view: gathered(DOCUMENT, view, (cem, ben, anna, 999), {"stock": "l7160"}))
    assert data.cards == (("Cem", "C0001"), ("Anna", "A0001"))
    assert data.left_out == (("has no card number", 1),)
    assert data.shop.name == "Kettle & Quill"
    with pytest.raises(LeftOut) as left:
        book.ask(lambda view: gathered(DOCUMENT, view, (ben,), {}))
    assert left.value.reason == "has no card number"


def test_labels_too_small_for_any_code_are_refused(book: Book) -> None:
    anna = add(book, "Anna", "A-0001")
    tiny = {"stock": "custom", "columns": 10, "rows": 20, "width": 17_000, "height": 8_000}
    with pytest.raises(Refused, match="17 × 8 mm is too small for a membership card"):
        book.ask(lambda view: gathered(DOCUMENT, view, (anna,), tiny))
    small = {"stock": "custom", "columns": 5, "rows": 13, "width": 38_100, "height": 21_200}
    data = book.ask(lambda view: gathered(DOCUMENT, view, (anna,), small))
    assert [text for _kind, text in read_from(printed(DOCUMENT, data), data)] == ["A0001"]
