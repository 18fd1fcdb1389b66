"""Every script, shaped and shown: the glyphs chosen, and the pixels they make."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing import fonts
from app.printing.fonts import Region, Weight, face_for, region_of, text_face
from app.printing.pieces import clusters
from app.printing.shaping import Shaped, shape
from app.printing.text import plain
from tests.printing.reading import ink, places, printed, text_of
from tests.printing.samples import statement


def numbers(line: Shaped) -> list[int]:
    return [number for part in line.parts for number in part.numbers_in_order]


def faces(line: Shaped) -> set[str]:
    return {part.face.path.name for part in line.parts}


def test_latin_with_diacritics_is_the_text_face_letter_by_letter() -> None:
    line = shape("Łukasz Žižek", Weight.REGULAR)
    assert faces(line) == {text_face(Weight.REGULAR).path.name}
    assert numbers(line) == [text_face(Weight.REGULAR).glyph(ord(c)) for c in "Łukasz Žižek"]


def test_arabic_is_joined_and_runs_right_to_left() -> None:
    line = shape("محمد عبد الله", Weight.REGULAR)
    alone = [number for letter in "محمد" for number in numbers(shape(letter, Weight.REGULAR))]
    assert not set(alone[:3]) & set(numbers(line)), "initial and middle forms differ from the letters alone"
    spelt = [part.spelling for part in line.parts if (part.spelling or "").strip()]
    assert spelt == ["الله", "عبد", "محمد"], "the first word stands at the right end, each is read forwards"
    assert numbers(line)[-1] == numbers(shape("محمد", Weight.REGULAR))[-1]


def test_arabic_ink_is_joined_on_paper() -> None:
    """The joined name is narrower than its letters set apart, and both leave ink."""
    joined = printed(statement(customer_name="محمد عبد الله"))
    apart = printed(statement(customer_name="م\u200cح\u200cم\u200cد ع\u200cب\u200cد ا\u200cل\u200cل\u200cه"))
    window = (60.0, 155.0, 300.0, 168.0)
    assert 0 < ink(joined, 0, window) < ink(apart, 0, window)
    assert "محمد عبد الله" in text_of(joined)


def test_devanagari_forms_its_conjuncts() -> None:
    line = shape("क्षत्रिय", Weight.REGULAR)
    assert faces(line) == {"NotoSansDevanagari[wght].ttf"}
    assert len(numbers(line)) < len("क्षत्रिय"), "eight characters become four glyphs"
    face = face_for("क", Weight.REGULAR, Region.CHINA)
    assert face is not None
    assert face.glyph(ord("\u094d")) not in numbers(line), "no virama is left standing"
    assert "क्षत्रिय" in text_of(printed(statement(customer_name="क्षत्रिय")))


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Žižek",
        "Ελένη Παπαδοπούλου",
        "Наталия Ђорђевић",
        "Nguyễn Thị Ánh",
        "שרה כהן",
        "محمد عبد الله",
        "क्षत्रिय",
        "সুমনা চক্রবর্তী",
        "கவிதா",
        "ก้องเกียรติ",
        "张伟",
        "김철수",
        "さくら 太郎",
        "გიორგი",
        "Հայկ",
    ],
)
def test_every_script_has_a_face_and_leaves_ink(name: str) -> None:
    for weight in Weight:
        line = shape(name, weight)
        assert 0 not in numbers(line), "glyph 0 is an empty box"
        assert fonts.SUBSTITUTE not in map(ord, "".join(text for part in line.parts for text in part.letters))
    pdf = printed(statement(customer_name=name))
    assert ink(pdf, 0, (60, 155, 300, 168)) > 100
    assert plain(name) in text_of(pdf, 0)


def test_mixed_text_keeps_each_direction() -> None:
    pdf = printed(statement(customer_name="Tom שרה Smith"))
    left, middle, right = (places(pdf, 0, word)[0] for word in ("Tom", "שרה", "Smith"))
    assert left < middle < right
    pdf = printed(statement(customer_name="שרה Tom"))
    assert places(pdf, 0, "Tom")[0] < places(pdf, 0, "שרה")[0], "a Hebrew line is read from the right"


def test_a_bracket_turns_round_in_right_to_left_text() -> None:
    opening = text_face(Weight.REGULAR).glyph(ord("("))
    assert numbers(shape("(א", Weight.REGULAR))[-1] == text_face(Weight.REGULAR).glyph(ord(")"))
    assert numbers(shape("(a", Weight.REGULAR))[0] == opening


def test_a_family_emoji_is_one_sign() -> None:
    line = shape("👨\u200d👩\u200d👧", Weight.REGULAR)
    assert len(numbers(line)) == 1
    assert faces(line) == {"NotoEmoji[wght].ttf"}


def test_what_no_font_has_is_a_box_and_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    face_for.cache_clear()
    fonts._say_missing.cache_clear()
    with caplog.at_level(logging.WARNING, logger="regulars.printing"):
        pdf = printed(statement(customer_name="A\U000e1fffB"))
        printed(statement(customer_name="again \U000e1fff"))
    assert "A□B" in text_of(pdf, 0)
    assert [record.getMessage() for record in caplog.records] == [
        "No font here has U+E1FFF; a box is printed in its place."
    ]


def test_without_the_font_packages_a_name_is_boxes_not_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_fallbacks", lambda: ())
    face_for.cache_clear()
    try:
        line = fonts_free_shape("张伟")
    finally:
        face_for.cache_clear()
    assert [letter for part in line.parts for letter in part.letters] == ["□", "□"]


def fonts_free_shape(text: str) -> Shaped:
    from app.printing.shaping import _shape

    return _shape(text, Weight.REGULAR, Region.CHINA, False)


def test_han_characters_take_the_forms_of_the_region() -> None:
    assert region_of("ja_JP") is Region.JAPAN
    assert region_of("zh_Hant_TW") is Region.TAIWAN
    assert region_of("de_DE") is Region.CHINA
    chinese, japanese = shape("直", Weight.REGULAR, Region.CHINA), shape("直", Weight.REGULAR, Region.JAPAN)
    assert numbers(chinese) != numbers(japanese)
    assert numbers(shape("直の", Weight.REGULAR, Region.CHINA))[0] == numbers(japanese)[0], "kana tell"


def test_figures_in_columns_have_one_width() -> None:
    widths = {round(shape(figure, Weight.REGULAR, tabular=True).width) for figure in "0123456789"}
    assert len(widths) == 1
    assert shape("111", Weight.REGULAR).width < shape("111", Weight.REGULAR, tabular=True).width


def test_letters_are_counted_as_readers_count_them() -> None:
    assert list(clusters("e\u0301a👨\u200d👩\u200d👧👍🏽")) == ["e\u0301", "a", "👨\u200d👩\u200d👧", "👍🏽"]


@given(st.text(max_size=40))
def test_any_text_is_shaped_and_nothing_is_lost(text: str) -> None:
    clean = plain(text)
    line = shape(clean, Weight.REGULAR)
    assert "".join(clusters(clean)) == clean
    assert line.width >= 0
    assert bool(line.parts) == bool(clean)


@pytest.mark.parametrize("text", ["قهوة عربية", "كتاب جديد", "محمد عبد الله", "بيت", "שלום עולם"])
def test_leftward_words_are_read_back_forwards(text: str) -> None:
    """Letters with dots are two glyphs; spelt one by one, the word came back with its letters reversed."""
    assert text in text_of(printed(statement(customer_name=text)))
