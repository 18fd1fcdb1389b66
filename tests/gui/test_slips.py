"""Slips at the till, as a person does it: set up, printed after sales, offered, waiting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from app.bootstrap import open_shop
from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui import screenshot
from app.gui.app import make_window
from app.gui.pages.settings import PAGE as SETTINGS
from app.gui.slips.printer_dialog import PrinterDialog
from app.gui.slips.waiting import WaitingDialog
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.printing.slips import device
from app.printing.slips.commands import AskSlip, SavePrinter, ask_slip, save_printer
from app.printing.slips.queries import waiting_slips
from app.printing.slips.setup import ALWAYS, ASK, NETWORK, NEVER, PrinterSetup, printer_setup
from app.sales.queries import purchases
from tests.conftest import NOON
from tests.gui.tills import open_card
from tests.printing.slips.machines import FakePrinter

TILL = "Till 1"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "STALLED", 0.5)
    monkeypatch.setattr("app.gui.slips.desk._LOAD_AFTER", 1)
    for name in ("STATUS", "CONFIRM", "LEAVE"):
        monkeypatch.setattr(f"app.printing.slips.sending.{name}", 0.2)


@pytest.fixture
def machine() -> Iterator[FakePrinter]:
    made = FakePrinter(talks=True)
    yield made
    made.stop()


def use(book: Book, machine: FakePrinter, after: str) -> None:
    book.do(save_printer, SavePrinter(TILL, PrinterSetup(NETWORK, "127.0.0.1", machine.port, after=after)))


def waiting(book: Book) -> int:
    return len(book.ask(waiting_slips, TILL))


def dialog_of(kind: type, qtbot) -> Any:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def gone(qtbot) -> None:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def press_matter(window, qtbot) -> None:
    link = window.status.findChild(QToolButton, "status-matter")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)


def ring_up(counter, qtbot, settle, amount: str) -> float:
    """Type an amount, press Enter; the seconds until the next customer can come."""
    counter.focus_amount()
    qtbot.keyClicks(counter.till.amount, amount)
    began = time.perf_counter()
    with qtbot.waitSignal(counter.desk.rung_up):
        qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    took = time.perf_counter() - began
    settle(lambda: not counter.till.amount.text())
    return took


@pytest.fixture
def maria(counter, people, qtbot, settle) -> int:
    """Her card is open."""
    open_card(counter, qtbot, settle, "Maria", "Maria Schmidt")
    return people["Maria Schmidt"]


# Setting the printer up


@pytest.fixture
def settings_page(show, book, settings):
    window = show(make_window(book, settings, (SETTINGS,)), 1024, 768)
    window.go("settings")
    assert window.shell.jobs.drain()
    yield window.page("settings")
    window.shell.jobs.drain()
    window.shell.jobs.close()


@pytest.fixture
def printer_dialog(settings_page, qtbot) -> Iterator[PrinterDialog]:
    qtbot.mouseClick(settings_page.slip_printer.set_up, Qt.MouseButton.LeftButton)
    dialog = dialog_of(PrinterDialog, qtbot)
    yield dialog
    settings_page.shell.jobs.drain()
    if QApplication.activeModalWidget() is not None:
        dialog.reject()
    gone(qtbot)


def choose(box, choice: str) -> None:
    box.set_current(choice)
    box.chosen.emit(choice)


def test_a_printer_is_set_up(settings_page, printer_dialog, book, qtbot) -> None:
    section = settings_page.slip_printer
    assert "None." in section.what.text()
    assert not printer_dialog.rest.isVisible()
    choose(printer_dialog.kind, NETWORK)
    assert printer_dialog.address.hasFocus()
    qtbot.keyClicks(printer_dialog.address, "192.168.1.40")
    printer_dialog.width_choice.set_current("58")
    printer_dialog.after.set_current(ALWAYS)
    qtbot.mouseClick(printer_dialog.accept_button, Qt.MouseButton.LeftButton)
    gone(qtbot)
    kept = book.ask(printer_setup, TILL)
    assert kept == PrinterSetup(NETWORK, "192.168.1.40", width="58", after=ALWAYS)
    qtbot.waitUntil(
        lambda: section.what.text() == "Slips of 58 mm go to 192.168.1.40:9100, one after each purchase."
    )
    assert book.ask(printer_setup, "Till 2") == PrinterSetup()


@pytest.mark.parametrize(
    ("kind", "address", "port", "field", "words"),
    [
        ("network", "", "", "address", "Say the printer's name"),
        ("network", "two words", "", "address", "no name on a network"),
        ("network", "host", "printer", "port", "from 1 to 65535"),
        ("network", "host", "70000", "port", "from 1 to 65535"),
        ("usb", "epson", "", "address", "no USB numbers"),
        ("serial", "  ", "", "address", "which serial port"),
    ],
)
def test_what_is_no_printer_is_said_at_its_field(
    printer_dialog, book, qtbot, kind: str, address: str, port: str, field: str, words: str
) -> None:
    choose(printer_dialog.kind, kind)
    qtbot.keyClicks(printer_dialog.address, address)
    printer_dialog.port.setText(port)
    qtbot.mouseClick(printer_dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words in printer_dialog.boxes[field].said())
    assert printer_dialog.isVisible()
    assert printer_dialog.address.text() == address
    assert not book.ask(printer_setup, TILL).there


def test_a_sentence_under_one_box_moves_no_other(printer_dialog, qtbot) -> None:
    choose(printer_dialog.kind, "serial")
    qtbot.mouseClick(printer_dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(printer_dialog.boxes["address"].said()))
    tops = [
        box.mapTo(printer_dialog, QPoint(0, 0)).y() for box in (printer_dialog.address, printer_dialog.baud)
    ]
    assert tops[0] == tops[1]


def test_each_kind_asks_for_what_it_needs(printer_dialog) -> None:
    for kind, port, baud in (("network", True, False), ("serial", False, True), ("usb", False, False)):
        choose(printer_dialog.kind, kind)
        assert printer_dialog.boxes["port"].isVisible() is port
        assert printer_dialog.boxes["baud"].isVisible() is baud
        assert printer_dialog.test.isVisible()
    choose(printer_dialog.kind, "none")
    assert not printer_dialog.test.isVisible()


def test_a_test_slip_goes_to_what_is_typed(printer_dialog, book, machine, qtbot) -> None:
    choose(printer_dialog.kind, NETWORK)
    qtbot.keyClicks(printer_dialog.address, "127.0.0.1")
    printer_dialog.port.setText(str(machine.port))
    qtbot.mouseClick(printer_dialog.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "The test slip went to" in printer_dialog.went.text(), timeout=10_000)
    assert len(machine.slips) == 1
    assert not book.ask(printer_setup, TILL).there
    machine.stop()
    qtbot.mouseClick(printer_dialog.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not answer" in printer_dialog.said())
    assert printer_dialog.went.text() == ""
    assert printer_dialog.test.isEnabled()


def test_a_till_of_another_name_has_its_own_printer(settings_page, book, machine, qtbot) -> None:
    use(book, machine, NEVER)
    section = settings_page.slip_printer
    qtbot.waitUntil(lambda: "when somebody asks" in section.what.text())
    settings_page.till.setText("Till 2")
    settings_page.till.editingFinished.emit()
    qtbot.waitUntil(lambda: "None." in section.what.text())


# After a sale


def test_a_slip_follows_each_sale(window, counter, book, machine, maria, qtbot, settle) -> None:
    use(book, machine, ALWAYS)
    settle(lambda: counter.slips.ready)
    ring_up(counter, qtbot, settle, "18.60")
    qtbot.waitUntil(lambda: len(machine.slips) == 1 and waiting(book) == 0, timeout=10_000)
    assert window.status.matter() == ""
    assert window.status.told().startswith("+18")  # Undo still means the sale


def test_a_sale_in_a_shop_without_printer_asks_for_nothing(counter, book, maria, qtbot, settle) -> None:
    ring_up(counter, qtbot, settle, "18.60")
    assert waiting(book) == 0
    assert not counter.slips.ready


def test_a_slip_is_offered(window, counter, book, machine, maria, qtbot, settle) -> None:
    use(book, machine, ASK)
    settle(lambda: counter.slips.ready)
    ring_up(counter, qtbot, settle, "18.60")
    assert window.status.matter() == "A slip of the last purchase?"
    assert waiting(book) == 0
    press_matter(window, qtbot)
    qtbot.waitUntil(lambda: len(machine.slips) == 1, timeout=10_000)
    settle(lambda: window.status.matter() == "")
    ring_up(counter, qtbot, settle, "5")
    ring_up(counter, qtbot, settle, "6")  # what was offered for the sale before is offered no more
    assert window.status.matter() == "A slip of the last purchase?"
    assert len(machine.jobs) == 1


def test_a_slip_by_hand(window, counter, book, machine, maria, qtbot, settle) -> None:
    print_last = window.action_registry.get("print-slip").callback
    print_last()
    assert "Nothing was rung up here yet" in window.status.told()
    ring_up(counter, qtbot, settle, "18.60")
    print_last()
    assert "has no slip printer" in window.status.told()
    use(book, machine, NEVER)
    settle(lambda: counter.slips.ready)
    print_last()
    qtbot.waitUntil(lambda: len(machine.slips) == 1, timeout=10_000)
    counter.hands.print_slip()
    qtbot.waitUntil(lambda: len(machine.slips) == 2, timeout=10_000)
    settle(lambda: waiting(book) == 0)


def test_the_menus_offer_a_slip_where_there_is_a_printer(
    counter, book, machine, maria, qtbot, settle
) -> None:
    ring_up(counter, qtbot, settle, "18.60")
    settle(lambda: any(item.kind == "purchase" for item in counter._view.page.items))
    bought = next(item for item in counter._view.page.items if item.kind == "purchase")
    assert "slip" not in counter.items.offer(bought, maria)
    assert "Print a slip" not in menu_words(counter)
    use(book, machine, NEVER)
    settle(lambda: counter.slips.ready)
    assert counter.items.offer(bought, maria)[0] == "slip"
    assert "Print a slip" in menu_words(counter)
    counter.items.act("slip")
    qtbot.waitUntil(lambda: len(machine.slips) == 1, timeout=10_000)
    settle(lambda: waiting(book) == 0)


def menu_words(counter) -> list[str]:
    counter.hands.open_menu(counter.mapToGlobal(QPoint(300, 200)))
    menu = next(one for one in counter.findChildren(QMenu) if one.isVisible())
    words = [action.text() for action in menu.actions()]
    menu.close()
    QCoreApplication.processEvents()
    return words


# A printer that is dead


def test_a_dead_printer_never_blocks_the_till(
    window, counter, book, machine, maria, qtbot, settle, monkeypatch
) -> None:
    """It queues, says so, and prints when it is back; every sale is kept within the usual time."""
    usual = min(ring_up(counter, qtbot, settle, amount) for amount in ("1", "2", "3"))
    machine.stop()
    use(book, machine, ALWAYS)
    settle(lambda: counter.slips.ready)
    dead = min(ring_up(counter, qtbot, settle, amount) for amount in ("10", "20", "30"))
    assert dead < 3 * usual + 0.2
    said = "The slip printer does not answer; 3 slips wait and will be tried again"
    qtbot.waitUntil(lambda: window.status.matter() == said, timeout=10_000)
    assert len(book.ask(purchases, maria)) == 6
    press_matter(window, qtbot)
    dialog = dialog_of(WaitingDialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.rows) == 3)
    assert f"127.0.0.1:{machine.port} does not answer" in dialog.problem.text()
    assert dialog.rows[0].name.full_text() == "Maria Schmidt"
    assert "10,00 € · 12:00" in dialog.rows[0].what.full_text()
    qtbot.mouseClick(dialog.rows[0].drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.rows) == 2)
    machine.start()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: waiting(book) == 0 and len(machine.slips) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.empty.text() == "Nothing waits for the printer.")
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    gone(qtbot)
    settle(lambda: window.status.matter() == "")


def test_a_printer_that_stalls_never_blocks_the_till(
    counter, book, maria, qtbot, settle, monkeypatch
) -> None:
    usual = min(ring_up(counter, qtbot, settle, amount) for amount in ("1", "2", "3"))
    monkeypatch.setattr(device, "STALLED", 30.0)
    machine = FakePrinter(stalls=True)
    try:
        use(book, machine, ALWAYS)
        settle(lambda: counter.slips.ready)
        ring_up(counter, qtbot, settle, "5")
        qtbot.waitUntil(lambda: machine.calls == 1, timeout=10_000)
        stalled = min(ring_up(counter, qtbot, settle, amount) for amount in ("10", "20", "30"))
        assert stalled < 3 * usual + 0.2
        assert waiting(book) == 4
        began = time.perf_counter()
        counter.slips.close()
        assert time.perf_counter() - began < 3
        assert waiting(book) == 4
    finally:
        machine.stop()


def test_all_are_dropped(window, counter, book, machine, maria, qtbot, settle) -> None:
    machine.stop()
    use(book, machine, ALWAYS)
    settle(lambda: counter.slips.ready)
    for amount in ("10", "20"):
        ring_up(counter, qtbot, settle, amount)
    window.action_registry.run("waiting-slips")
    dialog = dialog_of(WaitingDialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.rows) == 2)
    qtbot.mouseClick(dialog.drop_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.empty.isVisible)
    dialog.reject()
    gone(qtbot)
    settle(lambda: window.status.matter() == "")
    assert waiting(book) == 0


def test_a_picture_of_the_window_prints_nothing(shop_file, machine, tmp_path, monkeypatch, qtbot) -> None:
    """It shows the real window, and the real window prints what waits as soon as it stands."""
    monkeypatch.setenv("REGULARS_NOW", "2026-11-22T12:00")
    with open_shop(shop_file, FixedClock(NOON)) as book:
        use(book, machine, NEVER)
        who = book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
        book.do(ask_slip, AskSlip(who))
    settled, begun = screenshot._settle, []

    def settle_long(app: Any, window: Any) -> None:
        settled(app, window)
        slips = window.page("counter").slips
        qtbot.waitUntil(lambda: slips.ready)
        begun.append(slips._load.isActive() or slips._held.queue is not None)

    monkeypatch.setattr(screenshot, "_settle", settle_long)
    screenshot.take(shop_file, "counter", tmp_path / "counter.png", customer="Maria")
    assert begun == [False]
    assert machine.calls == 0


def test_what_waited_is_printed_when_the_window_opens_again(
    book, people, machine, settings, qtbot, show: Callable[..., Any]
) -> None:
    from app.gui.pages.counter import PAGE
    from app.loyalty.commands import RingUp
    from app.loyalty.commands import ring_up as ring

    use(book, machine, NEVER)
    sale = book.do(ring, RingUp(people["Maria Schmidt"], 1860)).purchase
    book.do(ask_slip, AskSlip(people["Maria Schmidt"], sale))
    window = show(make_window(book, settings, [PAGE]), 1366, 768)
    window.go("counter")
    qtbot.waitUntil(lambda: len(machine.slips) == 1 and waiting(book) == 0, timeout=10_000)
    window.shell.jobs.drain()
    window.shell.jobs.close()
