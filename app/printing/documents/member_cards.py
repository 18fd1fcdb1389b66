"""Membership cards: on card that is cut, or on common labels to stick on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.customers.on_labels import NumberedCustomer, numbered_customers
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.document import Imprint, LeftOut
from app.printing.labels.card_face import CardFace
from app.printing.labels.codes import BARS, QR
from app.printing.labels.fields import fill_of
from app.printing.labels.left_out import counted, without_card_number
from app.printing.labels.sheetfill import Cell, SheetFill
from app.printing.labels.sheets import LabelSheet
from app.printing.options import Options
from app.printing.sheet import Sheet
from app.shop.on_paper import PaperShop, paper_shop

_USUAL_NUMBER = "290000000000"
"""As long as the shop's own numbers: a card it does not fit on is none."""


@dataclass(frozen=True, slots=True)
class MemberCards:
    """The cards to print. `left_out` says why others have none: (reason, how many)."""

    shop: PaperShop
    fill: SheetFill
    code: str
    cards: tuple[NumberedCustomer, ...]
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def count(self) -> int:
        return len(self.cards)


class MemberCardSheet(LabelSheet[MemberCards]):
    """Sheets of cards with name, number and code."""

    id = "member-cards"
    icon = "card"
    order = 40
    usual = "cr80-a4"

    @property
    def label(self) -> str:
        return _("Membership cards")

    @property
    def purpose(self) -> str:
        return _("Cards with name and number for the till to scan, on card to cut out or on common labels.")

    @property
    def own_options(self) -> tuple[Field, ...]:
        return (
            Field(
                "code",
                _("Code"),
                FieldKind.CHOICE,
                choices=((BARS, _("Barcode")), (QR, _("QR code"))),
                default=BARS,
                help=_("A number too long for bars is printed as a QR code."),
            ),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> MemberCards:
        fill = fill_of(options, self.usual)
        code = str(options.get("code") or BARS)
        shop = paper_shop(view)
        if CardFace(shop, fill.stock.wide, fill.stock.tall, code).code_of(_USUAL_NUMBER) is None:
            raise Refused(
                _("A label of {size} is too small for a membership card. Choose a larger one.").format(
                    size=fill.stock.size
                ),
                field="stock",
            )
        customers = numbered_customers(view, who)
        cards = tuple(customer for customer in customers if customer.card_number)
        without = len(customers) - len(cards)
        reason = without_card_number(without)
        if not cards:
            raise LeftOut(_("Nobody here has a card number, so there is no card to print."), reason)
        return MemberCards(shop, fill, code, cards, counted((reason, without)))

    def imprint(self, data: MemberCards) -> Imprint:
        subject = plural("{n} card", "{n} cards", data.count).format(n=data.count)
        return Imprint.of_shop(data.shop, self.label, subject)

    def draw_label(self, sheet: Sheet, data: MemberCards, index: int, cell: Cell) -> None:
        card = data.cards[index]
        stock = data.fill.stock
        face = CardFace(data.shop, stock.wide, stock.tall, data.code, _("Member"))
        face.draw(sheet, cell, card.name, card.card_number)


DOCUMENT = MemberCardSheet()
