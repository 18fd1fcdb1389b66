"""People made up: names that go together, numbers that can be dialled, cards that can be kept."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.consent import CHANNELS
from app.customers.draft import clean_draft
from app.exchange.demo.cultures import CULTURES
from app.exchange.demo.people import person

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("culture", CULTURES, ids=lambda culture: f"{culture.country}-{culture.language}")
@pytest.mark.parametrize("digit", ["1", "5", "9"])
def test_numbers_are_valid_in_their_country(culture, digit) -> None:
    number = phonenumbers.parse(culture.phone.replace("#", digit), "GB")
    assert phonenumbers.is_valid_number(number)
    assert phonenumbers.region_code_for_number(number) in (culture.country, "GG", "CA")


@pytest.mark.parametrize("culture", CULTURES, ids=lambda culture: f"{culture.country}-{culture.language}")
def test_names_are_there_for_both_and_leave_the_story_its_own(culture) -> None:
    assert culture.women and culture.men
    assert len(culture.family) == len(culture.women_family)
    for name in (*culture.women, *culture.men):
        assert not name.lower().startswith(("mari", "mary"))
    for name in (*culture.women, *culture.men, *culture.family, *culture.women_family):
        native, _equals, latin = name.partition("=")
        assert native.strip() == native
        assert (latin or native)[0].isalpha() or native.startswith("'")


def test_some_said_no_and_most_were_not_asked() -> None:
    said = [dict(person(3, place, date(2026, 1, 1), TODAY).draft.consents) for place in range(400)]
    for channel in CHANNELS:
        words = [one.get(channel) for one in said]
        assert words.count(None) > 200
        assert words.count(True) > words.count(False) > 10


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_nobody_is_best_reached_by_what_they_do_not_want(seed: int, place: int) -> None:
    draft = person(seed, place, date(2026, 1, 1), TODAY).draft
    assert dict(draft.consents).get(draft.channel) is not False


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_everybody_fits_on_a_card(seed: int, place: int) -> None:
    draft = person(seed, place, date(2026, 1, 1), TODAY).draft
    clean = clean_draft(draft, "GB", TODAY)
    assert clean.suspects == ()
    assert clean.name == draft.name
    assert person(seed, place, date(2026, 1, 1), TODAY).draft == draft
