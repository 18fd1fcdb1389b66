"""Slips at the till: asked for after a sale or by hand, printed beside the window, and what waits is said.

Nothing here is loaded or printed in a shop without a slip printer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.gui.jobs import ChangeSet
from app.gui.page import Shell
from app.gui.slips.asking import last_of, till_now
from app.kernel.i18n import _, plural
from app.kernel.ids import new_request_id

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.printing.slips.queries import TillSlips, WaitingSlip
    from app.printing.slips.queue import SlipQueue

_LOAD_AFTER = 600
"""Milliseconds: what draws slips is read when the window has been painted and the person has begun."""
_TOPICS = {"slip", "shop"}


class SlipDesk(QObject):
    """Belongs to the counter page; `look` once the window stands. Its thread ends with the jobs."""

    def __init__(self, shell: Shell, owner: QWidget) -> None:
        super().__init__(owner)
        self._shell, self._owner = shell, owner
        self._now: TillSlips | None = None
        self._last: int | None = None
        self._offered: int | None = None
        self._held = _Held()
        self._load = QTimer(self, singleShot=True, interval=_LOAD_AFTER)
        self._load.timeout.connect(self._load_drawing)
        shell.jobs.changed.connect(self._hear)
        shell.jobs.closing.connect(self.close)
        shell.status.matter_wanted.connect(self._follow_matter)
        self.destroyed.connect(self._held.close)  # a window that is thrown away closes no jobs

    @property
    def ready(self) -> bool:
        """Whether this till has a slip printer, as far as is known."""
        return self._now is not None and self._now.setup.there

    def look(self) -> None:
        """Read anew which printer there is and what waits for it."""
        till = self._shell.jobs.book.actor.till
        self._shell.jobs.read(self._owner, "slips", till_now, till, done=self._show)

    def close(self) -> None:
        """Print no more: the book is about to be closed."""
        self._load.stop()
        self._held.close()

    # After a sale, and by hand

    def after_sale(self, customer_id: int, purchase_id: int) -> None:
        """A sale was rung up here: its slip follows, is offered, or neither."""
        self._last, self._offered = purchase_id, None
        after = self._now.setup.after if self._now is not None and self._now.setup.there else "never"
        if after == "always":
            self._ask(customer_id, purchase_id, by_hand=False)
        elif after == "ask":
            self._offered = purchase_id
        self._say()

    def print_last(self) -> None:
        """The slip of the sale that was rung up last."""
        if self._last is None:
            self._tell(_("Nothing was rung up here yet. Open a card: its menu prints a slip."))
        else:
            self.print_sale(self._last)

    def print_sale(self, purchase_id: int) -> None:
        """The slip of a sale."""
        if self._can():
            self._ask(0, purchase_id, by_hand=True)

    def print_for(self, customer_id: int) -> None:
        """The slip of a customer's last sale; without one, of where they stand."""
        if self._can():
            import app.printing.slips.data  # noqa: F401 - not on the reader's thread

            self._shell.jobs.read(self._owner, "slip-of", last_of, customer_id, done=self._ask_for)

    def show_waiting(self) -> None:
        """What waits for the printer."""
        from app.gui.slips.waiting import WaitingDialog

        dialog = WaitingDialog(self._shell.jobs, self._owner)
        dialog.again.connect(self.try_now)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def try_now(self) -> None:
        """Do not wait until the printer's rest is over; old slips are printed too."""
        if self._held.queue is not None:
            self._held.queue.wake(at_once=True, old_too=True)
        elif not self._can():
            return
        else:
            self._load_drawing(now=True)

    def _can(self) -> bool:
        if self.ready:
            return True
        self._tell(_("This till has no slip printer. Set one up under Settings."))
        return False

    def _ask_for(self, found: tuple[int, int | None]) -> None:
        self._ask(*found, by_hand=True)

    def _ask(self, customer_id: int, purchase_id: int | None, *, by_hand: bool) -> None:
        from app.printing.slips.commands import AskSlip, ask_slip

        wish = AskSlip(customer_id, purchase_id, by_hand, new_request_id())
        self._shell.jobs.write(self._owner, ask_slip, wish, done=self._asked if by_hand else None)

    def _asked(self, _result: object) -> None:
        self._offered = None
        self._say()
        self._shell.status.tell(_("The slip is on its way to the printer."))

    # The printer

    def _hear(self, changes: ChangeSet) -> None:
        if any(topic in _TOPICS for topic, _customer in changes):
            self.look()

    def _show(self, now: TillSlips) -> None:
        before, self._now = self._now, now
        self._say()
        if not now.setup.there or self._shell.jobs.quiet:
            return
        if self._held.queue is None:
            if not self._load.isActive():
                self._load.start()
        elif any(not slip.stale for slip in now.waiting):
            self._held.queue.wake(at_once=before is None or before.setup != now.setup)

    def _load_drawing(self, now: bool = False) -> None:
        """On the window's thread: the one that prints must not read what the window may be reading too."""
        import app.printing.slips.raster  # noqa: F401
        from app.printing.slips.queue import SlipQueue

        book = cast("Book", self._shell.jobs.book)
        if self._held.open(SlipQueue(book, lambda: book.actor.till)) and self._now is not None:
            if now:
                self.try_now()
            else:
                self._show(self._now)

    # What is said of it

    def _say(self) -> None:
        status = self._shell.status
        waiting = self._now.waiting if self.ready and self._now is not None else ()
        failed = next((slip for slip in waiting if slip.tries and slip.problem), None)
        if self._offered is not None:
            status.set_matter(_("A slip of the last purchase?"), _("Print it"), warning=False)
        elif failed is not None and not failed.stale:
            status.set_matter(self._trouble_words(failed, len(waiting)), _("Look…"))
        elif any(slip.stale for slip in waiting):
            old = sum(slip.stale for slip in waiting)
            words = plural("{n} older slip was not printed", "{n} older slips were not printed", old)
            status.set_matter(words.format(n=old), _("Look…"))
        else:
            status.set_matter("")

    def _trouble_words(self, failed: WaitingSlip, waiting: int) -> str:
        """ "The slip printer does not answer; 2 slips wait and will be tried again"."""
        place = self._now.setup.place if self._now is not None else ""
        what = failed.problem.replace(f" {place} ", " ").partition(". ")[0].rstrip(".")
        words = plural(
            "{what}; {n} slip waits and will be tried again",
            "{what}; {n} slips wait and will be tried again",
            waiting,
        )
        return words.format(what=what, n=waiting)

    def _follow_matter(self) -> None:
        if self._offered is not None:
            self.print_sale(self._offered)
        elif self.ready:
            self.show_waiting()

    def _tell(self, sentence: str) -> None:
        self._shell.status.tell(sentence, "warning")


class _Held:
    """The queue, where its end can be seen to even when the widgets are gone."""

    def __init__(self) -> None:
        self.queue: SlipQueue | None = None
        self._closed = False

    def open(self, queue: SlipQueue) -> bool:
        """Hold it, unless there is one or all is over."""
        if self.queue is None and not self._closed:
            self.queue = queue
        return self.queue is queue

    def close(self, *_whatever: Any) -> None:
        self._closed = True
        if self.queue is not None:
            self.queue.close()
