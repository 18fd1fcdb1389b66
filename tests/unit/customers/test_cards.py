from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.cards import clean_card_number, own_number
from app.kernel.errors import Refused
from app.kernel.ids import luhn_valid


@given(counter=st.integers(0, 999_999_999))
def test_every_number_of_the_series_has_its_check_digit(counter):
    number = own_number(counter)
    assert len(number) == 12
    assert number.startswith("29")
    assert int(number[2:11]) == counter
    assert luhn_valid(number)


@given(counter=st.integers(0, 999_999_999), at=st.integers(0, 11), other=st.integers(1, 9))
def test_one_digit_misread_is_never_another_s_card(counter, at, other):
    number = own_number(counter)
    misread = number[:at] + str((int(number[at]) + other) % 10) + number[at + 1 :]
    assert not luhn_valid(misread)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("club 77", "CLUB77"), ("12-34 5", "12345"), ("", ""), (" \u200b", ""), ("1234\r\n", "1234")],
)
def test_card_numbers_lose_spaces_and_dashes(text, kept):
    assert clean_card_number(text) == kept


@pytest.mark.parametrize("text", ["123", "1" * 41, "12_34", "Ä1234", "1" * 2_000_000])
def test_other_card_numbers_are_refused(text):
    with pytest.raises(Refused) as refused:
        clean_card_number(text)
    assert refused.value.field == "card_number"
