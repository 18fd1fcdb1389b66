"""The options of a paper as a form: each where it is asked for, the sentence at its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.form import Form
from app.gui.widgets.form_editors import MoneyWords
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.printing.options import OWN_DAYS, period_of

_WIDEST = 420
PERIOD, DAYS = "period", ("start", "end")


class OptionsForm(QWidget):
    """`changed()` follows what a person sets. `values` are cleaned; what is wrong is said at its field, and
    kept in `problem`."""

    changed = Signal()

    def __init__(self, money: MoneyWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self._today = date.min
        self._hidden: frozenset[str] = frozenset()
        self.problem = ""
        self.form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_fields(self, fields: Sequence[Field], values: Mapping[str, Any], today: date) -> None:
        """Draw the form anew, filled with `values`. The same fields keep the form and the focus in it."""
        self._today = today
        if not self.shows(fields):
            self._draw([_needed(field) for field in fields])
        if self.form is not None:
            self.form.blockSignals(True)
            self.form.set_values(with_period(values))
            if self.has(PERIOD):
                self._fill_days()
            self.form.blockSignals(False)
        self._show_asked()

    def _draw(self, fields: Sequence[Field]) -> None:
        if self.form is not None:
            self.form.hide()
            self._column.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        if fields:
            self.form = Form(fields, money=self._money, narrow=True)
            self.form.changed.connect(self._changed)
            for field in fields:
                narrow = self.form.editor(field.id)
                if isinstance(narrow, ComboBox):
                    _let_be_narrow(narrow)
            self._column.addWidget(self.form)

    def shows(self, fields: Sequence[Field]) -> bool:
        """Whether the form is of these fields already."""
        return self.form is not None and self.form.fields == tuple(_needed(field) for field in fields)

    def has(self, field_id: str) -> bool:
        """Whether there is such a field."""
        return self.form is not None and any(field.id == field_id for field in self.form.fields)

    def hide_fields(self, field_ids: Iterable[str]) -> None:
        """Do not ask for these at the moment; all others are asked for."""
        self._hidden = frozenset(field_ids)
        self._show_asked()

    def values(self) -> dict[str, Any] | None:
        """The cleaned values; None after saying at its field what is wrong."""
        self.problem = ""
        if self.form is None:
            return {}
        self.form.clear_problems()
        try:
            return self.form.values()
        except Refused as refused:
            self.say(refused)
            return None

    def say(self, refused: Refused) -> bool:
        """Say it at its field, leaving the focus where it is; False when it has none here that is shown."""
        self.problem = refused.message
        if self.form is None or refused.field not in self.form.shown():
            return False
        return self.form.show_problem(refused, focus=False)

    def raw(self) -> dict[str, Any]:
        """What stands in the form, as far as it can be read: kept when another paper is looked at."""
        if self.form is None:
            return {}
        kept = {}
        for field_id in self.form.shown():
            try:
                kept[field_id] = self.form.raw_of(field_id)
            except Refused:
                continue
        return kept

    def focus_first(self) -> bool:
        """The focus into the first option; False when there is none."""
        if self.form is None:
            return False
        self.form.focus_first()
        return True

    def _changed(self, field_id: str) -> None:
        if field_id == PERIOD:
            self._fill_days()
        self._show_asked()
        self.changed.emit()

    def _show_asked(self) -> None:
        if self.form is None:
            return
        hidden = set(self._hidden)
        for field in self.form.fields:
            if field.when is not None and self.has(field.when[0]):
                other, value = field.when
                if other in hidden or self.form.raw_of(other) != value:
                    hidden.add(field.id)
            self.form.show_fields((field.id,), field.id not in hidden)

    def _fill_days(self) -> None:
        """Days of one's own begin with last month's: an empty field would only be a mistake to mend."""
        if self.form is None or self.form.raw_of(PERIOD) != OWN_DAYS:
            return
        if any(self.has(field_id) and self.form.raw_of(field_id) for field_id in DAYS):
            return
        for field_id, day in zip(DAYS, period_of("month", self._today), strict=True):
            if self.has(field_id):
                self.form.set_value(field_id, day)


def _let_be_narrow(box: ComboBox) -> None:
    """The column says how wide it is, not its longest choice; the list that drops down shows all of it."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.view().setMinimumWidth(min(box.view().sizeHintForColumn(0) + 24, _WIDEST))


def _needed(field: Field) -> Field:
    """A choice that has a default is always made; a day or a choice that belongs to another's value is asked
    for only where it is needed: neither is called optional."""
    given = field.kind is FieldKind.CHOICE and field.default is not None
    belongs = field.when is not None and field.kind in (FieldKind.DATE, FieldKind.CHOICE)
    return replace(field, required=True) if given or belongs else field


def with_period(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, where days were given without a period, as days of one's own."""
    own = any(values.get(day) for day in DAYS) and not values.get(PERIOD)
    return {**values, PERIOD: OWN_DAYS} if own else dict(values)
