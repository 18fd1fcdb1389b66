"""A slip on its way: printers on loopback that take it, refuse, stall and die; files, serial ports, USB."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path

import pytest
import zxingcpp

from app.kernel.errors import Refused
from app.printing.slips import device
from app.printing.slips.device import Stopped
from app.printing.slips.printers import SerialDevice
from app.printing.slips.raster import slip_image
from app.printing.slips.rolls import NARROW, ROLLS
from app.printing.slips.sending import Delivery, PrinterFault, encode
from app.printing.slips.setup import FILE, NETWORK, SERIAL, USB, PrinterSetup
from tests.printing.slips.machines import burnt, until
from tests.printing.slips.samples import slip

NOBODY = PrinterSetup(NETWORK, "127.0.0.1", port=9)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, shorter."""
    monkeypatch.setattr(device, "STALLED", 0.6)
    monkeypatch.setattr("app.printing.slips.sending.STATUS", 0.2)
    monkeypatch.setattr("app.printing.slips.sending.CONFIRM", 0.6)
    monkeypatch.setattr("app.printing.slips.sending.LEAVE", 0.3)


def to(port: int, **how: object) -> PrinterSetup:
    return PrinterSetup(NETWORK, "127.0.0.1", port=port, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", ROLLS)
@pytest.mark.parametrize("cut", [True, False])
def test_the_codes_are_the_dots_and_nothing_else(width: str, cut: bool) -> None:
    """Read back as a printer does; any other code, the cash drawer's above all, is an error there."""
    image = slip_image(slip(), ROLLS[width])
    read = burnt(encode(image, PrinterSetup(FILE, "x", width=width, cut=cut)))
    assert read.image.size == image.size
    assert read.image.tobytes() == image.tobytes()
    assert read.commands[0] == "init"
    assert read.commands[-1] == ("cut" if cut else "feed")
    assert set(read.commands[1:-1]) == {"dots"}


def test_a_stream_that_opens_the_drawer_would_be_found() -> None:
    with pytest.raises(AssertionError, match="no such code"):
        burnt(b"\x1b@\x1bp\x00\x19\xfa")


@pytest.mark.parametrize("talks", [True, False])
def test_a_network_printer_gets_the_slip(printer, talks: bool) -> None:
    machine = printer(talks=talks)
    setup = to(machine.port)
    Delivery(setup).deliver(encode(slip_image(slip(), ROLLS["80"]), setup))
    until(lambda: len(machine.jobs) == 1)
    (came,) = machine.slips
    assert came.image.tobytes() == slip_image(slip(), ROLLS["80"]).tobytes()
    assert came.commands[0] == "how are you"
    assert ("are you done" in came.commands) is talks


def test_nobody_there() -> None:
    with pytest.raises(PrinterFault, match=r"127\.0\.0\.1:9 does not answer") as fault:
        Delivery(NOBODY).deliver(b"\x1b@")
    assert not fault.value.part
    assert "in part" not in str(fault.value)


def test_no_such_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_where: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    with pytest.raises(PrinterFault, match="no “till-printer” on the network"):
        Delivery(PrinterSetup(NETWORK, "till-printer")).deliver(b"\x1b@")


def test_one_that_takes_the_call_and_stalls_is_left_soon(printer) -> None:
    machine = printer(stalls=True)
    began = time.monotonic()
    with pytest.raises(PrinterFault, match="takes nothing any more") as fault:
        Delivery(to(machine.port)).deliver(os.urandom(400_000))
    assert time.monotonic() - began < 3
    assert fault.value.part
    assert "may have come out in part" in str(fault.value)


def test_one_that_talks_and_does_not_finish_has_not_printed(printer) -> None:
    machine = printer(talks=True)
    machine.done_after = False
    with pytest.raises(PrinterFault, match="takes nothing any more") as fault:
        Delivery(to(machine.port)).deliver(b"\x1b@" * 200)
    assert fault.value.part


@pytest.mark.parametrize("after", [500, 5_000, 20_000])
def test_one_that_dies_in_the_middle(printer, after: int) -> None:
    machine = printer(dies_after=after)
    setup = to(machine.port)
    with pytest.raises(PrinterFault, match="lost in the middle") as fault:
        Delivery(setup).deliver(encode(slip_image(slip(), ROLLS["80"]), setup))
    assert fault.value.part


@pytest.mark.parametrize(("state", "words"), [(0x1A, "out of paper")])
def test_one_without_paper_says_so(printer, state: int, words: str) -> None:
    machine = printer(talks=True, state=state)
    with pytest.raises(PrinterFault, match=words) as fault:
        Delivery(to(machine.port)).deliver(b"\x1b@" * 50)
    assert not fault.value.part
    until(lambda: bool(machine.jobs))
    assert b"\x1b@" not in machine.jobs[0]


def test_a_delivery_can_be_stopped(printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "STALLED", 30.0)
    machine = printer(stalls=True)
    delivery = Delivery(to(machine.port))
    stop = threading.Timer(0.3, delivery.stop)
    stop.start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        delivery.deliver(os.urandom(400_000))
    stop.join()
    assert time.monotonic() - began < 5


def test_no_printer_is_a_refusal() -> None:
    with pytest.raises(Refused, match="No slip printer is set up"):
        Delivery(PrinterSetup()).deliver(b"\x1b@")


# Files


def test_slips_are_added_to_a_file_and_read_back(tmp_path: Path) -> None:
    setup = PrinterSetup(FILE, str(tmp_path / "slips.bin"), width="58")
    codes = encode(slip_image(slip(), NARROW), setup)
    for _slip in range(2):
        Delivery(setup).deliver(codes)
    stream = (tmp_path / "slips.bin").read_bytes()
    assert stream == codes * 2
    read = burnt(stream[: len(codes)])
    assert [one.text for one in zxingcpp.read_barcodes(read.image.convert("L"))] == ["290000414417"]


def test_no_other_file_is_written_into(tmp_path: Path) -> None:
    letter, shop = tmp_path / "letter.docx", tmp_path / "shop.regulars"
    letter.write_bytes(b"PK my letter")
    shop.write_bytes(b"")
    with pytest.raises(Refused, match="something else than printed slips"):
        Delivery(PrinterSetup(FILE, str(letter))).deliver(b"\x1b@")
    with pytest.raises(Refused, match="the shop itself"):
        Delivery(PrinterSetup(FILE, str(shop)), off_limits=shop).deliver(b"\x1b@")
    assert letter.read_bytes() == b"PK my letter"
    assert shop.read_bytes() == b""


def test_places_that_are_none(tmp_path: Path) -> None:
    for place in (tmp_path / "missing" / "slips.bin", tmp_path):
        with pytest.raises(PrinterFault, match="There is no place"):
            Delivery(PrinterSetup(FILE, str(place))).deliver(b"\x1b@")


def test_a_device_that_takes_nothing_is_left_soon(tmp_path: Path) -> None:
    """A pipe fills up as /dev/usb/lp0 does when its printer is off."""
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    with pytest.raises(PrinterFault):  # nobody at the other end: it does not even open
        Delivery(PrinterSetup(FILE, str(pipe))).deliver(b"\x1b@")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterFault, match="takes nothing any more") as fault:
            Delivery(PrinterSetup(FILE, str(pipe))).deliver(os.urandom(400_000))
        assert fault.value.part
    finally:
        os.close(reader)


