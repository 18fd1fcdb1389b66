"""What the counter can do by key: actions for the keyboard and the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.gui.actions import Action
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.gui.counter.desk import TillDesk
    from app.gui.counter.page import CounterPage

REWARDS = 4
"""So many of the offers at the till have keys: Ctrl+1 to Ctrl+4."""


def counter_actions(page: CounterPage) -> Iterator[Action]:
    """Every action of the counter."""
    group, hands = _("Counter"), page.hands
    for name, label, run, icon, keys in (
        ("search", _("Find a customer"), page.focus_search, "search", "F2"),
        ("scan", _("Scan a card"), page.focus_scan, "scan", "F3"),
        ("new-customer", _("New customer"), page.new_customer, "new-customer", "Ctrl+N"),
        ("edit-customer", _("Edit the card"), hands.edit_customer, "edit", "F4"),
        ("take-down", _("Take something down"), page.focus_composer, "note", "F6"),
        ("ring-up", _("Ring up a purchase"), page.focus_amount, "purchase", "F7"),
        ("ask-how-it-was", _("How was it? Ask the customer"), hands.asking.open, "feedback", "F8"),
        (
            "copy-feedback-link",
            _("Copy the words that ask for feedback"),
            hands.asking.copy_link,
            "feedback",
            "",
        ),
        ("print-statement", _("Print a statement"), hands.print_statement, "print", "Ctrl+P"),
        ("print-slip", _("Print the slip of the last purchase"), page.slips.print_last, "slip", ""),
        ("waiting-slips", _("Slips that wait for the printer"), page.slips.show_waiting, "slip", ""),
        ("adjust-points", _("Adjust points"), hands.adjust_points, "points", "Ctrl+J"),
        ("why", _("Why this balance?"), hands.ask_why, "points", "Ctrl+B"),
        ("how-we-know", _("How we know"), page.knowing.open, "info", "Ctrl+I"),
        ("issue-voucher", _("Issue a voucher"), hands.loyalty.issue_voucher, "voucher", ""),
        ("set-tier", _("Set the tier"), hands.loyalty.set_tier, "tier", ""),
        ("sell-gift-card", _("Sell a gift card"), hands.loyalty.sell_gift_card, "card", ""),
        ("give-credit", _("Give store credit"), hands.loyalty.give_credit, "points", ""),
        ("share-points", _("Share points with somebody"), hands.loyalty.share, "household", ""),
    ):
        yield Action(name, label, run, icon, keys, group)
    for place in range(REWARDS):
        way = _UseOffer(page.desk, place)
        label = _("Use reward {n}").format(n=place + 1)
        yield Action(f"use-reward-{place + 1}", label, way.run, "reward", f"Ctrl+{place + 1}", group)


class _UseOffer:
    """A bound method for the key of each offer."""

    def __init__(self, desk: TillDesk, place: int) -> None:
        self._desk, self._place = desk, place

    def run(self) -> None:
        self._desk.use_at(self._place)
