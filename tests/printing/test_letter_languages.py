"""Letters in the reader's language: those that come along are translated, the shop's own stay as written."""

from __future__ import annotations

import pytest

from app.kernel.book import Book
from app.kernel.catalogues import languages
from app.kernel.i18n import speaking
from app.outreach.commands import SaveLetter, save_letter
from app.outreach.fields import Value
from app.outreach.kind import CARD, LETTER
from app.outreach.merging import filled
from app.outreach.queries import built_in
from app.outreach.reading import fields_in, problems
from app.printing.documents import greeting_card, letter
from tests.printing.letters import british, customer, printed_for, words
from tests.printing.reading import text_of

ALWAYS = {"first_name": Value("Jo", "first_name"), "shop_name": Value("Kettle & Quill", "shop_name")}
"""What there is of everybody."""
TRANSLATED = sorted(languages() - {"en"})


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("kind", [LETTER, CARD])
def test_every_letter_says_the_same_in_every_language(language: str, kind: str) -> None:
    with speaking("en"):
        english = built_in(kind)
    with speaking(language):
        ours = built_in(kind)
    for one, other in zip(english, ours, strict=True):
        assert one.body != other.body, f"{one.id} is not translated into {language}"
        for said, meant in ((other.title, one.title), (other.body, one.body)):
            assert problems(said) == ()
            assert sorted(fields_in(said)) == sorted(fields_in(meant)), one.id
        merged = filled(other.body, ALWAYS)
        nothing = merged.text
        assert merged.gaps == ()
        assert "{" not in nothing
        assert "  " not in nothing
        assert " ." not in nothing


def test_a_letter_that_comes_along_is_in_the_reader_s_language(book: Book) -> None:
    british(book)
    hanna = customer(book, "Hanna Vogt", language="de")
    text = words(text_of(printed_for(book, letter.DOCUMENT, hanna, letter="birthday", day="2026-12-01")))
    assert "Alles Gute zum Geburtstag, Hanna" in text
    assert "1. Dezember 2026" in text
    assert "Mit herzlichen Grüßen Kettle & Quill" in text
    card = words(text_of(printed_for(book, greeting_card.DOCUMENT, hanna, letter="welcome")))
    assert "Willkommen" in card
    assert "wie schön, dass Sie bei uns sind" in card


def test_what_the_shop_wrote_is_in_the_shop_s_language_with_its_days(book: Book) -> None:
    british(book)
    hanna = customer(book, "Hanna Vogt", language="de")
    book.do(save_letter, SaveLetter("Ours", "Dear {{ first_name }}, it is {{ today }}."))
    text = words(text_of(printed_for(book, letter.DOCUMENT, hanna, letter="own-1", day="2026-12-01")))
    assert "Dear Hanna, it is 22 November 2026. Warm regards" in text
    assert "1 December 2026" in text


def test_closing_words_are_one_s_own_or_none(book: Book) -> None:
    maria = customer(book)
    british(book)
    own = text_of(printed_for(book, letter.DOCUMENT, maria, letter="plain", sign_off="Yours"))
    assert "Yours" in own
    assert "Warm regards" not in own
    assert "Warm regards" not in text_of(
        printed_for(book, letter.DOCUMENT, maria, letter="plain", sign_off="-")
    )