# Serial ports and USB


def test_a_serial_printer_gets_the_slip() -> None:
    import tty

    ours, theirs = os.openpty()
    tty.setraw(theirs)
    got = bytearray()
    setup = PrinterSetup(SERIAL, os.ttyname(theirs), baud=115200, width="58")
    codes = encode(slip_image(slip(), NARROW), setup)

    def take() -> None:
        while len(got) < len(codes) + 3:
            got.extend(os.read(ours, 4096))

    reader = threading.Thread(target=take, daemon=True)
    reader.start()
    try:
        Delivery(setup).deliver(codes)
        reader.join(10)
    finally:
        os.close(theirs)
        os.close(ours)
    assert burnt(bytes(got)).image.width == NARROW.dots


@pytest.mark.parametrize("waiting", [0, 700])
def test_what_has_left_for_a_serial_printer_is_not_called_back(
    monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    ours, theirs = os.openpty()
    port = SerialDevice(PrinterSetup(SERIAL, os.ttyname(theirs)))
    called_back = []
    monkeypatch.setattr(port._port, "reset_output_buffer", lambda: called_back.append(True))
    monkeypatch.setattr(SerialDevice, "waiting", lambda _port: waiting)
    try:
        port.close()
    finally:
        os.close(theirs)
        os.close(ours)
    assert bool(called_back) is (waiting > 0)


def test_a_serial_port_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PrinterFault, match="no slip printer on"):
        Delivery(PrinterSetup(SERIAL, str(tmp_path / "ttyUSB9"))).deliver(b"\x1b@")


