"""What changes who is at the till."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text, fold
from app.kernel.unit import Unit
from app.staff.models import Staff

ROLES = ("owner", "staff")
NAME_LIMIT = 80


@dataclass(frozen=True)
class AddStaff:
    """A new person at the till; `role` is one of `ROLES`."""

    name: str
    role: str = "staff"
    request_id: str | None = None


@dataclass(frozen=True)
class StaffAdded:
    """The new person's id."""

    id: int
    already_done: bool = False


def add_staff(unit: Unit, cmd: AddStaff) -> StaffAdded:
    """Add a person. Refused without a name, with a name in use, with an unknown role."""
    if cmd.role not in ROLES:
        raise Refused(_("There is no role “{role}”.").format(role=cmd.role), field="role")
    person = Staff(name=_free_name(unit, cmd.name), role=cmd.role)
    unit.session.add(person)
    unit.session.flush()
    unit.remember(
        _("{name} added to the staff").format(name=person.name),
        undo_kind="staff.added",
        undo={"id": person.id},
    )
    return StaffAdded(person.id)


@dataclass(frozen=True)
class RenameStaff:
    """Another name for the same person."""

    id: int
    name: str
    request_id: str | None = None


@dataclass(frozen=True)
class StaffRenamed:
    """The name as it was kept."""

    id: int
    name: str
    already_done: bool = False


def rename_staff(unit: Unit, cmd: RenameStaff) -> StaffRenamed:
    """Change a person's name; what they did before shows it too."""
    person = _person(unit, cmd.id)
    old, person.name = person.name, _free_name(unit, cmd.name, besides=cmd.id)
    unit.session.flush()
    unit.remember(
        _("{old} is now {new}").format(old=old, new=person.name),
        undo_kind="staff.renamed",
        undo={"id": person.id, "name": old},
    )
    return StaffRenamed(person.id, person.name)


@dataclass(frozen=True)
class ArchiveStaff:
    """This person no longer works here."""

    id: int
    request_id: str | None = None


@dataclass(frozen=True)
class StaffArchived:
    """Who it was."""

    id: int
    already_done: bool = False


def archive_staff(unit: Unit, cmd: ArchiveStaff) -> StaffArchived:
    """Take a person off the till; their past stays theirs. The last owner stays."""
    person = _person(unit, cmd.id)
    if person.archived_at is not None:
        raise Refused(_("{name} was already taken off.").format(name=person.name))
    if person.role == "owner" and _owners(unit) == 1:
        raise Refused(_("A shop needs an owner: {name} is the only one.").format(name=person.name))
    person.archived_at = unit.now
    unit.session.flush()
    unit.remember(
        _("{name} taken off the staff").format(name=person.name),
        undo_kind="staff.archived",
        undo={"id": person.id},
    )
    return StaffArchived(person.id)


@undoes("staff.added")
def _undo_added(unit: Unit, undo: Mapping[str, Any]) -> None:
    _person(unit, undo["id"]).archived_at = unit.now  # not deleted: they may have rung something up since


@undoes("staff.renamed")
def _undo_renamed(unit: Unit, undo: Mapping[str, Any]) -> None:
    _person(unit, undo["id"]).name = _free_name(unit, undo["name"], besides=undo["id"])


@undoes("staff.archived")
def _undo_archived(unit: Unit, undo: Mapping[str, Any]) -> None:
    person = _person(unit, undo["id"])
    _free_name(unit, person.name, besides=person.id)
    person.archived_at = None


def _person(unit: Unit, staff_id: int) -> Staff:
    person = unit.session.get(Staff, staff_id)
    if person is None:
        raise NotFound(_("Nobody on the staff has that number."))
    return person


def _free_name(unit: Unit, name: str, besides: int | None = None) -> str:
    cleaned = clean_text(name, label=_("The name"), limit=NAME_LIMIT, field="name")
    if not cleaned:
        raise Refused(_("The name is missing."), field="name")
    here = unit.session.execute(select(Staff.id, Staff.name).where(Staff.archived_at.is_(None)))
    if any(fold(other) == fold(cleaned) for other_id, other in here if other_id != besides):
        raise Refused(_("{name} is on the staff already.").format(name=cleaned), field="name")
    return cleaned


def _owners(unit: Unit) -> int:
    owners = select(func.count()).where(Staff.role == "owner", Staff.archived_at.is_(None))
    return unit.session.scalar(owners) or 0
