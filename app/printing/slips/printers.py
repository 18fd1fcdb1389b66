"""The printers themselves, through python-escpos, none of which can make anybody wait for long.

The cash drawer is never opened.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import stat
import time
from contextlib import suppress
from functools import cache
from typing import Any

from app.printing.slips import device
from app.printing.slips.device import PAUSE, Device, HungUp
from app.printing.slips.setup import FILE, NETWORK, SERIAL, USB, PrinterSetup

CONNECT = 3.0
"""Seconds until a printer must have answered the call."""
_LITTLE = 16_384
"""So little of a slip may wait in our own machine: the rest is known to have reached the printer."""


@cache
def library() -> Any:
    """python-escpos, read when the first slip is printed.

    Reading it sets up the log of the whole program and leaves a folder behind: both are put right.
    """
    handlers = logging.root.handlers[:]
    import escpos.printer
    from escpos import capabilities

    logging.root.handlers[:] = handlers
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return escpos.printer


class NetworkDevice(Device):
    """Port 9100 of a machine on the network."""

    def __init__(self, setup: PrinterSetup) -> None:
        super().__init__()
        self.talker = library().Network(setup.address, setup.port, timeout=CONNECT)
        self._socket = socket.create_connection((setup.address, setup.port), CONNECT)
        self.talker.device = self._socket  # its own way knows no addresses of version 6
        with suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LITTLE)
        self._socket.setblocking(False)

    def take(self, data: memoryview) -> int:
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def answer(self) -> int | None:
        try:
            got = self._socket.recv(1)
        except BlockingIOError:
            return None
        if not got:
            raise HungUp
        return got[0]

    def waiting(self) -> int:
        try:
            from array import array
            from fcntl import ioctl
            from termios import TIOCOUTQ
        except ImportError:  # Windows does not tell
            return 0
        left = array("i", [0])
        try:
            ioctl(self._socket, TIOCOUTQ, left)
        except OSError:
            return 0
        return left[0]

    def end(self, wait: float) -> None:
        """Say that this was all. OSError when the printer turns out to have gone before it read it."""
        self._socket.shutdown(socket.SHUT_WR)
        end = time.monotonic() + wait
        with suppress(HungUp):
            while time.monotonic() < end:
                self._look(None)
                if self.answer() is None:
                    time.sleep(PAUSE)

    def close(self) -> None:
        self.talker.close()


class FileDevice(Device):
    """A device such as /dev/usb/lp0, or a file that slips are added to."""

    def __init__(self, setup: PrinterSetup) -> None:
        super().__init__()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        number = os.open(setup.address, flags, 0o644)
        self._file = number
        self._whole = stat.S_ISREG(os.fstat(number).st_mode)

    def take(self, data: memoryview) -> int:
        try:
            return os.write(self._file, data)
        except BlockingIOError:
            return 0

    def flush(self) -> None:
        if self._whole:
            os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)


class SerialDevice(Device):
    """A serial port. A slow one: at 9600 baud a slip takes half a minute."""

    def __init__(self, setup: PrinterSetup) -> None:
        super().__init__()
        library()
        import serial

        self.pace = 11 / setup.baud
        self._port = serial.Serial(
            setup.address, setup.baud, timeout=0, write_timeout=0, dsrdtr=True, exclusive=None
        )

    def take(self, data: memoryview) -> int:
        return int(self._port.write(bytes(data)) or 0)

    def answer(self) -> int | None:
        got = self._port.read(1)
        return got[0] if got else None

    def waiting(self) -> int:
        try:
            return int(self._port.out_waiting)
        except (OSError, AttributeError):
            return 0

    def close(self) -> None:
        if (
            self.waiting()
        ):  # closing would wait for a printer that takes nothing; what left is not called back
            with suppress(OSError):
                self._port.reset_output_buffer()
        self._port.close()


class UsbDevice(Device):
    """A printer on USB, by vendor and product."""

    def __init__(self, setup: PrinterSetup) -> None:
        super().__init__()
        vendor, product = setup.usb_ids
        self._printer = library().Usb(vendor, product, timeout=int(device.STALLED * 1000))
        self._printer.open()
        self._usb = self._printer.device
        self._out = _out_end(self._usb, self._printer.out_ep)

    def take(self, data: memoryview) -> int:
        import usb.core

        try:
            return int(self._usb.write(self._out, bytes(data), self._printer.timeout))
        except usb.core.USBTimeoutError:
            raise TimeoutError from None

    def close(self) -> None:
        self._printer.close()


def _out_end(printer: Any, usual: int) -> int:
    """Where a USB printer takes data: its first way in for bulk data, else the usual one."""
    import usb.core
    from usb.util import ENDPOINT_OUT, ENDPOINT_TYPE_BULK, endpoint_direction, endpoint_type

    with suppress(usb.core.USBError, AttributeError, TypeError):
        for interface in printer.get_active_configuration():
            for end in interface:
                address = int(end.bEndpointAddress)
                bulk = endpoint_type(end.bmAttributes) == ENDPOINT_TYPE_BULK
                if bulk and endpoint_direction(address) == ENDPOINT_OUT:
                    return address
    return usual


DEVICES: dict[str, type[Any]] = {
    NETWORK: NetworkDevice, SERIAL: SerialDevice, USB: UsbDevice, FILE: FileDevice,
}  # fmt: skip
