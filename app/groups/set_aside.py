"""What was taken off the day's list, done or put off, until a day comes. Kept as one setting of the shop.

What the book itself tells to be done (a promise kept, feedback answered) needs no word here: this is for
what leaves no other trace, such as a birthday wish said in the shop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit, View
from app.shop.commands import SaveSetting, save_setting
from app.shop.queries import setting

SETTING = "today.snoozed"
MOST_KEPT = 2_000
"""So many are kept at once, those that come back soonest let go first."""
LONGEST = timedelta(days=400)


@dataclass(frozen=True)
class SetAside:
    """Take one row off the day's list until the day `until`. `key` is the row's ("birthday:7"); `done` says
    that it was dealt with, else it was put off; `name` is whom or what it is about."""

    key: str
    until: date
    name: str
    done: bool = False
    customer_id: int | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class PutAside:
    """The row that is not shown before its day."""

    key: str
    already_done: bool = False


def set_aside(unit: Unit, cmd: SetAside) -> PutAside:
    """Keep the row off the list. Refused for a day that is not after today or more than a year ahead."""
    if not unit.today < cmd.until <= unit.today + LONGEST:
        raise Refused(_("Choose a day after today, within a year."), field="until")
    kept = put_aside(unit)
    before = kept.get(cmd.key)
    kept[cmd.key] = cmd.until
    _keep(unit, kept)
    words = _("Done for today: {name}") if cmd.done else _("Put off: {name}")
    unit.remember(
        words.format(name=cmd.name),
        customer_id=cmd.customer_id,
        undo_kind="today.set_aside",
        undo={"key": cmd.key, "before": before.isoformat() if before else None},
    )
    return PutAside(cmd.key)


def put_aside(view: View) -> dict[str, date]:
    """What is kept off the list today, and until which day; what cannot be read is left out."""
    stored = setting(view, SETTING, {})
    found: dict[str, date] = {}
    for key, day in stored.items() if isinstance(stored, Mapping) else ():
        try:
            until = date.fromisoformat(str(day))
        except ValueError:
            continue
        if until > view.today:
            found[str(key)] = until
    return found


def _keep(unit: Unit, kept: Mapping[str, date]) -> None:
    latest = sorted(kept.items(), key=lambda item: item[1], reverse=True)[:MOST_KEPT]
    save_setting(unit, SaveSetting(SETTING, {key: until.isoformat() for key, until in sorted(latest)}))


@undoes("today.set_aside")
def _take_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    kept = put_aside(unit)
    kept.pop(undo["key"], None)
    if undo["before"]:
        kept[undo["key"]] = date.fromisoformat(undo["before"])
    _keep(unit, kept)
