"""The slip printer of this till in the settings: which it is, in a line, and the way to set it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.gui.jobs import ChangeSet, Jobs
from app.gui.slips.asking import till_now
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel, row
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.printing.slips.queries import TillSlips


class SlipPrinter(Panel):
    """A part of the settings page. It looks anew when the shop or its slips change."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Slip printer"))
        self._jobs = jobs
        self._now: TillSlips | None = None
        self.what = PlainLabel("", "muted", wrap=True)
        self.set_up = Button(_("Set up…"), icon="print")
        self.set_up.setEnabled(False)
        self.set_up.clicked.connect(self.open_dialog)
        part = self.section()
        part.column.setSpacing(4)
        part.column.addLayout(row(PlainLabel(_("Slip printer"), "heading"), None, self.set_up))
        part.column.addWidget(self.what)
        jobs.changed.connect(self._hear)
        self.look()

    def look(self) -> None:
        """Read which printer this till has."""
        self._jobs.read(self, "slips", till_now, self._jobs.book.actor.till, done=self._show)

    def _hear(self, changes: ChangeSet) -> None:
        if any(topic in ("shop", "slip") for topic, _customer in changes):
            self.look()

    def _show(self, now: TillSlips) -> None:
        self._now = now
        self.set_up.setEnabled(True)
        self.what.setText(printer_words(now))

    def open_dialog(self) -> None:
        """Set it up."""
        from app.gui.slips.printer_dialog import PrinterDialog

        if self._now is not None:
            dialog = PrinterDialog(self._jobs, self._now.setup, self.window())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()


def printer_words(now: TillSlips) -> str:
    """The printer in a sentence: "Slips of 80 mm go to 192.168.1.40:9100, one after each purchase."."""
    setup = now.setup
    if not setup.there:
        return _("None. A slip tells a customer their points, rewards and stamps after a purchase.")
    words = {
        "never": _("Slips of {width} mm go to {place} when somebody asks for one."),
        "ask": _("Slips of {width} mm go to {place}; one is offered after each purchase."),
        "always": _("Slips of {width} mm go to {place}, one after each purchase."),
    }[setup.after]
    said = words.format(width=setup.width, place=setup.place)
    if now.waiting:
        waiting = plural("{n} slip waits.", "{n} slips wait.", len(now.waiting))
        said += " " + waiting.format(n=len(now.waiting))
    return said
