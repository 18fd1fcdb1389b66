"""What customers think: take it down, and ask for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from app.cli.command import at_option, command, request_option
from app.cli.commands.answers import staff_meant
from app.cli.commands.slips import till_option, width_option
from app.cli.commands.till import NUMBER
from app.cli.desk import Desk, instant
from app.cli.output import print_facts, print_lines
from app.kernel.errors import Refused
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.kernel.unit import View

SCALES = ("5", "10")
_SCORE = re.compile(r"([0-9]{1,2})(?:\s*/\s*(5|10))?")


@command(
    "feedback",
    _(
        "Take down what a customer thinks: a score, and a word why.\n\nThe score is on the shop's own scale "
        "unless it names another (9/10). CUSTOMER may be the code of a link sent out. It is kept with the "
        "customer's latest purchase of the last week unless --purchase names another."
    ),
    "regulars feedback 7 5 'They know what I read' --asked-by till",
)
@click.argument("customer")
@click.argument("score")
@click.argument("words", default="")
@click.option("--scale", type=click.Choice(SCALES), help=_("5: from 1 to 5. 10: from 0 to 10."))
@click.option("--asked-by", default="", metavar="WAY", help=_("till, slip, link, or in your own words."))
@click.option("--purchase", type=NUMBER, help=_("The purchase it is about."))
@click.option("--about", default="", metavar="STAFF", help=_("Who of the staff it is about."))
@at_option
@request_option
def feedback(
    desk: Desk,
    customer: str,
    score: str,
    words: str,
    scale: str | None,
    asked_by: str,
    purchase: int | None,
    about: str,
    at: datetime | None,
    request_id: str | None,
) -> None:
    found = _SCORE.fullmatch(score.strip())
    if found is None:
        raise click.BadParameter(_("a score is a number, such as 4 or 9/10."), param_hint="SCORE")
    if found[2] and scale and found[2] != scale:
        raise click.UsageError(_("The score and --scale name two scales."))
    with desk.open() as book:
        from app.insights.feedback_sales import latest_sale
        from app.touchpoints.asking import asking
        from app.touchpoints.commands import AddTouchpoint, add_touchpoint

        who = book.ask(_meant, customer)
        if purchase is not None:
            _insist_on_whose(book, who, purchase)
        elif at is None:
            purchase = book.ask(latest_sale, who)
        data: dict[str, object] = {
            "score": int(found[1]),
            "scale": found[2] or scale or str(book.ask(asking).scale),
            "asked_by": asked_by,
            "purchase": purchase,
            "staff": book.ask(staff_meant, about) if about else None,
        }
        wish = AddTouchpoint(who, "feedback", words, instant(book, at), data, request_id=request_id)
        added = book.do(add_touchpoint, wish)
        sounds = book.ask(_sounds, who, words)
    answer = {
        "id": added.id,
        "customer": who,
        "score": data["score"],
        "scale": int(str(data["scale"])),
        "purchase": data.get("purchase"),
        "sounds": sounds or None,
        "already_done": added.already_done,
    }
    desk.emit(answer, lambda: print_lines(_("Kept as number {id}.").format(id=added.id)))


@command(
    "feedback-link",
    _(
        "Write the sentence that asks a customer for feedback, with the shop's own address in it.\n\nNothing "
        "is sent: paste it into a message. That the customer was asked is kept, once a day; `regulars undo` "
        "takes it back. The address is set by `regulars feedback-setup`."
    ),
    "regulars feedback-link 7",
)
@click.argument("customer")
@request_option
def feedback_link(desk: Desk, customer: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.outreach.feedback_request import feedback_request
        from app.touchpoints.asked import NoteAsked, note_asked
        from app.touchpoints.kinds.asked import LINK

        asked = book.ask(lambda view: feedback_request(view, resolve(view, customer)))
        noted = book.do(note_asked, NoteAsked((asked.customer_id,), LINK, request_id))
    answer = {
        "customer": asked.customer_id,
        "link": asked.link,
        "code": asked.code,
        "text": asked.text,
        "language": asked.locale,
        "noted": noted.noted > 0,
    }
    desk.emit(answer, lambda: print_lines(asked.text))


@command(
    "feedback-setup",
    _(
        "Show how the shop asks for feedback; with options, change it first.\n\nThe address is a page or "
        "form of the shop's own; {card} in it becomes the customer's card number, {code} a short code that "
        "stands for the customer. An empty address takes it away."
    ),
    "regulars feedback-setup --scale 10 --address 'https://shop.example/how-was-it?c={code}'",
)
@click.option("--scale", type=click.Choice(SCALES), help=_("5: from 1 to 5. 10: from 0 to 10."))
@click.option("--address", metavar="URL", help=_("Where customers can say how it was."))
@request_option
def feedback_setup(desk: Desk, scale: str | None, address: str | None, request_id: str | None) -> None:
    with desk.open() as book:
        from app.touchpoints.asking import SaveAsking, asking, save_asking

        now = book.ask(asking)
        if scale is not None or address is not None:
            wish = SaveAsking(
                now.scale if scale is None else int(scale),
                now.address if address is None else address,
                request_id,
            )
            book.do(save_asking, wish)
            now = book.ask(asking)
    answer = {"scale": now.scale, "address": now.address}
    facts = ((_("Scale"), _scale_words(now.scale)), (_("Address"), now.address or _("none")))
    desk.emit(answer, lambda: print_facts(facts))


@command(
    "feedback-slip",
    _(
        "Print a slip that asks how it was, on a slip printer, now.\n\nFor a customer, or for anybody. It "
        "goes to the till's printer, or to the one --to names; `regulars print feedback-slip` makes a PDF."
    ),
    "regulars feedback-slip 7 --to file:slip.bin --width 58",
)
@click.argument("customer", required=False)
@click.option("--to", metavar="PRINTER", help=_("Another printer than the till's."))
@width_option
@till_option
def feedback_slip(desk: Desk, customer: str | None, to: str | None, width: str | None, till: str) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.printing.slips.asking import print_feedback_slip
        from app.printing.slips.setup import parse_target, printer_setup

        setup = book.ask(printer_setup, till) if to is None else parse_target(to)
        if not setup.there:
            raise Refused(_("{till} has no slip printer; name one with --to.").format(till=till), field="to")
        setup = setup if width is None else replace(setup, width=width)
        who = None if customer is None else book.ask(resolve, customer)
        place = print_feedback_slip(book, who, setup)
    answer = {"customer": who, "to": setup.target, "width": setup.width}
    desk.emit(answer, lambda: print_lines(_("Feedback slip printed to {place}.").format(place=place)))


def _meant(view: View, customer: str) -> int:
    """The customer, or whose code it is."""
    from app.customers.search import resolve
    from app.touchpoints.asking import customer_of_code

    coded = customer_of_code(view, customer)
    return resolve(view, customer) if coded is None else coded


def _insist_on_whose(book: Book, who: int, number: int) -> None:
    from app.sales.queries import purchase

    if book.ask(purchase, number).customer_id != who:
        words = _("Purchase {number} is not this customer's.")
        raise Refused(words.format(number=number), field="purchase")


def _sounds(view: View, customer_id: int, text: str) -> str:
    from app.customers.language import customer_locale
    from app.touchpoints.sentiment import hint

    return hint(text, customer_locale(view, customer_id))


def _scale_words(scale: int) -> str:
    return _("from 0 to 10") if scale == int(SCALES[1]) else _("from 1 to 5")


ALL = {
    "feedback": feedback,
    "feedback-link": feedback_link,
    "feedback-slip": feedback_slip,
    "feedback-setup": feedback_setup,
}
