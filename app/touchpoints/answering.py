"""Answering what customers said: in words, by putting it right, by somebody who sees to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.touchpoints.answers import COMPLAINT
from app.touchpoints.kind import TouchpointKind
from app.touchpoints.models import Touchpoint
from app.touchpoints.noted import MOOD_FIELD
from app.touchpoints.queries import read_data
from app.touchpoints.registry import kind_or_unknown
from app.touchpoints.rows import TouchpointChanged, bring_back, fill, find_touchpoint, kept, remember


@dataclass(frozen=True)
class AnswerTouchpoint:
    """What was answered to feedback, a review or a complaint. A complaint may also be put right, with
    `remedy` saying how."""

    id: int
    words: str = ""
    put_right: bool = False
    remedy: str = ""
    request_id: str | None = None


def answer_touchpoint(unit: Unit, cmd: AnswerTouchpoint) -> TouchpointChanged:
    """Keep the answer, its moment and who gave it; an answer from before is replaced.

    Refused: nothing said, a kind that waits for no answer, putting right what is no complaint.
    """
    row, kind = _waiting(unit, cmd.id)
    complaint = kind.id == COMPLAINT
    if not complaint and (cmd.put_right or cmd.remedy.strip()):
        raise Refused(_("Only a complaint can be put right."), field="put_right")
    said: dict[str, object] = {}
    if cmd.words.strip():
        said["answered"] = cmd.words
    if complaint and cmd.remedy.strip():
        said["remedy"] = cmd.remedy
    if complaint and cmd.put_right:
        said["put_right"] = True
    if not said:
        raise Refused(_("Please write what was answered."), field="words")
    return _change(unit, row, kind, said, _("{kind} of {name} answered"), "touchpoint.answered")


@dataclass(frozen=True)
class GiveOwner:
    """Who of the staff sees to it; None for nobody."""

    id: int
    staff_id: int | None
    request_id: str | None = None


def give_owner(unit: Unit, cmd: GiveOwner) -> TouchpointChanged:
    """Say who sees to feedback, a review or a complaint. Refused for kinds that wait for no answer."""
    row, kind = _waiting(unit, cmd.id)
    words = _("{kind} of {name}: who sees to it")
    return _change(unit, row, kind, {"owner": cmd.staff_id}, words, "touchpoint.owned")


@dataclass(frozen=True)
class SayMood:
    """How it sounds by the staff's own word: "happy", "unhappy", "neither"; "" takes the word back."""

    id: int
    mood: str
    request_id: str | None = None


def say_mood(unit: Unit, cmd: SayMood) -> TouchpointChanged:
    """Overrule what the program takes the tone of the words to be. Refused for kinds without one."""
    row = find_touchpoint(unit, cmd.id)
    kind = kind_or_unknown(row.kind)
    if all(field.id != MOOD_FIELD for field in kind.noted):
        raise Refused(_("Nobody asks how an entry of this kind sounds."))
    words = _("{kind} of {name}: how it sounds")
    return _change(unit, row, kind, {MOOD_FIELD: cmd.mood}, words, "touchpoint.mood")


def _waiting(unit: Unit, touchpoint_id: int) -> tuple[Touchpoint, TouchpointKind]:
    row = find_touchpoint(unit, touchpoint_id)
    kind = kind_or_unknown(row.kind)
    if kind.answered is None:
        raise Refused(_("An entry of this kind waits for no answer."))
    return row, kind


def _change(
    unit: Unit, row: Touchpoint, kind: TouchpointKind, said: Mapping[str, object], words: str, undo_kind: str
) -> TouchpointChanged:
    before = kept(row)
    fill(unit, row, kind, row.text, {**read_data(row.data), **said}, row.due_on, row.at)
    unit.session.flush()
    remember(unit, words, row, undo_kind, before)
    return TouchpointChanged(row.id)


@undoes("touchpoint.answered")
@undoes("touchpoint.owned")
@undoes("touchpoint.mood")
def _take_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    bring_back(unit, undo)
