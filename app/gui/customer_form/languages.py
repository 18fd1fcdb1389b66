"""The languages offered for a customer: those of the country, then those of its guests."""

from __future__ import annotations

from functools import lru_cache

_OFTEN = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "tr", "uk", "ar", "zh", "ja", "ko", "hi", "vi")


@lru_cache(maxsize=4)
def language_choices(country: str) -> tuple[tuple[str, str], ...]:
    """(code, name of the language), each once."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages

    found: dict[str, str] = {}
    for code in (*get_official_languages(country, de_facto=True), *_OFTEN):
        try:
            name = Locale.parse(code).get_display_name("en")
        except (ValueError, UnknownLocaleError):
            continue
        found.setdefault(code, name or code)
    return tuple(found.items())
