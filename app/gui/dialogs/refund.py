"""Money back for a purchase: all of it, part of it, some of its lines, or a sale that never was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.dialogs.refund_lines import LinePicker
from app.gui.dialogs.spent_points import SpentPoints
from app.gui.jobs import Jobs
from app.gui.speech import Speech
from app.gui.widgets.labels import PlainLabel
from app.kernel.context import ShopContext
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import decimal_string
from app.loyalty.commands import (
    MustChoose,
    RefundPurchase,
    ReturnedLine,
    VoidPurchase,
    refund_purchase,
    void_purchase,
)
from app.loyalty.queries import RefundPreview, refund_preview
from app.sales.queries import PurchaseRow, returnable_lines
from app.sales.returned_lines import LineState


class ReturnDialog(CommandDialog):
    """Takes something back. When points are spent already and the programme asks, two buttons ask."""

    def __init__(
        self, jobs: Jobs, context: ShopContext, title: str, fields: tuple[Field, ...],
        parent: QWidget | None, *, accept: str, intro: str, danger: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(jobs, context, title, fields, parent, accept=accept, intro=intro, danger=danger)
        self.question = SpentPoints()
        self.body.addWidget(self.question)
        self.question.answered.connect(self._answered)
        self.form.changed.connect(self._think_again)
        self.spent: str | None = None

    def _answered(self, answer: str) -> None:
        self.spent = answer
        self.accept_button.setEnabled(True)
        self._confirm()

    def _think_again(self, *_args: object) -> None:
        """What is wished changed: what was asked and answered for it holds no more."""
        self.spent = None
        self.question.hide()
        self.accept_button.show()

    def _failed(self, error: Exception) -> None:
        self.spent = None
        if isinstance(error, MustChoose):
            self.set_busy(False)
            self.accept_button.hide()
            self.question.ask(error.missing)
            self.make_room()
        else:
            super()._failed(error)


class RefundDialog(ReturnDialog):
    """Asks what comes back, or how much, and why; says what goes before it is done. Enter gives all that is
    left."""

    command = staticmethod(refund_purchase)

    def __init__(
        self, jobs: Jobs, context: ShopContext, bought: PurchaseRow, parent: QWidget | None = None
    ) -> None:
        speech = Speech(context)
        intro = _("Purchase of {amount}; {left} can still be given back.")
        super().__init__(
            jobs,
            context,
            _("Refund"),
            (
                Field("amount", _("Amount"), FieldKind.MONEY, required=True, minimum=1, default=bought.left),
                Field("reason", _("Reason"), max_length=300),
            ),
            parent,
            accept=_("Give money back"),
            intro=intro.format(amount=speech.money(bought.amount), left=speech.money(bought.left)),
        )
        self._bought, self._speech, self._currency = bought, speech, context.currency
        self.lines = LinePicker()
        self.lines.changed.connect(self._lines_changed)
        self.body.insertWidget(1, self.lines)
        self.said_before = PlainLabel("", "muted", wrap=True)
        self.body.insertWidget(self.body.indexOf(self.question), self.said_before)
        self.form.changed.connect(self._look_ahead)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._bought.lines and not self.lines.rows:
            self.jobs.read(self, "lines", returnable_lines, self._bought.id, done=self._show_lines)
        self._look_ahead()

    def wish(self, values: Mapping[str, Any]) -> RefundPurchase:
        chosen = self.lines.chosen()
        return RefundPurchase(
            self._bought.id,
            None if chosen else values["amount"],
            values.get("reason", ""),
            request_id=self.request_id,
            lines=chosen,
            spent=self.spent,
        )

    def _show_lines(self, lines: tuple[LineState, ...]) -> None:
        self.lines.show_lines(lines, self._speech)
        self.make_room()

    def _lines_changed(self) -> None:
        self._think_again()
        chosen = self.lines.chosen()
        amount = self.form.editor("amount")
        if amount.isEnabled() is bool(chosen):
            amount.setEnabled(not chosen)
            if not chosen:
                self._write_amount(self._bought.left)
        self._look_ahead()

    def _look_ahead(self, changed: str = "amount") -> None:
        if changed != "amount":
            return
        chosen = self.lines.chosen()
        amount = self._typed_amount()
        if chosen:
            self._ask_ahead(None, chosen)
        elif amount is not None:
            self._ask_ahead(amount, ())
        else:
            self.said_before.setText("")

    def _typed_amount(self) -> int | None:
        """What stands in the field; None for what is no amount, which is said when it is sent."""
        try:
            amount = self.form.raw()["amount"]
        except Refused:
            return None
        return amount if isinstance(amount, int) else None

    def _ask_ahead(self, amount: int | None, chosen: tuple[ReturnedLine, ...]) -> None:
        self.jobs.read(
            self, "ahead", refund_preview, self._bought.id, amount, chosen,
            done=self._say_ahead, failed=self._not_possible,
        )  # fmt: skip

    def _say_ahead(self, ahead: RefundPreview) -> None:
        if self.lines.chosen():
            self._write_amount(ahead.amount)
        self.said_before.setText(_words(ahead, self._speech))
        self.make_room()

    def _not_possible(self, error: Exception) -> None:
        self.said_before.setText(str(error))

    def _write_amount(self, minor: int) -> None:
        editor = self.form.editor("amount")
        if isinstance(editor, QLineEdit):
            blocked = editor.blockSignals(True)  # nobody typed it
            editor.setText(decimal_string(minor, self._currency))
            editor.blockSignals(blocked)


def _words(ahead: RefundPreview, speech: Speech) -> str:
    """ "5,40 € back, −11 points." and what else follows from it."""
    said = [_("{amount} back").format(amount=speech.money(ahead.amount))]
    if ahead.points:
        points = plural("{n} point", "{n} points", abs(ahead.points)).format(n=speech.signed(ahead.points))
        said.append(points)
    sentences = [", ".join(said) + "."]
    if ahead.rewards:
        sentences.append(_("Given back: {rewards}.").format(rewards=", ".join(ahead.rewards)))
    if ahead.missing:
        words = plural("{n} of them is spent already.", "{n} of them are spent already.", ahead.missing)
        sentences.append(words.format(n=speech.number(ahead.missing)))
    return " ".join(sentences)


class VoidDialog(ReturnDialog):
    """Asks why a sale never was."""

    command = staticmethod(void_purchase)

    def __init__(
        self, jobs: Jobs, context: ShopContext, bought: PurchaseRow, parent: QWidget | None = None
    ) -> None:
        intro = _("The purchase of {amount} counts no more, and its points are taken back.")
        super().__init__(
            jobs,
            context,
            _("Void the purchase"),
            (Field("reason", _("Reason"), max_length=300),),
            parent,
            accept=_("Void"),
            intro=intro.format(amount=Speech(context).money(bought.amount)),
            danger=True,
        )
        self._bought = bought

    def wish(self, values: Mapping[str, Any]) -> VoidPurchase:
        return VoidPurchase(
            self._bought.id, values.get("reason", ""), request_id=self.request_id, spent=self.spent
        )
