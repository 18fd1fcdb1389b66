"""What reads who is at the till."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.text import initials
from app.kernel.unit import View
from app.staff.models import Staff


@dataclass(frozen=True)
class StaffRow:
    """One person on the shop's side. `initials` stand on the small round picture."""

    id: int
    name: str
    role: str
    initials: str
    archived: bool = False


def staff_list(view: View, include_archived: bool = False) -> list[StaffRow]:
    """Who works here, owners first, then in the order they came."""
    people = select(Staff).order_by(Staff.role != "owner", Staff.id)
    if not include_archived:
        people = people.where(Staff.archived_at.is_(None))
    return [_row(person) for person in view.session.scalars(people)]


def staff_names(view: View) -> dict[int, str]:
    """Every name by id, archived ones too: the past names them."""
    return {row.id: row.name for row in view.session.execute(select(Staff.id, Staff.name))}


def _row(person: Staff) -> StaffRow:
    return StaffRow(
        person.id, person.name, person.role, initials(person.name), person.archived_at is not None
    )
