"""Slips from the command line: printed now, waiting, printed later; and the printer of a till."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.printing.slips.commands import AskSlip, ask_slip
from tests.conftest import NOON
from tests.printing.slips.machines import FakePrinter, burnt, until


@pytest.fixture
def machine() -> Iterator[FakePrinter]:
    made = FakePrinter(talks=True)
    yield made
    made.stop()


@pytest.fixture
def sale(ask, maria) -> int:
    number: int = ask("purchase", maria, "18.60", "--receipt", "R-7")["purchase"]
    return number


def ask_for(shop_file: Path, customer: int, sale: int | None) -> None:
    with open_shop(shop_file, FixedClock(NOON)) as book:
        book.do(ask_slip, AskSlip(customer, sale))


def test_a_slip_is_printed_now(ask, maria, sale, machine: FakePrinter) -> None:
    printed = ask("slip", sale, "--to", f"network:127.0.0.1:{machine.port}", "--width", "58")
    assert printed == {
        "customer": maria, "purchase": sale, "points": 18, "balance": 18, "width": "58",
        "to": f"network:127.0.0.1:{machine.port}",
    }  # fmt: skip
    until(lambda: len(machine.slips) == 1)
    assert machine.slips[0].image.width == 384
    assert ask("slips") == {"waiting": []}


def test_a_slip_to_a_file_has_the_card_in_bars(cli, ask, maria, tmp_path: Path) -> None:
    out = tmp_path / "slip.bin"
    assert cli("slip", "--customer", "maria", "--to", f"file:{out}", "--no-cut").code == 0
    read = burnt(out.read_bytes())
    card = ask("show", maria)["card_number"]
    assert [one.text for one in zxingcpp.read_barcodes(read.image.convert("L"))] == [card]
    assert read.commands[-1] == "feed"


def test_a_printer_that_does_not_answer_is_said_and_nothing_waits(
    cli, ask, sale, machine: FakePrinter
) -> None:
    machine.stop()
    answer = cli("slip", sale, "--to", f"network:127.0.0.1:{machine.port}")
    assert answer.code == 1
    assert answer.err == f"The slip printer 127.0.0.1:{machine.port} does not answer. Is it on?\n"
    assert ask("slips") == {"waiting": []}


def test_the_shop_is_no_printer(cli, sale, shop_file: Path) -> None:
    before = shop_file.read_bytes()
    answer = cli("slip", sale, "--to", f"file:{shop_file}")
    assert (answer.code, "is the shop itself" in answer.err) == (1, True)
    assert shop_file.read_bytes() == before


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("printer", "is no printer"),
        ("network:", "is no printer"),
        ("network:two words", "no name on a network"),
        ("network:host:99999", "from 1 to 65535"),
        ("network:host:ipp", "no number of a port"),
        ("usb:printer", "no USB numbers"),
        ("serial:/dev/ttyUSB0:9601", "The speed of a serial printer"),
        ("none", "has no slip printer"),
        ("file:" + "x" * 300, "no address"),
    ],
)
def test_what_is_no_printer_is_refused_in_words(cli, sale, to: str, words: str) -> None:
    answer = cli("slip", sale, "--to", to)
    assert (answer.code, words in answer.err) == (1, True), answer.err


def test_a_slip_is_of_one_thing(cli, sale) -> None:
    assert cli("slip").code == 2
    assert cli("slip", sale, "--customer", "maria").code == 2
    assert cli("slip", "4711", "--to", "file:x").code == 1
    assert not Path("x").exists()


def test_a_voided_sale_has_no_slip(cli, sale, tmp_path: Path) -> None:
    assert cli("void", sale).code == 0
    answer = cli("slip", sale, "--to", f"file:{tmp_path / 'x'}")
    assert (answer.code, "taken back" in answer.err) == (1, True)


def test_a_till_has_a_printer(cli, ask, machine: FakePrinter) -> None:
    assert ask("slip-printer")["printer"] == "none"
    set_up = ask("slip-printer", f"network:127.0.0.1:{machine.port}", "--width", "58", "--after", "always")
    assert set_up == ask("slip-printer") == {
        "till": "Till 1", "printer": f"network:127.0.0.1:{machine.port}", "width": "58", "cut": True,
        "after": "always",
    }  # fmt: skip
    assert ask("slip-printer", "--no-cut")["width"] == "58"
    assert ask("slip-printer", "--till", "Till 2")["printer"] == "none"
    assert ask("slip-printer", "usb:4b8:E15")["printer"] == "usb:04b8:0e15"
    assert ask("slip-printer", "serial:/dev/ttyS0:19200")["printer"] == "serial:/dev/ttyS0"
    assert ask("slip-printer", "network:[fe80::1]:9101")["printer"] == "network:[fe80::1]:9101"
    assert ask("slip-printer", "network:fe80::1")["printer"] == "network:[fe80::1]:9100"
    assert ask("slip-printer", "file:slips.bin")["printer"] == f"file:{Path.cwd() / 'slips.bin'}"
    assert ask("slip-printer", "none")["printer"] == "none"
    assert cli("slip-printer", "none", "--width", "70").code == 2


def test_what_waits_is_listed_and_printed(cli, ask, maria, sale, shop_file, machine: FakePrinter) -> None:
    ask_for(shop_file, maria, sale)
    ask_for(shop_file, maria, None)
    assert cli("slips-print").code == 1  # no printer yet
    machine.stop()
    ask("slip-printer", f"network:127.0.0.1:{machine.port}")
    failed = cli("slips-print")
    assert failed.code == 1
    assert failed.err.startswith("0 slips printed, 2 wait. The slip printer")
    first, second = ask("slips")["waiting"]
    assert (first["name"], first["amount"], first["tries"]) == ("Maria Sandberg", "18.60", 1)
    assert "does not answer" in first["problem"]
    assert (second["purchase"], second["amount"], second["tries"]) == (None, None, 0)
    assert first["asked"] == "2026-11-22T12:00:00+01:00"
    assert "Maria Sandberg" in cli("slips").out
    machine.start()
    assert ask("slips-print") == {"printed": 2, "left": 0}
    until(lambda: len(machine.slips) == 2)
    assert cli("slips").out == "No slip waits.\n"


def test_a_slip_is_a_document(ask, maria, sale, tmp_path: Path) -> None:
    from tests.printing.reading import text_of

    out = tmp_path / "slip.pdf"
    ask("print", "slip", maria, "--out", out, "--option", "width=58")
    assert "Beleg R-7" in text_of(out.read_bytes())
