"""Text from data, made safe for paper."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.text import CUT_MARK, MOST_MARKS, cut, plain


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("Łukasz Žižek", "Łukasz Žižek"),
        ("e\u0301", "é"),
        ("a\u202eb\u2066c", "abc"),
        ("\u200b\ufeff\u2060", ""),
        ("a\x00b\x1bc", "abc"),
        ("one\r\ntwo\tthree", "one  two three"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("Tom <b>Smith", "Tom <b>Smith"),
        ("  spaced  ", "spaced"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_plain(given_text: str, printed: str) -> None:
    assert plain(given_text) == printed


def test_a_tower_of_marks_is_bounded_in_time() -> None:
    started = time.perf_counter()
    shown = plain("e" + "\u0301\u0323" * 50_000)
    assert time.perf_counter() - started < 1
    assert (
        sum(1 for letter in unicodedata.normalize("NFD", shown) if unicodedata.combining(letter))
        <= MOST_MARKS + 1
    )


def test_a_600_kb_note_is_cut_with_a_mark_in_time() -> None:
    started = time.perf_counter()
    shown = plain("Žluťoučký kůň " * 45_000, 4000)
    assert time.perf_counter() - started < 1
    assert len(shown) <= 4000
    assert shown.endswith(CUT_MARK)


def test_cut_leaves_short_text_alone_and_splits_no_letter() -> None:
    assert cut("short", 5) == "short"
    assert cut("longer", 5) == "long…"
    assert cut("cafe\u0301s and more", 5) == "caf…"


@given(st.text(max_size=300))
def test_plain_is_settled_after_once_and_has_nothing_unprintable(text: str) -> None:
    shown = plain(text)
    assert plain(shown) == shown
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} or "\u202a" <= c <= "\u202e"]


@given(st.text(max_size=300), st.integers(min_value=1, max_value=40))
def test_cut_keeps_the_limit(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith(CUT_MARK)
