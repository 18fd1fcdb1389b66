"""Amounts as people write them, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.money import (
    MAX_AMOUNT,
    check_amount,
    decimal_string,
    exponent,
    format_money,
    known_currency,
    parse_amount,
    share,
)

LOCALES = [
    "en_GB",
    "en_US",
    "de_DE",
    "de_CH",
    "fr_FR",
    "sv_SE",
    "en_IN",
    "pl_PL",
    "pt_BR",
    "ja_JP",
    "ar_EG",
    "hi_IN",
]
CURRENCIES = ["EUR", "USD", "GBP", "CHF", "SEK", "JPY", "KWD", "INR", "PLN", "BRL", "EGP"]
amounts = st.integers(1, MAX_AMOUNT)


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("18.60", "EUR", None, 1860),
        ("1,50", "EUR", "en_GB", 150),
        ("1.50", "EUR", "de_DE", 150),
        ("1.234", "EUR", "de_DE", 123400),
        ("1,234", "EUR", "en_GB", 123400),
        ("1.234", "EUR", None, 123400),
        ("1.234,50 €", "EUR", "de_DE", 123450),
        ("1,234.50", "EUR", "de_DE", 123450),
        ("€5", "EUR", None, 500),
        ("5 eur", "EUR", None, 500),
        ("CHF 1’200.00", "CHF", "de_CH", 120000),
        ("1\u202f234,5", "EUR", "fr_FR", 123450),
        ("12,34,567.50", "INR", "en_IN", 123456750),
        ("1.234", "KWD", "en_US", 1234),
        ("1.234", "KWD", "de_DE", 1234000),
        ("1.500", "JPY", None, 1500),
        ("٣٫٥", "EUR", None, 350),
        (".5", "EUR", None, 50),
        ("0,500", "EUR", "de_DE", 50),
        ("29.330000", "USD", None, 2933),
        ("1.005", "EUR", None, 100500),
        ("5 kr", "SEK", "sv_SE", 500),
        ("$5", "CAD", "en_CA", 500),
    ],
)
def test_amounts_are_read_by_the_shops_ways(text: str, currency: str, locale: str | None, minor: int) -> None:
    assert parse_amount(text, currency, locale=locale) == minor


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "€", "abc", "1e999999", "1e2", "NaN", "inf", "1_000", "0x10", "1 2,5", "1,234,56", "1,50.50",
        "5.", "--5", "5-", "$5", "5 USD", "0", "0.00", "-5", "−5", "9223372036854775808", "1" * 10_000,
        "12,34,567.50", "5.0.0", "1.\n5", "½", "²", "1;5", "=1+1",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_amount(text, "EUR", field="paid")
    assert refusal.value.field == "paid"
    assert len(refusal.value.message) < 120


@pytest.mark.parametrize(
    ("text", "locale"), [("1.234", "en_GB"), ("1,234", "de_DE"), ("5.000", "en_GB"), ("5,000", "de_DE")]
)
def test_what_two_people_would_read_differently_is_refused(text: str, locale: str) -> None:
    with pytest.raises(Refused, match="more decimals than EUR has"):
        parse_amount(text, "EUR", locale=locale)


def test_a_yen_has_no_decimals() -> None:
    with pytest.raises(Refused, match="more decimals"):
        parse_amount("1.5", "JPY")


def test_below_zero_only_where_it_makes_sense() -> None:
    assert parse_amount("-5", "EUR", negative=True) == -500
    assert parse_amount("\u22125,00 €", "EUR", negative=True) == -500
    with pytest.raises(Refused, match="below zero"):
        check_amount(-1)
    with pytest.raises(Refused, match="larger"):
        check_amount(-MAX_AMOUNT - 1, negative=True)


@given(amounts, st.sampled_from(CURRENCIES))
def test_what_files_hold_is_read_back(minor: int, currency: str) -> None:
    written = decimal_string(minor, currency)
    if exponent(currency) == 3:  # three decimals and no locale: the mark is the decimal sign
        assert "." in written
    assert parse_amount(written, currency) == minor


@given(amounts, st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_what_is_shown_is_read_back(minor: int, currency: str, locale: str) -> None:
    assert parse_amount(format_money(minor, currency, locale), currency, locale=locale) == minor


@given(st.text(max_size=60), st.sampled_from(["EUR", "JPY", "KWD"]), st.sampled_from([None, *LOCALES]))
def test_any_text_is_an_amount_or_refused(text: str, currency: str, locale: str | None) -> None:
    try:
        minor = parse_amount(text, currency, locale=locale)
    except Refused:
        return
    assert 0 < minor <= MAX_AMOUNT


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_rounded_toward_zero(whole: int, part: int, of: int) -> None:
    got = share(whole, part, of)
    assert abs(got) * of <= abs(whole) * part < (abs(got) + 1) * of
    assert got == 0 or (got < 0) == (whole < 0)


def test_currencies() -> None:
    assert known_currency("EUR")
    assert not known_currency("XYZ")
    assert [exponent(code) for code in ("EUR", "JPY", "KWD")] == [2, 0, 3]
    assert decimal_string(-5, "EUR") == "-0.05"
    assert decimal_string(1860, "JPY") == "1860"
