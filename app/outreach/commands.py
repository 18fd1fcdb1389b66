"""What changes the shop's own letters. Those Regulars brings along are never written over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.text import clean_text, sort_key
from app.kernel.unit import Unit
from app.outreach.kind import CARD, LETTER
from app.outreach.models import Letter
from app.outreach.queries import KINDS
from app.outreach.reading import MOST_CHARACTERS, check

MOST = 500
"""So many letters of its own a shop can have."""
LONGEST_NAME, LONGEST_TITLE = 60, 200


@dataclass(frozen=True)
class SaveLetter:
    """A letter of the shop's own: a new one, or with `letter` a change of the one with that number. `kind` is
    what it is for: a letter or a greeting card."""

    name: str
    body: str
    title: str = ""
    kind: str = LETTER
    letter: int | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class LetterSaved:
    """Its number and name."""

    letter: int
    name: str
    already_done: bool = False


@dataclass(frozen=True)
class DeleteLetter:
    """Take a letter of the shop's own away."""

    letter: int
    request_id: str | None = None


def save_letter(unit: Unit, cmd: SaveLetter) -> LetterSaved:
    """Keep a letter. Refused, by field, for a template with a mistake (its line is named), an empty name or
    text, a name another letter has, and too many letters."""
    if cmd.kind not in (LETTER, CARD):
        raise Refused(_("A text is for a letter or for a greeting card."), field="kind")
    name, title, body = _clean(cmd)
    row = None if cmd.letter is None else _the_letter(unit, cmd.letter)
    folded = _free(unit, name, cmd.letter)
    if row is None:
        count = unit.session.scalar(select(func.count()).select_from(Letter)) or 0
        if count >= MOST:
            raise Refused(_("There are {most} letters already; delete one first.").format(most=MOST))
        row = Letter(name=name, folded=folded, kind=cmd.kind, title=title, body=body, changed_at=unit.now)
        row.staff_id = unit.actor.staff_id
        unit.session.add(row)
        unit.session.flush()
        unit.remember(
            _("Saved the letter “{name}”").format(name=name), undo_kind="letter.added", undo=_kept(row)
        )
        return LetterSaved(row.id, name)
    before = _kept(row)
    row.name, row.folded, row.kind, row.title, row.body = name, folded, cmd.kind, title, body
    if not unit.session.is_modified(row):
        return LetterSaved(row.id, name)
    row.changed_at, row.staff_id = unit.now, unit.actor.staff_id
    unit.session.flush()
    unit.remember(
        _("Changed the letter “{name}”").format(name=name),
        undo_kind="letter.changed",
        undo={"before": before, "after": _kept(row)},
    )
    return LetterSaved(row.id, name)


def delete_letter(unit: Unit, cmd: DeleteLetter) -> LetterSaved:
    """Take it away; undo brings it back as it was."""
    row = _the_letter(unit, cmd.letter)
    saved = LetterSaved(row.id, row.name)
    unit.remember(
        _("Deleted the letter “{name}”").format(name=row.name), undo_kind="letter.deleted", undo=_kept(row)
    )
    unit.session.delete(row)
    unit.session.flush()
    return saved


def _clean(cmd: SaveLetter) -> tuple[str, str, str]:
    name = clean_text(cmd.name, label=_("The name"), limit=LONGEST_NAME, field="name")
    if not name:
        raise Refused(_("The letter needs a name."), field="name")
    title = clean_text(cmd.title, label=_("The title"), limit=LONGEST_TITLE, field="title")
    body = clean_text(cmd.body, label=_("The text"), limit=MOST_CHARACTERS, multiline=True, field="body")
    if not body:
        raise Refused(_("The letter has no text yet."), field="body")
    check(title, "title")
    check(body)
    return name, title, body


def _free(unit: Unit, name: str, but: int | None) -> str:
    """The name as it is told from others, when no other letter has it."""
    folded = (sort_key(name) or name)[:120]
    if any(folded == sort_key(kind.label) or name == kind.id for kind in KINDS):
        raise Refused(
            _("“{name}” is a letter Regulars brings along. Give yours another name.").format(name=name),
            field="name",
        )
    other = unit.session.scalar(select(Letter.id).where(Letter.folded == folded))
    if other is not None and other != but:
        raise Refused(_("There is a letter “{name}” already.").format(name=name), field="name")
    return folded


def _the_letter(unit: Unit, number: int) -> Letter:
    row = unit.session.get(Letter, number)
    if row is None:
        raise NotFound(_("There is no letter {number} any more.").format(number=number), field="letter")
    return row


_KEPT = ("id", "name", "folded", "kind", "title", "body", "staff_id")


def _kept(row: Letter) -> dict[str, Any]:
    """The row as the journal keeps it."""
    return {**{key: getattr(row, key) for key in _KEPT}, "changed_at": row.changed_at.isoformat()}


@undoes("letter.added")
def _undo_added(unit: Unit, undo: Mapping[str, Any]) -> None:
    row = _unchanged(unit, undo)
    unit.session.delete(row)
    unit.session.flush()


@undoes("letter.changed")
def _undo_changed(unit: Unit, undo: Mapping[str, Any]) -> None:
    row = _unchanged(unit, undo["after"])
    _put_back(unit, row, undo["before"], row.id)


@undoes("letter.deleted")
def _undo_deleted(unit: Unit, undo: Mapping[str, Any]) -> None:
    number = int(undo["id"])
    taken = unit.session.get(Letter, number) is not None
    _put_back(unit, Letter() if taken else Letter(id=number), undo, None)


def _unchanged(unit: Unit, kept: Mapping[str, Any]) -> Letter:
    """The letter as the action left it: numbers of deleted letters are given again."""
    row = _the_letter(unit, int(kept["id"]))
    if _kept(row) != dict(kept):
        raise Conflict(_("“{name}” was changed again since. Nothing was undone.").format(name=row.name))
    return row


def _put_back(unit: Unit, row: Letter, kept: Mapping[str, Any], but: int | None) -> None:
    row.folded = _free(unit, str(kept["name"]), but)
    row.name, row.kind, row.title, row.body = kept["name"], kept["kind"], kept["title"], kept["body"]
    row.staff_id, row.changed_at = kept["staff_id"], datetime.fromisoformat(kept["changed_at"])
    unit.session.add(row)
    unit.session.flush()
