"""What the first page offers makes a shop that can be created."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from app.kernel.money import known_currency
from app.shop import choices
from app.shop.choices import (
    countries,
    currencies,
    default_currency,
    default_timezone,
    guess,
    locales,
    time_zones,
)
from app.shop.profile import check_profile
from app.shop.queries import ShopProfile


def test_every_country_offered_makes_a_profile() -> None:
    for country in countries():
        profile = check_profile(
            ShopProfile("K", default_currency(country.id), country.id, default_timezone(country.id))
        )
        assert profile.locale
        offered = locales(country.id)
        assert offered, country
        assert (
            check_profile(ShopProfile("K", "EUR", country.id, "UTC", offered[0].id)).locale == offered[0].id
        )


@pytest.mark.parametrize(
    ("country", "currency", "zone"),
    [
        ("DE", "EUR", "Europe/Berlin"), ("US", "USD", "America/New_York"), ("AU", "AUD", "Australia/Sydney"),
        ("GB", "GBP", "Europe/London"), ("CH", "CHF", "Europe/Zurich"), ("JP", "JPY", "Asia/Tokyo"),
        ("BR", "BRL", "America/Sao_Paulo"), ("PT", "EUR", "Europe/Lisbon"), ("ES", "EUR", "Europe/Madrid"),
        ("??", "EUR", "UTC"),
    ],
)  # fmt: skip
def test_what_goes_with_a_country(country: str, currency: str, zone: str) -> None:
    assert (default_currency(country), default_timezone(country)) == (currency, zone)


def test_names_are_in_the_persons_language_and_sorted() -> None:
    german = [choice.label for choice in countries("de")]
    assert "Österreich" in german
    assert german.index("Österreich") < german.index("Schweiz")
    assert any(choice.label == "Euro (EUR)" for choice in currencies("de"))
    assert all(known_currency(choice.id) for choice in currencies())


def test_zones_begin_with_the_countrys_own_and_each_is_there_once() -> None:
    ids = [choice.id for choice in time_zones("US")]
    assert ids[0] == "America/New_York"
    assert len(ids) == len(set(ids))
    assert set(ids) <= available_timezones()
    assert "Europe/Berlin" in ids


def test_the_busiest_zones_are_of_their_countries() -> None:
    table = choices._zones_by_country()
    assert all(zone in table[country] for country, zone in choices._BUSIEST_ZONE.items())


@pytest.mark.parametrize(
    ("system", "zone", "country", "timezone", "locale"),
    [
        (("de", "AT"), "Europe/Vienna", "AT", "Europe/Vienna", "de_AT"),
        (("en", "US"), "America/Denver", "US", "America/Denver", "en_US"),
        (("C", ""), "Europe/Paris", "FR", "Europe/Paris", "fr_FR"),
        (("", ""), "", "GB", "Europe/London", "en_GB"),
        (("tlh", "DE"), "Asia/Tokyo", "DE", "Europe/Berlin", "de_DE"),
    ],
)
def test_the_guess_hangs_together(
    system: tuple[str, str],
    zone: str,
    country: str,
    timezone: str,
    locale: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choices, "_system_locale", lambda: system)
    monkeypatch.setattr(choices, "_system_zone", lambda: zone)
    found = guess()
    assert (found.country, found.timezone, found.locale) == (country, timezone, locale)
    assert found.currency == default_currency(country)
    monkeypatch.undo()
    assert check_profile(ShopProfile("K", guess().currency, guess().country, guess().timezone)).name == "K"
