"""The counter page: three panels and the keys. The till and the menus of items have files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.counter.asking import (
    counter_card,
    gift_purse,
    here_rows,
    is_payment_card,
    load_the_rest,
    matches,
    scanned,
    timeline_page,
)
from app.gui.counter.desk import TillDesk
from app.gui.counter.hands import CustomerHands
from app.gui.counter.header import CounterHeader
from app.gui.counter.keys import counter_actions
from app.gui.counter.late import LateFacts
from app.gui.counter.staff import StaffAtTill
from app.gui.jobs import ChangeSet
from app.gui.knowing.desk import KnowingDesk
from app.gui.models.feed import FeedModel
from app.gui.models.people import PersonRow
from app.gui.page import Page, Shell
from app.gui.panels.customer_card import CustomerPanel
from app.gui.panels.matches import MatchesPanel
from app.gui.panels.till import TillPanel
from app.gui.slips.desk import SlipDesk
from app.gui.speech import Speech
from app.gui.undo import UndoWhenEmpty
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.ids import new_request_id

if TYPE_CHECKING:
    from app.groups.feed import TimelinePage
    from app.gui.counter.item_menu import ItemMenu
    from app.gui.models.card_view import CardView
    from app.gui.models.paying import Purse
    from app.loyalty.queries import Scanned, VoucherRow

_LOOK_AFTER = 90
"""Milliseconds the mark must rest on a match before its card is shown: typing on comes first."""
_FIRST_LOOK = 120
"""Milliseconds until "here today" is asked for: the window is painted and takes keys before."""

_OF_CUSTOMERS = {"customer", "activity", "purchase", "touchpoint", "tag"}
_ABOUT = frozenset(_OF_CUSTOMERS | {"points", "tier", "voucher", "programme", "campaign", "shop"})


class CounterPage(Page):
    """Who is here, their card, the till."""

    topics = _ABOUT | {"staff"}

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._id: int | None = None
        self._group = "all"
        self._view: CardView | None = None
        self._asked = ""
        self.bar = CounterHeader()
        self.header = self.bar
        self.people = MatchesPanel()
        self._feed = FeedModel()
        self.card = CustomerPanel(self._feed)
        self.till = TillPanel()
        self.desk = TillDesk(shell, self.till)
        self._items: ItemMenu | None = None
        self.slips = SlipDesk(shell, self)
        self.hands = CustomerHands(shell, self, self.slips, self.card)
        self._late = LateFacts(shell, self.card, self)
        self.knowing = KnowingDesk(shell, self, self.card)
        self.staff = StaffAtTill(shell, self, self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.people, 27)
        row.addWidget(self.card, 63)
        row.addWidget(self.till, 33)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AFTER)
        self._soon.timeout.connect(self._look_at_mark)
        self._undo_keys = UndoWhenEmpty(self)
        self._undo_keys.watch(self.bar.search.edit, always=True)
        self._undo_keys.watch(self.till.amount)
        self._undo_keys.watch(self.card.composer.edit)
        self._wire()
        for action in counter_actions(self):
            shell.actions.add(action)
        self._first_look = QTimer(self, singleShot=True, interval=_FIRST_LOOK)
        self._first_look.timeout.connect(self.reload)
        self._looked = False

    @property
    def items(self) -> ItemMenu:
        """What can be done with lines of the timeline; its dialogs are loaded when it is first asked for."""
        if self._items is None:
            from app.gui.counter.item_menu import ItemMenu

            self._items = ItemMenu(self.shell, self, self.slips)
        return self._items

    def warm(self) -> None:
        load_the_rest()

    def _wire(self) -> None:
        self.bar.search.text_changed.connect(self._typed)
        self.bar.search.submitted.connect(self._entered)
        self.bar.search.moved.connect(self._moved)
        self.bar.scan.clicked.connect(self.focus_scan)
        self.bar.new.clicked.connect(self.new_customer)
        self.people.chosen.connect(self._choose)
        self.card.edit_wanted.connect(self.hands.edit_customer)
        self.card.print_wanted.connect(self.hands.print.open_menu)
        self.card.more_wanted.connect(self.hands.open_menu)
        self.hands.chosen.connect(self._choose)
        self.till.why_wanted.connect(self.hands.ask_why)
        self.card.new_wanted.connect(self.new_customer)
        self.card.notice_acted.connect(self._finish)
        self.card.note_made.connect(self._take_down)
        self.card.filter_chosen.connect(self._filter)
        self.card.item_menu_wanted.connect(self._item_menu)
        self._feed.wanted.connect(self._next_page)
        self.desk.rung_up.connect(self.focus_search)
        self.desk.sold.connect(self.slips.after_sale)

    # Finding

    def focus_search(self) -> None:
        """The next customer, please."""
        self._come()
        self.bar.search.focus_all()

    def focus_scan(self) -> None:
        """Wait for the scanner."""
        self.focus_search()
        self.bar.search.clear()
        self.shell.status.tell(_("Scan the card now, or type its number."))

    def _come(self) -> None:
        if not self.isVisible():
            self.shell.go("counter")

    def _typed(self, text: str) -> None:
        self._asked = text
        load_the_rest()
        if not text.strip():
            self._soon.stop()
            self.people.show_idle()
            return
        self.shell.jobs.read(self, "matches", matches, text, done=self._show_matches)

    def _show_matches(self, rows: tuple[PersonRow, ...]) -> None:
        if not self._asked.strip():
            return
        self.people.show_matches(rows, self._asked)
        if rows:
            self._soon.start()

    def _moved(self, step: int) -> None:
        self.people.move_mark(step)
        self._soon.start()

    def _look_at_mark(self) -> None:
        marked = self.people.current()
        if marked is not None and marked != self._id:
            self._load(marked)

    def _entered(self, text: str) -> None:
        """Enter takes the marked match, asking again when the answer to the last letters is still out."""
        if text.strip():
            self._soon.stop()
            self.shell.jobs.read(self, "enter", matches, text, done=self._enter)

    def _enter(self, rows: tuple[PersonRow, ...]) -> None:
        marked = self.people.current()
        ids = [row.id for row in rows]
        if marked in ids:
            self._choose(marked)
        elif ids:
            self._choose(ids[0])
        elif is_payment_card(self._asked):
            self.bar.search.clear()
            self.shell.status.tell(_("That is a payment card. Regulars does not keep those."), "warning")

    def _choose(self, customer_id: int) -> None:
        self.open_card(customer_id)
        self.desk.expect(customer_id)
        self.focus_amount()

    def take_scan(self, text: str) -> bool:
        """A card was scanned anywhere: open it."""
        load_the_rest()
        self._come()
        if is_payment_card(text):
            self.shell.status.tell(_("That is a payment card. Regulars does not keep those."), "warning")
            return True
        self.bar.search.edit.blockSignals(True)
        self.bar.search.set_text(text)
        self.bar.search.edit.blockSignals(False)
        self._asked = text
        self.shell.jobs.read(self, "scan", scanned, text, done=self._scanned)
        return True

    def _scanned(self, found: Scanned | None) -> None:
        if found is not None:
            self._choose(found.customer_id)
            if found.voucher is None:
                self.shell.jobs.read(self, "matches", matches, self._asked, done=self._show_matches)
            else:
                self._tell_voucher(found.voucher)
            return
        self.shell.jobs.read(self, "gift", gift_purse, self._asked, done=self._gift_card)

    def _gift_card(self, card: Purse | None) -> None:
        if card is not None:
            self.bar.search.clear()
            self.people.show_idle()
            self.desk.take_gift_card(card)
            return
        self.shell.status.tell(
            _("Nobody has the card {number} yet.").format(number=self._asked[:40]), "warning"
        )
        self._typed(self._asked)

    def _tell_voucher(self, voucher: VoucherRow) -> None:
        """A voucher was scanned: its customer's card opens; whether it is used is for the person to say."""
        self.bar.search.clear()
        self.people.show_idle()
        if voucher.standing == "ready":
            words = _("Voucher “{name}” is good: press Use beside it.")
            self.shell.status.tell(words.format(name=voucher.name))
        else:
            words = _("Voucher “{name}” cannot be used: {why}.")
            self.shell.status.tell(words.format(name=voucher.name, why=voucher.state_words), "warning")

    # The card

    def open(self, customer: int | None = None, **_where: Any) -> None:
        """`customer` opens that card."""
        if customer is not None:
            self._choose(customer)
        elif self._id is None:
            self.bar.search.focus_all()

    def open_card(self, customer_id: int) -> None:
        """Show a customer's card."""
        self._soon.stop()
        if customer_id != self._id:
            self._group = "all"
            self.card.composer.chips.set_current("all")
        self._load(customer_id)

    def _load(self, customer_id: int) -> None:
        load_the_rest()
        self._id = customer_id
        self.shell.jobs.read(
            self, "card", counter_card, customer_id, self._group, done=self._show_card, failed=self._no_card
        )

    def _show_card(self, view: CardView) -> None:
        if view.id != self._id:
            return
        self._view = view
        self.hands.view = view
        self.people.mark(view.id)
        self._feed.start(view.page.items, view.page.next, self._speech, view.today)
        self.card.show_card(view)
        empty = _("Nothing yet. The first purchase, note or call stands here.")
        none_of_kind = _("Nothing of this kind yet.")
        if view.page.items:
            self.card.say_history("")
        else:
            self.card.say_history(empty if self._group == "all" else none_of_kind)
        self.desk.show(view)
        self._late.want(view.id)
        self.knowing.show_card(view)

    def _no_card(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._id, self._view = None, None
            self.hands.view = None
            self.card.show_nobody()
            self.desk.show_nobody()
            self._late.forget()
            self.knowing.show_card(None)
        self.shell.status.tell(str(error), "warning")

    @property
    def _speech(self) -> Speech:
        return Speech(self.shell.jobs.book.context)

    def reload(self) -> None:
        first, self._looked = not self._looked, True
        load_the_rest()
        if first:
            self.slips.look()
        self.hands.loyalty.choices = None  # the programme may have changed
        jobs = self.shell.jobs
        jobs.read(self, "here", here_rows, done=self.people.show_here)
        self.staff.look()
        if self._id is not None:
            self._load(self._id)
        if self._asked.strip():
            jobs.read(self, "matches", matches, self._asked, done=self._show_matches)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._looked:
            self._first_look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._first_look.stop()

    def concerns(self, changes: ChangeSet) -> bool:
        return any(topic in self.topics for topic, _customer in changes)

    def _next_page(self, cursor: object) -> None:
        if self._id is not None:
            self.shell.jobs.read(
                self, "page", timeline_page, self._id, cursor, self._group,
                done=self._show_page,
            )  # fmt: skip

    def _show_page(self, page: TimelinePage) -> None:
        if self._view is not None:
            self._feed.append(page.items, page.next, self._speech, self._view.today)

    def _filter(self, group: str) -> None:
        self._group = group
        if self._id is not None:
            self._load(self._id)

    def focus_amount(self) -> None:
        """Type the amount."""
        self._come()
        self.till.amount.setFocus()
        self.till.amount.selectAll()

    def focus_composer(self) -> None:
        """Take something down."""
        self._come()
        self.card.composer.edit.setFocus()

    # What is done with a customer

    def new_customer(self) -> None:
        """A new card, with what was typed as the name."""
        named = any(letter.isalpha() for letter in self._asked)
        self.hands.new_customer(self._asked if named else "")

    def _take_down(self, line: str) -> None:
        if self._view is None:
            return
        from app.touchpoints.commands import AddTouchpoint, add_touchpoint
        from app.touchpoints.composer import compose

        said = compose(line, self._view.today, self._speech.context.locale == "en_US")
        wish = AddTouchpoint(
            self._view.id,
            said.kind,
            said.text,
            data=said.data,
            due_on=said.due_on,
            request_id=new_request_id(),
        )
        self.shell.jobs.write(self, add_touchpoint, wish, done=self._taken_down)

    def _taken_down(self, _result: object) -> None:
        self.card.composer.accepted()

    def _finish(self, key: str) -> None:
        what, _colon, number = key.partition(":")
        if what == "promise":
            self.items.finish(int(number))

    def _item_menu(self, item: Any, at: QPoint) -> None:
        if self._id is not None:
            self.items.open(item, at, self._id)
