"""A letter on paper: who gets one, what stands on it, and where it breaks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from app.customers.contacts import Address
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.outreach.commands import DeleteLetter, SaveLetter, delete_letter, save_letter
from app.printing.document import LeftOut, render
from app.printing.documents.letter import DOCUMENT, LetterData
from app.printing.geometry import A4, LETTER, MM
from app.printing.preview import page_count
from tests.printing.letters import british, customer, printed_for, words
from tests.printing.reading import ink, places, text_of
from tests.printing.samples import SHOP


def saved(book: Book, body: str, title: str = "", name: str = "Ours") -> str:
    number = book.do(save_letter, SaveLetter(name, body, title)).letter
    return f"own-{number}"


def test_a_letter_in_the_shop_s_own_words(book: Book) -> None:
    british(book)
    maria = customer(book, favourite="flat white")
    letter = saved(
        book, "Dear {{ first_name }},\n\ncome for {{ favourite }}.\nAll is ready.\n\n\n\nTill then.", "News"
    )
    pdf = printed_for(book, DOCUMENT, maria, letter=letter, day="2026-12-01", signed="Anna Löwe")
    text = words(text_of(pdf))
    assert page_count(pdf) == 1
    for said in (
        "Kettle & Quill · 14 Mill Lane · Bath BA1 2AB",
        "Maria Schmidt",
        "27 Great Pulteney Street",
        "Bath BA2 4BU",
        "1 December 2026",
        "News",
        "Dear Maria, come for flat white. All is ready. Till then. Warm regards Anna Löwe",
    ):
        assert said in text, said
    assert "Page 1" not in text
    line, after = places(pdf, 0, "come for flat white"), places(pdf, 0, "All is ready")
    assert after[1] - line[1] == pytest.approx(15, abs=1), "a line of its own in the same paragraph"
    assert places(pdf, 0, "Till then")[1] - after[1] > 20
    assert places(pdf, 0, "1 December 2026")[2] == pytest.approx(A4.right, abs=1.5)


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_address_shows_through_the_window_and_the_folds_are_marked(book: Book, paper) -> None:  # type: ignore[no-untyped-def]
    british(book)
    lines = "\n".join(f"Line {n} of a long address" for n in range(1, 8))
    who = customer(book, addresses=(Address(lines, "10115", "Berlin"),))
    pdf = printed_for(book, DOCUMENT, who, letter="plain", paper=paper.id)
    window = paper.window
    for said in ("Maria Schmidt", "Line 1 of", "Line 7 of", "10115"):
        left, top, right, bottom = places(pdf, 0, said)
        assert window.left - 1 <= left
        assert right <= window.left + window.width + 1
        assert window.top <= top
        assert bottom <= window.top + window.height + 1
    assert places(pdf, 0, "News from")[1] > paper.body_top
    folds = (105 * MM, 210 * MM) if paper is A4 else (paper.height / 3, paper.height * 2 / 3)
    for fold in folds:
        assert ink(pdf, 0, (4 * MM, fold - 1.5, 8 * MM, fold + 1.5)) > 0
        assert ink(pdf, 0, (10 * MM, fold - 1.5, 20 * MM, fold + 1.5)) == 0


def test_who_is_left_out_and_why(book: Book) -> None:
    british(book)
    said_no = customer(book, "Said no", consents=(("post", False),))
    people = {
        "No address": customer(book, "No address", addresses=()),
        "Said no": said_no,
        "Never asked": customer(book, "Never asked", consents=()),
    }
    reasons = {}
    for name, who in people.items():
        with pytest.raises(LeftOut) as left:
            printed_for(book, DOCUMENT, who, letter="thanks")
        reasons[name] = left.value.reason
        assert "Dear" in text_of(printed_for(book, DOCUMENT, who, letter="thanks", way="hand"))
    assert reasons == {
        "No address": "have no postal address",
        "Said no": "do not want post",
        "Never asked": "were never asked about post",
    }
    never = people["Never asked"]
    assert "Dear Never" in text_of(printed_for(book, DOCUMENT, never, letter="thanks", unasked=True))
    with pytest.raises(LeftOut, match="does not want"):
        printed_for(book, DOCUMENT, said_no, letter="thanks", unasked=True)


def test_a_letter_that_was_deleted_is_said(book: Book) -> None:
    maria = customer(book)
    letter = saved(book, "Words")
    assert (letter, "Ours") in next(f for f in book.ask(DOCUMENT.options_now) if f.id == "letter").choices
    book.do(delete_letter, DeleteLetter(int(letter.removeprefix("own-"))))
    with pytest.raises(Refused, match="Text does not know"):
        printed_for(book, DOCUMENT, maria, letter=letter)
    with pytest.raises(Refused, match="no longer there"):
        book.ask(DOCUMENT.gather, [maria], {"letter": letter, "way": "hand"})


def letter_of(paragraphs: int, lines: int = 4, **changes: object) -> LetterData:
    body = tuple(
        tuple(f"Paragraph {p} line {n}" for n in range(1, lines + 1)) for p in range(1, paragraphs + 1)
    )
    values = {
        "shop": SHOP, "customer_name": "Maria Schmidt", "address_lines": ("14 Mill Lane",),
        "on": date(2026, 11, 22), "title": "Hello", "body": body, "sign_off": "Yours", "signed": "Anna",
    }  # fmt: skip
    return LetterData(**{**values, **changes})  # type: ignore[arg-type]


def pages_of(data: LetterData, paper: str) -> list[str]:
    out = BytesIO()
    render(DOCUMENT, data, out, {"paper": paper})
    return [words(text_of(out.getvalue(), page)) for page in range(page_count(out.getvalue()))]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 7])
def test_over_page_breaks_no_line_stands_alone_and_the_signature_has_company(paper: str, lines: int) -> None:
    for count in range(1, 24):
        pages = pages_of(letter_of(count, lines), paper)
        said = " ".join(pages)
        for p in range(1, count + 1):
            for n in range(1, lines + 1):
                assert said.count(f"Paragraph {p} line {n} ") == 1
        last = f"Paragraph {count} line {lines} "
        assert last in pages[-1], "the last line stands with the signature"
        assert "Yours Anna" in pages[-1]
        for page in pages:
            for p in range(1, count + 1):
                here = page.count(f"Paragraph {p} line ")
                assert here != 1 or lines == 1, f"a line of paragraph {p} stands alone"
        assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1)) or len(pages) == 1


def test_text_from_right_to_left_begins_at_the_right_edge(book: Book) -> None:
    who = customer(book, "محمد عبد الله")
    letter = saved(book, "مرحبا {{ name }}\n\nHello")
    pdf = printed_for(book, DOCUMENT, who, letter=letter)
    line = places(pdf, 0, "Hello")
    top, bottom = line[1] - 26, line[1] - 10
    assert ink(pdf, 0, (A4.right - 60, top, A4.right + 1, bottom)) > 20
    assert ink(pdf, 0, (A4.margin, top, A4.margin + 200, bottom)) == 0


def test_hostile_words_stay_words(book: Book) -> None:
    name = '{{ 7*7 }} <b>Tom</b> <img src="/etc/x.png">'
    who = customer(book, name, favourite="<font color=red>&amp;")
    letter = saved(book, "Dear {{ name }}\n\n{{ favourite }} <b>bold</b> & more", "For {{ name }}")
    text = words(text_of(printed_for(book, DOCUMENT, who, letter=letter)))
    assert f"Dear {name} <font color=red>&amp; <b>bold</b> & more" in text
    assert "49" not in text
    long = saved(book, "x" * 19_000, name="Long")
    pdf = printed_for(book, DOCUMENT, who, letter=long)
    assert text_of(pdf).count("x") > 18_000


def test_the_same_letter_is_the_same_bytes(book: Book) -> None:
    maria = customer(book)
    one, other = (printed_for(book, DOCUMENT, maria, letter="birthday") for _ in range(2))
    assert one == other
    assert len(one) < 60_000
