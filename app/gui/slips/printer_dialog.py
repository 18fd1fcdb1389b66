"""Setting up the slip printer of this till: which, where, how wide, and when slips are printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import PlainLabel
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.printing.slips.commands import SavePrinter, save_printer
from app.printing.slips.rolls import ROLLS
from app.printing.slips.setup import (
    ALWAYS,
    ASK,
    BAUDS,
    FILE,
    NETWORK,
    NEVER,
    NO_PRINTER,
    SERIAL,
    USB,
    PrinterSetup,
)
from app.printing.slips.trial import print_trial


def kind_choices() -> tuple[tuple[str, str], ...]:
    """(id, label) of the ways a printer can be reached."""
    return (
        (NO_PRINTER, _("No slip printer")),
        (NETWORK, _("On the network")),
        (USB, _("On USB")),
        (SERIAL, _("On a serial port")),
        (FILE, _("A device or file of this computer")),
    )


def after_choices() -> tuple[tuple[str, str], ...]:
    """(id, label) of when slips are printed."""
    return (
        (NEVER, _("Only when asked for one")),
        (ASK, _("Offer a slip")),
        (ALWAYS, _("Print a slip")),
    )


class PrinterDialog(Dialog):
    """Saved by its main button; the test slip goes to what is typed, saved or not. `saved()` when kept."""

    saved = Signal()

    def __init__(self, jobs: Jobs, setup: PrinterSetup, parent: QWidget | None = None) -> None:
        super().__init__(_("Slip printer"), parent, accept=_("Save"), width=480)
        self._jobs = jobs
        self._till = jobs.book.actor.till
        self.kind = ComboBox(kind_choices(), name=_("Slip printer"))
        self.address = QLineEdit()
        self.port = QLineEdit()
        self.port.setMaximumWidth(110)
        self.baud = ComboBox([(str(baud), str(baud)) for baud in BAUDS], name=_("Speed"))
        self.width_choice = ComboBox([(roll.id, roll.label) for roll in ROLLS.values()], name=_("Roll"))
        self.cut = QCheckBox(_("The printer cuts the paper"))
        self.after = ComboBox(after_choices(), name=_("After a purchase"))
        self.boxes = {
            "kind": FieldBox(_("The printer of {till} is").format(till=self._till), self.kind),
            "address": FieldBox(_("Where"), self.address),
            "port": FieldBox(_("Port"), self.port),
            "baud": FieldBox(_("Speed"), self.baud),
            "width": FieldBox(_("Roll"), self.width_choice),
            "after": FieldBox(_("After a purchase"), self.after),
        }
        self.went = PlainLabel("", "good", wrap=True)
        self.drawer = PlainLabel(_("The cash drawer is never opened by a slip."), "caption", wrap=True)
        self.test = Button(_("Print a test slip"), icon="slip")
        self._lay_out()
        self._show(setup)
        self.kind.chosen.connect(self._kind_chosen)
        self.test.clicked.connect(self._test)
        self.confirmed.connect(self._save)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop  # a sentence under one box moves no other
        where.addWidget(self.boxes["address"], 1, top)
        where.addWidget(self.boxes["port"], 0, top)
        where.addWidget(self.boxes["baud"], 0, top)
        how = QHBoxLayout()
        how.setSpacing(12)
        how.addWidget(self.boxes["width"])
        how.addWidget(self.boxes["after"], 1)
        self.rest = QWidget()
        column = QVBoxLayout(self.rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(where)
        column.addLayout(how)
        column.addWidget(self.cut)
        column.addWidget(self.drawer)
        self.body.addWidget(self.boxes["kind"])
        self.body.addWidget(self.rest)
        self.body.addWidget(self.went)
        self.body.addStretch(1)
        self.add_button(self.test)

    def setup_typed(self) -> PrinterSetup:
        """What the fields say. Refused, by field, for a port that is no number."""
        kind = self.kind.current_id()
        port = self.port.text().strip() or str(PrinterSetup().port)
        if kind == NETWORK and not (port.isascii() and port.isdigit() and len(port) < 7):
            raise Refused(_("A port is a number from 1 to 65535."), field="port")
        return PrinterSetup(
            kind=kind,
            address=self.address.text(),
            port=int(port) if kind == NETWORK else PrinterSetup().port,
            baud=int(self.baud.current_id() or PrinterSetup().baud),
            width=self.width_choice.current_id(),
            cut=self.cut.isChecked(),
            after=self.after.current_id(),
        )

    def _show(self, setup: PrinterSetup) -> None:
        self.kind.set_current(setup.kind)
        self.address.setText(setup.address)
        self.port.setText(str(setup.port))
        self.baud.set_current(str(setup.baud))
        self.width_choice.set_current(setup.width)
        self.cut.setChecked(setup.cut)
        self.after.set_current(setup.after)
        self._fit_kind(setup.kind)

    def _kind_chosen(self, kind: str) -> None:
        self._clear()
        self.address.clear()  # an address of one kind is none of another
        self._fit_kind(kind)
        if kind != NO_PRINTER:
            self.address.setFocus()

    def _fit_kind(self, kind: str) -> None:
        hints = {
            NETWORK: "192.168.1.40",
            USB: "04b8:0e15",
            SERIAL: _("/dev/ttyUSB0 or COM3"),
            FILE: "/dev/usb/lp0",
        }
        self.address.setPlaceholderText(hints.get(kind, ""))
        self.boxes["port"].setVisible(kind == NETWORK)
        self.boxes["baud"].setVisible(kind == SERIAL)
        self.rest.setVisible(kind != NO_PRINTER)
        self.test.setVisible(kind != NO_PRINTER)
        self.make_room()

    def _test(self) -> None:
        self._clear()
        try:
            setup = self.setup_typed()
        except Refused as refused:
            self._failed(refused)
            return
        import app.printing.slips.raster  # noqa: F401 - not on the reader's thread

        self.test.setEnabled(False)
        self.went.set_role("muted")
        self.went.setText(_("Printing…"))
        self._jobs.run(
            self, "test", print_trial, self._jobs.book, setup, done=self._printed, failed=self._failed
        )

    def _printed(self, place: str) -> None:
        self.test.setEnabled(True)
        self.went.set_role("good")
        self.went.setText(_("The test slip went to {place}.").format(place=place))
        self.make_room()

    def _save(self) -> None:
        self._clear()
        try:
            setup = self.setup_typed()
        except Refused as refused:
            self._failed(refused)
            return
        self.set_busy(True)
        wish = SavePrinter(self._till, setup, new_request_id())
        self._jobs.write(self, save_printer, wish, done=self._kept, failed=self._failed)

    def _kept(self, _result: Any) -> None:
        self.saved.emit()
        self.accept()

    def _clear(self) -> None:
        self.say("")
        self.went.setText("")
        for box in self.boxes.values():
            box.say("")

    def _failed(self, error: Exception) -> None:
        self.test.setEnabled(True)
        self.went.setText("")
        self.set_busy(False)
        box = self.boxes.get(getattr(error, "field", None) or "")
        if box is not None and not box.isHidden():
            box.say(str(error))
            self.make_room()
        else:
            self.say(str(error))
