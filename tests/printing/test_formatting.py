"""Numbers, money and days by locale."""

from datetime import date

import pytest

from app.printing.formatting import long_day, money, number, period, short_day, signed

THIN = "\u202f"


@pytest.mark.parametrize(
    ("value", "locale", "written"),
    [
        (0, "en_GB", "0"),
        (999, "en_GB", "999"),
        (1000, "en_GB", f"1{THIN}000"),
        (-1234567, "de_DE", f"−1{THIN}234{THIN}567"),
        (1234567, "hi_IN", f"12{THIN}34{THIN}567"),
        (1000, "no such locale", f"1{THIN}000"),
    ],
)
def test_number(value: int, locale: str, written: str) -> None:
    assert number(value, locale) == written


def test_signed() -> None:
    assert [signed(points, "en_GB") for points in (214, -150, 0)] == ["+214", "−150", "0"]


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "written"),
    [
        (3100, "EUR", "en_GB", "€31.00"),
        (-910, "EUR", "en_GB", "−€9.10"),
        (123456, "EUR", "de_DE", "1.234,56\u00a0€"),
        (1860, "JPY", "ja_JP", "￥1,860"),
        (1860, "KWD", "en_GB", "KWD1.860"),
        (5, "XXQ", "en_GB", "XXQ0.05"),
    ],
)
def test_money(minor: int, currency: str, locale: str, written: str) -> None:
    assert money(minor, currency, locale) == written


def test_days() -> None:
    assert short_day(date(2026, 8, 4), "en_GB") == "4 Aug"
    assert short_day(date(2026, 8, 4), "en_GB", with_year=True) == "4 Aug 2026"
    assert long_day(date(2026, 11, 30), "en_GB") == "30 November"
    assert long_day(date(2026, 11, 30), "de_DE") == "30. November"


@pytest.mark.parametrize(
    ("start", "end", "locale", "written"),
    [
        (date(2026, 8, 1), date(2026, 10, 31), "en_GB", "1 August – 31 October 2026"),
        (date(2026, 10, 1), date(2026, 10, 31), "en_GB", "1 – 31 October 2026"),
        (date(2025, 11, 1), date(2026, 1, 31), "en_GB", "1 November 2025 – 31 January 2026"),
        (date(2026, 8, 1), date(2026, 8, 1), "en_GB", "1 August 2026"),
        (date(2026, 8, 1), date(2026, 10, 31), "en_US", "August 1 – October 31, 2026"),
        (date(2026, 8, 1), date(2026, 10, 31), "de_DE", "1. August – 31. Oktober 2026"),
        (date(2026, 8, 1), date(2026, 10, 31), "ja_JP", "2026年8月1日 – 2026年10月31日"),
    ],
)
def test_period(start: date, end: date, locale: str, written: str) -> None:
    assert period(start, end, locale) == written
