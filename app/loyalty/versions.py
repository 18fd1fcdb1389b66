"""Which rules hold on which day. Rules are versions: a purchase is judged by those of its business date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from app.kernel.unit import Unit, View
from app.loyalty.expiry import ABSENCE
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rules import Rules, rules_from_json
from app.sales.tables import run, table

SINCE_EVER = date.min
"""The first version of a shop holds for purchases of any day."""

_V = table(ProgrammeVersion).c
_ON_DAY = """
SELECT id, rules, starts_on FROM programme_version WHERE starts_on <= ? AND withdrawn_at IS NULL
ORDER BY starts_on DESC, id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Version:
    """The rules of a day and which version they are; id None when the shop never made any."""

    id: int | None
    rules: Rules


def version_on(view: View, day: date) -> Version:
    """The version that holds on a day: the newest one that has started. Without any, nothing is earned.

    Many ask for it during one action; the file is asked once, and by the short way, as at every keystroke.
    """
    kept: dict[date, Version] = view.kept.setdefault(Version, {})
    found = kept.get(day)
    if found is None:
        found = Version(None, Rules())
        for id_, rules, starts_on in view.rows(_ON_DAY, (day.isoformat(),)):
            found = Version(id_, rules_of(rules, date.fromisoformat(starts_on)))
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
