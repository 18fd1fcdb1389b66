"""Text that fits its place."""

import time
from collections.abc import Sequence

import pytest
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


def drawn(line: Sequence[Span], size: float = 9) -> float:
    """How wide the sheet sets a line: its spans one after the other."""
    return sum(width_of(span.text, span.weight, size, ANY) for span in line)


@pytest.mark.parametrize(
    "text",
    [
        "W" * 500,
        "😀 " * 80,
        "👩‍👩‍👧 🇫🇷 👍🏽 " * 30,
        "AVAVAV ToToTo " * 30,
        "ﷺ" * 20 + "ﷻ" * 20,
        "محمد " * 60,
        "क्षत्रिय" * 40,
        "กำลัง" * 40,
        "日本語のテスト。" * 20,
        "ạ́̈" * 100,
    ],
    ids=["W", "emoji", "joined", "kerned", "ligature", "arabic", "deva", "thai", "kana", "marks"],
)
@pytest.mark.parametrize("width", [47.0, 161.3, 499.0])
def test_no_line_runs_over_the_edge(text: str, width: float) -> None:
    lines = wrap(plain(text), REGULAR, 9, width, ANY, 200)
    assert [line for line in lines if width_of(line, REGULAR, 9, ANY) > width + 0.01] == []
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")


_WORDS = st.sampled_from(
    [
        "the", "i", "Toys,", "W" * 70, "AVATAR", "Straße", "Ελληνικά", "русский", "العربية", "לֶחֶם", "(שלום)",
        "क्षत्रिय", "กำลังใจ", "中文書店", "カフェ。", "커피", "😀", "👨‍👩‍👧", "👍🏽", "🇫🇷", "ẹ́̈",
        "1 234", "http://a.example/" + "x" * 60, "﷽", "…", "ﬃ", "m²",
    ]
)  # fmt: skip
_TEXTS = st.lists(_WORDS | st.text(max_size=12), max_size=30).map(" ".join) | st.lists(
    _WORDS, max_size=12
).map("".join)


@given(_TEXTS, st.floats(min_value=20, max_value=500), st.integers(min_value=1, max_value=5))
def test_whatever_the_text_it_stays_in_its_place(text: str, width: float, most: int) -> None:
    lines = wrap(plain(text), REGULAR, 9, width, ANY, most)
    assert len(lines) <= most
    assert all(width_of(line, REGULAR, 9, ANY) <= width + 0.01 for line in lines)


@given(
    st.lists(st.tuples(_TEXTS, st.sampled_from(Weight)), max_size=6),
    st.floats(min_value=20, max_value=500),
    st.integers(min_value=1, max_value=5),
)
def test_whatever_the_weights_too(parts: list[tuple[str, Weight]], width: float, most: int) -> None:
    lines = wrap_spans([Span(plain(text), weight) for text, weight in parts], 9, width, ANY, most)
    assert len(lines) <= most
    assert all(drawn(line) <= width + 0.01 for line in lines)


@given(st.lists(_WORDS.filter(lambda word: word != "﷽"), max_size=30), st.floats(min_value=30, max_value=300))
def test_no_letter_and_no_space_between_words_is_lost(words: list[str], width: float) -> None:
    text = plain(" ".join(words))
    lines = wrap(text, REGULAR, 9, width, ANY, 500)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    at = 0
    for line in lines:
        assert text.startswith(line, at), "what stands on a line stands so in the text"
        at += len(line)
        at += text[at : at + 1] == " "
    assert at >= len(text)


def test_words_are_not_run_together_where_only_the_space_does_not_fit() -> None:
    for tenths in range(160, 400):
        assert " ".join(wrap("the i the i", REGULAR, 9, tenths / 10, ANY, 9)) == "the i the i"


def test_a_letter_wider_than_its_line_is_left_out_visibly() -> None:
    assert wrap("a ﷽ b", REGULAR, 9, 24, ANY, 9) == ["a … b"]


def test_a_cut_line_whose_end_is_of_another_weight_stays_in_its_place() -> None:
    spans = [Span("Your points are worth "), Span("€6", Weight.BOLD), Span(" and more is to come by and by")]
    for width in range(60, 160):
        (line,) = wrap_spans(spans, 9, width, ANY, 1)
        assert drawn(line) <= width + 0.01
        assert line[-1].text.endswith(CUT_MARK)


def test_figures_of_one_width_are_measured_as_such() -> None:
    figures = "11 111 111 111"
    tabular = width_of(figures, REGULAR, 9, ANY, tabular=True)
    assert tabular > width_of(figures, REGULAR, 9, ANY) + 5
    lines = wrap(figures, REGULAR, 9, tabular - 2, ANY, 3, tabular=True)
    assert len(lines) == 2
    assert fit(figures, REGULAR, 9, tabular - 2, ANY, tabular=True).endswith(CUT_MARK)
