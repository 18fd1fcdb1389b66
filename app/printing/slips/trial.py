"""A slip to try a printer with: the shop's own head, a letter of many scripts, bars to read."""

from __future__ import annotations

from app.kernel.book import Book
from app.kernel.clock import zone
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.slips.data import SlipData, SlipReward, SlipStamps
from app.printing.slips.queue import codes_of, print_now
from app.printing.slips.setup import PrinterSetup, checked
from app.shop.on_paper import paper_shop

_LETTERS = "Łukasz · Ελένη · Дмитрий · محمد · דוד · क्षत्रिय · สมชาย · 张伟 · 김철수"
_NUMBER = "290000000015"


def trial_slip(view: View) -> SlipData:
    """What is printed; of nobody."""
    return SlipData(
        shop=paper_shop(view),
        customer_id=0,
        customer_name=_LETTERS,
        card_number=_NUMBER,
        asked_at=view.now.astimezone(zone(view.context.timezone)).replace(tzinfo=None),
        sale=None,
        balance=0,
        worth=None,
        lapsing=(),
        tier=_("A slip to try the printer with. It is nobody's."),
        next_reward=SlipReward(_("The dark part is a third"), 3, 2),
        ready=(),
        stamps=(SlipStamps(_("Dots are round"), 5, 10, 0, _("and not cut off at the right")),),
        vouchers=(),
    )


def print_trial(book: Book, setup: PrinterSetup) -> str:
    """Print it now; where to, in words. Refused, by field, for a setup that can mean no printer; WorldFault
    when the printer does not take it."""
    setup = checked(setup)
    print_now(setup, codes_of(book.ask(trial_slip), setup), book.path)
    return setup.place
