"""The options of a report, side by side: read a moment after the last change, told where they do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.form import Form
from app.gui.widgets.labels import PlainLabel
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import _

_TYPING_MS = 300


class ReportOptions(QWidget):
    """`ask(fields, values)` shows others; `chosen(object)` carries the cleaned values a person has chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Options"))
        self.form: Form | None = None
        self.problem = PlainLabel("", "error", wrap=True)
        self.problem.hide()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.take)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 10)
        self._column.setSpacing(6)
        self._column.addWidget(self.problem)

    def ask(self, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
        """The fields of another report, filled in."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = Form(fields, across=True)
        self.form.set_values(values)
        self._follow(self.form)
        self.form.changed.connect(self._changed)
        self._column.insertWidget(0, self.form)
        self.setVisible(bool(fields))

    def stop(self) -> None:
        """What was typed last is not asked for any more."""
        self._typing.stop()

    def take(self) -> None:
        """Read what stands there; a sentence stands under what does not fit."""
        form = self.form
        if form is None:
            return
        try:
            values = form.values()
        except Refused as refused:
            # Nobody is scolded for a field that has only just come up.
            follows = any(field.id == refused.field and field.when is not None for field in form.fields)
            if not follows or form.raw_of(str(refused.field)):
                form.show_problem(refused)
            return
        form.clear_problems()
        self.chosen.emit(values)

    def show_problem(self, error: Exception) -> None:
        """A refusal, under the field it names or below them all."""
        shown = isinstance(error, Refused) and self.form is not None and self.form.show_problem(error)
        if not shown:
            self.say(str(error))

    def say(self, sentence: str) -> None:
        """A sentence below the fields; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _changed(self, _field: str) -> None:
        if self.form is not None:
            self._follow(self.form)
            self._typing.start()

    @staticmethod
    def _follow(form: Form) -> None:
        """Fields that belong to a choice are there only while it is made."""
        for field in form.fields:
            if field.when is not None:
                other, choice = field.when
                form.show_fields((field.id,), form.raw_of(other) == choice)
