"""The order of mixed text. Expected orders were made with another implementation of UAX #9."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.bidi import runs, starts_rightward


def seen(text: str) -> str:
    """The line from left to right as a reader's eye meets it, without turning brackets round."""
    return "".join(text[r.start : r.end] if r.rightward else text[r.start : r.end][::-1] for r in runs(text))


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("Maria Schmidt", "Maria Schmidt"),
        ("שלום", "םולש"),
        ("Tom שלום Smith", "Tom םולש Smith"),
        ("שלום Tom עולם", "םלוע Tom םולש"),
        ("שלום 123", "123 םולש"),
        ("קבלה 20-418", "20-418 הלבק"),
        ("محمد 12 €", "€ 12 دمحم"),
        ("Receipt 12 שלום 34 end", "Receipt 12 34 םולש end"),
        ("שלום (Tom) 12", "12 )Tom( םולש"),
        ("a (אב) c", "a (בא) c"),
        ("אב, גד!", "!דג ,בא"),
        ("price 5% אב", "price 5% בא"),
        ("אa2(1)\u0301!,,٤", "٤,,!a2(1)\u0301א"),
    ],
)
def test_order(logical: str, visual: str) -> None:
    assert seen(logical) == visual


def test_the_first_strong_letter_leads() -> None:
    assert starts_rightward("12 abc אב")
    assert not starts_rightward("12 אב abc")
    assert starts_rightward("12 + 3")
    assert runs("") == []


@given(st.text(alphabet="abc אבג محم 123 ٣٤ ,.:+-%€()[]{}\u0301\u05b0", max_size=40))
def test_every_letter_is_set_once(text: str) -> None:
    covered = sorted(at for run in runs(text) for at in range(run.start, run.end))
    assert covered == list(range(len(text)))


@given(st.text(alphabet="abc XYZ 123 ,.:+-%€()[]éß—", max_size=40))
def test_text_without_right_to_left_letters_is_one_run(text: str) -> None:
    assert seen(text) == text
