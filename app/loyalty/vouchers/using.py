"""Using a voucher: once, by its customer, on one of its days. Check and use are one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.booking import customer_name
from app.loyalty.given import load_credit, sale_of
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import Redemption
from app.loyalty.rewards import value_of
from app.loyalty.vouchers.finding import FoundVoucher, the_voucher
from app.loyalty.vouchers.gifts import gift_of
from app.loyalty.vouchers.standing import follow_redemptions
from app.loyalty.words import day_text
from app.sales.purchases import moment
from app.sales.tables import inserted, table


@dataclass(frozen=True)
class UseVoucher:
    """Use a voucher by its number (`code`) or its id; with `purchase_id`, as part of that sale. With
    `customer_id` it must be that customer's: whoever stands at the till."""

    code: str = ""
    voucher_id: int | None = None
    customer_id: int | None = None
    purchase_id: int | None = None
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class VoucherUsed:
    """The redemption (it goes with the next purchase as a redeemed reward does), whose voucher it was, what
    it gave, and its worth in minor units; None where that depends on a sale that is not there yet."""

    redemption: int
    voucher: int
    customer_id: int
    reward_name: str
    value: int | None = None
    already_done: bool = False


def use_voucher(unit: Unit, cmd: UseVoucher) -> VoucherUsed:
    """Give what the voucher stands for. Refused in one sentence when it cannot be used."""
    found = the_voucher(unit, cmd.code, voucher_id=cmd.voucher_id)
    if cmd.customer_id is not None and cmd.customer_id != found.customer_id:
        raise _refused(_("This voucher is {name}'s. Nothing was saved.").format(name=found.customer_name))
    at = moment(unit, cmd.at)
    _check(unit, found, unit.day_of(at))
    name = customer_name(unit, found.customer_id, standing=True)
    price, lines = sale_of(unit, cmd.purchase_id, found.customer_id)
    gift = gift_of(found.rule, found.name, found.kind, found.gift)
    value = value_of(gift, price, lines)
    redemption = inserted(
        unit.session,
        insert(table(Redemption)).values(
            customer_id=found.customer_id, purchase_id=cmd.purchase_id, reward=given_as(found.rule),
            reward_name=found.name, reward_kind=found.kind, points=0, value=value, at=at, steps=1,
            voucher_id=found.id,
        ),
    )  # fmt: skip
    ledgers = Ledgers(unit, unit.day_of(at))
    load_credit(unit, ledgers, found.customer_id, gift, redemption, at, None)
    ledgers.save()
    follow_redemptions(unit, [redemption])
    unit.changed("points", found.customer_id)
    unit.remember(
        _("Voucher “{voucher}” for {name}").format(voucher=found.name, name=name),
        customer_id=found.customer_id,
        undo_kind="redeem",
        undo={"redemption": redemption},
    )
    return VoucherUsed(redemption, found.id, found.customer_id, found.name, value)


def given_as(rule: str) -> str:
    """What a redemption names as its reward: none of the programme, whose limits it does not count for."""
    return f"voucher:{rule}"[:60]


def _check(view: View, found: FoundVoucher, day: date) -> None:
    """Refuse a voucher that was used, withdrawn, or is not valid on that day."""
    said: date
    if found.used_at is not None:
        words, said = _("This voucher was used on {day}."), view.day_of(found.used_at)
    elif found.withdrawn_at is not None:
        words, said = _("This voucher was withdrawn on {day}."), view.day_of(found.withdrawn_at)
    elif day > found.valid_until:
        words, said = _("This voucher was valid until {day}."), found.valid_until
    elif day < found.valid_from:
        words, said = _("This voucher is valid from {day} on."), found.valid_from
    else:
        return
    raise _refused(words.format(day=day_text(said, view)) + " " + _("Nothing was saved."))


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="voucher")
