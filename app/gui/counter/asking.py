"""What the counter asks of the file, loaded by `load_the_rest` when the window stands and not before."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.bootstrap import know_tables
from app.kernel.unit import View

if TYPE_CHECKING:
    from app.groups.feed import Cursor, TimelinePage
    from app.gui.models.card_view import CardView, Standing
    from app.gui.models.paying import Purse
    from app.gui.models.people import PersonRow
    from app.loyalty.queries import Scanned
    from app.staff.queries import StaffRow


def matches(view: View, text: str) -> tuple[PersonRow, ...]:
    """Who matches what was typed, best first."""
    from app.gui.models.counter import matches as found

    return found(view, text)


def here_rows(view: View) -> tuple[PersonRow, ...]:
    """Who was here today, newest first."""
    from app.gui.models.counter import here_rows as here

    return here(view)


def scanned(view: View, text: str) -> Scanned | None:
    """Whose card that is, or whose voucher."""
    from app.loyalty.queries import what_is_scanned

    return what_is_scanned(view, text)


def counter_card(view: View, customer_id: int, group: str) -> CardView:
    """All the card shows."""
    from app.gui.models.card_view import counter_card as whole

    return whole(view, customer_id, group)


def standing(view: View, customer_id: int) -> Standing:
    """What comes to the card once it is shown. The first time it loads what it computes with."""
    from app.gui.models.card_view import standing as late

    return late(view, customer_id)


def timeline_page(view: View, customer_id: int, before: Cursor, group: str) -> TimelinePage:
    """The next page of the timeline."""
    from app.groups.feed import timeline_page as page

    return page(view, customer_id, before=before, limit=60, group=group)


def staff_list(view: View) -> list[StaffRow]:
    """Who can be at the till."""
    from app.staff.queries import staff_list as people

    return people(view)


def is_payment_card(text: str) -> bool:
    """Whether a payment card's number is in the text."""
    from app.customers.payment_cards import payment_numbers

    return bool(payment_numbers(text))


def gift_purse(view: View, number: str) -> Purse | None:
    """The gift card of that number."""
    from app.gui.models.paying import gift_purse as purse

    return purse(view, number)


@cache
def load_the_rest() -> None:
    """Read what the first search, card, sale and menu need; nothing to do the second time.

    Called on the window's thread before anything is asked, so that two threads never import at once.
    """
    import babel.dates
    import babel.numbers  # noqa: F401
    import rapidfuzz.distance  # noqa: F401

    import app.customers.search
    import app.customers.search_sqlite
    import app.groups.feed
    import app.gui.counter.item_menu
    import app.gui.models.by_hand
    import app.gui.models.card_view
    import app.gui.models.counter
    import app.gui.models.paying
    import app.gui.models.sale
    import app.loyalty.commands
    import app.loyalty.daily
    import app.loyalty.queries
    import app.loyalty.till
    import app.printing.slips.queries
    import app.staff.queries
    import app.touchpoints.composer  # noqa: F401
    from app.loyalty.conditions import conditions
    from app.loyalty.earning import earning_kinds
    from app.loyalty.rewards import reward_kinds
    from app.touchpoints.registry import KINDS

    know_tables()
    for kinds in (conditions(), earning_kinds(), reward_kinds(), KINDS):
        kinds.ids()
