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

    Raises `Refused` (field "columns") for a column that ours or theirs does not have.
    """
    places = {_bare(name): place for place, name in reversed(list(enumerate(header))) if name}
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
        if _bare(theirs) not in places:
            raise Refused(
                _("The file has no column “{name}”; it has {header}.").format(
                    name=theirs[:80], header=listed(header)
                ),
                field="columns",
            )
        found[ours] = places[_bare(theirs)]
    taken = set(found.values())
    for column in columns:
        if column.id in found:
            continue
        for name in (column.id, *column.synonyms):
            place = places.get(_bare(name))
            if place is not None and place not in taken:
                found[column.id] = place
                taken.add(place)
                break
    return found


def listed(header: Sequence[str]) -> str:
    """The names of a header for a sentence."""
    shown = [name for name in header if name][:30]
    return ", ".join(name[:40] for name in shown) or _("none")


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if c.isalnum())
