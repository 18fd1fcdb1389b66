"""Which locale a paper is written in, from its reader's language and the shop's country."""

from __future__ import annotations

from functools import lru_cache

from app.kernel.i18n import has_language, language_of


@lru_cache(maxsize=256)
def reader_locale(language: str, country: str, home: str) -> str:
    """The locale (Babel's name) for a reader of `language` ("de", "pt_BR", "" for nobody knows) in a shop of
    `country` whose own locale is `home`.

    `home` where the language is the shop's, is unknown, or paper does not speak it. Else the language as the
    shop's country writes it ("en_DE") where CLDR knows of that, and the bare language where not ("de" in
    Britain).
    """
    wanted = language.strip().replace("-", "_")
    if not wanted or not has_language(wanted) or language_of(wanted) == language_of(home):
        return home
    from babel import Locale, UnknownLocaleError

    for name in (wanted if "_" in wanted else f"{wanted}_{country}", language_of(wanted)):
        try:
            return str(Locale.parse(name))
        except (ValueError, TypeError, UnknownLocaleError):
            continue
    return home
