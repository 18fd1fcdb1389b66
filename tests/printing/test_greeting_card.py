"""A greeting card: what stands on which panel and which way up, so that it folds into a card."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest

from app.kernel.book import Book
from app.outreach.commands import SaveLetter, save_letter
from app.outreach.kind import CARD
from app.printing.document import LeftOut
from app.printing.documents.greeting_card import DOCUMENT
from app.printing.geometry import A4, LETTER
from app.printing.preview import page_count, page_images, page_size
from tests.printing.letters import british, customer, printed_for, words
from tests.printing.reading import ink, places, text_of


def turned(pdf: bytes) -> bytes:
    """The same sheet turned by half a turn, as one sees it after the first fold."""
    from io import BytesIO

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        page.set_rotation(180)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def inked(pdf: bytes, page: int, box: tuple[float, float, float, float]) -> bool:
    return ink(pdf, page, box) > 0


@pytest.mark.parametrize("paper", [A4, LETTER])
@pytest.mark.parametrize("occasion", ["birthday", "thanks", "win-back", "welcome"])
def test_folded_twice_every_panel_is_in_its_quarter(book: Book, paper, occasion: str) -> None:  # type: ignore[no-untyped-def]
    british(book)
    pdf = printed_for(book, DOCUMENT, customer(book), letter=occasion, paper=paper.id)
    assert page_count(pdf) == 1
    assert page_size(pdf, 0) == pytest.approx(paper.size, abs=0.2)
    wide, tall = paper.width / 2, paper.height / 2
    edge = 24
    front = (wide + edge, tall + edge, paper.width - edge, paper.height - edge)
    title = {
        "birthday": "Happy birthday",
        "thanks": "Thank you",
        "win-back": "We miss you",
        "welcome": "Welcome",
    }
    left, top, right, bottom = places(pdf, 0, title[occasion])
    assert front[0] < left < right < front[2]
    assert bottom > paper.height * 0.8
    assert (left + right) / 2 == pytest.approx(wide * 1.5, abs=2)
    assert ink(pdf, 0, (front[0], front[1], front[2], top - 10)) > 5000, "the picture above the words"
    back = places(pdf, 0, "Kettle & Quill")
    assert back[0] > edge
    assert back[2] < wide - edge
    assert back[1] > tall
    over = turned(pdf)
    assert inked(over, 0, (wide + edge, tall + edge, paper.width - edge, paper.height - edge)), (
        "words, right way up"
    )
    assert not inked(over, 0, (edge, tall + edge, wide - edge, paper.height - edge)), (
        "the inside left is empty"
    )
    for at in ((wide - 3, 0, wide + 3, 30), (0, tall - 3, 30, tall + 3)):
        assert inked(pdf, 0, at), "the folds are marked"
    assert not inked(pdf, 0, (wide - 3, 40, wide + 3, paper.height - 40)), "nothing lies on the fold"
    assert not inked(pdf, 0, (40, tall - 3, paper.width - 40, tall + 3))


def test_the_words_inside_read_the_right_way_once_folded(book: Book) -> None:
    british(book)
    pdf = printed_for(book, DOCUMENT, customer(book), letter="thanks")
    document = pypdfium2.PdfDocument(pdf)
    texts = document[0].get_textpage()
    found = texts.search("Dear Maria", match_case=True).get_next()
    assert found is not None
    boxes = [texts.get_charbox(found[0] + at) for at in range(4)]
    assert all(one[0] > other[0] for one, other in pairwise(boxes)), (
        "from right to left: they stand on their heads"
    )
    assert all(box[2] < A4.width / 2 and box[1] > A4.height / 2 for box in boxes), "in the upper left quarter"
    texts.close()
    document.close()


def test_folded_once_both_sides_lie(book: Book) -> None:
    british(book)
    pdf = printed_for(book, DOCUMENT, customer(book), letter="birthday", fold="once")
    assert page_count(pdf) == 2
    assert page_size(pdf, 0) == page_size(pdf, 1) == pytest.approx((A4.height, A4.width), abs=0.2)
    half = A4.height / 2
    assert places(pdf, 0, "Happy birthday")[0] > half
    assert places(pdf, 0, "Kettle & Quill")[2] < half
    assert places(pdf, 1, "Dear Maria")[0] > half
    assert ink(pdf, 1, (0, 0, half, A4.width)) == 0


def test_the_shop_s_colour_is_the_card_s(book: Book) -> None:
    maria = customer(book)

    def violet(pdf: bytes) -> int:
        _width, _height, pixels = page_images(pdf, 0, 1.0)
        seen = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
        return sum(1 for pixel in seen if pixel == (0x7A, 0x2E, 0x8E))

    assert violet(printed_for(book, DOCUMENT, maria, letter="birthday")) == 0
    british(book, colour="#7a2e8e")
    assert violet(printed_for(book, DOCUMENT, maria, letter="birthday")) > 1000


def test_pictures_are_chosen_or_left_away(book: Book) -> None:
    maria = customer(book)
    box = (A4.width / 2 + 20, A4.height / 2 + 20, A4.width - 20, A4.height * 0.75)
    seen = {
        picture: ink(printed_for(book, DOCUMENT, maria, letter="thanks", picture=picture), 0, box)
        for picture in ("auto", "birthday", "thanks", "win-back", "welcome", "sprig", "none")
    }
    assert seen["auto"] == seen["thanks"]
    assert len(set(seen.values())) == 6
    assert seen["none"] < min(count for picture, count in seen.items() if picture != "none") / 3


def test_words_that_are_too_many_end_in_a_mark_and_it_is_signed(book: Book) -> None:
    british(book)
    number = book.do(
        save_letter, SaveLetter("Long", "Word after word. " * 900, "{{ name }} " * 10, kind=CARD)
    ).letter
    pdf = printed_for(book, DOCUMENT, customer(book), letter=f"own-{number}", signed="Anna")
    text = words(text_of(pdf))
    assert "…" in text
    assert "Warm regards Anna" in text
    over = turned(pdf)
    assert not inked(over, 0, (A4.width / 2 + 40, A4.height - 24, A4.width, A4.height)), (
        "it stays on its panel"
    )
    assert not inked(over, 0, (A4.width / 2 + 40, A4.height / 2 + 4, A4.width, A4.height / 2 + 24))


def test_who_gets_none(book: Book) -> None:
    british(book)
    who = customer(book, "Jo", addresses=())
    with pytest.raises(LeftOut, match="no postal address"):
        printed_for(book, DOCUMENT, who, letter="welcome")
    assert "Dear Jo" in text_of(printed_for(book, DOCUMENT, who, letter="welcome", way="hand"))
