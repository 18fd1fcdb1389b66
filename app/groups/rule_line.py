"""A rule as one writes it in a line: `tag(VIP) and not (visits(at_most=1) or spend(at_least=500, last=365))`.

A criterion is its kind with values in brackets: by the names of its fields, or in their order; what goes into
a list may be several. Texts with commas, brackets or quotes in them stand in double quotes. "and" binds
closer than "or".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from app.groups.criterion import criteria
from app.groups.rule import ALL, ANY, IS, LONGEST, MOST_DEEP, NOT
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _

Plain = dict[str, object]

_TOKEN = re.compile(r'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<sign>[(),=])|(?P<word>[^\s(),="]+))')
_BEGINS = re.compile(r"\s*(?:\(|not\b|[a-z][a-z-]*\s*\()", re.IGNORECASE)
_LISTS = (FieldKind.TEXTS, FieldKind.CHOICES)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def looks_like_a_line(text: str) -> bool:
    """Whether the text begins as such a line does."""
    return _BEGINS.match(text) is not None


def read_line(text: str) -> Plain:
    """The rule as what JSON is made of, its values not yet checked. Raises `Refused` (field "rule") with the
    place of the first mistake."""
    if len(text) > LONGEST:
        raise Refused(_("The rule is too long: {most} characters at most.").format(most=LONGEST), "rule")
    return _Line(text).whole()


class _Line:
    """The words of one line, taken one after another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._read(text))
        self._at = 0

    def _read(self, text: str) -> Iterator[tuple[str, str, int]]:
        """(kind, text, place) of each word, sign and quoted text, and an end."""
        at, end = 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if found is None:
                self._wrong(at, _("a quote is not closed"))
            kind = str(found.lastgroup)
            said = found[kind]
            yield kind, re.sub(r"\\(.)", r"\1", said) if kind == "quoted" else said, found.start(kind)
            at = found.end()
        yield "end", "", end

    def whole(self) -> Plain:
        rule = self._either(1)
        kind, said, at = self._tokens[self._at]
        if kind != "end":
            self._wrong(at, _("“{word}” is not expected here").format(word=said))
        return rule

    def _either(self, deep: int) -> Plain:
        parts = [self._every(deep)]
        while self._takes("or"):
            parts.append(self._every(deep))
        return parts[0] if len(parts) == 1 else {ANY: parts}

    def _every(self, deep: int) -> Plain:
        parts = [self._one(deep)]
        while self._takes("and"):
            parts.append(self._one(deep))
        return parts[0] if len(parts) == 1 else {ALL: parts}

    def _one(self, deep: int) -> Plain:
        if deep > MOST_DEEP:
            words = _("The rule is nested too deeply: {most} levels at most.")
            raise Refused(words.format(most=MOST_DEEP), "rule")
        if self._takes("not"):
            return {NOT: self._one(deep + 1)}
        if self._takes("(", "sign"):
            rule = self._either(deep + 1)
            self._expect(")")
            return rule
        return self._criterion()

    def _criterion(self) -> Plain:
        kind, name, at = self._next()
        known = criteria().get(name)
        if kind != "word" or known is None:
            words = _("“{word}” is no criterion; there are {known}")
            self._wrong(at, words.format(word=name[:40], known=", ".join(criteria().ids())))
        found: Plain = {IS: name}
        self._expect("(")
        place = 0
        while not self._takes(")", "sign"):
            if len(found) > 1:
                self._expect(",")
            begun = self._tokens[self._at][2]
            said = self._value()
            if self._takes("=", "sign"):
                field = next((one for one in known.fields if one.id == said), None)
                if field is None:
                    names = ", ".join(one.id for one in known.fields)
                    words = _("“{kind}” has no field “{name}”; it has {known}")
                    self._wrong(begun, words.format(kind=name, name=said[:40], known=names))
                said = self._value()
            elif place < len(known.fields):
                field = known.fields[place]
                place += field.kind not in _LISTS
            else:
                self._wrong(begun, _("“{kind}” takes no more values").format(kind=name))
            if field.id in found and field.kind not in _LISTS:
                self._wrong(begun, _("“{name}” is given twice").format(name=field.id))
            _put(found, field, said)
        return found

    def _value(self) -> str:
        """A quoted text, or the words up to a sign."""
        kind, said, at = self._next()
        if kind == "quoted":
            return said
        if kind != "word":
            self._wrong(at, _("a value is missing"))
        while self._tokens[self._at][0] == "word":
            said += " " + self._next()[1]
        return said

    def _next(self) -> tuple[str, str, int]:
        token = self._tokens[self._at]
        self._at += token[0] != "end"
        return token

    def _takes(self, wanted: str, kind: str = "word") -> bool:
        found, said, _at = self._tokens[self._at]
        if found != kind or said.lower() != wanted:
            return False
        self._at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._takes(sign, "sign"):
            self._wrong(self._tokens[self._at][2], _("a “{sign}” is missing").format(sign=sign))

    def _wrong(self, at: int, why: str) -> NoReturn:
        near = " ".join(self._text[at : at + 20].split())
        words = _("In the rule, before “{near}”: {why}.") if near else _("At the end of the rule: {why}.")
        raise Refused(words.format(near=near, why=why), "rule")


def _put(found: Plain, field: Field, said: str) -> None:
    """Keep a value, as its field has it; of a list, beside those that are there."""
    before = found.get(field.id)
    if field.kind in _LISTS:
        found[field.id] = [*(before if isinstance(before, list) else []), said]
    elif field.kind is FieldKind.BOOLEAN:
        found[field.id] = _YES_NO.get(said.lower(), said)
    elif field.kind in (FieldKind.INTEGER, FieldKind.PERCENT) and _WHOLE.fullmatch(said):
        found[field.id] = int(said)
    else:
        found[field.id] = said
