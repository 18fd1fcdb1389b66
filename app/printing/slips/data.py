"""What a loyalty slip says, from one moment of the file: of a sale, or of where a customer stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.customers.language import customer_locale
from app.customers.models import Customer
from app.kernel.clock import zone
from app.kernel.errors import NotFound
from app.kernel.i18n import _, speaking
from app.kernel.unit import View
from app.loyalty.gains import gains
from app.loyalty.models import POINTS, Account
from app.loyalty.panel import Panel, loyalty_panel
from app.printing.document import LeftOut
from app.sales.queries import PurchaseRow, purchase, purchases
from app.sales.tables import run, table
from app.shop.on_paper import PaperShop, paper_shop

LATE = timedelta(minutes=10)
"""A slip printed this long after its sale says at what time its balance holds."""
_LOOKED_THROUGH = 50

_A = table(Account).c
_C = table(Customer).c


@dataclass(frozen=True, slots=True)
class SlipSale:
    """The sale: when, on the shop's clock; `amount` in minor units and `points`, both less what came back."""

    number: int
    at: datetime
    receipt: str
    amount: int
    points: int


@dataclass(frozen=True, slots=True)
class SlipReward:
    """A reward out of reach: it costs `cost` points, `missing` of them are still to come."""

    name: str
    cost: int
    missing: int


@dataclass(frozen=True, slots=True)
class SlipStamps:
    """A stamp card: `have` on the one begun, of the `of` that fill it; `full` ones give `gives` now."""

    name: str
    have: int
    of: int
    full: int
    gives: str


@dataclass(frozen=True, slots=True)
class SlipVoucher:
    """A voucher that can be used, through `until`."""

    name: str
    code: str
    until: date


@dataclass(frozen=True, slots=True)
class SlipData:
    """One slip. `asked_at` is the shop's wall time of now; `worth` and `credit` are minor units, `worth` None
    where points have no price; `lapsing` is (points, last day), soonest first; `ready` names of rewards."""

    shop: PaperShop
    customer_id: int
    customer_name: str
    card_number: str
    asked_at: datetime
    sale: SlipSale | None
    balance: int
    worth: int | None
    lapsing: tuple[tuple[int, date], ...]
    tier: str
    next_reward: SlipReward | None
    ready: tuple[str, ...]
    stamps: tuple[SlipStamps, ...]
    vouchers: tuple[SlipVoucher, ...]
    credit: int = 0
    household: str = ""

    @property
    def late(self) -> bool:
        """Whether the balance is of a later moment than the sale."""
        return self.sale is not None and not timedelta() <= self.asked_at - self.sale.at < LATE


def slip_data(view: View, customer_id: int, purchase_id: int | None = None) -> SlipData:
    """What a slip says now. `NotFound` for a customer or sale there is none of; LeftOut for a sale that was
    taken back, or is another customer's by now."""
    who = run(view.session, select(_C.name, _C.card_number).where(_C.id == customer_id)).one_or_none()
    if who is None:
        raise NotFound(_("There is no customer {number}.").format(number=customer_id), field="customer")
    sale = None if purchase_id is None else _sale(view, customer_id, purchase_id)
    panel = loyalty_panel(view, customer_id)
    return SlipData(
        shop=paper_shop(view),
        customer_id=customer_id,
        customer_name=who.name,
        card_number=who.card_number or "",
        asked_at=_wall(view, view.now),
        sale=sale,
        balance=panel.points,
        worth=panel.worth if panel.points > 0 else None,
        lapsing=panel.expiring if panel.points > 0 else (),
        tier=panel.tier.name if panel.tier is not None else "",
        next_reward=_next(panel),
        ready=tuple(reward.name for reward in panel.rewards if reward.ready),
        stamps=_stamps(panel),
        vouchers=tuple(SlipVoucher(one.name, one.code, one.valid_until) for one in panel.vouchers),
        credit=panel.credit,
        household=panel.household,
    )


def slip_for(view: View, customer_id: int, purchase_id: int | None = None) -> SlipData:
    """`slip_data` in the customer's own language, as far as paper speaks it."""
    locale = customer_locale(view, customer_id)
    with view.written_in(locale), speaking(locale):
        return slip_data(view, customer_id, purchase_id)


def last_sale(view: View, customer_id: int) -> int | None:
    """The customer's newest purchase that was not taken back; None when there is none."""
    bought = purchases(view, customer_id, limit=_LOOKED_THROUGH)
    return next((one.id for one in bought if not one.voided), None)


def sale_of_slip(view: View, purchase_id: int) -> PurchaseRow:
    """The purchase a slip is wanted of. `NotFound`, or LeftOut when it was taken back."""
    found = purchase(view, purchase_id)
    if found.voided:
        raise LeftOut(_("This purchase was taken back: there is no slip of it."), _("were taken back"))
    return found


def _sale(view: View, customer_id: int, purchase_id: int) -> SlipSale:
    found = sale_of_slip(view, purchase_id)
    if found.customer_id != customer_id:
        raise LeftOut(_("This purchase is another customer's."), _("are another customer's"))
    gave = gains(view, purchase_id)
    ids = {gain.account_id for gain in gave}
    of_points = set(run(view.session, select(_A.id).where(_A.id.in_(ids), _A.unit == POINTS)).scalars())
    points = sum(gain.points - gain.taken_back for gain in gave if gain.account_id in of_points)
    return SlipSale(found.id, _wall(view, found.at), found.receipt or "", found.left, points)


def _wall(view: View, at: datetime) -> datetime:
    return at.astimezone(zone(view.context.timezone)).replace(tzinfo=None)


def _next(panel: Panel) -> SlipReward | None:
    state = panel.next_reward
    return None if state is None else SlipReward(state.name, state.cost, state.missing)


def _stamps(panel: Panel) -> tuple[SlipStamps, ...]:
    return tuple(
        SlipStamps(card.name, max(0, card.have) - card.full * card.of, card.of, card.full, card.gives)
        for card in panel.stamps
        if card.have > 0
    )
