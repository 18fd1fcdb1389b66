"""Rules that hold for nobody yet: kept, thrown away, started on a day; and scheduled rules called off.

A shop has one draft. Starting it makes a version of it (`app.loyalty.programme`) and leaves no draft behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit, View
from app.loyalty.models import ProgrammeDraft, ProgrammeVersion
from app.loyalty.programme import ProgrammeStarted, call_off, keep_version, started_words
from app.loyalty.rules import Rules, rules_from_json, rules_to_json
from app.loyalty.versions import versions_changed
from app.loyalty.words import day_text
from app.sales.tables import run, table

_D = table(ProgrammeDraft).c
_V = table(ProgrammeVersion).c
ONLY = 1
"""The id of the one draft."""


@dataclass(frozen=True)
class SaveDraft:
    """Keep these rules as the draft, in place of the one there was."""

    rules: Rules
    request_id: str | None = None


@dataclass(frozen=True)
class DraftSaved:
    """`changed` false: the draft was just so."""

    changed: bool = True
    already_done: bool = False


@dataclass(frozen=True)
class DiscardDraft:
    """Throw the draft away."""

    request_id: str | None = None


@dataclass(frozen=True)
class DraftDiscarded:
    """There is no draft now."""

    already_done: bool = False


@dataclass(frozen=True)
class StartDraft:
    """The draft holds from a day on, today when `starts_on` is None."""

    starts_on: date | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class WithdrawVersion:
    """Call off scheduled rules before their day."""

    version: int
    request_id: str | None = None


@dataclass(frozen=True)
class VersionWithdrawn:
    """The version that will not hold, and the day it would have begun (ISO)."""

    version: int
    starts_on: str
    already_done: bool = False


def save_draft(unit: Unit, cmd: SaveDraft) -> DraftSaved:
    """Keep the draft. Refused for rules that contradict one another, in one sentence at their place."""
    text = rules_to_json(cmd.rules)
    rules_from_json(text)
    before = _draft_text(unit)
    if before == text:
        return DraftSaved(changed=False)
    _put(unit, text)
    unit.remember(
        _("Draft of the rules saved"), undo_kind="programme-draft", undo={"before": before, "after": text}
    )
    return DraftSaved()


def discard_draft(unit: Unit, _cmd: DiscardDraft) -> DraftDiscarded:
    """Throw the draft away. Refused when there is none."""
    before = _there(unit)
    _put(unit, None)
    unit.remember(
        _("Draft of the rules discarded"), undo_kind="programme-draft", undo={"before": before, "after": None}
    )
    return DraftDiscarded()


def start_draft(unit: Unit, cmd: StartDraft) -> ProgrammeStarted:
    """Make the draft a version. Refused in the past, and where nothing would change."""
    text = _there(unit)
    started = keep_version(unit, rules_from_json(text), cmd.starts_on)
    if not started.changed:
        raise Refused(
            _("The draft says what would hold on that day anyway. Nothing was changed."), field="starts_on"
        )
    _put(unit, None)
    unit.remember(
        started_words(unit, started),
        undo_kind="programme-start-draft",
        undo={"version": started.version, "draft": text},
    )
    return started


def withdraw_version(unit: Unit, cmd: WithdrawVersion) -> VersionWithdrawn:
    """Call scheduled rules off. Refused from their day on: purchases are judged by them then."""
    starts_on = _standing(unit, cmd.version)
    if starts_on <= unit.today:
        raise Refused(
            _("These rules have begun, so they cannot be called off. Start other rules instead; nothing was "
              "changed."),
            field="version",
        )  # fmt: skip
    call_off(unit, cmd.version)
    unit.remember(
        _("Rules of {day} called off").format(day=day_text(starts_on, unit)),
        undo_kind="programme-withdraw",
        undo={"version": cmd.version},
    )
    return VersionWithdrawn(cmd.version, starts_on.isoformat())


@undoes("programme-draft")
def undo_draft(unit: Unit, undo: Mapping[str, Any]) -> None:
    """The draft as it was before, unless it was changed since."""
    if _draft_text(unit) != undo["after"]:
        raise Conflict(_("The draft was changed since. Nothing was undone."))
    _put(unit, undo["before"])


@undoes("programme-start-draft")
def undo_start_draft(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A draft started by mistake: it is the draft again, unless another one was begun since."""
    call_off(unit, int(undo["version"]))
    if _draft_text(unit) is None:
        _put(unit, undo["draft"])


@undoes("programme-withdraw")
def undo_withdraw(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Rules called off by mistake hold from their day on; too late once it has come."""
    starts_on = run(unit.session, select(_V.starts_on).where(_V.id == int(undo["version"]))).scalar_one()
    if starts_on <= unit.today:
        raise Refused(_("The day of these rules has come. Nothing was undone; start them anew instead."))
    run(
        unit.session,
        update(table(ProgrammeVersion)).where(_V.id == int(undo["version"])).values(withdrawn_at=None),
    )
    versions_changed(unit)


def _standing(view: View, version: int) -> date:
    row = run(view.session, select(_V.starts_on, _V.withdrawn_at).where(_V.id == version)).one_or_none()
    if row is None:
        raise NotFound(_("There are no such rules. Nothing was changed."), field="version")
    if row.withdrawn_at is not None:
        raise Refused(_("These rules were already called off. Nothing was changed."), field="version")
    starts_on: date = row.starts_on
    return starts_on


def _draft_text(view: View) -> str | None:
    found: str | None = run(view.session, select(_D.rules).limit(1)).scalar()
    return found


def _there(view: View) -> str:
    text = _draft_text(view)
    if text is None:
        raise Refused(_("There is no draft. Nothing was changed."))
    return text


def _put(unit: Unit, text: str | None) -> None:
    run(unit.session, delete(table(ProgrammeDraft)))
    if text is not None:
        row = {"id": ONLY, "rules": text, "changed_at": unit.now, "staff_id": unit.actor.staff_id}
        run(unit.session, insert(table(ProgrammeDraft)), row)
    unit.changed("programme")
