"""A dialog that asks for what one command needs. Refused, it stays open with everything as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.form import Form
from app.gui.widgets.form_editors import MoneyWords
from app.gui.widgets.labels import PlainLabel
from app.kernel.context import ShopContext
from app.kernel.errors import Refused
from app.kernel.fields import Field
from app.kernel.ids import new_request_id
from app.kernel.money import decimal_string, parse_amount


def money_words(context: ShopContext) -> MoneyWords:
    """How forms of this shop read and write amounts."""

    def parse(text: str) -> int:
        return parse_amount(text, context.currency, locale=context.locale)

    def write(minor: int) -> str:
        return decimal_string(minor, context.currency)

    return MoneyWords(parse, write)


class CommandDialog(Dialog):
    """Subclasses name the `command` and make its `wish` from the form's values.

    One dialog, one `request_id`: pressing twice, or again after a fault, does the thing once. `finished_with`
    carries the command's result.
    """

    finished_with = Signal(object)
    command: Callable[..., Any]

    def __init__(
        self,
        jobs: Jobs,
        context: ShopContext,
        title: str,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        accept: str,
        intro: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(title, parent, accept=accept, danger=danger)
        self.jobs = jobs
        self.request_id = new_request_id()
        if intro:
            self.body.addWidget(PlainLabel(intro, "muted", wrap=True))
        self.form = Form(fields, money=money_words(context))
        self.body.addWidget(self.form)
        self.confirmed.connect(self._go)

    def wish(self, values: Mapping[str, Any]) -> object:
        """The command's request."""
        raise TypeError("a command dialog says what it wishes")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form.fields:
            self.form.focus_first()

    def _go(self) -> None:
        values = self.form.check()
        if values is not None:
            self.set_busy(True)
            self.jobs.write(self, type(self).command, self.wish(values), done=self._done, failed=self._failed)

    def _done(self, result: object) -> None:
        self.finished_with.emit(result)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        if not (isinstance(error, Refused) and self.form.show_problem(error)):
            self.say(str(error))
