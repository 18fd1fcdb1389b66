"""One gettext catalogue for window, commands and paper.

Texts are marked with `_("...")` and formatted after translation: `_("Hello {name}").format(name=...)`.
"""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "regulars"

_active: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str | None, folder: Path) -> None:
    """Translate from now on into `language` (a code such as "de"); None or unknown means English."""
    global _active
    languages = [language] if language else []
    _active = gettext.translation(DOMAIN, str(folder), languages=languages, fallback=True)


def _(text: str) -> str:
    """The text in the language in use."""
    return _active.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """The form of the text that goes with `count`; still to be formatted by the caller."""
    return _active.ngettext(one, many, count)
