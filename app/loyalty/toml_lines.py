"""Where in a TOML text each value stands, so that a mistake found in the values can be shown in the text.

The text has been parsed already, so it is whole: this walks over it once and only keeps places. A place is
dotted as in `app.loyalty.reading`: "rewards.2.cost" is the cost of the second reward, counted from one.
"""

from __future__ import annotations

import re
import tomllib

_KEY = re.compile(
    r"""[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)|(?P<basic>"(?:\\.|[^"\\\n])*")|'(?P<literal>[^'\n]*)')[ \t]*"""
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)


class Lines:
    """The lines of a text's values, from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._passed, self._line = 0, 1
        self._statements()

    def of(self, place: str) -> int | None:
        """The line of a place, or of the nearest thing around it that stands in the text."""
        while place:
            if place in self._found:
                return self._found[place]
            place = place.rpartition(".")[0]
        return None

    def _note(self, place: str) -> None:
        """The place stands where the walk is now."""
        self._line += self._text.count("\n", self._passed, self._at)
        self._passed = self._at
        self._found.setdefault(place, self._line)

    def _statements(self) -> None:
        table = ""
        while self._skip():
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> str:
        many = self._text.startswith("[[", self._at)
        start = self._at
        self._at += 2 if many else 1
        names = self._key()
        self._at += 2 if many else 1
        end, self._at = self._at, start
        table = ""
        for depth, name in enumerate(names):
            table = _joined(table, name)
            self._note(table)
            if many and depth == len(names) - 1:
                self._counts[table] = self._counts.get(table, 0) + 1
            if table in self._counts:
                table = f"{table}.{self._counts[table]}"
                self._note(table)
        self._at = end
        return table

    def _pair(self, table: str) -> None:
        self._skip()
        start = self._at
        names = self._key()
        end, self._at = self._at, start
        place = table
        for name in names:
            place = _joined(place, name)
            self._note(place)
        self._at = end + 1  # the equals sign
        self._value(place)

    def _value(self, place: str) -> None:
        self._skip()
        head = self._text[self._at : self._at + 1]
        if head == "[":
            self._list(place)
        elif head == "{":
            self._at += 1
            while self._skip() and self._text[self._at] != "}":
                self._pair(place)
                self._skip()
                self._at += self._text.startswith(",", self._at)
            self._at += 1
        else:
            self._scalar()

    def _list(self, place: str) -> None:
        self._at += 1
        number = 0
        while self._skip() and self._text[self._at] != "]":
            number += 1
            self._note(f"{place}.{number}")
            self._value(f"{place}.{number}")
            self._skip()
            self._at += self._text.startswith(",", self._at)
        self._at += 1

    def _scalar(self) -> None:
        for kind in _STRINGS:
            if found := kind.match(self._text, self._at):
                self._at = found.end()
                return
        found = _SCALAR.match(self._text, self._at)
        self._at = max(found.end() if found else 0, self._at + 1)

    def _key(self) -> list[str]:
        names = []
        while found := _KEY.match(self._text, self._at):
            self._at = found.end()
            basic = found["basic"]
            named = tomllib.loads(f"name = {basic}")["name"] if basic else found["bare"] or found["literal"]
            names.append(named or "")
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return names

    def _skip(self) -> bool:
        """Over blanks and comments; whether anything follows."""
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._at < len(self._text)


def _joined(table: str, name: str) -> str:
    return f"{table}.{name}" if table else name
