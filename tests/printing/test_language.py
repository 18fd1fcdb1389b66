"""Paper speaks the language of whoever reads it: words, days and numbers, each item its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.i18n import _
from app.loyalty.commands import Redeem, RingUp, redeem, ring_up
from app.loyalty.queries import statement_data
from app.loyalty.statement import StatementData
from app.printing.document import gathered, render, render_many
from app.printing.documents.statement import DOCUMENT, statement_of
from app.printing.documents.why import DOCUMENT as WHY
from app.printing.spool import Part
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile
from tests.printing.reading import printed, text_of
from tests.printing.samples import SHOP, statement

PERIOD = (date(2026, 11, 1), date(2026, 11, 30))


def words(pdf: bytes) -> str:
    return re.sub(r"[\s\u202f\u2009\xa0]+", " ", text_of(pdf))


def regular(book: Book, clock: FixedClock, language: str) -> int:
    """A customer with 1 250 points from one purchase, and a coffee had for 150 of them."""
    name = f"Reader of {language or 'nothing'}"
    who = book.do(add_customer, AddCustomer(CustomerDraft(name, language=language))).id
    book.do(ring_up, RingUp(who, 125_050, receipt="20418"))
    clock.advance(days=1)
    book.do(redeem, Redeem(who, "free-coffee"))
    return who


def in_country(book: Book, country: str, locale: str) -> None:
    profile = replace(book.ask(shop_profile), country=country, locale=locale)
    book.do(save_shop, SaveShop(profile))


def paper_of(book: Book, who: int) -> str:
    return words(printed(book.ask(statement_of, who, *PERIOD)))


GERMAN = (
    "Ihr Punkteauszug", "1. – 30. November 2026", "Am Anfang", "Einkauf, Beleg 20418", "1.250,50 €", "+1 250",
    "Eingelöst: Free coffee", "Stand", "22. Nov.", "Ihre 1 100 Punkte sind 11,00 € wert",
    "bei uns seit November 2026", "1 Punkt je 1 €", "Punkte verfallen 12 Monate nach der Gutschrift",
    "Seite 1 von 1", "bereit", "150 Punkte",
)  # fmt: skip
FRENCH = (
    "Votre relevé de fidélité", "1 – 30 novembre 2026", "Au début", "Achat, ticket 20418",
    "1 250,50 €", "Utilisé : Free coffee", "Solde", "22 nov.", "Vos 1 100 points valent 11,00 €",
    "avec nous depuis novembre 2026", "1 point par tranche de 1 €", "Page 1 sur 1", "150 points",
)  # fmt: skip


@pytest.mark.parametrize(("language", "expected"), [("de", GERMAN), ("fr", FRENCH)])
def test_a_customer_of_a_british_shop_reads_their_own_language(
    language: str, expected: tuple[str, ...], book: Book, clock: FixedClock
) -> None:
    in_country(book, "GB", "en_GB")
    text = paper_of(book, regular(book, clock, language))
    for said in expected:
        assert said in text, (said, text)
    for english in ("Purchase", "receipt", "Page 1 of", "points", "Every", "Used", "lapse"):
        assert english not in text.replace("points", "") or (language, english) == ("fr", "points")


def test_the_shops_own_language_is_for_who_has_none_of_their_own(book: Book, clock: FixedClock) -> None:
    for language in ("", "tlh", "zh", "de"):
        text = paper_of(book, regular(book, clock, language))
        assert "Ihr Punkteauszug" in text
    assert "Your loyalty statement" in paper_of(book, regular(book, clock, "en"))


def test_the_shops_country_writes_the_days_and_the_money(book: Book, clock: FixedClock) -> None:
    in_country(book, "AT", "de_AT")
    german, english = (book.ask(statement_of, regular(book, clock, one), *PERIOD) for one in ("", "en"))
    assert (german.shop.locale, english.shop.locale) == ("de_AT", "en_AT")
    in_country(book, "GB", "en_GB")
    french = book.ask(statement_of, regular(book, clock, "fr"), *PERIOD)
    assert french.shop.locale == "fr"


def test_the_why_sheet_speaks_the_language_too(book: Book, clock: FixedClock) -> None:
    who = regular(book, clock, "fr")
    out = BytesIO()
    render(WHY, book.ask(lambda view: gathered(WHY, view, (who,), {})), out)
    text = words(out.getvalue())
    for said in (
        "Pourquoi 1 100 points ?",
        "Achat, ticket 20418",
        "Utilisé : Free coffee",
        "Valables jusqu’au",
    ):
        assert said in text, (said, text)


def test_the_window_keeps_its_own_language_beside_it(book: Book, clock: FixedClock) -> None:
    in_country(book, "GB", "en_GB")
    who = regular(book, clock, "de")

    def look(view: object) -> tuple[StatementData, StatementData]:
        on_paper = statement_of(view, who, *PERIOD)  # type: ignore[arg-type]
        return on_paper, statement_data(view, who, *PERIOD)  # type: ignore[arg-type]

    on_paper, on_screen = book.ask(look)
    assert on_paper.lines[0].what == "Einkauf, Beleg 20418"
    assert on_screen.lines[0].what == "Purchase, receipt 20418"
    assert on_screen.shop.terms.startswith("1 point per €1")
    printed(on_paper)
    assert _("Every movement") == "Every movement"


def many(*locales: str) -> list[StatementData]:
    return [statement(shop=replace(SHOP, locale=locale)) for locale in locales]


def test_in_one_file_each_item_speaks_its_own_language() -> None:
    out = BytesIO()
    render_many(DOCUMENT, many("de_DE", "en_GB", "fr_FR", "en_GB"), out)
    pages = [words_on(out.getvalue(), page) for page in range(4)]
    assert "Seite 1 von 1" in pages[0] and "Ihr Punkteauszug" in pages[0]
    assert "Page 1 sur 1" in pages[2] and "Votre relevé" in pages[2]
    for page in (pages[1], pages[3]):
        assert "Page 1 of 1" in page and "Your loyalty statement" in page
        assert "Seite" not in page and "sur 1" not in page


def words_on(pdf: bytes, page: int) -> str:
    return re.sub(r"[\s\u202f\u2009\xa0]+", " ", text_of(pdf, page))


def test_printed_again_and_in_another_company_it_is_the_same() -> None:
    alone = [printed(data) for data in many("de_DE", "en_GB", "fr_FR")]
    assert [printed(data) for data in many("de_DE", "en_GB", "fr_FR")] == alone
    drawn = []
    for data in many("fr_FR", "en_GB", "de_DE"):
        from app.printing.document import draw

        part = Part()
        draw(DOCUMENT, data, part, {})
        drawn.append(part.content)
    again = Part()
    draw(DOCUMENT, many("de_DE")[0], again, {})
    assert again.content == drawn[2]


def test_a_run_that_is_stopped_leaves_the_language_as_it_was(tmp_path: Path) -> None:
    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_many(DOCUMENT, many("de_DE", "de_DE"), tmp_path / "many.pdf", on_item=stop)
    assert _("Every movement") == "Every movement"
    assert not list(tmp_path.iterdir())


def test_a_title_speaks_the_language_of_its_file() -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(printed(many("de_DE")[0]))
    assert pdf.get_metadata_value("Title") == "Punkteauszug S-2026-10-004417"
    pdf.close()
