"""Working the till: what is typed becomes a purchase, a reward is given, and both go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.panels.till import TillPanel
from app.gui.panels.till_offers import CREDIT_KEY
from app.gui.speech import Speech
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.kernel.money import parse_amount

if TYPE_CHECKING:
    from app.gui.models.card_view import CardView
    from app.gui.models.paying import Purse
    from app.gui.models.sale import PendingReward, TypedLine, TypedSale
    from app.gui.page import Shell
    from app.loyalty.commands import Payment, Redeemed, RungUp
    from app.loyalty.till import SalePreview


@dataclass(frozen=True)
class _Sale:
    """A sale on its way: kept until it is acknowledged, so that a fault loses nothing that was typed."""

    request_id: str
    customer_id: int
    text: str
    lines: tuple[TypedLine, ...]
    pending: tuple[PendingReward, ...]
    purses: tuple[Purse, ...]


class TillDesk(QObject):
    """Belongs to the counter page. `rung_up` says that the next customer can come, `sold(customer, purchase)`
    what was kept."""

    rung_up = Signal()
    sold = Signal(int, int)

    def __init__(self, shell: Shell, panel: TillPanel) -> None:
        super().__init__(panel)
        self._shell, self._panel = shell, panel
        self._customer: int | None = None
        self._pending: tuple[PendingReward, ...] = ()
        self._lines: tuple[TypedLine, ...] = ()
        self._purses: tuple[Purse, ...] = ()
        self._credit = 0
        self._sale: _Sale | None = None
        self._redeeming: tuple[int, str] | None = None
        self._gain_wanted = False
        panel.amount_changed.connect(self._typed)
        panel.add_wanted.connect(self._add)
        panel.offer_used.connect(self._use)
        panel.stamped.connect(self._stamp)
        panel.basket.category_chosen.connect(self._take_line)
        panel.basket.line_removed.connect(self._drop_line)

    @property
    def _speech(self) -> Speech:
        return Speech(self._shell.jobs.book.context)

    def show(self, view: CardView) -> None:
        """The till works for this customer now. What was typed for another is put away."""
        self.expect(view.id)
        self._credit = view.panel.credit
        self._panel.show_panel(view.panel, self._speech, self._lapse_words(view), view.today)
        self._look_at_pending()
        self._typed(self._panel.amount.text())

    def expect(self, customer_id: int) -> None:
        """This customer's card is about to be shown: what is typed from now on is theirs already."""
        if customer_id != self._customer:
            self._customer, self._pending, self._purses = customer_id, (), ()
            self._panel.setEnabled(True)
            self._panel.amount.clear()
            self._set_lines(())
            self._panel.say_discount("")
            self._panel.offers.begin_anew()

    def show_nobody(self) -> None:
        """No card is open."""
        self._customer, self._pending, self._lines, self._purses = None, (), (), ()
        self._panel.amount.clear()
        self._panel.say_discount("")
        self._panel.show_nobody()

    def _lapse_words(self, view: CardView) -> str:
        if view.panel.points < 0:
            return _("points still owed")
        if not view.panel.expiring:
            return ""
        points, day = view.panel.expiring[0]
        speech = self._speech
        return _("{n} lapse on {day}").format(n=speech.number(points), day=speech.day(day, view.today))

    def _typed(self, text: str) -> None:
        self._gain_wanted = self._customer is not None and bool(text.strip() or self._lines)
        if self._customer is None or not self._gain_wanted:
            self._panel.say_gain(None)
            self._say_pending(None)
            return
        from app.gui.models.sale import typed_sale

        self._shell.jobs.read(
            self._panel, "gain", typed_sale, self._customer, text, self._pending, self._lines,
            done=self._show_gain,
        )  # fmt: skip

    def _show_gain(self, sale: TypedSale | None) -> None:
        if not self._gain_wanted:
            return  # what was asked about was taken away before the answer came
        if sale is None:
            self._panel.say_gain(None)
            self._say_pending(None)
        else:
            self._panel.say_gain(sale.preview.points, self._speech, sale.preview.words)
            self._say_pending(sale.preview)

    def _take_line(self, category: str) -> None:
        """What is typed is of that category: it becomes a line, and the next amount can be typed."""
        from app.gui.models.sale import TypedLine

        amount = self._amount(self._panel.amount.text().strip())
        if amount is not None:
            self._set_lines((*self._lines, TypedLine(category, amount)))
            self._panel.amount.clear()
        self._panel.amount.setFocus()

    def _drop_line(self, place: int) -> None:
        self._set_lines((*self._lines[:place], *self._lines[place + 1 :]))
        self._panel.amount.setFocus()

    def _set_lines(self, lines: tuple[TypedLine, ...]) -> None:
        self._lines = lines
        speech = self._speech
        self._panel.basket.set_lines([f"{line.category} {speech.money(line.amount)}" for line in lines])
        self._typed(self._panel.amount.text())

    def _amount(self, text: str) -> int | None:
        """The minor units of an amount; None when it is none, which is said."""
        context = self._shell.jobs.book.context
        try:
            return parse_amount(text, context.currency, locale=context.locale)
        except Refused as refused:
            self._shell.status.tell(_("Type the amount first.") if not text else str(refused), "warning")
            return None

    def _say_pending(self, sale: SalePreview | None) -> None:
        """Which rewards go with the sale, what cards and credit pay of it, and what is left to pay."""
        said = [self._pending_words(sale)]
        if self._purses:
            from app.gui.models.paying import payments_words

            said.append(payments_words(self._purses, None if sale is None else sale.paid, self._speech))
        self._panel.say_discount(" · ".join(filter(None, said)))

    def _pending_words(self, sale: SalePreview | None) -> str:
        if not self._pending:
            return ""
        names = ", ".join(pending.name for pending in self._pending)
        if sale is None or not sale.discount:
            return _("{rewards} goes with this purchase").format(rewards=names)
        speech = self._speech
        words = _("{rewards}: {discount} off, {paid} to pay")
        return words.format(rewards=names, discount=speech.money(sale.discount), paid=speech.money(sale.paid))

    def _add(self, text: str) -> None:
        if self._customer is None or self._sale is not None:
            return
        if (text or not self._lines) and self._amount(text) is None:
            self._panel.amount.setFocus()
            return
        request_id = new_request_id()
        self._sale = _Sale(request_id, self._customer, text, self._lines, self._pending, self._purses)
        self._panel.set_busy(True)
        self._panel.amount.selectAll()  # what is typed while it is kept is the next amount
        from app.gui.models.sale import typed_sale

        self._shell.jobs.read(
            self._panel, "sale", typed_sale, self._customer, text, self._pending, self._lines,
            done=self._keep, failed=self._failed,
        )  # fmt: skip

    def _keep(self, sale: TypedSale | None) -> None:
        if self._sale is None or sale is None:
            self._sale = None
            self._panel.set_busy(False)
            return
        from app.loyalty.commands import RingUp, ring_up

        paid_with: tuple[Payment, ...] = ()
        if self._sale.purses:
            from app.gui.models.paying import payments

            paid_with = payments(self._sale.purses, sale.preview.paid)
        wish = RingUp(
            self._sale.customer_id,
            sale.preview.paid,
            discount=sale.preview.discount,
            lines=sale.lines,
            paid_with=paid_with,
            redemptions=tuple(pending.redemption for pending in self._sale.pending),
            request_id=self._sale.request_id,
        )
        self._shell.jobs.write(self._panel, ring_up, wish, done=self._kept, failed=self._failed)

    def _kept(self, result: RungUp) -> None:
        sale, self._sale = self._sale, None
        self._panel.set_busy(False)
        if sale is not None:
            self.sold.emit(sale.customer_id, result.purchase)
        if sale is not None and sale.customer_id == self._customer:
            # one given while the sale was on its way did not go with it
            self._pending = tuple(one for one in self._pending if one not in sale.pending)
            self._purses = tuple(one for one in self._purses if one not in sale.purses)
            if self._panel.amount.text().strip() == sale.text:
                self._panel.amount.clear()
            count = len(sale.lines)
            self._set_lines(self._lines[count:] if self._lines[:count] == sale.lines else ())
            self.rung_up.emit()

    def _failed(self, error: Exception) -> None:
        self._sale = None
        self._panel.set_busy(False)
        self._shell.status.tell(str(error), "warning")
        self._panel.amount.setFocus()

    def use_at(self, place: int) -> None:
        """Give the reward in that place of the list, counted from 0; nothing where it is not ready."""
        rows = self._panel.reward_rows
        if place < len(rows) and rows[place].button.isEnabled():
            self._use(rows[place].reward_id)

    def _use(self, key: str) -> None:
        """Give an offer: a reward, the gift of a full stamp card, a voucher."""
        if self._customer is None or self._redeeming is not None:
            return
        if key == CREDIT_KEY:
            self._pay_with_credit()
            return
        self._redeeming = self._customer, key
        self._panel.offers.set_waiting(True)
        from app.gui.models.sale import giving

        command, wish = giving(self._customer, key, new_request_id())
        self._shell.jobs.write(self._panel, command, wish, done=self._used, failed=self._not_used)

    def _used(self, result: Redeemed) -> None:
        asked, self._redeeming = self._redeeming, None
        if asked is None or asked[0] != self._customer:
            return  # the next customer stands there: it stays with the one it was given to
        from app.gui.models.sale import PendingReward

        self._pending += (PendingReward(result.redemption, asked[1], result.reward_name),)
        self._typed(self._panel.amount.text())
        self._panel.amount.setFocus()

    def _not_used(self, error: Exception) -> None:
        self._redeeming = None
        self._shell.status.tell(str(error), "warning")
        self._panel.offers.set_waiting(False)

    def _pay_with_credit(self) -> None:
        """The next sale is paid with store credit, as far as it goes; pressed again, it is not."""
        from app.gui.models.paying import CREDIT, Purse

        others = tuple(purse for purse in self._purses if purse.kind != CREDIT)
        again = len(others) < len(self._purses)
        self._set_purses(others if again else (*others, Purse(CREDIT, self._credit)))

    def take_gift_card(self, card: Purse) -> None:
        """A gift card was scanned: the next sale of the open card is paid with it, as far as it goes; scanned
        again, it is not."""
        speech, tell = self._speech, self._shell.status.tell
        others = tuple(purse for purse in self._purses if purse.number != card.number)
        if self._customer is not None and len(others) < len(self._purses):
            self._set_purses(others)
            tell(_("The gift card is not used."))
        elif card.blocked:
            tell(_("That gift card is blocked. Nothing is paid with it."), "warning")
        elif not card.balance:
            tell(_("Nothing is left on that gift card."), "warning")
        elif self._customer is None:
            words = _("Gift card with {amount}. Open a card and type the amount to pay with it.")
            tell(words.format(amount=speech.money(card.balance)))
        else:
            self._set_purses((*self._purses, card))

    def _set_purses(self, purses: tuple[Purse, ...]) -> None:
        self._purses = purses
        self._typed(self._panel.amount.text())
        self._panel.amount.setFocus()

    def _stamp(self, card: str, count: int) -> None:
        if self._customer is not None:
            from app.loyalty.commands import AddStamps, add_stamps

            wish = AddStamps(self._customer, card, count, request_id=new_request_id())
            self._shell.jobs.write(self._panel, add_stamps, wish)

    def _look_at_pending(self) -> None:
        """The card was loaded anew, perhaps because a reward was undone: then it goes with no sale."""
        if self._pending:
            from app.loyalty.till import waiting_rewards

            given = tuple(one.redemption for one in self._pending)
            self._shell.jobs.read(self._panel, "pending", waiting_rewards, given, done=self._keep_waiting)

    def _keep_waiting(self, waiting: frozenset[int]) -> None:
        kept = tuple(one for one in self._pending if one.redemption in waiting)
        if kept != self._pending:
            self._pending = kept
            self._typed(self._panel.amount.text())
