"""The programme as the owner sees it: what holds, the draft, what is scheduled, what held before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.models import ProgrammeDraft, ProgrammeVersion
from app.loyalty.rules import Rules, rules_from_json
from app.loyalty.versions import SINCE_EVER
from app.sales.tables import run, table
from app.staff.queries import staff_names

_D = table(ProgrammeDraft).c
_V = table(ProgrammeVersion).c


@dataclass(frozen=True, slots=True)
class VersionState:
    """One version. It holds from `first_day` (None: for purchases of any day) through `last_day` (None: no
    end is known); `made_at` and `who` ("" for nobody in particular) say where it comes from. `replaced`: a
    scheduled version whose day was given to a newer one, so it holds only if that one is called off."""

    id: int
    rules: Rules
    first_day: date | None
    last_day: date | None
    made_at: datetime
    who: str
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class DraftState:
    """The draft, when it was last changed and by whom."""

    rules: Rules
    changed_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """`holds` is today's version, None in a shop that never had rules, and `since` the day it began to hold
    (the day it was made, for one that holds since ever). `scheduled` come soonest first; `history`, of
    versions that once held, newest first, today's included."""

    holds: VersionState | None
    since: date | None
    draft: DraftState | None
    scheduled: tuple[VersionState, ...]
    history: tuple[VersionState, ...]

    @property
    def rules(self) -> Rules:
        """What holds today; rules that give nothing where there are none."""
        return Rules() if self.holds is None else self.holds.rules


def programme_state(view: View) -> ProgrammeState:
    """Everything there is to say about the shop's rules and their versions."""
    names = staff_names(view)
    rows = run(
        view.session,
        select(_V.id, _V.starts_on, _V.rules, _V.created_at, _V.staff_id)
        .where(_V.withdrawn_at.is_(None))
        .order_by(_V.starts_on, _V.id),
    ).all()
    versions = [_version(row, after, names) for row, after in zip(rows, [*rows[1:], None], strict=True)]
    begun = [version for version in versions if (version.first_day or SINCE_EVER) <= view.today]
    holds = begun[-1] if begun else None
    since = None if holds is None else holds.first_day or view.day_of(holds.made_at)
    held = [version for version in begun if not version.replaced or _held(version, versions, view)]
    return ProgrammeState(
        holds,
        since,
        _draft(view, names),
        tuple(version for version in versions if version not in begun),
        tuple(reversed(held)),
    )


def draft_rules(view: View) -> Rules | None:
    """The rules of the draft, if there is one."""
    text = run(view.session, select(_D.rules).limit(1)).scalar()
    return None if text is None else rules_from_json(text)


def _version(row: Any, after: Any, names: dict[int, str]) -> VersionState:
    replaced = after is not None and after.starts_on == row.starts_on
    last_day = None
    if after is not None:
        last_day = row.starts_on if replaced else after.starts_on - timedelta(days=1)
    return VersionState(
        row.id,
        rules_from_json(row.rules),
        None if row.starts_on == SINCE_EVER else row.starts_on,
        last_day,
        row.created_at,
        names.get(row.staff_id, ""),
        replaced,
    )


def _held(version: VersionState, versions: list[VersionState], view: View) -> bool:
    """Whether a version whose day was given to another one held before that: for a part of the day."""
    after = versions[versions.index(version) + 1]
    return version.first_day is not None and view.day_of(after.made_at) >= version.first_day


def _draft(view: View, names: dict[int, str]) -> DraftState | None:
    row = run(view.session, select(_D.rules, _D.changed_at, _D.staff_id).limit(1)).one_or_none()
    if row is None:
        return None
    return DraftState(rules_from_json(row.rules), row.changed_at, names.get(row.staff_id, ""))
