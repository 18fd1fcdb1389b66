"""What the first page offers to choose from: countries, currencies, time zones, in the person's language.

All of it comes from CLDR by way of Babel and from the time zone database, imported when first asked for.
"""

from __future__ import annotations

import locale as system_locale
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from app.kernel.text import sort_key


@dataclass(frozen=True)
class Choice:
    """One thing to choose: the id that is kept and the label people read."""

    id: str
    label: str


@dataclass(frozen=True)
class Guess:
    """What this computer suggests for a new shop."""

    country: str
    currency: str
    timezone: str
    locale: str


# Where most of the people live, in countries whose first zone in the database is a remote one.
_BUSIEST_ZONE = {
    "AQ": "Antarctica/McMurdo",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "PF": "Pacific/Tahiti",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}


@lru_cache(maxsize=4)
def countries(locale: str = "en") -> tuple[Choice, ...]:
    """Every country that has a currency and a language, by its name in `locale`."""
    from babel import Locale

    names = Locale.parse(locale).territories
    found = [Choice(code, names[code]) for code in _country_codes() if code in names]
    return tuple(sorted(found, key=lambda choice: sort_key(choice.label)))


@lru_cache(maxsize=4)
def currencies(locale: str = "en") -> tuple[Choice, ...]:
    """Every currency in use today, as `Euro (EUR)`."""
    from babel.numbers import get_currency_name

    codes = {default_currency(country) for country in _country_codes()}
    found = [Choice(code, f"{get_currency_name(code, locale=locale)} ({code})") for code in codes]
    return tuple(sorted(found, key=lambda choice: sort_key(choice.label)))


def default_currency(country: str) -> str:
    """The currency used in the country today; EUR for a code nobody knows."""
    from babel.numbers import get_territory_currencies

    now = get_territory_currencies(country)
    return now[0] if now else "EUR"


def default_timezone(country: str) -> str:
    """The zone most shops of the country are in; UTC for a code nobody knows."""
    zones = _zones_by_country().get(country, ())
    return _BUSIEST_ZONE.get(country) or (zones[0] if zones else "UTC")


def time_zones(country: str = "") -> tuple[Choice, ...]:
    """The zones of the country, its busiest first, then all others by name."""
    table = _zones_by_country()
    own = list(table.get(country, ()))
    if own:
        own.remove(default_timezone(country))
        own.insert(0, default_timezone(country))
    others = sorted({zone for zones in table.values() for zone in zones} - set(own))
    return tuple(Choice(zone, _zone_label(zone)) for zone in (*own, *others, "UTC"))


def locales(country: str) -> tuple[Choice, ...]:
    """The ways of writing numbers and dates used in the country: its languages, then English."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages

    found: dict[str, str] = {}
    for language in (*get_official_languages(country, regional=True, de_facto=True), "en"):
        try:
            locale = Locale.parse(f"{language}_{country}")
        except (ValueError, UnknownLocaleError):
            continue
        found.setdefault(str(locale), locale.get_display_name(locale) or str(locale))
    return tuple(Choice(code, label) for code, label in found.items())


def guess() -> Guess:
    """A start for the first page: the country this computer is set to, and what goes with it."""
    language, country = _system_locale()
    zone = _system_zone()
    if country not in _zones_by_country():
        country = next((code for code, zones in _zones_by_country().items() if zone in zones), "GB")
    if zone not in _zones_by_country()[country]:
        zone = default_timezone(country)
    offered = [choice.id for choice in locales(country)]
    wanted = f"{language}_{country}"
    return Guess(
        country,
        default_currency(country),
        zone,
        wanted if wanted in offered else (offered[0] if offered else "en"),
    )


def _system_locale() -> tuple[str, str]:
    code = (system_locale.getlocale()[0] or os.environ.get("LANG", "")).partition(".")[0]
    language, _mark, country = code.partition("_")
    return language, country[:2].upper()


def _system_zone() -> str:
    if os.environ.get("TZ"):
        return os.environ["TZ"].lstrip(":")
    try:
        return str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    except OSError:
        return ""


@lru_cache(maxsize=1)
def _country_codes() -> tuple[str, ...]:
    from babel.languages import get_official_languages
    from babel.numbers import get_territory_currencies

    return tuple(
        code
        for code in _zones_by_country()
        if get_territory_currencies(code) and get_official_languages(code, regional=True, de_facto=True)
    )


@lru_cache(maxsize=1)
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """The zones of each country in the order of the database's own table (`zone.tab`)."""
    table: dict[str, list[str]] = {}
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            country, _place, zone, *_comment = line.split("\t")
            table.setdefault(country, []).append(zone)
    return {country: tuple(zones) for country, zones in table.items()}


def _zone_label(zone: str) -> str:
    area, _slash, place = zone.replace("_", " ").partition("/")
    return f"{place.rpartition('/')[2]} ({area})" if place else area
