"""Envelopes: their size, and the address where a sorting machine reads it."""

from __future__ import annotations

import pytest

from app.customers.contacts import Address
from app.kernel.book import Book
from app.kernel.errors import NotFound
from app.printing.document import LeftOut
from app.printing.documents.envelope import DOCUMENT
from app.printing.geometry import INCH, MM
from app.printing.preview import page_size
from tests.printing.letters import british, customer, printed_for, words
from tests.printing.reading import ink, places, text_of

SIZES = {"dl": (220 * MM, 110 * MM), "c5": (229 * MM, 162 * MM), "no10": (9.5 * INCH, 4.125 * INCH)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 3, 7])
def test_the_address_is_where_the_post_reads_it(book: Book, size: str, count: int) -> None:
    british(book)
    street = "\n".join(f"Line {n} of the address" for n in range(1, count + 1))
    who = customer(book, addresses=(Address(street, "BA2 4BU", "Bath", "", "GB"),))
    pdf = printed_for(book, DOCUMENT, who, size=size)
    wide, tall = SIZES[size]
    assert page_size(pdf, 0) == pytest.approx((wide, tall), abs=0.3 * MM)
    boxes = [places(pdf, 0, said) for said in ("Maria Schmidt", "Line 1 of", f"Line {count} of", "BA2 4BU")]
    assert all(box[0] == pytest.approx(boxes[0][0], abs=2) for box in boxes[:3])
    for left, top, right, bottom in boxes:
        assert left > wide * 0.4, "right of the middle third"
        assert right < wide - 15 * MM
        assert bottom < tall - max(15 * MM, 0.625 * INCH)
        if size == "no10":
            assert top > tall - 2.75 * INCH
        else:
            assert top > 40 * MM, "below the stamps"
    assert ink(pdf, 0, (0, tall - 15 * MM, wide, tall)) == 0, "the foot is the machine's"
    assert ink(pdf, 0, (wide - 74 * MM, 0, wide, 34 * MM)) == 0, "so is the corner of the stamps"
    assert ink(pdf, 0, (0, 40 * MM, wide * 0.4, tall)) == 0


def test_the_sender_is_at_the_top_left_or_nowhere(book: Book) -> None:
    british(book)
    maria = customer(book)
    pdf = printed_for(book, DOCUMENT, maria, size="dl")
    left, top, right, bottom = places(pdf, 0, "Kettle & Quill")
    assert 10 * MM < left < right < 90 * MM
    assert 10 * MM < top < bottom < 20 * MM
    assert "14 Mill Lane Bath BA1 2AB" in words(text_of(pdf))
    assert "Mill Lane" not in text_of(printed_for(book, DOCUMENT, maria, size="dl", sender=False))


def test_a_street_of_many_lines_leaves_the_town_and_the_country(book: Book) -> None:
    british(book)
    street = "\n".join(f"Line {n} of an address that is long" for n in range(1, 10))
    who = customer(book, addresses=(Address(street, "10115", "Berlin", "", "DE"),))
    for size in SIZES:
        text = words(text_of(printed_for(book, DOCUMENT, who, size=size)))
        for said in ("Maria Schmidt", "Line 1 of", "Line 9 of", "10115 Berlin", "GERMANY"):
            assert said in text, (size, said)


def test_long_lines_and_foreign_places_stay_inside(book: Book) -> None:
    british(book)
    street = "Konservatorium für Musik und darstellende Kunst der Landeshauptstadt, Zimmer 4711, Hinterhaus"
    who = customer(book, "Łukasz Žižek", addresses=(Address(street, "10115", "Berlin", "", "DE"),))
    pdf = printed_for(book, DOCUMENT, who, size="dl")
    assert "GERMANY" in text_of(pdf)
    right = max(places(pdf, 0, said)[2] for said in ("Łukasz Žižek", "GERMANY", "Hinterhaus"))
    assert right <= 220 * MM - 15 * MM


def test_the_usual_envelope_follows_the_shop_s_paper(book: Book) -> None:
    maria = customer(book)
    british(book)
    assert page_size(printed_for(book, DOCUMENT, maria), 0) == pytest.approx(SIZES["dl"], abs=1)
    british(book, paper="LETTER")
    assert page_size(printed_for(book, DOCUMENT, maria), 0) == pytest.approx(SIZES["no10"], abs=1)


def test_no_address_no_envelope(book: Book) -> None:
    with pytest.raises(LeftOut) as left:
        printed_for(book, DOCUMENT, customer(book, addresses=()))
    assert left.value.reason == "have no postal address"
    with pytest.raises(NotFound):
        printed_for(book, DOCUMENT, 99)


def test_an_envelope_asks_for_no_consent(book: Book) -> None:
    who = customer(book, consents=())
    assert "Maria Schmidt" in text_of(printed_for(book, DOCUMENT, who, size="c5"))
