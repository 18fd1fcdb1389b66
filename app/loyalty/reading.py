"""Reading rules that somebody wrote: what is wrong is said in one sentence that names the place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.errors import Refused
from app.kernel.fields import MOST_ITEMS, Field, FieldKind, clean_values
from app.kernel.i18n import _

Values = Mapping[str, Any]
"""The declared values of a rule, a reward or a section: typed, empty ones left out."""


ID_FIELD = Field("id", _("Id"), FieldKind.TEXT, required=True, max_length=60)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")


def values_of(fields: Sequence[Field], item: Values, place: str) -> dict[str, Any]:
    """The values of declared fields; `Refused` with the place of the first that does not fit."""
    try:
        values = dict(clean_values(fields, item))
    except Refused as refusal:
        where = f"{place}.{refusal.field}"
        raise wrong(where, refusal.message.rstrip(".")) from None
    if "id" in values and not _ID.match(str(values["id"])):
        raise wrong(f"{place}.id", _("an id is small letters, digits, - and _, 60 at most"))
    return values


def ids_known(named: Sequence[str], known: Sequence[str], place: str) -> None:
    """Refuse a name that is none of the known ids, naming those there are."""
    for name in named:
        if name not in known:
            there = ", ".join(known) or _("none")
            raise wrong(place, _("there is no “{name}”; there are: {known}").format(name=name, known=there))


def section(plain: Values, key: str, fields: Sequence[Field]) -> dict[str, Any]:
    """The values of one table of the rules ("expiry"); a missing one has its defaults."""
    item = plain.get(key, {})
    only(item, key, {field.id for field in fields})
    return values_of(fields, item, key)


def items(plain: Values, key: str) -> list[tuple[str, Values]]:
    """The entries of a list with their places ("rewards.2"), their ids and names found to be different."""
    value = plain.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise wrong(key, _("it is a list"))
    if len(value) > MOST_ITEMS:
        raise wrong(key, _("it has {most} entries at most").format(most=MOST_ITEMS))
    placed = [(f"{key}.{number}", item) for number, item in enumerate(value, 1)]
    seen: set[object] = set()
    for place, item in placed:
        if not isinstance(item, Mapping):
            raise wrong(place, _("it is a table of values"))
        for what in ("id", "name"):
            mark = (what, str(item[what]).casefold()) if item.get(what) else None
            if mark in seen:
                raise wrong(f"{place}.{what}", _("“{name}” is there twice").format(name=item[what]))
            if mark:
                seen.add(mark)
    return placed


def only(item: Any, place: str, known: set[str]) -> None:
    """Refuse what is no table, and names nobody knows."""
    if not isinstance(item, Mapping):
        raise wrong(place, _("it is a table of values"))
    unknown = sorted(set(item) - known)
    if unknown:
        raise wrong(f"{place}.{unknown[0]}", _("nobody knows this name"))


def whole(value: Any, place: str, most: int, least: int = 1) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        words = _("it is a whole number from {least} to {most}")
        raise wrong(place, words.format(least=least, most=most))
    return value


class WrongRules(Refused):
    """Rules that cannot be. `field` is the place in them ("rewards.2.cost"), `why` what is wrong there."""

    def __init__(self, place: str, why: str) -> None:
        words = _("In the rules, {place}: {why}. Nothing was changed.")
        super().__init__(words.format(place=place, why=why), place)
        self.why = why


def wrong(place: str, why: str) -> WrongRules:
    """What to raise: where in the rules, why, and that nothing was changed."""
    return WrongRules(place, why)
