"""Every script on a whole statement: in each place where text of people stands, found again by a reader."""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from app.loyalty.statement import StampProgress, StatementReward
from app.printing import fonts
from app.printing.document import draw
from app.printing.documents.statement import DOCUMENT
from app.printing.spool import Part
from tests.printing.reading import printed, text_of
from tests.printing.samples import SHOP, lines, statement

SCRIPTS = {
    "Latin": ("Łukasz Žižek-Ñandú", "Šćůřový çäßœðþ ơưằẫ"),
    "Greek": ("Ελένη Παπαδοπούλου", "Καφές ελληνικός"),
    "Cyrillic": ("Ольга Щербакова", "Їжак і ґудзик"),
    "Arabic": ("محمد عبد الله", "قهوة عربية"),
    "Hebrew": ("שרה לוי", "ספר חדש"),
    "Devanagari": ("क्षत्रिय शर्मा", "मसाला चाय"),
    "Thai": ("สมชาย ใจดี", "กาแฟเย็น"),
    "Chinese": ("张伟", "一杯咖啡"),
    "Japanese": ("山田 太郎さん", "コーヒー一杯"),
    "Korean": ("김철수", "커피 한 잔"),
    "Emoji": ("Zoë 👩‍👩‍👧‍👦", "☕ Kaffee 🎉"),
}


def everywhere(name: str, product: str) -> tuple[object, list[str]]:
    """A statement with both in every place for text of people, and what must be found on it."""
    moves = ((date(2026, 8, 4), f"{product} 20418", 3100, 31),)
    shop = replace(
        SHOP, name=f"{product} & Co", tagline=product, closing_line=product, opening_hours=f"{product} 9–18",
        address_lines=(f"{name} 14",), terms=product,
    )  # fmt: skip
    data = statement(
        customer_name=name,
        address_lines=(product, "Bath BA2 4BU"),
        membership=product,
        shop=shop,
        lines=lines(moves, 576),
        rewards=(StatementReward(product, 150, 0),),
        stamps=(StampProgress(product, 7, 10),),
    )
    return data, [name, product]


def squeezed(text: str) -> str:
    """Without spaces, and without the marks of a reader's line ends."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if not c.isspace() and c != "\ufffe")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_statement_in_every_script_is_whole(script: str, caplog: pytest.LogCaptureFixture) -> None:
    data, said = everywhere(*SCRIPTS[script])
    with caplog.at_level(logging.WARNING):
        text = squeezed(text_of(printed(data)))  # type: ignore[arg-type]
    for one, least in zip(said, (2, 8), strict=True):
        for word in one.split():
            assert text.count(squeezed(word)) >= least, (word, text)
    assert not caplog.records
    part = Part()
    draw(DOCUMENT, data, part, {})  # type: ignore[arg-type]
    for face in part.faces.plain():
        drawn = {number for number, _letter in face["letters"]} | set(face["spelt"])
        assert 0 not in drawn, f"{face['key']} drew its own empty box"


def test_what_no_font_has_is_seen_on_paper_and_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    fonts._say_missing.cache_clear()
    fonts.face_for.cache_clear()
    without, unknown = "Ada  Byron", "Ada \U0001f8d0\U000105c0 Byron"
    assert len(printed(statement(customer_name=without)))
    with caplog.at_level(logging.WARNING):
        pdf = printed(statement(customer_name=unknown))
    told = [record.getMessage() for record in caplog.records]
    assert any("U+105C0" in line for line in told), told
    assert "□" in text_of(pdf) or "\u25a1" in text_of(pdf)