def test_a_usb_printer_that_is_not_there() -> None:
    with pytest.raises(PrinterFault, match="no printer 04b8:0e15 on USB"):
        Delivery(PrinterSetup(USB, "04b8:0e15")).deliver(b"\x1b@")


class UsbMachine:
    """What pyusb finds: one interface with a way out for bulk data at 0x03."""

    class backend:  # noqa: N801 - pyusb's name
        __module__ = "usb.backend.libusb0"

    def __init__(self, fails_after: int | None = None) -> None:
        self.got = bytearray()
        self.fails_after = fails_after
        self.ends: list[int] = []

    def set_configuration(self) -> None:
        pass

    reset = set_configuration

    def get_active_configuration(self) -> list[list[object]]:
        class End:
            def __init__(self, address: int, attributes: int) -> None:
                self.bEndpointAddress, self.bmAttributes = address, attributes

        return [[End(0x81, 2), End(0x03, 2)]]

    def write(self, end: int, data: bytes, _timeout: int) -> int:
        import usb.core

        if self.fails_after is not None and len(self.got) >= self.fails_after:
            raise usb.core.USBError("No such device (it may have been disconnected)", errno=19)
        self.ends.append(end)
        self.got += data
        return len(data)


def test_a_usb_printer_gets_the_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    machine, asked = UsbMachine(), {}

    def find(**which: int) -> UsbMachine:
        asked.update(which)
        return machine

    monkeypatch.setattr("usb.core.find", find)
    monkeypatch.setattr("usb.util.dispose_resources", lambda _device: None)
    setup = PrinterSetup(USB, "04b8:0e15", width="58")
    Delivery(setup).deliver(encode(slip_image(slip(), NARROW), setup))
    assert asked == {"idVendor": 0x04B8, "idProduct": 0x0E15}
    assert set(machine.ends) == {0x03}
    assert "cut" in burnt(bytes(machine.got)).commands


def test_a_usb_printer_pulled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("usb.core.find", lambda **_which: UsbMachine(fails_after=5_000))
    monkeypatch.setattr("usb.util.dispose_resources", lambda _device: None)
    setup = PrinterSetup(USB, "04b8:0e15", width="58")
    with pytest.raises(PrinterFault, match="lost in the middle") as fault:
        Delivery(setup).deliver(encode(slip_image(slip(), NARROW), setup))
    assert fault.value.part


def test_reading_the_library_leaves_nothing_behind() -> None:
    """It makes a folder in the temporary one and sets up the log of the whole program when it is read."""
    import subprocess
    import sys
    import tempfile

    look = (
        "import logging, os, sys, tempfile; from app.printing.slips.printers import library; "
        "library(); print(os.listdir(tempfile.gettempdir()), logging.root.handlers)"
    )
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [sys.executable, "-c", look], env={**os.environ, "TMPDIR": folder}, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
    assert told.stdout.strip() == "[] []"
