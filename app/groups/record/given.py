"""Parts of a record: rewards, vouchers, gift cards and tiers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import null, select

from app.groups.record.labels import occasion, tier_name, why
from app.groups.record.part import Column, PartKind, Shape, number
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.credit.models import GiftCard
from app.loyalty.models import Account, Redemption
from app.loyalty.tiers.models import TierChange, TierStanding
from app.loyalty.vouchers.models import Voucher
from app.sales.tables import run, table

_A = table(Account).c
_G = table(GiftCard).c
_R = table(Redemption).c
_V = table(Voucher).c


def _redemptions(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(
            _R.id, _R.at, _R.reward_name, _R.reward, _R.reward_kind, _R.points, _R.value, _R.steps,
            _R.given_back_at, _R.purchase_id, _R.entry_id, _R.voucher_id,
        )
        .where(_R.customer_id == customer_id)
        .order_by(_R.at, _R.id),
    )  # fmt: skip


REDEMPTIONS = PartKind(
    "rewards",
    _("Rewards you were given"),
    _("Given at the till."),
    frozenset({"redemption"}),
    (
        number(),
        Column("at", _("When"), Shape.MOMENT),
        Column("name", _("Reward")),
        Column("reward", "", printed=False),
        Column("kind", "", printed=False),
        Column("points", _("For"), Shape.NUMBER),
        Column("value", _("Worth"), Shape.MONEY),
        Column("steps", "", Shape.NUMBER, printed=False),
        Column("given_back_at", _("Given back"), Shape.MOMENT),
        number(column_id="purchase"),
        number(column_id="entry"),
        number(column_id="voucher"),
    ),
    _redemptions,
)


def _vouchers(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    rows = run(
        view.session,
        select(
            _V.id, _V.code, _V.name, _V.rule, _V.occasion, _V.occasion_key, _V.kind, _V.gift, _V.valid_from,
            _V.valid_until, _V.issued_at, _V.used_at, _V.withdrawn_at,
        )
        .where(_V.customer_id == customer_id)
        .order_by(_V.issued_at, _V.id),
    )  # fmt: skip
    for row in rows:
        yield (*row[:4], occasion(row.occasion), *row[4:7], json.loads(row.gift), *row[8:])


VOUCHERS = PartKind(
    "vouchers",
    _("Your vouchers"),
    _("Issued by the program on an occasion, or by hand."),
    frozenset({"voucher"}),
    (
        number(),
        Column("code", _("Number")),
        Column("name", _("Voucher")),
        Column("rule", "", printed=False),
        Column("for", _("Occasion")),
        Column("occasion", "", printed=False),
        Column("occasion_key", "", printed=False),
        Column("kind", "", printed=False),
        Column("gift", "", Shape.DATA, printed=False),
        Column("valid_from", _("Valid from"), Shape.DAY),
        Column("valid_until", _("Valid through"), Shape.DAY),
        Column("issued_at", "", Shape.MOMENT, printed=False),
        Column("used_at", _("Used"), Shape.MOMENT),
        Column("withdrawn_at", _("Withdrawn"), Shape.MOMENT),
    ),
    _vouchers,
)


def _gift_cards(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(_G.id, _G.number, _G.sold_at, _A.balance, _G.blocked_at)
        .join_from(table(GiftCard), table(Account), _A.id == _G.account_id)
        .where(_G.buyer_id == customer_id)
        .order_by(_G.sold_at, _G.id),
    )


GIFT_CARDS = PartKind(
    "gift_cards",
    _("Gift cards you bought"),
    _("Sold at the till. Who pays with a card is not noted on it."),
    frozenset({"gift_card"}),
    (
        number(),
        Column("number", _("Number")),
        Column("sold_at", _("Sold"), Shape.MOMENT),
        Column("balance", _("On it"), Shape.MONEY),
        Column("blocked_at", _("Blocked"), Shape.MOMENT),
    ),
    _gift_cards,
    frozenset({"gift_card.account_id"}),
)


def _tiers(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    t, s = table(TierChange).c, table(TierStanding).c
    past = run(
        view.session,
        select(t.id, t.business_date, t.at, t.tier, t.before, t.floor, t.why, t.purchase_id, null(), null())
        .where(t.customer_id == customer_id)
        .order_by(t.business_date, t.id),
    )
    now = run(
        view.session,
        select(s.since, s.tier, s.floor, s.amount, s.dropping_since).where(s.customer_id == customer_id),
    )
    stands = [
        (None, since, None, tier, "", floor, "now", None, amount, dropping)
        for since, tier, floor, amount, dropping in now
    ]
    for change, on, at, tier, before, floor, reason, *more in (*past, *stands):
        named = (tier_name(view, which) for which in (tier, before, floor))
        said = _("where you stand") if reason == "now" else why(reason)
        yield change, on, at, *named, said, tier, before, floor, reason, *more


TIERS = PartKind(
    "tiers",
    _("Your tiers"),
    _("Counted from your purchases or points, or given by hand; the last row is where you stand."),
    frozenset({"tier_change", "tier_standing"}),
    (
        number(),
        Column("on", _("Since"), Shape.DAY),
        Column("at", "", Shape.MOMENT, printed=False),
        Column("tier", _("Tier")),
        Column("came_from", _("Before")),
        Column("at_least", _("Promised at least")),
        Column("said", _("Why")),
        Column("tier_id", "", printed=False),
        Column("before", "", printed=False),
        Column("floor", "", printed=False),
        Column("why", "", printed=False),
        number(column_id="purchase"),
        Column("amount", "", Shape.NUMBER, printed=False),
        Column("dropping_since", "", Shape.DAY, printed=False),
    ),
    _tiers,
)


GIVEN = (REDEMPTIONS, VOUCHERS, GIFT_CARDS, TIERS)
