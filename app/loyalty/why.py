""" "Why 640?": the lots a balance is made of, and every entry that touched it, in a customer's words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.booking import customer_name
from app.loyalty.models import POINTS, Account, Allocation, Lot, OpenLot
from app.loyalty.offers import worth_of
from app.loyalty.owners import account_of
from app.loyalty.statements import shop_on_paper
from app.loyalty.told import Told, entries_told
from app.loyalty.versions import rules_on
from app.sales.tables import run, table
from app.shop.on_paper import PaperShop

_A = table(Account).c
_L = table(Lot).c
_O = table(OpenLot).c
_M = table(Allocation).c


@dataclass(frozen=True, slots=True)
class WhyMove:
    """What an entry took from a lot (below zero) or put back into it, and what it was about."""

    on: date
    what: str
    points: int


@dataclass(frozen=True, slots=True)
class WhyLot:
    """Points that came together: `left` of `points` are still there, through `lapses_on` (None: they do not
    lapse). `what` says where they came from, `moves` what happened to them since, oldest first."""

    earned_on: date
    what: str
    points: int
    left: int
    lapses_on: date | None
    moves: tuple[WhyMove, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """A balance taken apart. `balance` is the sum of what is left of `lots` less `owed`, and of all
    `entries`, which are in the order they were booked. `worth` is in minor units, None without a price."""

    shop: PaperShop
    customer_id: int
    customer_name: str
    on: date
    balance: int
    owed: int
    worth: int | None
    lots: tuple[WhyLot, ...]
    entries: tuple[Told, ...]


def why(view: View, customer_id: int) -> Why:
    """Why a customer's balance is what it is, today. In a household it is the balance they share.

    `NotFound` for an unknown customer.
    """
    name = customer_name(view, customer_id)
    rules = rules_on(view, view.today)
    account_id = account_of(view, customer_id, POINTS)
    row = run(
        view.session, select(_A.balance, _A.owed, _A.active_on).where(_A.id == account_id)
    ).one_or_none()
    balance, owed, active_on = row or (0, 0, None)
    entries = tuple(entries_told(view, account_id))
    idle = rules.expiry.idle_until(active_on)
    return Why(
        shop_on_paper(view, rules),
        customer_id,
        name,
        view.today,
        balance,
        owed,
        worth_of(rules, balance),
        _lots(view, account_id, {entry.id: entry for entry in entries}, idle),
        entries,
    )


def _lots(view: View, account_id: int | None, told: dict[int, Told], idle: date | None) -> tuple[WhyLot, ...]:
    """The lots with something left, in the order they are spent."""
    moved: dict[int, list[WhyMove]] = defaultdict(list)
    for lot_id, points, made_by in run(
        view.session,
        select(_M.lot_id, _M.points, _M.made_by_id)
        .select_from(table(Allocation).join(table(OpenLot), _O.lot_id == _M.lot_id))
        .where(_O.account_id == account_id)
        .order_by(_M.id),
    ):
        entry = told[made_by]
        moved[lot_id].append(WhyMove(entry.on, entry.what, points))
    rows = run(
        view.session,
        select(_L.id, _L.entry_id, _L.points, _L.earned_on, _O.remaining, _O.expires_on)
        .select_from(table(OpenLot).join(table(Lot), _L.id == _O.lot_id))
        .where(_O.account_id == account_id)
        .order_by(_O.expires_on.is_(None), _O.expires_on, _O.lot_id),
    )
    return tuple(
        WhyLot(earned_on, told[entry_id].what, points, left, lapses_on or idle, tuple(moved[lot_id]))
        for lot_id, entry_id, points, earned_on, left, lapses_on in rows
    )
