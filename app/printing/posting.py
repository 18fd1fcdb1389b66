"""Paper that goes to customers in words of the shop: whether it may, where it goes, how it is signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.customers.consent import consents_now
from app.customers.postal import address_lines
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, speaking
from app.kernel.unit import View
from app.outreach.queries import Wording, built_in, own
from app.printing.document import LeftOut
from app.printing.options import Options
from app.printing.text import plain
from app.shop.on_paper import PaperShop
from app.shop.queries import shop_profile

BY_POST, BY_HAND = "post", "hand"
MOST_SIGNED = 120


def wording_field(kind: str, view: View | None = None) -> Field:
    """The choice of the text: those Regulars brings along, and with a view the shop's own behind them."""
    known: tuple[Wording, ...] = built_in(kind)
    if view is not None:
        known += own(view, kind)
    choices = tuple((one.id, plain(one.name, 80)) for one in known)
    return Field("letter", _("Text"), FieldKind.CHOICE, choices=choices, default=choices[0][0])


def posting_fields() -> tuple[Field, ...]:
    """How it reaches the customer, and whether that needs the customer's word."""
    return (
        Field(
            "way",
            _("It goes out"),
            FieldKind.CHOICE,
            choices=((BY_POST, _("By post")), (BY_HAND, _("Handed over, without an address too"))),
            default=BY_POST,
        ),
        Field(
            "unasked", _("Also to those who were never asked about post"), FieldKind.BOOLEAN, default=False
        ),
    )


def signing_fields() -> tuple[Field, ...]:
    """The words above the signature, and the name below it."""
    return (
        Field(
            "sign_off",
            _("Closing words"),
            help=_("“Warm regards”, in the reader's language, where this is empty. A dash leaves them away."),
            max_length=MOST_SIGNED,
        ),
        Field(
            "signed", _("Signed by"), help=_("The shop's name where this is empty."), max_length=MOST_SIGNED
        ),
    )


def sign_off(options: Options) -> str:
    """The words above the signature, "" for none."""
    given = plain(str(options.get("sign_off") or ""), MOST_SIGNED)
    if not given:
        return _("Warm regards")
    return "" if given in ("-", "–", "—") else given


def signed_by(options: Options, shop: PaperShop) -> str:
    """The name below the signature."""
    return plain(str(options.get("signed") or ""), MOST_SIGNED) or plain(shop.name, MOST_SIGNED)


@contextmanager
def in_its_language(view: View, wording: Wording) -> Iterator[None]:
    """What the shop wrote itself is in the shop's language, and so are the days and numbers in it. What comes
    with Regulars is in the reader's."""
    if not wording.own:
        yield
        return
    locale = shop_profile(view).locale
    with view.written_in(locale), speaking(locale):
        yield


def goes_to(view: View, customer_id: int, options: Options) -> tuple[str, ...]:
    """The address lines it goes to, without the name; () is possible only for what is handed over.

    Raises `LeftOut` for who does not want post, was never asked, or has no address.
    """
    lines = address_lines(view, customer_id)
    if options.get("way", BY_POST) == BY_HAND:
        return lines
    agreed = consents_now(view, customer_id).get("post")
    if agreed is False:
        raise LeftOut(_("This customer does not want letters by post."), _("do not want post"))
    if agreed is None and not options.get("unasked", False):
        raise LeftOut(
            _("This customer was never asked about letters by post."),
            _("were never asked about post"),
            _("Ask, and note it on the card; or print it also for those never asked, or hand it over."),
        )
    if not lines:
        raise LeftOut(
            _("There is no postal address of this customer."),
            _("have no postal address"),
            _("Write it on the customer's card, or hand the letter over."),
        )
    return lines


def chosen_wording(view: View, kind: str, options: Options) -> Wording:
    """The text the options name. `Refused` when it has been deleted meanwhile."""
    wanted = str(options.get("letter", ""))
    for one in (*built_in(kind), *own(view, kind)):
        if one.id == wanted:
            return one
    raise Refused(_("That text is no longer there. Choose another."), field="letter")


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """The lines of each paragraph of a text; an empty line stands between two."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        shown = plain(line)
        if shown:
            found[-1].append(shown)
        elif found[-1]:
            found.append([])
    return tuple(tuple(lines) for lines in found if lines)
