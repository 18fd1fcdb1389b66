"""A criterion of the group being built: what it says, how many match it, and its form while it is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.models.group_draft import Line, Path
from app.gui.widgets.buttons import Button
from app.gui.widgets.form import Form
from app.gui.widgets.form_editors import MoneyWords
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.pressable import PressableLabel
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.i18n import _


class LineView(QWidget):
    """`edited(path, line)` follows what is typed; `opened(path)` asks for its form, `closed(path)` puts it
    away, `removed(path)` takes the criterion out."""

    edited = Signal(object, object)
    opened = Signal(object)
    closed = Signal(object)
    removed = Signal(object)

    def __init__(
        self, path: Path, line: Line, label: str, money: MoneyWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path, self.line = path, line
        self._money = money
        self.form: Form | None = None
        self.words = PressableLabel(label, "body", _("Change this criterion"), self)
        self.words.setWordWrap(True)
        self.words.pressed.connect(self._toggle)
        self.opposite = Button(_("Not"), name=_("Those who do not match it"))
        self.opposite.setCheckable(True)
        self.opposite.setChecked(line.opposite)
        self.opposite.toggled.connect(self._turned)
        self.count = PlainLabel("", "number")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setMinimumWidth(56)
        self.remove = Button("", "quiet", icon="close", single=True, name=_("Take this criterion out"))
        self.remove.clicked.connect(self._remove)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.opposite, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.words, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.trouble = PlainLabel("", "warning", wrap=True)
        self.trouble.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 4, 6)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self.trouble)

    def say(self, words: str, count: str, trouble: str = "") -> None:
        """What the line says, how many match it, and what is the matter with it."""
        self.words.setText(words)
        self.words.setAccessibleName(_("{words}. Change this criterion").format(words=words))
        self.count.setText(count)
        self.trouble.setText(trouble)
        self._show_trouble()

    def _show_trouble(self) -> None:
        """Who is filling in the form need not be told that it is not filled in yet."""
        begun = self.open and self.line.lacks() is not None
        self.trouble.setVisible(bool(self.trouble.text()) and not begun)

    @property
    def open(self) -> bool:
        """Whether its form is shown."""
        return self.form is not None

    def show_form(self, fields: Sequence[Field], *, focus: bool) -> None:
        """Show the form of its fields, filled with the values."""
        self.hide_form()
        if not fields:
            return
        form = Form(fields, self, money=self._money, across=True, optional=False)
        form.set_values(self.line.values)
        _follow(form)
        form.changed.connect(self._changed)
        form.submitted.connect(self._close)
        self._column.addWidget(form)
        self.form = form
        self._show_trouble()
        form.show()
        if focus:
            form.focus_first()

    def hide_form(self) -> None:
        """Put the form away."""
        if self.form is not None:
            form, self.form = self.form, None
            self._column.removeWidget(form)
            form.hide()
            form.setParent(None)
            form.deleteLater()
            self._show_trouble()

    def scold(self, refused: Refused) -> None:
        """Say under its field what does not fit, where something stands in it."""
        if self.form is not None and self._typed_in(refused.field or ""):
            self.form.show_problem(refused, focus=False)

    def _typed_in(self, field_id: str) -> bool:
        if self.form is None or field_id not in self.form.shown():
            return False
        try:
            return bool(self.form.raw_of(field_id))
        except Refused:
            return True

    def _changed(self, _field: str) -> None:
        form = self.form
        if form is None:
            return
        _follow(form)
        form.clear_problems()
        try:
            values = form.raw()
        except Refused as refused:  # an amount that is none
            self.scold(refused)
            return
        kept = {key: value for key, value in values.items() if value not in ("", None, ())}
        self.line = Line(self.line.kind, kept, self.line.opposite, self.line.unread)
        lacks = self.line.lacks()
        if lacks is not None:
            self.scold(lacks)
        self.edited.emit(self.path, self.line)

    def _turned(self, on: bool) -> None:
        self.line = Line(self.line.kind, self.line.values, on, self.line.unread)
        self.edited.emit(self.path, self.line)

    def _toggle(self) -> None:
        (self.closed if self.open else self.opened).emit(self.path)

    def _close(self) -> None:
        self.closed.emit(self.path)

    def _remove(self) -> None:
        self.removed.emit(self.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.words.hasFocus():
            self.removed.emit(self.path)
        elif event.key() == Qt.Key.Key_Escape and self.open:
            self.closed.emit(self.path)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _follow(form: Form) -> None:
    """Fields that belong to a choice are there only while it is made."""
    for field in form.fields:
        if field.when is not None:
            other, choice = field.when
            form.show_fields((field.id,), form.raw_of(other) == choice)
