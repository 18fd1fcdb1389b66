"""Changing what was taken down: the words, the kind's own fields, a promise's day, who sees to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.gui.models.touchpoint_form import TouchpointForm
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.commands import EditTouchpoint, edit_touchpoint
from app.touchpoints.kind import TouchpointKind
from app.touchpoints.registry import kind_or_unknown

ANSWERED = "answered"
_MANY, _LOW = 5, 48
"""With more fields than these, words have so many pixels: the dialog must fit the screen of a small till."""


class TouchpointDialog(CommandDialog):
    """One touchpoint, drawn from its kind's declared fields. `answering` puts the keys where the answer goes,
    and what only matters to who took it down is left out."""

    command = staticmethod(edit_touchpoint)

    def __init__(
        self,
        jobs: Jobs,
        context: ShopContext,
        told: TouchpointForm,
        parent: QWidget | None = None,
        *,
        answering: bool = False,
    ) -> None:
        kind = kind_or_unknown(told.row.kind)
        self._answering = answering and any(field.id == ANSWERED for field in kind.fields)
        fields = [Field("text", _("Words"), FieldKind.LONG_TEXT, required=kind.needs_text), *kind.fields]
        if kind.promised:
            fields.append(Field("due_on", _("Due"), FieldKind.DATE))
        fields += _noted(kind, told)
        super().__init__(jobs, context, kind.label, fields, parent, accept=_("Save"))
        self._row = told.row
        self._own = tuple(field.id for field in fields if field.id not in ("text", "due_on"))
        owner = told.row.data.get("owner")
        self.form.set_values(
            {**told.row.data, "text": told.row.text, "due_on": told.row.due_on,
             "owner": "" if owner is None else str(owner)}
        )  # fmt: skip
        if len(fields) > _MANY and not self._answering:
            for field in fields:
                if field.kind is FieldKind.LONG_TEXT:
                    self.form.editor(field.id).setFixedHeight(_LOW)
        if self._answering:
            kept = {"text", ANSWERED, "put_right", "remedy", "owner", "mood"}
            self.form.show_fields([field.id for field in fields if field.id not in kept], False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._answering:
            self.form.editor(ANSWERED).setFocus(Qt.FocusReason.OtherFocusReason)

    def wish(self, values: Mapping[str, Any]) -> EditTouchpoint:
        due, shown = values.get("due_on"), set(self.form.shown())
        data = {key: values.get(key) for key in self._own if key in shown}
        data |= {key: value for key, value in self._row.data.items() if key not in shown}
        if data.get("owner"):
            data["owner"] = int(str(data["owner"]))
        return EditTouchpoint(
            id=self._row.id,
            text=values.get("text", ""),
            data=data,
            due_on=date.fromisoformat(due) if due else None,
            request_id=self.request_id,
        )


def _noted(kind: TouchpointKind, told: TouchpointForm) -> Iterator[Field]:
    """What else may be said of it here: who sees to it, and how it sounds."""
    for field in kind.noted:
        if field.id == "owner":
            yield replace(field, kind=FieldKind.CHOICE, choices=told.people, minimum=None)
        elif field.id == "mood":
            yield replace(field, help=told.hint)
