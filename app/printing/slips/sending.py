"""One slip on its way to the printer: the bytes, and what is known of where they ended."""

from __future__ import annotations

import errno
import logging
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _
from app.printing.slips.device import Device, Stopped
from app.printing.slips.printers import DEVICES, NetworkDevice, library
from app.printing.slips.rolls import roll_of
from app.printing.slips.setup import FILE, NETWORK, USB, PrinterSetup

if TYPE_CHECKING:
    from PIL import Image

log = logging.getLogger(__name__)

FRAGMENT = 128
"""Rows of dots in one piece: the memory of small printers is small."""
FEED = 5
STATUS, CONFIRM, LEAVE = 0.8, 6.0, 1.0
"""Seconds to wait for a printer's answer before a slip, after it, and for it to end the call."""
_HOW_ARE_YOU, _PAPER, _ARE_YOU_DONE = b"\x10\x04\x01", b"\x10\x04\x04", b"\x1dr\x01"
_BEGINS = b"\x1b@"


class PrinterFault(WorldFault):
    """The printer did not take the slip. `part`: some of it may have come out."""

    def __init__(self, message: str, *, part: bool = False) -> None:
        if part:
            message = f"{message} {_('A slip may have come out in part.')}"
        super().__init__(message)
        self.part = part


class _Roll:
    """What python-escpos wants to know of a printer: the width of its head, and that it has a cutter."""

    def __init__(self, dots: int) -> None:
        self.profile_data = {"media": {"width": {"pixels": dots}}}

    def supports(self, feature: str) -> bool:
        return feature in ("paperFullCut", "paperPartCut")


def encode(image: Image.Image, setup: PrinterSetup) -> bytes:
    """The picture of a slip as the printer's codes: begin anew, the dots, cut or feed. Nothing else."""
    printer = library().Dummy()
    printer.profile = _Roll(roll_of(setup.width).dots)
    printer.hw("INIT")
    printer.image(image, fragment_height=FRAGMENT)
    if setup.cut:
        printer.cut(feed=False)
    else:
        printer.print_and_feed(FEED)
    return bytes(printer.output)


class Delivery:
    """Brings slips to one printer, one at a time; `stop`, from any thread, ends the one under way."""

    def __init__(self, setup: PrinterSetup, off_limits: Path | None = None) -> None:
        self._setup = setup
        self._off_limits = off_limits
        self._device: Device | None = None
        self._stopped = False

    def stop(self) -> None:
        self._stopped = True
        device = self._device
        if device is not None:
            device.stopped = True

    def deliver(self, data: bytes) -> None:
        """Print what `encode` gave. Raises `PrinterFault` in words, Refused where the setup names no printer,
        `Stopped` after `stop`."""
        setup = self._setup
        if not setup.there:
            raise Refused(_("No slip printer is set up on this till."), field="kind")
        if setup.kind == FILE:
            _keep_off_other_files(Path(setup.address), self._off_limits)
        device = self._opened()
        self._device = device
        device.stopped = self._stopped
        try:
            _hand_over(device, data)
        except Stopped:
            raise
        except TimeoutError:
            words = _("The slip printer {place} takes nothing any more.")
            raise PrinterFault(words.format(place=setup.place), part=device.taken > 0) from None
        except Exception as fault:
            if not _of_the_world(fault):
                raise
            words = _("The slip printer {place} was lost in the middle of a slip.")
            raise PrinterFault(words.format(place=setup.place), part=device.taken > 0) from fault
        finally:
            self._device = None
            _let_go(device)

    def _opened(self) -> Device:
        setup = self._setup
        try:
            device: Device = DEVICES[setup.kind](setup)
        except Exception as fault:
            if not _of_the_world(fault):
                raise
            raise PrinterFault(_not_there(setup, fault)) from fault
        return device


def _let_go(device: Device) -> None:
    try:
        device.close()
    except Exception:  # whatever it has to say now, the slip's fate is known
        log.info("the slip printer was not let go in good order", exc_info=True)


def _hand_over(device: Device, data: bytes) -> None:
    """A printer that tells how it is must also tell that it is done; one that never tells is believed."""
    state = device.ask(_HOW_ARE_YOU, STATUS) if not isinstance(device, DEVICES[FILE]) else None
    talks = state is not None and state & 0x93 == 0x12
    if talks and state is not None and state & 0x08:
        paper = device.ask(_PAPER, STATUS)
        if paper is not None and paper & 0x60:
            raise PrinterFault(_("The slip printer is out of paper."))
        raise PrinterFault(_("The slip printer is not ready: is its cover closed?"))
    device.send(data)
    device.flush()
    if talks:
        if device.ask(_ARE_YOU_DONE, CONFIRM) is None:
            raise TimeoutError
    elif isinstance(device, NetworkDevice):
        device.end(LEAVE)


def _of_the_world(fault: Exception) -> bool:
    """Whether it is a port, a cable or a machine that failed, in the words of whichever library."""
    if isinstance(fault, OSError):
        return True  # pyserial's and pyusb's own faults are among them
    from escpos.exceptions import Error
    from usb.core import NoBackendError

    return isinstance(fault, Error | NoBackendError)


def _not_there(setup: PrinterSetup, fault: Exception) -> str:
    place, number = setup.place, getattr(fault, "errno", None)
    if isinstance(fault, socket.gaierror):
        return _("There is no “{host}” on the network.").format(host=setup.address)
    if setup.kind == NETWORK:
        return _("The slip printer {place} does not answer. Is it on?").format(place=place)
    if setup.kind == USB:
        return _("There is no printer {place} on USB, or this computer may not use it.").format(place=place)
    if number in (errno.EACCES, errno.EPERM):
        return _("This computer's user may not print to “{place}”.").format(place=place)
    if number == errno.ENOSPC:
        return _("The disk is full: nothing was printed.")
    if setup.kind == FILE and number in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
        return _("There is no place “{place}” to print to.").format(place=place)
    return _("There is no slip printer on “{place}”.").format(place=place)


def _keep_off_other_files(path: Path, off_limits: Path | None) -> None:
    """A file that is no printed slips is not written into: least of all the shop's own."""
    if not path.is_file():
        return
    if off_limits is not None and off_limits.exists() and path.samefile(off_limits):
        raise Refused(_("“{name}” is the shop itself. Choose another file.").format(name=path.name), "to")
    with suppress(OSError), path.open("rb") as file:
        begins: Any = file.read(len(_BEGINS))
        if begins and begins != _BEGINS:
            words = _("“{name}” is something else than printed slips. Choose a new name.")
            raise Refused(words.format(name=path.name), field="to")
