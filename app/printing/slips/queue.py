"""The queue before the printer: one thread a till that prints what waits, and tries again when it cannot.

Knows nothing of windows. The till never waits for it: asking for a slip is a line in the shop's file.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused, RegularsError, WorldFault
from app.kernel.i18n import _
from app.printing.document import LeftOut
from app.printing.slips.commands import DropSlips, SlipDone, SlipFailed, drop_slips, slip_done, slip_failed
from app.printing.slips.data import SlipData, slip_for
from app.printing.slips.device import Stopped
from app.printing.slips.lock import printing_alone
from app.printing.slips.queries import WaitingSlip, till_slips
from app.printing.slips.sending import Delivery, encode
from app.printing.slips.setup import PrinterSetup

log = logging.getLogger(__name__)

WAITS = (5.0, 15.0, 60.0, 120.0, 300.0)
"""Seconds to the next try, each time the printer failed again; then always the last."""
LETTING_GO = 5.0

Send = Callable[[PrinterSetup, bytes], None]


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the queue did: how many slips were printed, how many wait by themselves or for
    somebody, and why the printer took no more ("" when it did)."""

    printed: int = 0
    left: int = 0
    problem: str = ""


class SlipQueue:
    """The printing thread of a till. `wake` when something may have come; `close` before the book."""

    def __init__(
        self, book: Book, till: Callable[[], str], waits: tuple[float, ...] = WAITS, send: Send | None = None
    ) -> None:
        self._book, self._till, self._waits = book, till, waits
        self._send = send
        self._bell = threading.Condition()
        self._rung, self._closed, self._old_too = False, False, False
        self._failures = 0
        self._not_before = 0.0
        self._broken: set[int] = set()
        self._delivery: Delivery | None = None
        self._thread: threading.Thread | None = None

    def wake(self, *, at_once: bool = False, old_too: bool = False) -> None:
        """Look at the queue. A printer that failed is given its rest, unless `at_once`; slips too old to be
        printed by themselves are passed over, unless `old_too`."""
        with self._bell:
            if self._closed:
                return
            if at_once:
                self._not_before, self._failures = 0.0, 0
            if old_too:
                self._old_too = True
                self._broken.clear()
            self._rung = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="regulars-slips", daemon=True)
                self._thread.start()
            self._bell.notify_all()

    def close(self) -> None:
        """End the thread, and what it is printing. What was not on paper goes on waiting in the file."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()
            delivery, thread = self._delivery, self._thread
        if delivery is not None:
            delivery.stop()
        if thread is not None and thread is not threading.current_thread():
            thread.join(LETTING_GO)

    def print_waiting(self, *, old_too: bool = True) -> Round:
        """Print what waits on this thread, until the printer fails."""
        self._old_too = old_too
        return self._round()

    def _work(self) -> None:
        while self._stay():
            try:
                done = self._round()
            except RegularsError as error:  # the file is busy, or closed under us: later
                done = Round(problem=str(error))
            except Exception:
                log.exception("printing slips failed")
                done = Round(problem=_("Something went wrong."))
            self._rest(done)

    def _stay(self) -> bool:
        """Wait until there is something to do; False when it is time to go."""
        with self._bell:
            while not self._closed:
                pause = self._not_before - time.monotonic()
                if (self._rung or self._failures) and pause <= 0:
                    self._rung = False
                    return True
                self._bell.wait(pause if (self._rung or self._failures) else None)
            return False

    def _rest(self, done: Round) -> None:
        with self._bell:
            if done.problem:
                self._failures += 1
                wait = self._waits[min(self._failures, len(self._waits)) - 1]
                self._not_before = time.monotonic() + wait
            else:
                self._failures, self._not_before = 0, 0.0

    def _round(self) -> Round:
        till = self._till()
        printed = 0
        with printing_alone(self._book.path, till) as alone:
            while not self._closed:
                desk = self._book.ask(till_slips, till)
                due = [slip for slip in desk.waiting if self._is_due(slip)]
                if not desk.setup.there or not due:
                    self._old_too = False
                    return Round(printed, len(desk.waiting))
                if not alone:
                    return Round(0, len(desk.waiting), _("Another program is printing these slips."))
                problem = self._print(due[0], desk.setup)
                if problem is None:
                    return Round(printed, len(desk.waiting))
                if problem:
                    return Round(printed, len(desk.waiting), problem)
                printed += due[0].id not in self._broken
        return Round(printed)

    def _is_due(self, slip: WaitingSlip) -> bool:
        return slip.id not in self._broken and (self._old_too or not slip.stale)

    def _print(self, slip: WaitingSlip, setup: PrinterSetup) -> str | None:
        """Why the printer failed, "" when the next slip may come, None when everything has to end."""
        try:
            data = draw_slip(self._book, slip.customer_id, slip.purchase_id, setup)
        except (LeftOut, NotFound) as left_out:
            self._broken.add(slip.id)
            self._book.do(drop_slips, DropSlips((slip.id,), str(left_out)))
            return ""
        except RegularsError:
            raise
        except Exception:
            log.exception("slip %s could not be drawn", slip.id)
            self._broken.add(slip.id)  # the others are not held up by it
            self._book.do(slip_failed, SlipFailed(slip.id, _("This slip could not be drawn.")))
            return ""
        try:
            self._deliver(setup, data)
        except Stopped:
            return None
        except (WorldFault, Refused) as fault:
            self._note_failure(slip, str(fault))
            return str(fault)
        self._book.do(slip_done, SlipDone(slip.id))
        return ""

    def _note_failure(self, slip: WaitingSlip, problem: str) -> None:
        try:
            self._book.do(slip_failed, SlipFailed(slip.id, problem))
        except Refused:
            log.info("slip %s was dropped while it was printed", slip.id)

    def _deliver(self, setup: PrinterSetup, data: bytes) -> None:
        if self._send is not None:
            self._send(setup, data)
            return
        delivery = Delivery(setup, off_limits=self._book.path)
        with self._bell:
            if self._closed:
                raise Stopped
            self._delivery = delivery
        try:
            delivery.deliver(data)
        finally:
            self._delivery = None


def draw_slip(book: Book, customer_id: int, purchase_id: int | None, setup: PrinterSetup) -> bytes:
    """The printer's codes of one slip, from the file as it is now."""
    return codes_of(book.ask(slip_for, customer_id, purchase_id), setup)


def codes_of(data: SlipData, setup: PrinterSetup) -> bytes:
    """The printer's codes of a slip."""
    from app.printing.slips.raster import slip_image
    from app.printing.slips.rolls import roll_of

    return encode(slip_image(data, roll_of(setup.width)), setup)


def print_now(setup: PrinterSetup, data: bytes, shop: Path) -> None:
    """Print one slip at once, past the queue. Raises in words when the printer does not take it."""
    Delivery(setup, off_limits=shop).deliver(data)
