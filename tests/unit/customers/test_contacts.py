from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.customers.contacts import (
    Address,
    Contact,
    clean_address,
    clean_contact,
    normal_email,
    normal_handle,
    normal_phone,
)
from app.kernel.errors import Refused


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("0170 1234417", "DE", "+491701234417"),
        ("+49 (0)170 1234417", "DE", "+491701234417"),
        ("0049 170 1234417", "DE", "+491701234417"),
        ("(020) 7946 0018", "GB", "+442079460018"),
        ("06 6982 0001", "IT", "+390669820001"),
        ("212-555-0123", "US", "+12125550123"),
        ("ext. 12345", "DE", "12345"),
        ("٠١٧٠ ١٢٣٤٤١٧", "DE", "+491701234417"),
        ("0170 1234417", "", "01701234417"),
    ],
)
def test_phones_are_kept_as_the_country_dials_them(text, country, kept):
    assert normal_phone(text, country) == kept


@pytest.mark.parametrize("text", ["1234", "call me", "+", "1" * 31])
def test_what_is_no_phone_is_refused(text):
    with pytest.raises(Refused) as refused:
        normal_phone(text, "DE")
    assert refused.value.field == "phone"


@given(
    country=st.sampled_from(["DE", "FR", "NL", "GB", "AT", "CH", "PL", "IT", "ES", "US", "SE"]),
    text=st.from_regex(r"\A(0[1-9]|\+[1-9])[0-9 /.\-]{3,18}\Z"),
)
def test_the_short_way_of_reading_a_phone_is_the_long_one(country, text):
    try:
        number = phonenumbers.parse(text, country)
        assume(phonenumbers.is_possible_number(number) and sum(map(str.isdigit, text)) > 4)
    except phonenumbers.NumberParseException:
        assume(False)
    assert normal_phone(text, country) == phonenumbers.format_number(number, 0)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Maria.S@Web.DE", "maria.s@web.de"), ("o'brien@example.com", "o'brien@example.com"),
     ("jörg@müller.de", "jörg@müller.de"), ("a@b.test", "a@b.test")],
)  # fmt: skip
def test_addresses_are_compared_in_lower_case(text, kept):
    assert normal_email(text) == kept


@pytest.mark.parametrize(
    "text", ["maria", "maria@", "@web.de", "a b@web.de", "a..b@web.de", "a@web", "a@-web.de"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Refused) as refused:
        normal_email(text)
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@Tea.Lover", ("tea.lover", "")),
        ("https://www.instagram.com/tea.lover/?hl=de", ("tea.lover", "instagram")),
        ("x.com/tea", ("tea", "x")),
        ("https://www.facebook.com/profile.php?id=100012", ("100012", "facebook")),
        ("tea lover", ("tea lover", "")),
    ],
)
def test_handles_lose_what_is_around_them(text, handle):
    assert normal_handle(text) == handle


def test_an_unknown_kind_is_refused_and_an_empty_value_is_none():
    with pytest.raises(Refused):
        clean_contact(Contact("fax", "1"), "DE")
    assert clean_contact(Contact("phone", "  "), "DE") is None
    assert clean_contact(Contact("social", "@"), "DE") is None
    assert clean_address(Address("", country="DE", label="home")) is None


def test_the_country_of_an_address_is_two_letters():
    assert clean_address(Address("High St 1", country="gb")) == Address("High St 1", country="GB")
    with pytest.raises(Refused) as refused:
        clean_address(Address("High St 1", country="1!"))
    assert refused.value.field == "country"
