from __future__ import annotations

from datetime import date

import pytest

from app.customers.birthdays import Birthday, checked_birthday, parse_birthday
from app.kernel.errors import Refused

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1990-03-05", Birthday(3, 5, 1990)),
        ("--03-05", Birthday(3, 5)),
        ("03-05", Birthday(3, 5)),
        ("05.03.1990", Birthday(3, 5, 1990)),
        ("5.3.", Birthday(3, 5)),
        ("02-29", Birthday(2, 29)),
        ("2024-02-29", Birthday(2, 29, 2024)),
        ("05/03/1990", Birthday(3, 5, 1990)),
        ("  ", None),
    ],
)
def test_birthdays_are_read(text, birthday):
    assert parse_birthday(text) == birthday


def test_slashes_are_read_the_country_s_way():
    assert parse_birthday("03/05/1990", "US") == Birthday(3, 5, 1990)


@pytest.mark.parametrize(
    "text", ["29-02-2023", "2023-02-29", "02-30", "13-01", "tomorrow", "1990", "٠٥", "0000-01-01"]
)
def test_days_that_are_not_are_refused_in_words(text):
    with pytest.raises(Refused) as refused:
        checked_birthday(parse_birthday(text), TODAY)
    assert refused.value.field == "birthday"


@pytest.mark.parametrize(
    "birthday", [Birthday(11, 23, 2026), Birthday(1, 1, 1875), Birthday(2, 30), Birthday(1, 1, 99999)]
)
def test_nobody_was_born_tomorrow_or_in_1875(birthday):
    with pytest.raises(Refused) as refused:
        checked_birthday(birthday, TODAY)
    assert refused.value.field == "birthday"


def test_today_is_a_birthday_and_120_years_ago_too():
    assert checked_birthday(Birthday(11, 22, 2026), TODAY)
    assert checked_birthday(Birthday(11, 22, 1906), TODAY)


@pytest.mark.parametrize("text", ["1990-03-05", "--02-29"])
def test_a_birthday_is_written_as_it_is_read(text):
    assert str(parse_birthday(text)) == text
