"""Slips of the pen in a template: what the parser could not read, in the words of a letter, with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.kernel.i18n import _

MOST_DEEP = 40
"""Choices within choices, and alternatives behind one another."""
MOST_BRANCHES = 100
"""Of one choice: {% elif … %}."""

_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^%]*%\}")  # never looks past the next mark: quick whatever it is given
_STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)")
_CURLY = "“”„‟«»‘’‚"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a template, and on which line (from 1)."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("Line {line}: {words}").format(line=self.line, words=self.words)


def only_if(tag: str) -> str:
    """That a tag is not among those there are."""
    words = _("“{tag}” is not known here; there are {{% if … %}}, {{% else %}} and {{% endif %}}.")
    return words.format(tag=tag[:40])


def too_deep() -> str:
    """That choices stand too deep within one another."""
    return _("too many choices stand within one another.")


def syntax_slip(source: str, message: str, line: int) -> Problem:
    """What the parser could not read, in the words of a letter."""
    unknown = re.search(r"unknown tag '(\w+)'", message)
    if unknown is not None:
        if unknown[1] in ("else", "elif", "endif"):
            words = _("{{% {tag} %}} stands alone: no {{% if … %}} begins before it.")
            return Problem(line, words.format(tag=unknown[1]))
        return Problem(line, only_if(unknown[1]))
    if "Unexpected end of template" in message:
        line = _unclosed(source) or line
        return Problem(line, _("this {% if … %} is not closed: {% endif %} is missing after it."))
    never_closed = _never_closed(source)
    if never_closed:
        return Problem(never_closed, _("the braces are opened and never closed."))
    strange = re.search(r"unexpected char '(.)'", message)
    if strange is not None:
        words = _("“{sign}” cannot stand in the braces.")
        if strange[1] in _CURLY:
            words = _("“{sign}” cannot stand in the braces; quotes are straight there: \" or '.")
        return Problem(line, words.format(sign=strange[1]))
    shown = _shown(source, line)
    if shown:
        words = _("{tag} cannot be read. A field is one word, as in {example}")
        return Problem(line, words.format(tag=shown, example="{{ first_name }}"))
    return Problem(line, _("what stands in the braces cannot be read."))


def _shown(source: str, line: int) -> str:
    """The braces that stand on that line, where it is one pair."""
    for found in _TAG.finditer(source):
        first = source.count("\n", 0, found.start()) + 1
        if first <= line <= first + found[0].count("\n"):
            tag = " ".join(found[0].split())
            return tag if len(tag) <= 60 else tag[:59] + "…"
    return ""


def _unclosed(source: str) -> int:
    """The line of the last {% if %} without its end."""
    open_ifs: list[int] = []
    for found in _STATEMENT.finditer(source):
        if found[1] == "if":
            open_ifs.append(source.count("\n", 0, found.start()) + 1)
        elif found[1] == "endif" and open_ifs:
            open_ifs.pop()
    return open_ifs[-1] if open_ifs else 0


def _never_closed(source: str) -> int:
    """The line of braces that are opened last and not closed; 0 when all are."""
    at = max(source.rfind(mark) for mark in ("{{", "{%", "{#"))
    if at < 0 or {"{": "}}", "%": "%}", "#": "#}"}[source[at + 1]] in source[at:]:
        return 0
    return source.count("\n", 0, at) + 1


def deepest_line(source: str) -> int:
    """The line where choices stand too deep within one another, else that of the longest braces."""
    depth = 0
    for found in _STATEMENT.finditer(source):
        depth += (found[1] == "if") - (found[1] == "endif")
        if depth > MOST_DEEP:
            return source.count("\n", 0, found.start()) + 1
    longest = max(_TAG.finditer(source), key=lambda found: len(found[0]), default=None)
    return source.count("\n", 0, longest.start()) + 1 if longest else 1
