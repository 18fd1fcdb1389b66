"""Text that fits its place."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.printing.fonts import Region, Weight
from app.printing.text import CUT_MARK, plain
from app.printing.wrapping import Span, fit, width_of, wrap, wrap_spans

REGULAR, ANY = Weight.REGULAR, Region.CHINA


def test_fit_leaves_what_fits_and_marks_what_does_not() -> None:
    assert fit("Maria", REGULAR, 9, 100, ANY) == "Maria"
    short = fit("Maria Schmidt of Great Pulteney Street", REGULAR, 9, 80, ANY)
    assert short.startswith("Maria Schmidt")
    assert short.endswith(CUT_MARK)
    assert width_of(short, REGULAR, 9, ANY) <= 80
    assert width_of(short[:-1] + "XX" + CUT_MARK, REGULAR, 9, ANY) > 80, "no more would have fitted"


def test_wrap_breaks_at_spaces_and_loses_nothing() -> None:
    text = "The quick brown fox jumps over the lazy dog again and again"
    lines = wrap(text, REGULAR, 9, 90, ANY, 10)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(width_of(line, REGULAR, 9, ANY) <= 90.5 for line in lines)


def test_wrap_breaks_a_long_word_and_chinese_anywhere() -> None:
    assert "".join(wrap("x" * 100, REGULAR, 9, 50, ANY, 99)) == "x" * 100
    assert len(wrap("x" * 100, REGULAR, 9, 50, ANY, 99)) > 5
    chinese = "我们的书店今天有新的咖啡和很多好书"
    lines = wrap(chinese, REGULAR, 9, 60, ANY, 99)
    assert "".join(lines) == chinese
    assert len(lines) == 3


def test_wrap_marks_what_is_left_out() -> None:
    lines = wrap("word " * 60, REGULAR, 9, 100, ANY, 3)
    assert len(lines) == 3
    assert lines[-1].endswith(CUT_MARK)
    assert width_of(lines[-1], REGULAR, 9, ANY) <= 100


def test_a_product_name_of_500_letters_wraps_and_is_cut_in_time() -> None:
    started = time.perf_counter()
    lines = wrap("W" * 500, REGULAR, 9, 250, ANY, 3)
    assert len(lines) == 3
    assert lines[-1].endswith(CUT_MARK)
    assert time.perf_counter() - started < 0.5


def test_spans_keep_their_weight_over_a_break() -> None:
    spans = [Span("Your points are worth "), Span("six euros and forty", Weight.SEMIBOLD), Span(" today.")]
    lines = wrap_spans(spans, 9, 130, ANY, 5)
    assert len(lines) > 1
    bold = " ".join(span.text.strip() for line in lines for span in line if span.weight is Weight.SEMIBOLD)
    assert bold == "six euros and forty"


@given(st.text(max_size=120), st.integers(min_value=20, max_value=300), st.integers(min_value=1, max_value=4))
def test_whatever_the_text_it_stays_in_its_place(text: str, width: int, most: int) -> None:
    lines = wrap(plain(text), REGULAR, 9, width, ANY, most)
    assert len(lines) <= most
    # Kerning between words is not counted when a line is filled: it never adds up to half a letter.
    assert all(width_of(line, REGULAR, 9, ANY) <= width + 4 for line in lines if len(line) > 2)
