"""Which of a file's columns is which of ours: by name, by the usual other names, or as the person says."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.kernel.errors import Refused
from app.kernel.i18n import _


@dataclass(frozen=True)
class Column:
    """One column of ours. `synonyms` are what other programs call it; capitals, spaces and signs aside."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()


def match_columns(
    columns: Sequence[Column], header: Sequence[str], said: Mapping[str, str]
) -> dict[str, int]:
    """Our column ids to places in the header. What is `said` (ours to theirs) goes first.

    Theirs is a name of the header, `Name#2` the second column of that name. Raises `Refused` (field
    "columns") for a column that ours or theirs does not have, and for a name that two columns have where
    nothing says which is meant.
    """
    names = _Names(header)
    known = {column.id for column in columns}
    found: dict[str, int] = {}
    for ours, theirs in said.items():
        if ours not in known:
            raise Refused(
                _("There is no column “{name}”; ours are {known}.").format(
                    name=ours[:80], known=", ".join(column.id for column in columns)
                ),
                field="columns",
            )
        found[ours] = names.said(ours, theirs)
    taken = set(found.values())
    for column in columns:
        if column.id in found:
            continue
        for name in (column.id, *column.synonyms):
            place = names.usual(column.id, name, taken)
            if place is not None:
                found[column.id] = place
                taken.add(place)
                break
    return found


class _Names:
    """The names of a header, found however they are spelt."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(header):
            if name:
                self._places.setdefault(_bare(name), []).append(place)

    def said(self, ours: str, theirs: str) -> int:
        """The place a person named."""
        alike = self._places.get(_bare(theirs), [])
        exact = [place for place in alike if self._header[place] == theirs.strip()]
        if len(alike) == 1 or len(exact) == 1:
            return (exact or alike)[0]
        if alike:
            raise self._which(ours, alike)
        name, _mark, number = theirs.rpartition("#")
        of_name = self._places.get(_bare(name), [])
        if number.isdecimal() and 1 <= int(number) <= len(of_name):
            return of_name[int(number) - 1]
        raise Refused(
            _("The file has no column “{name}”; it has {header}.").format(
                name=theirs[:80], header=listed(self._header)
            ),
            field="columns",
        )

    def usual(self, ours: str, name: str, taken: set[int]) -> int | None:
        """The place of the column that is called `name`, None when there is none left."""
        alike = self._places.get(_bare(name), [])
        free = [place for place in alike if place not in taken]
        if len(free) == len(alike) > 1:
            raise self._which(ours, alike)
        return free[0] if free and len(alike) == 1 else None

    def _which(self, ours: str, alike: list[int]) -> Refused:
        name = self._header[alike[0]]
        words = _("Two columns are called “{name}”. Say which is meant: --column {ours}={first} or {second}.")
        return Refused(
            words.format(name=name[:80], ours=ours, first=f"'{name[:80]}#1'", second=f"'{name[:80]}#2'"),
            field="columns",
        )


def listed(header: Sequence[str]) -> str:
    """The names of a header for a sentence."""
    shown = [name for name in header if name][:30]
    return ", ".join(name[:40] for name in shown) or _("none")


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if c.isalnum())
