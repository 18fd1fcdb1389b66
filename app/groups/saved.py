"""What changes the shop's own groups. Those Regulars brings along are never written over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.customers.payment_cards import forbid_issued_numbers, forbid_payment_numbers
from app.groups.models import CustomerGroup
from app.groups.ready_made import READY_MADE
from app.groups.rule import kept_rule, read_rule, rule_text
from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text, sort_key
from app.kernel.unit import Unit

MOST = 500
"""So many groups of its own a shop can have."""
LONGEST_NAME = 60
TAKEN = frozenset({"everyone", "moved", "paper", "tag", "named", "group", "campaign"})
"""What else people are chosen by when something is printed: no group is called so."""
OWN = "own-"
"""What the ids of the shop's own groups begin with."""


@dataclass(frozen=True)
class SaveGroup:
    """A group of the shop's own: a new one, or with `group` a change of the one with that number. `rule` is
    JSON (`app.groups.rule`); amounts in it may be decimal text."""

    name: str
    rule: str
    group: int | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class RenameGroup:
    """Give a group of the shop's own another name."""

    group: int
    name: str
    request_id: str | None = None


@dataclass(frozen=True)
class RemoveGroup:
    """Take a group of the shop's own away. Its customers stay as they are."""

    group: int
    request_id: str | None = None


@dataclass(frozen=True)
class GroupSaved:
    """Its number and name."""

    group: int
    name: str
    already_done: bool = False


def save_group(unit: Unit, cmd: SaveGroup) -> GroupSaved:
    """Keep a group. Refused, by field, for a rule with a mistake, an empty name, a name another group has,
    and too many groups. Parts of the rule as it was that this Regulars cannot read may stay in it."""
    row = None if cmd.group is None else _the_group(unit, cmd.group)
    before = None if row is None else kept_rule(row.rule)
    rule = rule_text(read_rule(cmd.rule, unit.context.currency, before))
    for text in _texts(json.loads(rule)):
        forbid_issued_numbers(unit, text, "rule")
    name, folded = _free(unit, cmd.name, cmd.group)
    if row is None:
        return _added(unit, name, folded, rule)
    return _changed(unit, row, name, folded, rule)


def rename_group(unit: Unit, cmd: RenameGroup) -> GroupSaved:
    """Only the name; the rule stays as it stands, whatever it says."""
    row = _the_group(unit, cmd.group)
    name, folded = _free(unit, cmd.name, cmd.group)
    return _changed(unit, row, name, folded, row.rule)


def remove_group(unit: Unit, cmd: RemoveGroup) -> GroupSaved:
    """Take it away; undo brings it back as it was."""
    row = _the_group(unit, cmd.group)
    saved = GroupSaved(row.id, row.name)
    unit.remember(
        _("Deleted the group “{name}”").format(name=row.name), undo_kind="group.removed", undo=_kept(row)
    )
    unit.session.delete(row)
    unit.session.flush()
    return saved


def _added(unit: Unit, name: str, folded: str, rule: str) -> GroupSaved:
    count = unit.session.scalar(select(func.count()).select_from(CustomerGroup)) or 0
    if count >= MOST:
        raise Refused(_("There are {most} groups already; delete one first.").format(most=MOST))
    row = CustomerGroup(name=name, folded=folded, rule=rule, made_at=unit.now, changed_at=unit.now)
    row.staff_id = unit.actor.staff_id
    unit.session.add(row)
    unit.session.flush()
    unit.remember(_("Saved the group “{name}”").format(name=name), undo_kind="group.added", undo=_kept(row))
    return GroupSaved(row.id, name)


def _changed(unit: Unit, row: CustomerGroup, name: str, folded: str, rule: str) -> GroupSaved:
    before = _kept(row)
    row.name, row.folded, row.rule = name, folded, rule
    if not unit.session.is_modified(row):
        return GroupSaved(row.id, name)
    row.changed_at, row.staff_id = unit.now, unit.actor.staff_id
    unit.session.flush()
    words = _("Changed the group “{name}”").format(name=name)
    if before["name"] != name and before["rule"] == rule:
        words = _("Renamed the group “{before}” to “{name}”").format(before=before["name"], name=name)
    unit.remember(words, undo_kind="group.changed", undo={"before": before, "after": _kept(row)})
    return GroupSaved(row.id, name)


def _texts(plain: object) -> Iterator[str]:
    """Every text in what JSON is made of, names of fields aside."""
    left = [plain]
    while left:
        part = left.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict | list):
            left += part.values() if isinstance(part, dict) else part


def _free(unit: Unit, written: str, but: int | None) -> tuple[str, str]:
    """The name cleaned, and as it is told from others, when no other group has it."""
    name = clean_text(written, label=_("The name"), limit=LONGEST_NAME, field="name")
    if not name:
        raise Refused(_("The group needs a name."), field="name")
    folded = (sort_key(name) or name)[:120]
    if name.casefold() in TAKEN or ":" in name or name.startswith((OWN, "@")):
        words = _("A group cannot be called “{name}”. Give it another name.")
        raise Refused(words.format(name=name), field="name")
    if any(name == kind.id or folded == sort_key(kind.label) for kind in READY_MADE):
        words = _("“{name}” is a group Regulars brings along. Give yours another name.")
        raise Refused(words.format(name=name), field="name")
    forbid_payment_numbers(unit, name, "name")
    other = unit.session.scalar(select(CustomerGroup).where(CustomerGroup.folded == folded))
    if other is not None and other.id != but:
        raise Refused(_("There is a group “{name}” already.").format(name=other.name), field="name")
    return name, folded


def _the_group(unit: Unit, number: int) -> CustomerGroup:
    row = unit.session.get(CustomerGroup, number)
    if row is None:
        raise NotFound(_("There is no group {number} any more.").format(number=number), field="group")
    return row


_KEPT = ("id", "name", "folded", "rule", "staff_id")
_TIMES = ("made_at", "changed_at")


def _kept(row: CustomerGroup) -> dict[str, Any]:
    """The row as the journal keeps it."""
    kept = {key: getattr(row, key) for key in _KEPT}
    return kept | {key: getattr(row, key).isoformat() for key in _TIMES}


@undoes("group.added")
def _undo_added(unit: Unit, undo: Mapping[str, Any]) -> None:
    unit.session.delete(_unchanged(unit, undo))
    unit.session.flush()


@undoes("group.changed")
def _undo_changed(unit: Unit, undo: Mapping[str, Any]) -> None:
    row = _unchanged(unit, undo["after"])
    _put_back(unit, row, undo["before"], row.id)


@undoes("group.removed")
def _undo_removed(unit: Unit, undo: Mapping[str, Any]) -> None:
    number = int(undo["id"])
    taken = unit.session.get(CustomerGroup, number) is not None
    _put_back(unit, CustomerGroup() if taken else CustomerGroup(id=number), undo, None)


def _unchanged(unit: Unit, kept: Mapping[str, Any]) -> CustomerGroup:
    """The group as the action left it: numbers of deleted groups are given again."""
    row = _the_group(unit, int(kept["id"]))
    if _kept(row) != dict(kept):
        raise Conflict(_("“{name}” was changed again since. Nothing was undone.").format(name=row.name))
    return row


def _put_back(unit: Unit, row: CustomerGroup, kept: Mapping[str, Any], but: int | None) -> None:
    row.name, row.folded = _free(unit, str(kept["name"]), but)
    row.rule, row.staff_id = kept["rule"], kept["staff_id"]
    row.made_at, row.changed_at = (datetime.fromisoformat(kept[key]) for key in _TIMES)
    unit.session.add(row)
    unit.session.flush()
