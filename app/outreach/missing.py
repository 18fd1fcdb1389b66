"""Which of some customers lack what a text wants to say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.customers.queries import names
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.kernel.unit import View
from app.outreach.fields import BY_ID
from app.outreach.merging import merge_many

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that would be printed as nothing for `count` customers; `who` are (id, name) of the first of
    them, at most 20."""

    field: str
    lacking: str
    count: int
    who: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Lacks:
    """What is missing among `of` customers, most often first. Fields for which the text has other words, or
    which it only uses where they are there, are not missing."""

    of: int
    rows: tuple[Lack, ...]


def missing(view: View, ids: Sequence[int], *sources: str) -> Lacks:
    """What these texts (title, body) would leave out for these customers. Raises what `merge_many` raises."""
    lacking: dict[str, list[int]] = {}
    there: set[int] = set()
    seen: set[tuple[str, int]] = set()
    for source in filter(None, sources):
        for customer, merged in merge_many(view, ids, source):
            there.add(customer)
            for field in merged.gaps:
                if (field, customer) not in seen:
                    seen.add((field, customer))
                    lacking.setdefault(field, []).append(customer)
    named = names(view, {customer for found in lacking.values() for customer in found[:MOST_NAMED]})
    rows = [
        Lack(
            field,
            BY_ID[field].lacking,
            len(found),
            tuple((customer, named[customer]) for customer in found[:MOST_NAMED] if customer in named),
        )
        for field, found in lacking.items()
    ]
    return Lacks(len(there), tuple(sorted(rows, key=lambda row: -row.count)))


def lack_words(row: Lack, of: int, locale: str, most: int = 3) -> str:
    """ "3 of 120 have no birthday: Maria Schmidt, Li Wei and 1 other"."""
    said = plural("{n} of {of} has no {what}", "{n} of {of} have no {what}", row.count).format(
        n=format_number(row.count, locale), of=format_number(of, locale), what=row.lacking
    )
    shown = ", ".join(name for _id, name in row.who[:most])
    rest = row.count - min(len(row.who), most)
    if rest > 0 and shown:
        more = plural("{names} and {n} other", "{names} and {n} others", rest)
        shown = more.format(names=shown, n=format_number(rest, locale))
    return _("{said}: {names}").format(said=said, names=shown) if shown else said
