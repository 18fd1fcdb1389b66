"""How this shop asks for feedback, in a line of the settings, and the way to change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import ChangeSet, Jobs
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel, row
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.touchpoints.asking import CARD, CODE, LONGEST, Asking, SaveAsking, asking, save_asking
from app.touchpoints.scores import FIVE, TEN


class AskingDialog(CommandDialog):
    """The scale, and the shop's own address."""

    command = staticmethod(save_asking)

    def __init__(self, jobs: Jobs, now: Asking, parent: QWidget | None = None) -> None:
        scales = (
            (str(FIVE), _("“How was it?”, from 1 to 5")),
            (str(TEN), _("“Would you recommend us?”, from 0 to 10")),
        )
        help_ = _(
            "A page or form of your own. In it, {card} becomes the customer's card number and {code} a short "
            "code that only this book understands."
        )
        super().__init__(
            jobs,
            jobs.book.context,
            _("Asking for feedback"),
            (
                Field("scale", _("At the till and on slips"), FieldKind.CHOICE, True, choices=scales,
                      default=str(FIVE)),
                Field("address", _("Feedback address"), max_length=LONGEST,
                      help=help_.format(card=CARD, code=CODE)),
            ),
            parent,
            accept=_("Save"),
        )  # fmt: skip
        self.form.set_values({"scale": str(now.scale), "address": now.address})

    def wish(self, values: Mapping[str, Any]) -> SaveAsking:
        return SaveAsking(int(values["scale"]), values.get("address", ""), self.request_id)


class FeedbackAsking(Panel):
    """A part of the settings page. It looks anew when the shop changes."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Asking for feedback"))
        self._jobs = jobs
        self._now: Asking | None = None
        self.what = PlainLabel("", "muted", wrap=True)
        self.set_up = Button(_("Change…"), icon="feedback")
        self.set_up.setEnabled(False)
        self.set_up.clicked.connect(self.open_dialog)
        part = self.section()
        part.column.setSpacing(4)
        part.column.addLayout(row(PlainLabel(_("Asking for feedback"), "heading"), None, self.set_up))
        part.column.addWidget(self.what)
        jobs.changed.connect(self._hear)
        self.look()

    def look(self) -> None:
        """Read how the shop asks."""
        self._jobs.read(self, "asking", asking, done=self._show)

    def _hear(self, changes: ChangeSet) -> None:
        if any(topic == "shop" for topic, _customer in changes):
            self.look()

    def _show(self, now: Asking) -> None:
        self._now = now
        self.set_up.setEnabled(True)
        self.what.setText(asking_words(now))

    def open_dialog(self) -> None:
        """Change it."""
        if self._now is not None:
            dialog = AskingDialog(self._jobs, self._now, self.window())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()


def asking_words(now: Asking) -> str:
    """How the shop asks, in two sentences."""
    words = (
        _("“Would you recommend us?”, from 0 to 10.")
        if now.scale == TEN
        else _("“How was it?”, from 1 to 5.")
    )
    if not now.address:
        return words + " " + _("No address on the web yet: slips have no code, and there is no link to send.")
    return words + " " + _("Links and slips lead to {address}").format(address=now.address)
