"""Which rules hold on which day. Rules are versions: a purchase is judged by those of its business date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import bindparam, insert, select

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.expiry import ABSENCE
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rules import Rules, Worth, rules_from_json, rules_to_json
from app.loyalty.templates import template_rules
from app.sales.tables import inserted, run, table

__all__ = ["Rules", "StartProgramme", "Worth", "rules_on", "start_first", "start_programme", "template_rules"]

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
    """The new version and its first day (ISO)."""

    version: int
    starts_on: str
    already_done: bool = False


def start_programme(unit: Unit, cmd: StartProgramme) -> ProgrammeStarted:
    """Keep a version. Refused when it would begin in the past: what was judged stays judged."""
    first = unit.session.scalar(select(_V.id).limit(1)) is None
    starts_on = cmd.starts_on or (SINCE_EVER if first else unit.today)
    if not first and starts_on < unit.today:
        raise Refused(_("Rules cannot begin in the past. Nothing was changed."), field="starts_on")
    text = rules_to_json(cmd.rules)
    rules_from_json(text)
    before = rules_on(unit, unit.today)
    version = inserted(
        unit.session,
        insert(table(ProgrammeVersion)).values(
            starts_on=starts_on, rules=text, created_at=unit.now, staff_id=unit.actor.staff_id
        ),
    )
    unit.changed("programme")
    if starts_on <= unit.today:
        from app.loyalty.tiers.new_rules import rules_changed

        rules_changed(unit, before.tiers)
    return ProgrammeStarted(version, starts_on.isoformat())


def start_first(unit: Unit, template: str, currency: str) -> ProgrammeStarted:
    """The first programme of a new shop, from its template."""
    return start_programme(
        unit, StartProgramme(template_rules(template, currency, unit.context.locale or "en"))
    )
