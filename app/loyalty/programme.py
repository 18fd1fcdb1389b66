"""Which rules hold on which day. Rules are versions: a purchase is judged by those of its business date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit, View
from app.loyalty.expiry import ABSENCE
from app.loyalty.models import Entry, ProgrammeVersion
from app.loyalty.rules import Rules, Worth, rules_from_json, rules_to_json
from app.loyalty.templates import template_rules
from app.loyalty.words import day_text
from app.sales.tables import inserted, run, table

__all__ = ["Rules", "StartProgramme", "Worth", "rules_on", "start_first", "start_programme", "template_rules"]

SINCE_EVER = date.min
"""The first version of a shop holds for purchases of any day."""

_V = table(ProgrammeVersion).c
_E = table(Entry).c
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
    """The version that holds on a day: the newest one that has started. Without any, nothing is earned."""
    row = run(view.session, _ON_DAY, {"day": day}).one_or_none()
    return Version(None, Rules()) if row is None else Version(row[0], rules_of(row[1], row[2]))


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


@dataclass(frozen=True)
class StartProgramme:
    """These rules hold from a day on; `starts_on` None is today, or since ever for a shop's first."""

    rules: Rules
    starts_on: date | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class ProgrammeStarted:
    """The version and its first day (ISO). `changed` false: it is the one that would hold then anyway."""

    version: int
    starts_on: str
    changed: bool = True
    already_done: bool = False


def start_programme(unit: Unit, cmd: StartProgramme) -> ProgrammeStarted:
    """Keep a version. Refused when it would begin in the past: what was judged stays judged.

    Rules that would hold on that day anyway make no version.
    """
    started = keep_version(unit, cmd.rules, cmd.starts_on)
    if started.changed:
        unit.remember(
            started_words(unit, started), undo_kind="programme-start", undo={"version": started.version}
        )
    return started


def keep_version(unit: Unit, rules: Rules, starts_on: date | None) -> ProgrammeStarted:
    """The version that holds these rules from a day on: a new one where they differ from what would hold."""
    first = unit.session.scalar(select(_V.id).limit(1)) is None
    starts_on = starts_on or (SINCE_EVER if first else unit.today)
    if not first and starts_on < unit.today:
        raise Refused(_("Rules cannot begin in the past. Nothing was changed."), field="starts_on")
    text = rules_to_json(rules)
    rules_from_json(text)
    before = rules_on(unit, unit.today)
    there = run(unit.session, _ON_DAY, {"day": starts_on}).one_or_none()
    if there is not None and rules_to_json(rules_from_json(there.rules)) == text:
        return ProgrammeStarted(there.id, starts_on.isoformat(), changed=False)
    version = inserted(
        unit.session,
        insert(table(ProgrammeVersion)).values(
            starts_on=starts_on, rules=text, created_at=unit.now, staff_id=unit.actor.staff_id
        ),
    )
    unit.changed("programme")
    if starts_on <= unit.today:
        _tiers_follow(unit, before)
    return ProgrammeStarted(version, starts_on.isoformat())


def _tiers_follow(unit: Unit, before: Rules) -> None:
    """Everybody stands where the rules of today put them, when their tiers are others than before."""
    from app.loyalty.tiers.new_rules import rules_changed

    rules_changed(unit, before.tiers)


def started_words(unit: Unit, started: ProgrammeStarted) -> str:
    """What was done, for the status line."""
    day = date.fromisoformat(started.starts_on)
    if day <= unit.today:
        return _("New rules hold from today")
    return _("New rules hold from {day}").format(day=day_text(day, unit))


def call_off(unit: Unit, version: int) -> None:
    """A version holds no more. Refused once something was booked by it: what was judged stays judged."""
    if run(unit.session, select(_E.id).where(_E.programme_id == version).limit(1)).first() is not None:
        raise Refused(
            _("Points were already booked by these rules, so they stay. Start other rules instead; "
              "nothing was changed."),
            field="version",
        )  # fmt: skip
    before = rules_on(unit, unit.today)
    run(
        unit.session,
        update(table(ProgrammeVersion)).where(_V.id == version).values(withdrawn_at=unit.now),
    )
    unit.changed("programme")
    _tiers_follow(unit, before)


@undoes("programme-start")
def undo_start(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Rules started by mistake: those before them hold again."""
    call_off(unit, int(undo["version"]))


def start_first(unit: Unit, template: str, currency: str) -> ProgrammeStarted:
    """The first programme of a new shop, from its template."""
    return start_programme(
        unit, StartProgramme(template_rules(template, currency, unit.context.locale or "en"))
    )
