"""Starting rules, at once or on a day to come, and calling them off while nothing was booked by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.loyalty.models import Entry, ProgrammeVersion
from app.loyalty.rules import Rules, rules_from_json, rules_to_json
from app.loyalty.templates import template_rules
from app.loyalty.tiers.new_rules import rules_changed
from app.loyalty.versions import SINCE_EVER, rules_on, version_on, versions_changed
from app.loyalty.words import day_text
from app.sales.tables import inserted, run, table

_V = table(ProgrammeVersion).c
_E = table(Entry).c


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
    rules_from_json(text)  # refuses what no file could hold
    before = rules_on(unit, unit.today)
    there = version_on(unit, starts_on)
    if there.id is not None and rules_to_json(there.rules) == text:
        return ProgrammeStarted(there.id, starts_on.isoformat(), changed=False)
    version = inserted(
        unit.session,
        insert(table(ProgrammeVersion)).values(
            starts_on=starts_on, rules=text, created_at=unit.now, staff_id=unit.actor.staff_id
        ),
    )
    versions_changed(unit)
    if starts_on <= unit.today:
        rules_changed(unit, before.tiers)
    return ProgrammeStarted(version, starts_on.isoformat())


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
    versions_changed(unit)
    rules_changed(unit, before.tiers)


@undoes("programme-start")
def undo_start(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Rules started by mistake: those before them hold again."""
    call_off(unit, int(undo["version"]))


def start_first(unit: Unit, template: str, currency: str) -> ProgrammeStarted:
    """The first programme of a new shop, from its template."""
    return start_programme(
        unit, StartProgramme(template_rules(template, currency, unit.context.locale or "en"))
    )
