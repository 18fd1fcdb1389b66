"""The receipt printer of a till: where it is, how wide it prints, and when slips are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.slips.rolls import ROLLS, USUAL
from app.shop.queries import setting

NO_PRINTER, NETWORK, SERIAL, USB, FILE = "none", "network", "serial", "usb", "file"
KINDS = (NO_PRINTER, NETWORK, SERIAL, USB, FILE)
NEVER, ASK, ALWAYS = "never", "ask", "always"
USUAL_PORT, USUAL_BAUD = 9100, 9600
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
LONGEST_ADDRESS = 250

_USB_ID = re.compile(r"(?:0x)?([0-9a-fA-F]{1,4}):(?:0x)?([0-9a-fA-F]{1,4})")
_HOST = re.compile(r"[^\s/\\@?#\[\]]+")


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """`kind` is one of `KINDS`; `address` a host, a device, "04b8:0e15" or a path; `width` of the roll in
    millimetres as text. `after`: whether a slip follows each sale (`NEVER`, `ASK`, `ALWAYS`)."""

    kind: str = NO_PRINTER
    address: str = ""
    port: int = USUAL_PORT
    baud: int = USUAL_BAUD
    width: str = USUAL
    cut: bool = True
    after: str = NEVER

    @property
    def there(self) -> bool:
        """Whether there is a printer at all."""
        return self.kind != NO_PRINTER

    @property
    def place(self) -> str:
        """Where it is, as people say it: "192.168.1.40:9100"."""
        if self.kind != NETWORK:
            return self.address
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Where it is, as commands write it: "network:192.168.1.40:9100"."""
        return f"{self.kind}:{self.place}" if self.there else NO_PRINTER

    @property
    def usb_ids(self) -> tuple[int, int]:
        """Vendor and product of a USB printer."""
        vendor, _colon, product = self.address.partition(":")
        return int(vendor, 16), int(product, 16)


def checked(setup: PrinterSetup) -> PrinterSetup:
    """The setup with its address tidied. Refused, by field, where it can mean no printer."""
    if setup.kind not in KINDS:
        known = ", ".join(KINDS)
        words = _("There is no printer of the kind “{kind}”; there are {known}.")
        raise Refused(words.format(kind=setup.kind[:40], known=known), field="kind")
    if setup.width not in ROLLS:
        raise Refused(_("Slips are {widths} mm wide.").format(widths=_(" or ").join(ROLLS)), field="width")
    if setup.after not in (NEVER, ASK, ALWAYS):
        raise Refused(_("A slip follows a sale never, when asked, or always."), field="after")
    if not setup.there:
        return replace(setup, address="")
    address = setup.address.strip()
    if not address:
        raise Refused(_needed(setup.kind), field="address")
    if len(address) > LONGEST_ADDRESS or not address.isprintable():
        raise Refused(_("That is no address of a printer."), field="address")
    return replace(setup, address=_CHECKS[setup.kind](setup, address))


def parse_target(text: str, width: str = USUAL) -> PrinterSetup:
    """The printer a command names: network:HOST[:PORT], serial:DEVICE[:BAUD], usb:VENDOR:PRODUCT, file:PATH.

    Refused in words for anything else.
    """
    kind, colon, rest = text.strip().partition(":")
    if kind == NO_PRINTER and not colon:
        return PrinterSetup(width=width)
    if kind not in KINDS[1:] or not rest:
        words = _(
            "“{text}” is no printer; write it like network:192.168.1.40, usb:04b8:0e15 or file:slip.bin."
        )
        raise Refused(words.format(text=text[:60]), field="to")
    setup = PrinterSetup(kind, rest, width=width)
    if kind in (USB, FILE):
        return checked(setup)
    head, number = _number_behind(rest)
    if kind == NETWORK:
        setup = replace(setup, address=head.removeprefix("[").removesuffix("]"), port=number or USUAL_PORT)
    elif number is not None:
        setup = replace(setup, address=head, baud=number)
    return checked(setup)


def printer_setup(view: View, till: str) -> PrinterSetup:
    """The printer of a till; none where nobody set one up, or what was kept means none any more."""
    kept = setting(view, setting_key(till))
    if not isinstance(kept, Mapping):
        return PrinterSetup()
    known: dict[str, Any] = {}
    for field in fields(PrinterSetup):
        value = kept.get(field.name, field.default)
        known[field.name] = value if type(value) is type(field.default) else field.default
    try:
        return checked(PrinterSetup(**known))
    except Refused:
        return PrinterSetup()


def setting_key(till: str) -> str:
    """Under which key of the shop's settings a till's printer is kept: names of tills may be long."""
    return f"slip-printer:{sha256(till.encode()).hexdigest()[:16]}"


def _number_behind(text: str) -> tuple[str, int | None]:
    """ "host:9100" in two; what has more colons and no brackets is an address of version 6, without one."""
    if text.count(":") > 1 and "]:" not in text:
        return text, None
    head, colon, tail = text.rpartition(":")
    if not colon or not head:
        return text, None
    if not (tail.isascii() and tail.isdigit() and len(tail) < 9):
        raise Refused(_("“{text}” is no number of a port.").format(text=tail[:20]), field="port")
    return head, int(tail)


def _needed(kind: str) -> str:
    return {
        NETWORK: _("Say the printer's name or number on the network."),
        SERIAL: _("Say which serial port: COM3, or /dev/ttyUSB0."),
        USB: _("Say the printer's USB numbers, such as 04b8:0e15."),
        FILE: _("Say which file or device to print to."),
    }[kind]


def _network(setup: PrinterSetup, address: str) -> str:
    if not _HOST.fullmatch(address):
        raise Refused(_("“{host}” is no name on a network.").format(host=address[:60]), field="address")
    if not 1 <= setup.port <= 65535:
        raise Refused(_("A port is a number from 1 to 65535."), field="port")
    return address


def _serial(setup: PrinterSetup, address: str) -> str:
    if setup.baud not in BAUDS:
        known = ", ".join(map(str, BAUDS))
        raise Refused(_("The speed of a serial printer is one of {known}.").format(known=known), field="baud")
    return address


def _usb(_setup: PrinterSetup, address: str) -> str:
    found = _USB_ID.fullmatch(address)
    if found is None:
        words = _("“{text}” are no USB numbers; write them like 04b8:0e15.")
        raise Refused(words.format(text=address[:40]), field="address")
    return ":".join(part.lower().zfill(4) for part in found.groups())


def _file(_setup: PrinterSetup, address: str) -> str:
    return str(Path(address).expanduser().absolute())  # the same place wherever the program is started


_CHECKS = {NETWORK: _network, SERIAL: _serial, USB: _usb, FILE: _file}
