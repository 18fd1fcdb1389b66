"""A form drawn from declared fields: label over control, error sentence under it, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QVBoxLayout, QWidget

from app.gui.widgets.form_editors import Editor, MoneyWords, editor_for
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import FlowLayout
from app.kernel.errors import Refused
from app.kernel.fields import Field, clean_values
from app.kernel.i18n import _


class _Row(QWidget):
    """Label, control, help and error of one field; relays the control's signals with the field's id."""

    changed = Signal(str)

    def __init__(
        self, field: Field, editor: Editor, parent: QWidget, *, narrow: bool, optional: bool
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not isinstance(editor.widget, QCheckBox):
            suffix = _(" (optional)") if optional and not field.required else ""
            label = PlainLabel(field.label + suffix, "section", wrap=narrow)
            label.setBuddy(editor.widget)
            column.addWidget(label)
        column.addWidget(editor.widget)
        self.help = PlainLabel(field.help, "caption", wrap=True)
        column.addWidget(self.help)
        self.help.setVisible(bool(field.help))
        self.error = PlainLabel("", "error", wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        editor.widget.setAccessibleName(field.label)
        editor.widget.setAccessibleDescription(field.help)
        editor.changed.connect(self._changed)

    def _changed(self, *_args: object) -> None:
        self.say("")
        self.changed.emit(self.field.id)

    def say(self, sentence: str) -> None:
        """Show the error sentence; "" takes it away."""
        if not sentence and self.error.isHidden():
            return
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        widget = self.editor.widget
        widget.setAccessibleDescription(sentence or self.field.help)
        widget.setProperty("invalid", bool(sentence))
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Form(QWidget):
    """`changed(str)` names the field a person changed; `submitted()` is Enter in a one-line field.

    `check()` is what a Save button calls: the cleaned values, or None with the sentence under the field.
    A refusal that comes back later from a command goes to `show_problem`. `across`: fields stand side by side
    while there is room. The labels of a `narrow` form wrap. Not `optional`: labels say nothing of what may be
    left out, where one field of several is enough.
    """

    changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        money: MoneyWords | None = None,
        across: bool = False,
        narrow: bool = False,
        optional: bool = True,
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._rows: dict[str, _Row] = {}
        column: QLayout = FlowLayout(self, 12) if across else QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if not across and not narrow:
            column.setAlignment(Qt.AlignmentFlag.AlignTop)  # squeezes words that wrap
        for field in fields:
            row = _Row(field, editor_for(field, money), self, narrow=narrow, optional=optional)
            row.changed.connect(self.changed)
            if row.editor.submitted is not None:
                row.editor.submitted.connect(self.submitted)
            self._rows[field.id] = row
            column.addWidget(row)
        if narrow and isinstance(column, QVBoxLayout):
            column.addStretch(1)
        self.set_values({})

    def editor(self, field_id: str) -> QWidget:
        """The control of a field, to focus or watch it."""
        return self._rows[field_id].editor.widget

    def row(self, field_id: str) -> QWidget:
        """The whole of a field: label, control, and the sentence under it."""
        return self._rows[field_id]

    def show_fields(self, field_ids: Collection[str], shown: bool = True) -> None:
        """Show or hide some of the fields. A hidden one has no value, whatever stands in it."""
        for field_id in field_ids:
            self._rows[field_id].setVisible(shown)

    def shown(self) -> list[str]:
        """The ids of the fields that are not hidden."""
        return [field_id for field_id, row in self._rows.items() if not row.isHidden()]

    def raw(self) -> dict[str, object]:
        """What stands in the controls; raises `Refused` for an amount that is none."""
        return {field_id: self._rows[field_id].editor.read() for field_id in self.shown()}

    def raw_of(self, field_id: str) -> object:
        """What stands in one control; raises `Refused` as `raw` does."""
        return self._rows[field_id].editor.read()

    def values(self) -> dict[str, object]:
        """The cleaned values (`app.kernel.fields.clean_values`); raises `Refused` naming the field."""
        raw = self.raw()
        # An emptied field means "none", not "the default again".
        return clean_values([_without_default(field) for field in self.fields if field.id in raw], raw)

    def check(self) -> dict[str, object] | None:
        """The cleaned values, or None after showing the sentence where it belongs."""
        self.clear_problems()
        try:
            return self.values()
        except Refused as refused:
            self.show_problem(refused)
            return None

    def show_problem(self, refused: Refused, *, focus: bool = True) -> bool:
        """Put the sentence under its field and the focus into it; False when it names no field here."""
        row = self._rows.get(refused.field or "")
        if row is None:
            return False
        row.say(refused.message)
        if focus:
            row.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def put_under(self, field_id: str, widget: QWidget) -> None:
        """Show something more right under a field's control."""
        row = self._rows[field_id]
        row.column.insertWidget(row.column.indexOf(row.editor.widget) + 1, widget)

    def say_help(self, field_id: str, sentence: str) -> None:
        """Say something else under a field than what it was declared with."""
        self._rows[field_id].help.setText(sentence)

    def problem(self, field_id: str) -> str:
        """The sentence under a field; "" when there is none."""
        row = self._rows[field_id]
        return "" if row.error.isHidden() else row.error.text()

    def clear_problems(self) -> None:
        """Take all sentences away."""
        for row in self._rows.values():
            row.say("")

    def set_values(self, values: Mapping[str, object]) -> None:
        """Fill the controls; fields not named get their default."""
        for field in self.fields:
            self._rows[field.id].editor.write(values.get(field.id, field.default))
        self.clear_problems()

    def set_value(self, field_id: str, value: object) -> None:
        """Fill one control and leave the others."""
        self._rows[field_id].editor.write(value)

    def focus_first(self) -> None:
        """The focus into the first control."""
        for row in self._rows.values():
            row.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _without_default(field: Field) -> Field:
    return field if field.default is None else replace(field, default=None)
