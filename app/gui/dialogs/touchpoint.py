"""Changing what was taken down: the words, the kind's own fields, a promise's day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.commands import EditTouchpoint, edit_touchpoint
from app.touchpoints.queries import TouchpointRow
from app.touchpoints.registry import kind_or_unknown


class TouchpointDialog(CommandDialog):
    """One touchpoint, drawn from its kind's declared fields."""

    command = staticmethod(edit_touchpoint)

    def __init__(
        self, jobs: Jobs, context: ShopContext, row: TouchpointRow, parent: QWidget | None = None
    ) -> None:
        kind = kind_or_unknown(row.kind)
        fields = [Field("text", _("Words"), FieldKind.LONG_TEXT, required=kind.needs_text), *kind.fields]
        if kind.promised:
            fields.append(Field("due_on", _("Due"), FieldKind.DATE))
        super().__init__(jobs, context, kind.label, fields, parent, accept=_("Save"))
        self._row, self._own = row, tuple(field.id for field in kind.fields)
        self.form.set_values({**row.data, "text": row.text, "due_on": row.due_on})

    def wish(self, values: Mapping[str, Any]) -> EditTouchpoint:
        due = values.get("due_on")
        return EditTouchpoint(
            id=self._row.id,
            text=values.get("text", ""),
            data={key: values[key] for key in self._own if key in values},
            due_on=date.fromisoformat(due) if due else None,
            request_id=self.request_id,
        )
