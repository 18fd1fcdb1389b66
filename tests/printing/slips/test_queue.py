"""The queue before the printer: what waits, what is tried again, what is given up, and nothing twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound, Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.loyalty.commands import RingUp, ring_up
from app.loyalty.queries import balance
from app.printing.slips import device, queue
from app.printing.slips.commands import (
    AskSlip,
    DropSlips,
    SavePrinter,
    SlipFailed,
    ask_slip,
    drop_slips,
    save_printer,
    slip_failed,
)
from app.printing.slips.data import last_sale, slip_data
from app.printing.slips.lock import printing_alone
from app.printing.slips.queries import waiting_slips
from app.printing.slips.queue import SlipQueue
from app.printing.slips.sending import PrinterFault
from app.printing.slips.setup import FILE, NETWORK, PrinterSetup
from tests.printing.slips.machines import FakePrinter, until

TILL = "Till 1"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "STALLED", 0.4)
    for name in ("STATUS", "CONFIRM", "LEAVE"):
        monkeypatch.setattr(f"app.printing.slips.sending.{name}", 0.2)


@pytest.fixture
def maria(book: Book) -> int:
    return book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id


@pytest.fixture
def slips(book: Book) -> Iterator[SlipQueue]:
    """A queue that tries again soon."""
    made = SlipQueue(book, lambda: TILL, waits=(0.1, 0.1, 0.2))
    yield made
    made.close()
    assert not [one for one in threading.enumerate() if one.name == "regulars-slips"]


def use(book: Book, port: int, **how: Any) -> None:
    book.do(save_printer, SavePrinter(TILL, PrinterSetup(NETWORK, "127.0.0.1", port=port, **how)))


def sell(book: Book, customer: int, amount: int = 1860) -> int:
    """A sale, and its slip asked for."""
    sale = book.do(ring_up, RingUp(customer, amount)).purchase
    book.do(ask_slip, AskSlip(customer, sale, by_hand=False))
    return sale


def waiting(book: Book) -> int:
    return len(book.ask(waiting_slips, TILL))


# What a slip says


def test_a_slip_tells_the_sale_as_it_stands(book: Book, maria: int) -> None:
    sale = book.do(ring_up, RingUp(maria, 1860, receipt="R-7")).purchase
    data = book.ask(slip_data, maria, sale)
    assert data.sale is not None
    assert (data.sale.amount, data.sale.points, data.sale.receipt) == (1860, 18, "R-7")
    assert data.balance == book.ask(balance, maria) == 18
    assert data.next_reward is not None
    assert (data.next_reward.name, data.next_reward.missing) == ("Free coffee", 132)
    assert (data.sale.at.hour, data.late) == (12, False)  # the shop's clock, not the world's


def test_without_a_sale_it_tells_where_the_customer_stands(book: Book, maria: int) -> None:
    book.do(ring_up, RingUp(maria, 17000))
    data = book.ask(slip_data, maria)
    assert data.sale is None
    assert data.ready == ("Free coffee",)
    assert data.worth == 170


def test_returns_are_taken_off(book: Book, maria: int) -> None:
    from app.loyalty.commands import RefundPurchase, refund_purchase

    sale = book.do(ring_up, RingUp(maria, 2000)).purchase
    book.do(refund_purchase, RefundPurchase(sale, 500))
    told = book.ask(slip_data, maria, sale).sale
    assert told is not None
    assert (told.amount, told.points) == (1500, 15)


def test_the_last_sale_that_stands(book: Book, maria: int, clock: FixedClock) -> None:
    assert book.ask(last_sale, maria) is None
    first = book.do(ring_up, RingUp(maria, 1000)).purchase
    clock.advance(minutes=1)
    book.do(ring_up, RingUp(maria, 2000))
    book.do(undo_last, Undo())
    assert book.ask(last_sale, maria) == first


def test_a_slip_of_nothing_is_refused(book: Book, maria: int) -> None:
    with pytest.raises(NotFound):
        book.do(ask_slip, AskSlip(maria, 4711))
    with pytest.raises(NotFound):
        book.do(ask_slip, AskSlip(4711))
    sale = book.do(ring_up, RingUp(maria, 1000)).purchase
    book.do(undo_last, Undo())
    with pytest.raises(Refused, match="taken back"):
        book.do(ask_slip, AskSlip(maria, sale))
    assert waiting(book) == 0


def test_asking_twice_with_one_request_is_one_slip(book: Book, maria: int) -> None:
    first = book.do(ask_slip, AskSlip(maria, request_id="one"))
    again = book.do(ask_slip, AskSlip(maria, request_id="one"))
    assert (again.slip, again.already_done) == (first.slip, True)
    assert waiting(book) == 1


def test_a_slip_does_not_take_the_place_of_the_sale_in_undo(book: Book, maria: int) -> None:
    sell(book, maria)
    last = book.ask(last_action, TILL)
    assert last is not None
    assert last.words.startswith("+18")


# The queue


def test_a_slip_is_printed_and_gone(book: Book, maria: int, printer, slips: SlipQueue) -> None:
    machine = printer(talks=True)
    use(book, machine.port)
    sell(book, maria)
    slips.wake()
    until(lambda: waiting(book) == 0)
    assert len(machine.slips) == 1


def test_a_dead_printer_gets_what_waited_when_it_is_back(
    book: Book, maria: int, printer, slips: SlipQueue
) -> None:
    machine: FakePrinter = printer(talks=True)
    machine.stop()
    use(book, machine.port)
    for amount in (1000, 2000, 3000):
        sell(book, maria, amount)
    slips.wake()
    until(lambda: book.ask(waiting_slips, TILL)[0].tries >= 2)
    stuck = book.ask(waiting_slips, TILL)
    assert len(stuck) == 3
    assert "does not answer" in stuck[0].problem
    assert stuck[1].tries == 0  # the printer is to blame, not the slip: the others were not tried
    machine.start()
    until(lambda: waiting(book) == 0)
    until(lambda: len(machine.slips) == 3)


def test_one_that_dies_in_the_middle_prints_it_again(
    book: Book, maria: int, printer, slips: SlipQueue
) -> None:
    machine = printer(dies_after=10_000)
    use(book, machine.port)
    sell(book, maria)
    slips.wake()
    until(lambda: bool(book.ask(waiting_slips, TILL)[0].problem))
    assert "in part" in book.ask(waiting_slips, TILL)[0].problem
    machine.dies_after = None
    until(lambda: waiting(book) == 0)
    assert len(machine.slips) == 1


def test_a_printer_that_stalls_holds_up_nobody(book: Book, maria: int, printer, slips: SlipQueue) -> None:
    """Ringing up goes on while the thread waits for it, and every sale is kept."""
    machine = printer(stalls=True)
    use(book, machine.port)
    sell(book, maria)
    slips.wake()
    until(lambda: machine.calls == 1)
    before = time.monotonic()
    for amount in range(1000, 1500, 100):
        sell(book, maria, amount)
        slips.wake()
    assert time.monotonic() - before < 2
    assert waiting(book) == 6
    assert book.ask(balance, maria) == 18 + 10 + 11 + 12 + 13 + 14


def test_it_waits_longer_each_time(book: Book, maria: int) -> None:
    tries: list[float] = []

    def dead(_setup: PrinterSetup, _codes: bytes) -> None:
        tries.append(time.monotonic())
        raise PrinterFault("It is off.")

    use(book, 9100)
    sell(book, maria)
    slips = SlipQueue(book, lambda: TILL, waits=(0.1, 0.3, 0.6), send=dead)
    slips.wake()
    slips.wake()  # another sale does not hurry it
    until(lambda: len(tries) == 4)
    slips.close()
    pauses = [after - before for before, after in pairwise(tries)]
    assert [pause > least for pause, least in zip(pauses, (0.09, 0.29, 0.59), strict=True)] == [True] * 3


def test_now_means_now(book: Book, maria: int) -> None:
    tries: list[int] = []

    def dead(_setup: PrinterSetup, _codes: bytes) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise PrinterFault("It is off.")

    use(book, 9100)
    sell(book, maria)
    slips = SlipQueue(book, lambda: TILL, waits=(3600.0,), send=dead)
    slips.wake()
    until(lambda: len(tries) == 1 and bool(book.ask(waiting_slips, TILL)[0].problem))
    slips.wake(at_once=True, old_too=True)
    until(lambda: waiting(book) == 0)
    slips.close()


def test_never_two_at_once(book: Book, maria: int) -> None:
    inside, most = [0], [0]

    def slow(_setup: PrinterSetup, _codes: bytes) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.05)
        inside[0] -= 1

    use(book, 9100)
    for _sale in range(4):
        sell(book, maria)
    here = SlipQueue(book, lambda: TILL, waits=(0.05,), send=slow)
    there = SlipQueue(book, lambda: TILL, waits=(0.05,), send=slow)  # as another program would
    here.wake()
    there.wake()
    until(lambda: waiting(book) == 0)
    here.close()
    there.close()
    assert most == [1]


def test_the_lock_is_for_one_till(book: Book) -> None:
    with printing_alone(book.path, "A") as first, printing_alone(book.path, "B") as other:
        assert (first, other) == (True, True)
        with printing_alone(book.path, "A") as again:
            assert not again
    with printing_alone(book.path, "A") as later:
        assert later


def test_a_sale_that_was_undone_has_no_slip(book: Book, maria: int, printer, slips: SlipQueue) -> None:
    machine = printer()
    use(book, machine.port)
    sell(book, maria)
    book.do(undo_last, Undo())
    sell(book, maria, 500)
    slips.wake()
    until(lambda: waiting(book) == 0)
    until(lambda: len(machine.jobs) == 1)


def test_an_old_slip_waits_to_be_asked(
    book: Book, maria: int, printer, slips: SlipQueue, clock: FixedClock
) -> None:
    machine = printer(talks=True)
    use(book, machine.port)
    sell(book, maria)
    clock.advance(hours=13)
    sell(book, maria, 500)
    slips.wake()
    until(lambda: waiting(book) == 1)
    sell(book, maria, 700)
    slips.wake()
    until(lambda: waiting(book) == 1)
    assert [slip.stale for slip in book.ask(waiting_slips, TILL)] == [True]
    assert len(machine.slips) == 2
    slips.wake(at_once=True, old_too=True)
    until(lambda: waiting(book) == 0)


def test_a_slip_that_cannot_be_drawn_holds_up_no_other(
    book: Book, maria: int, printer, slips: SlipQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = printer()
    use(book, machine.port)
    first = sell(book, maria)
    sell(book, maria, 500)
    drawn = queue.draw_slip

    def draw(book: Book, customer: int, purchase: int | None, setup: PrinterSetup) -> bytes:
        if purchase == first:
            raise ZeroDivisionError
        return drawn(book, customer, purchase, setup)

    monkeypatch.setattr(queue, "draw_slip", draw)
    slips.wake()
    until(lambda: waiting(book) == 1 and len(machine.jobs) == 1)
    assert book.ask(waiting_slips, TILL)[0].problem == "This slip could not be drawn."


def test_other_tills_are_left_alone(book: Book, maria: int, printer, slips: SlipQueue) -> None:
    from dataclasses import replace

    machine = printer()
    use(book, machine.port)
    book.actor = replace(book.actor, till="Till 2")
    sell(book, maria)
    book.actor = replace(book.actor, till=TILL)
    sell(book, maria)
    slips.wake()
    until(lambda: waiting(book) == 0)
    assert [slip.till for slip in book.ask(waiting_slips)] == ["Till 2"]


def test_closing_in_the_middle_loses_no_slip(book: Book, maria: int, printer, monkeypatch) -> None:
    monkeypatch.setattr(device, "STALLED", 30.0)
    machine = printer(stalls=True)
    use(book, machine.port)
    sell(book, maria)
    slips = SlipQueue(book, lambda: TILL)
    slips.wake()
    until(lambda: machine.calls == 1)
    before = time.monotonic()
    slips.close()
    assert time.monotonic() - before < 3
    assert not [one for one in threading.enumerate() if one.name == "regulars-slips"]
    assert [slip.tries for slip in book.ask(waiting_slips, TILL)] == [0]
    slips.wake()  # nobody wakes it any more
    assert not [one for one in threading.enumerate() if one.name == "regulars-slips"]


def test_without_a_printer_everything_waits(book: Book, maria: int, slips: SlipQueue) -> None:
    sell(book, maria)
    assert slips.print_waiting().left == 1
    assert book.ask(waiting_slips, TILL)[0].tries == 0


def test_slips_are_dropped(book: Book, maria: int, slips: SlipQueue, tmp_path) -> None:
    book.do(save_printer, SavePrinter(TILL, PrinterSetup(FILE, str(tmp_path / "out.bin"))))
    sell(book, maria)
    sell(book, maria)
    first, second = (slip.id for slip in book.ask(waiting_slips, TILL))
    assert book.do(drop_slips, DropSlips((first,))).dropped == 1
    assert book.do(drop_slips, DropSlips((first,))).dropped == 0
    with pytest.raises(Refused, match="does not wait"):
        book.do(slip_failed, SlipFailed(first, "x"))
    done = slips.print_waiting()
    assert (done.printed, done.left, done.problem) == (1, 0, "")
    assert book.do(drop_slips, DropSlips((second,))).dropped == 0


def test_a_slip_speaks_the_customers_language(book: Book) -> None:
    from app.printing.slips.data import slip_for
    from app.printing.slips.raster import slip_pdf
    from app.printing.slips.rolls import WIDE
    from tests.printing.reading import text_of

    lena = book.do(add_customer, AddCustomer(CustomerDraft("Lena Vogt", language="fr"))).id
    sale = book.do(ring_up, RingUp(lena, 2000)).purchase
    text = text_of(slip_pdf(book.ask(slip_for, lena, sale), WIDE))
    for words in ("Votre achat", "Points gagnés", "20 points", "encore 130"):
        assert words in text
