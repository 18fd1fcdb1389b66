"""What reads groups: those Regulars brings along and those of the shop, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.groups.membership import count_of, members_of
from app.groups.models import CustomerGroup
from app.groups.ready_made import READY_MADE
from app.groups.rule import Rule, kept_rule
from app.groups.rule_words import rule_words, troubles
from app.groups.saved import OWN
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.kernel.unit import View

__all__ = ["Counted", "Group", "counted", "find_group", "group_named", "groups", "members_of"]


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `id` is "regulars" of one that comes along, "own-7" of the shop's own; of those `number` is
    the number and `changed_at` when it was changed last. `purpose` is "" for the shop's own."""

    id: str
    name: str
    rule: Rule
    purpose: str = ""
    number: int | None = None
    changed_at: datetime | None = None

    @property
    def own(self) -> bool:
        """Whether the shop made it."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Counted:
    """A group with its rule as a sentence, how many are in it just now, and what finds nobody as things
    stand."""

    group: Group
    words: str
    count: int
    troubles: tuple[str, ...]


def groups(view: View) -> tuple[Group, ...]:
    """All of them: the shop's own by name, then those that come along."""
    return (*_own(view), *(Group(one.id, one.label, one.rule, one.purpose) for one in READY_MADE))


def counted(view: View, wanted: Sequence[Group]) -> tuple[Counted, ...]:
    """These with how many are in each: one question to the file for each."""
    return tuple(
        Counted(one, rule_words(view, one.rule), count_of(view, one.rule), troubles(view, one.rule))
        for one in wanted
    )


def find_group(view: View, text: str) -> Group | None:
    """The group of that id or name, capitals and accents aside; None when there is none."""
    known, named = groups(view), sort_key(text) or text
    by_id = next((one for one in known if one.id == text), None)
    return by_id or next((one for one in known if (sort_key(one.name) or one.name) == named), None)


def group_named(view: View, text: str) -> Group:
    """As `find_group`. Raises `NotFound` (field "group") naming those there are."""
    found = find_group(view, text)
    if found is None:
        words = _("There is no group “{name}”; there are {known}.")
        names = ", ".join(one.name for one in groups(view)[:15])
        raise NotFound(words.format(name=text[:60], known=names), field="group")
    return found


def _own(view: View) -> tuple[Group, ...]:
    rows = view.session.execute(
        select(CustomerGroup.id, CustomerGroup.name, CustomerGroup.rule, CustomerGroup.changed_at).order_by(
            CustomerGroup.folded
        )
    )
    return tuple(
        Group(f"{OWN}{row.id}", row.name, kept_rule(row.rule), "", row.id, row.changed_at) for row in rows
    )
