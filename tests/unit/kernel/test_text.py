"""Text from people, scanners and files, made safe; and folded, so that search finds it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.text import clean_text, fold, fold_words, initials, is_blank, sort_key

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text(
    "e\u0301\u0327\u0308\u202e\u200b\x00 \n\r\t"
)


def clean(text: str, limit: int = 200, multiline: bool = False) -> str:
    return clean_text(text, label="The name", limit=limit, multiline=multiline, field="name")


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Žižek",
        "محمد عبد الله",
        "क्षत्रिय",
        "张伟",
        "김철수",
        "O'Brien; DROP TABLE--",
        "Tom <b>Smith",
        '<img src="/etc/x.png">',
        "Cher",
        "👨\u200d👩\u200d👧\u200d👦",
        "علی\u200cرضا",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ],
)
def test_names_are_kept_as_they_are(name: str) -> None:
    assert clean(name) == name


@pytest.mark.parametrize(
    ("dirty", "kept"),
    [
        ("Rene\u0301", "René"),
        ("a\u202eb", "ab"),
        ("\u2067abc\u2069", "abc"),
        ("Ann\x00a", "Anna"),
        ("Ann\ud800a", "Ann\ufffda"),
        ("  Ann \t\n Lee\u00a0 ", "Ann Lee"),
        ("\ufeffAnn\u200b", "Ann"),
        ("Ann\u2028Lee\x85Roy\x1fDoe", "Ann Lee Roy Doe"),
        ("e\x00\u0301", "é"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_what_hides_or_reverses_is_taken_out(dirty: str, kept: str) -> None:
    assert clean(dirty) == kept


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        " ",
        "\u200b\u200b",
        "\u200d",
        "\u2060\ufeff",
        "\u3164",
        "\u2800",
        "\u00ad",
        "\x00\x01",
        "\u0301",
        "\u202e",
    ],
)
def test_what_shows_as_nothing_is_nothing(nothing: str) -> None:
    assert is_blank(nothing)
    assert clean(nothing) == ""


def test_a_flood_of_accents_is_refused_in_time() -> None:
    began = time.perf_counter()
    for flood in ("e" + "\u0301" * 100_000, "a" + "\u20dd" * 100_000, "क" + "\u093f" * 100_000):
        with pytest.raises(Refused, match="too many accents") as refusal:
            clean(flood, limit=200_000)
        assert refusal.value.field == "name"
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("length", [201, 10_000, 5_000_000])
def test_too_long_is_refused_and_the_limit_named(length: int) -> None:
    with pytest.raises(Refused, match="200") as refusal:
        clean("x" * length)
    assert refusal.value.field == "name"


def test_lines_are_kept_where_they_mean_something() -> None:
    assert clean("one  \r\ntwo\rthree\u2029four\n\n", multiline=True) == "one\ntwo\nthree\nfour"


@given(ANY_TEXT, st.booleans())
def test_cleaning_is_safe_and_cleaning_again_changes_nothing(text: str, multiline: bool) -> None:
    try:
        once = clean(text, multiline=multiline)
    except Refused:
        return
    assert clean(once, multiline=multiline) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once and "\u202e" not in once
    once.encode()  # a lone surrogate would not
    assert multiline or "\n" not in once
    assert once == "" or not is_blank(once)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Straße", "STRASSE"),
        ("Łukasz Žižek", "lukasz zizek"),
        ("Søren", "soren"),
        ("Åsa", "asa"),
        ("İstanbul", "istanbul"),
        ("ΑΘΗΝΑ", "αθηνα"),
        ("Ｊｏｈｎ", "john"),
        ("𝑨nna", "anna"),
        ("Ǿre", "ore"),
        ("Rene\u0301", "René"),
    ],
)
def test_what_people_take_for_the_same_folds_to_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_marks_that_make_another_letter_stay() -> None:
    assert fold("が") != fold("か")
    assert fold("क्ष") != fold("कष")


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert sort_key(text) == sort_key(sort_key(text))


def test_words() -> None:
    assert fold_words("O'Brien, Mary-Ann 3rd") == ["obrien", "mary", "ann", "3rd"]
    assert fold_words("क्षत्रिय राम") == ["क्षत्रिय", "राम"]
    assert fold_words("—!?") == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marie Sundström", "MS"),
        ("Cher", "C"),
        ("张伟", "张"),
        ("…", "?"),
        ("", "?"),
        ("(Bob) Li", "BL"),
        ("é ü", "ÉÜ"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
