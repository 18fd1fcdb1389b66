"""Gift cards on paper: for those who buy one without a card from a printer."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.credit.queries import GiftCardLine, gift_card, gift_cards_with_money
from app.printing.document import About, Imprint
from app.printing.formatting import long_day, money, short_day
from app.printing.labels.left_out import blocked, counted, empty
from app.printing.labels.tearoff import Slip, Slips, TearOff, terms_field
from app.printing.options import Options, paper_field
from app.shop.on_paper import PaperShop, paper_shop


class GiftCards(TearOff):
    """The gift cards named, else every one that was sold and not used yet."""

    id = "gift-cards"
    about = About.SHOP
    icon = "gift-card-sheet"
    order = 52

    @property
    def label(self) -> str:
        return _("Gift cards")

    @property
    def purpose(self) -> str:
        return _("Gift cards that were sold, to cut out and hand over, with a stub for the shop.")

    @property
    def stub_words(self) -> str:
        return _("Stays with the shop")

    @property
    def options(self) -> tuple[Field, ...]:
        return (
            Field(
                "numbers",
                _("Numbers of the gift cards"),
                FieldKind.TEXTS,
                max_length=60,
                help=_("Left empty, every gift card with money on it."),
            ),
            Field(
                "unused",
                _("Only those nothing was paid from yet"),
                FieldKind.BOOLEAN,
                default=True,
                help=_("Where no numbers are given."),
            ),
            terms_field(),
            paper_field(),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> Slips:
        numbers = tuple(options.get("numbers") or ())
        cards, left_out = _named(view, numbers) if numbers else (_all(view, options), ())
        if not cards:
            field = "numbers" if numbers else "unused"
            raise Refused(_("There is no gift card with money on it to print."), field=field)
        shop = paper_shop(view)
        terms = str(options.get("terms") or _usual_terms())
        slips = tuple(_slip(card, shop, terms) for card in cards)
        return Slips(shop, slips, filled=True, left_out=left_out)

    def imprint(self, data: Slips) -> Imprint:
        count = len(data.slips)
        subject = plural("{n} gift card", "{n} gift cards", count).format(n=count)
        return Imprint.of_shop(data.shop, self.label, subject)


def _usual_terms() -> str:
    return _(
        "Pay with it in our shop, at once or bit by bit. Whoever holds it may use it: keep it like money."
    )


def _all(view: View, options: Options) -> tuple[GiftCardLine, ...]:
    return gift_cards_with_money(view, unused=bool(options.get("unused", False)))


def _named(
    view: View, numbers: Sequence[str]
) -> tuple[tuple[GiftCardLine, ...], tuple[tuple[str, int], ...]]:
    """The cards of these numbers, each once, and why others among them are not printed. `NotFound` for a
    number there is no card of."""
    named = {card.number: card for card in (gift_card(view, number).card for number in numbers)}
    lost = sum(card.blocked for card in named.values())
    used_up = sum(card.balance <= 0 and not card.blocked for card in named.values())
    good = tuple(card for card in named.values() if card.balance > 0 and not card.blocked)
    return good, counted((blocked(lost), lost), (empty(used_up), used_up))


def _slip(card: GiftCardLine, shop: PaperShop, terms: str) -> Slip:
    amount = money(card.balance, shop.currency, shop.locale)
    if card.valid_until is None:
        valid = (_("Valid"), _("without end"))
    else:
        valid = (_("Valid until"), long_day(card.valid_until, shop.locale, with_year=True))
    sold = short_day(card.sold_on, shop.locale, with_year=True)
    return Slip(
        kind=_("Gift card"),
        worth=amount,
        title=_("to spend at {shop}").format(shop=shop.name),
        facts=(valid, (_("Sold on"), sold)),
        code=card.number,
        stub=((_("Gift card"), amount), (_("Sold on"), sold)),
        terms=terms,
    )


DOCUMENT = GiftCards()
