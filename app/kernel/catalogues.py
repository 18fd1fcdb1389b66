"""The catalogues of what a customer reads on paper: `resources/locale/<language>/LC_MESSAGES/paper.po`.

They are read as they stand, when a language is first spoken: a shop may mend a word in a text editor.
"""

from __future__ import annotations

import gettext
import logging
import string
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from app.kernel.i18n import SOURCE
from app.kernel.paths import resource

log = logging.getLogger(__name__)

FILE = "paper.po"


class Catalogue(gettext.NullTranslations):
    """Texts by their English; what it lacks stays English. `plurals` are the forms by the English singular,
    chosen by `rule`, the catalogue's own expression of n (gettext's manual, "Plural forms")."""

    def __init__(self, texts: dict[str, str], plurals: dict[str, tuple[str, ...]], rule: str) -> None:
        super().__init__()
        self._texts, self._plurals = texts, plurals
        self._which = gettext.c2py(rule)

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._plurals.get(msgid1)
        if forms is None:
            return msgid1 if abs(n) == 1 else msgid2
        return forms[min(self._which(abs(n)), len(forms) - 1)]


def folder() -> Path:
    """Where the catalogues are."""
    return resource("locale")


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The languages paper can speak."""
    found = folder().glob(f"*/LC_MESSAGES/{FILE}")
    return frozenset({SOURCE, *(path.parents[1].name for path in found)})


def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language. One that is missing is English; so is one that cannot be read, which is
    said in the log."""
    if language not in languages():
        return gettext.NullTranslations()
    path = folder() / language / "LC_MESSAGES" / FILE
    try:
        return read_catalogue(path, language)
    except (OSError, ValueError, LookupError, ArithmeticError, TypeError) as error:
        log.warning("The catalogue %s cannot be read, paper is in English: %s", path, error)
        return gettext.NullTranslations()


def read_catalogue(path: Path, language: str) -> Catalogue:
    """The catalogue in a file. Entries that are empty, fuzzy, or name another place to fill in than their
    English are left out, the last with a line in the log. Raises OSError and ValueError (or what the parser
    has instead) for what is no catalogue."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            read = read_po(file, locale=language, charset="utf-8", abort_invalid=True)
    except PoFileError as error:
        raise ValueError(str(error)) from error
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in read:
        if not message.id or message.fuzzy:
            continue
        english, said = _forms(message.id), _forms(message.string)
        if not said or not all(said):
            continue
        if not all(_fits(form, english) for form in said):
            log.warning("%s: the translation of “%s” cannot be filled in, it stays English", path, english[0])
        elif len(english) > 1:
            plurals[english[0]] = said
        else:
            texts[english[0]] = said[0]
    return Catalogue(texts, plurals, str(read.plural_expr))


def _forms(text: object) -> tuple[str, ...]:
    """The one form of a text, or the several of one that counts."""
    if text is None:
        return ()
    return (text,) if isinstance(text, str) else tuple(str(form) for form in cast("Sequence[str]", text))


def _fits(text: str, english: tuple[str, ...]) -> bool:
    """Whether a translation fills in nothing that its English does not."""
    try:
        return _places(text) <= set().union(*(_places(form) for form in english))
    except ValueError:  # a brace that is not closed
        return False


def _places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
