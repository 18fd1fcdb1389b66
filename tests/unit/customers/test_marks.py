from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.customers.marks import forms, mark
from app.customers.near_words import edits_allowed, spelling_keys, word_keys
from app.customers.phonetics import sound_of
from app.customers.search_words import name_words
from app.kernel.text import fold, fold_words

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=24) | st.sampled_from(
    [
        "Straße Groß",
        "Jörg Müller-Lüdenscheidt",
        "e\u0301va",
        "林 美玲",
        "김철수",
        "Anne-Marie O'Brien",
        "Æsir Ørn",
        "İpek",
    ]
)


def _letters(text: str) -> str:
    return "".join(fold_words(text))


@given(name=NAMES, data=st.data())
@example("Straße", None)
@example("ﬁn", None)
def test_marks_are_within_the_name_and_are_what_was_asked(name, data):
    words = name_words(name)
    for word in words:
        for length in range(1, len(word) + 1) if data is None else [data.draw(st.integers(1, len(word)))]:
            asked = word[:length]
            spans = mark(name, [asked])
            assert spans is not None
            start, end = spans[0]
            assert 0 <= start < end <= len(name)
            shown = name[start:end]
            spelled = "".join(letter for form in forms(shown) for letter, _at in form)
            assert asked[0] in spelled
            assert asked in spelled or asked in _letters(shown)


@given(name=NAMES)
def test_the_words_that_can_be_marked_are_those_that_are_indexed(name):
    formed = {"".join(letter for letter, _at in form) for form in forms(name)}
    assert set(name_words(name)) == {form[:60] for form in formed}


@pytest.mark.parametrize(
    ("name", "asked", "spans"),
    [
        ("Maria Maier", ["mai", "mar"], ((0, 3), (6, 9))),
        ("Maria Maria", ["maria", "ma"], ((0, 5), (6, 8))),
        ("Jan Janssen", ["jan"], ((0, 3),)),
        ("Janssen Jan", ["jan"], ((8, 11),)),
        ("e\u0301va", ["e"], ((0, 2),)),
        ("Maria", ["x"], None),
    ],
)
def test_each_word_asked_marks_a_word_of_its_own(name, asked, spans):
    assert mark(name, asked) == spans


@given(word=st.text("abcdefgh", min_size=4, max_size=14), data=st.data())
def test_a_word_with_a_typo_shares_a_key_with_the_right_one(word, data):
    typed = word
    for _edit in range(data.draw(st.integers(1, edits_allowed(word)))):
        at = data.draw(st.integers(0, len(typed) - 1))
        letter = data.draw(st.sampled_from("abxy"))
        kind = data.draw(st.sampled_from("dist"))
        if kind == "d":
            typed = typed[:at] + typed[at + 1 :]
        elif kind == "i":
            typed = typed[:at] + letter + typed[at:]
        elif kind == "s":
            typed = typed[:at] + letter + typed[at + 1 :]
        else:
            typed = typed[:at] + typed[at : at + 2][::-1] + typed[at + 2 :]
    edits = edits_allowed(word)
    if len(typed) >= len(word):
        assert spelling_keys(typed, edits) & word_keys(word)
    assert spelling_keys(typed, edits) & spelling_keys(word, edits)


@pytest.mark.parametrize(
    "names",
    [
        ("meyer", "maier", "mayr", "meier"),
        ("catherine", "kathryn", "katrin"),
        ("philippe", "filip"),
        ("schmidt", "schmitt", "schmid"),
        ("knight", "night", "nite"),
        ("stephan", "stefan", "steffan"),
        ("beaulieu", "bolieu"),
        ("wright", "rite"),
        ("hoffmann", "hofman"),
    ],
)
def test_names_that_sound_alike_have_one_sound(names):
    assert len({sound_of(name) for name in names}) == 1


def test_names_that_do_not_sound_alike_have_not():
    assert len({sound_of(name) for name in ("schmidt", "meyer", "wagner", "becker", "fischer")}) == 5
    assert sound_of(fold("林")) == ""
    assert sound_of("aeiou") == ""
