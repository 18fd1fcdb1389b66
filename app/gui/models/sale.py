"""The sale being typed at the till."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.gui.speech import Speech
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import parse_amount
from app.kernel.unit import View
from app.loyalty.commands import Line
from app.loyalty.till import SalePreview, sale_preview


@dataclass(frozen=True)
class PendingReward:
    """A reward given at the till that goes with the next sale of this customer. `reward` is the key of the
    offer it came from ("reward:free-coffee", "voucher:12")."""

    redemption: int
    reward: str
    name: str


@dataclass(frozen=True)
class TypedLine:
    """A part of the sale whose category was named; `amount` in minor units."""

    category: str
    amount: int


@dataclass(frozen=True)
class TypedSale:
    """What stands typed: `preview` of the whole, `lines` as they would be kept, and in `words` which rules
    gave what ("23 = 18 + 5 double on crime"), "" where one rule gave all."""

    preview: SalePreview
    lines: tuple[Line, ...]
    words: str


def typed_sale(
    view: View,
    customer_id: int,
    text: str,
    pending: Sequence[PendingReward] = (),
    typed: Sequence[TypedLine] = (),
) -> TypedSale | None:
    """The sale of what is typed so far: the lines and the amount in the field. None while that is no sale."""
    rest = 0
    if text.strip() or not typed:
        try:
            rest = parse_amount(text, view.context.currency, locale=view.context.locale)
        except Refused:
            return None
    lines = [Line(line.category, line.category, amount=line.amount) for line in typed]
    if lines and rest:
        lines.append(Line(_("Other goods"), amount=rest))
    price = rest + sum(line.amount for line in typed)
    redemptions = tuple(one.redemption for one in pending)
    preview = sale_preview(view, customer_id, price, redemptions, lines=tuple(lines))
    return TypedSale(preview, tuple(lines), _said(preview, Speech(view.context)))


def _said(preview: SalePreview, speech: Speech) -> str:
    """The points taken apart: "23 = 18 + 5 double on crime"."""
    if len(preview.parts) < 2:
        return ""
    (first, _words), *others = preview.parts
    said = [speech.number(first)]
    for points, words in others:
        sign = "+" if points >= 0 else "\N{MINUS SIGN}"
        said.append(f"{sign} {speech.number(abs(points))} {words}")
    return f"{speech.number(preview.points)} = {' '.join(said)}"


def giving(customer_id: int, key: str, request_id: str) -> tuple[Callable[..., Any], Any]:
    """The command that gives an offer of the till, by its key, and its wish."""
    from app.loyalty.commands import Redeem, UseStamps, UseVoucher, redeem, use_stamps, use_voucher

    what, _colon, name = key.partition(":")
    if what == "stamps":
        return use_stamps, UseStamps(customer_id, name, request_id=request_id)
    if what == "voucher":
        return use_voucher, UseVoucher(voucher_id=int(name), customer_id=customer_id, request_id=request_id)
    return redeem, Redeem(customer_id, name, request_id=request_id)
