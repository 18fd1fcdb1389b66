"""The words of the program in the language of whoever reads them.

Texts are marked with `_("...")` and formatted after translation: `_("Hello {name}").format(name=...)`. Window
and commands speak the program's own language; paper speaks, for as long as `speaking` lasts and on its own
thread alone, the language of its reader.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

DOMAIN = "regulars"
SOURCE = "en"
"""The language the texts are written in."""

_active: gettext.NullTranslations = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations | None] = ContextVar("spoken", default=None)


def use_language(language: str | None, folder: Path) -> None:
    """Translate from now on into `language` (a code such as "de"); None or unknown means English."""
    global _active
    languages = [language] if language else []
    _active = gettext.translation(DOMAIN, str(folder), languages=languages, fallback=True)


@contextmanager
def speaking(locale: str | None) -> Iterator[None]:
    """Within it, and on this thread only, texts are in the language of a locale ("de", "fr_CH") where there
    is a catalogue of it, else in English. None: the program's own language."""
    token = _spoken.set(None if locale is None else _words_of(language_of(locale)))
    try:
        yield
    finally:
        _spoken.reset(token)


def _(text: str) -> str:
    """The text in the language in use."""
    return (_spoken.get() or _active).gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """The form of the text that goes with `count`; still to be formatted by the caller."""
    return (_spoken.get() or _active).ngettext(one, many, count)


def language_of(locale: str) -> str:
    """The language of a locale's name: "de" of "de-AT"."""
    return locale.replace("-", "_").partition("_")[0].strip().lower()


def has_language(locale: str) -> bool:
    """Whether paper can speak the language of a locale: English, or one there is a catalogue of."""
    from app.kernel.catalogues import languages

    return language_of(locale) in languages()


@lru_cache(maxsize=32)
def _words_of(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    from app.kernel.catalogues import catalogue

    return catalogue(language)
