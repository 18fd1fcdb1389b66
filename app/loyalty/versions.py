"""Which rules hold on which day. Rules are versions: a purchase is judged by those of its business date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import bindparam, select

from app.kernel.unit import Unit, View
from app.loyalty.expiry import ABSENCE
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rules import Rules, rules_from_json
from app.sales.tables import run, table

SINCE_EVER = date.min
"""The first version of a shop holds for purchases of any day."""

_V = table(ProgrammeVersion).c
_ON_DAY = (
    select(_V.id, _V.rules, _V.starts_on)
    .where(_V.starts_on <= bindparam("day"), _V.withdrawn_at.is_(None))
    .order_by(_V.starts_on.desc(), _V.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Version:
    """The rules of a day and which version they are; id None when the shop never made any."""

    id: int | None
    rules: Rules


def version_on(view: View, day: date) -> Version:
    """The version that holds on a day: the newest one that has started. Without any, nothing is earned.

    Many ask for it during one action; the file is asked once.
    """
    kept: dict[date, Version] = view.kept.setdefault(Version, {})
    found = kept.get(day)
    if found is None:
        row = run(view.session, _ON_DAY, {"day": day}).one_or_none()
        found = Version(None, Rules()) if row is None else Version(row[0], rules_of(row[1], row[2]))
        kept[day] = found
    return found


def versions_changed(unit: Unit) -> None:
    """Versions were made or called off: look them up anew, and tell views."""
    unit.kept.pop(Version, None)
    unit.changed("programme")


@lru_cache(maxsize=64)
def rules_of(text: str, starts_on: date) -> Rules:
    """The rules of a version, which know since when they hold."""
    rules = rules_from_json(text)
    if rules.expiry.kind != ABSENCE:
        return rules
    return replace(rules, expiry=replace(rules.expiry, since=starts_on))


def rules_on(view: View, day: date) -> Rules:
    """The rules that hold on a day."""
    return version_on(view, day).rules


class Versions:
    """All versions in memory, for long runs over many days."""

    def __init__(self, view: View) -> None:
        rows = run(
            view.session,
            select(_V.starts_on, _V.id, _V.rules)
            .where(_V.withdrawn_at.is_(None))
            .order_by(_V.starts_on, _V.id),
        ).all()
        self._starts = [row[0] for row in rows]
        self._versions = [Version(row[1], rules_of(row[2], row[0])) for row in rows]

    def on(self, day: date) -> Version:
        """The version that holds on a day."""
        place = bisect_right(self._starts, day)
        return self._versions[place - 1] if place else Version(None, Rules())
