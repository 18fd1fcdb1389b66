"""The part of a record that tells what was done in the program with a customer's card."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.groups.record.part import Column, PartKind, Shape, number
from app.kernel.i18n import _
from app.kernel.journal import JournalEntry
from app.kernel.unit import View
from app.sales.tables import run, table

_J = table(JournalEntry).c
_OTHERS = {
    "move": _("A purchase was moved to the right card"),
    "household.join": _("Somebody joined the household"),
    "household.leave": _("Somebody left the household"),
    "household.name": _("The household was given a name"),
}
"""What is told of actions whose own words name somebody else."""
_IMAGES = ("customer.", "touchpoint.")
"""Kinds of undo that keep what was there before: it is still known of the customer."""
_NOT_THEIRS = {"referred_by_id", "done_by"}


def _actions(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    rows = run(
        view.session,
        select(
            _J.id, _J.at, _J.business_date, _J.command, _J.words, _J.undo_kind, _J.undo, _J.result,
            _J.undone_at, _J.till,
        )
        .where(_J.customer_id == customer_id)
        .order_by(_J.id),
    )  # fmt: skip
    for row in rows:
        kind = row.undo_kind or ""
        words = _(_OTHERS[kind]) if kind in _OTHERS else row.words
        if row.command == "undo_last" and kind == "":
            words = _("An action was undone")
        before = _theirs(json.loads(row.undo)) if kind.startswith(_IMAGES) else None
        yield (
            row.id, row.at, row.business_date, row.command, words, kind, before, row.undone_at, row.till
        )  # fmt: skip


def _theirs(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What an image says of the customer, without who else it names."""
    return {
        key: _theirs(value) if isinstance(value, Mapping) else value
        for key, value in kept.items()
        if key not in _NOT_THEIRS
    }


JOURNAL = PartKind(
    "journal",
    _("What was done in the program with your card"),
    _("Kept by the program, so that a mistake can be undone. What stood there before is in the file."),
    frozenset({"journal"}),
    (
        number(),
        Column("at", _("When"), Shape.MOMENT),
        Column("business_date", "", Shape.DAY, printed=False),
        Column("command", "", printed=False),
        Column("what", _("What")),
        Column("kind", "", printed=False),
        Column("before", "", Shape.DATA, printed=False),
        Column("undone_at", _("Undone"), Shape.MOMENT),
        Column("till", "", printed=False),
    ),
    _actions,
    frozenset({"journal.request_id", "journal.content_hash", "journal.undo", "journal.result"}),
)
