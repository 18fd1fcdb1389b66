"""Where merge fields come from: one look at the book for a batch of customers, and only for what is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from sqlalchemy import func, select

from app.customers.models import Customer, CustomerActivity
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.money import format_money, format_number
from app.kernel.unit import Unit, View
from app.loyalty.models import POINTS, Account, OpenLot
from app.loyalty.offers import RewardState, reward_states, worth_of
from app.loyalty.owners import owner_expression
from app.loyalty.panel import SOON
from app.loyalty.queries import balances
from app.loyalty.tiers.queries import tier_ranks
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.queries import voucher_states
from app.outreach.fields import BY_ID, Value
from app.outreach.naming import first_name
from app.sales.tables import run, table
from app.shop.queries import shop_profile

Values: TypeAlias = dict[str, Value]
Source: TypeAlias = Callable[[View, Sequence[int]], dict[int, Values]]

_FIRST = "person"
"""Looked up for everybody: it knows who is there."""

_C = table(Customer).c
_V = table(CustomerActivity).c
_A = table(Account).c
_O = table(OpenLot).c


def look_up(view: View, ids: Sequence[int], fields: Iterable[str]) -> dict[int, Values]:
    """The values of those fields for those customers, at most a few hundred at once.

    For one customer alone raises `NotFound` when there is none of that id; among many they are left out.
    """
    sources = dict.fromkeys((_FIRST, *(BY_ID[field].source for field in fields)))
    if len(ids) == 1:
        return {ids[0]: _one(view, ids[0], sources)}
    found = SOURCES[_FIRST](view, ids)
    known = [customer for customer in ids if customer in found]
    for source in sources:
        if source != _FIRST:
            for customer, values in SOURCES[source](view, known).items():
                found[customer].update(values)
    return found


def _one(view: View, customer_id: int, sources: Iterable[str]) -> Values:
    """The values of one customer. Title, text and name are merged one after the other: what was looked up for
    one is kept for the next, until somebody else is asked for."""
    kept: tuple[int, dict[str, Values]] = view.kept.get(look_up) or (0, {})
    looked = kept[1] if kept[0] == customer_id else {}
    if not isinstance(view, Unit):  # what is written meanwhile is not to be missed
        view.kept[look_up] = (customer_id, looked)
    for source in sources:
        if source not in looked:
            values = SOURCES[source](view, [customer_id]).get(customer_id)
            if values is None:
                raise NotFound(
                    _("There is no customer {number}.").format(number=customer_id), field="customer"
                )
            looked[source] = values
    return {field: value for values in looked.values() for field, value in values.items()}


def day_words(day: date, view: View) -> str:
    """A day as a letter writes it: "30 November 2026"."""
    return _long_day(day, view.context.locale)


@lru_cache(maxsize=2048)
def _long_day(day: date, locale: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, "long", locale=locale))


@lru_cache(maxsize=2048)
def _skeleton(skeleton: str, day: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton(skeleton, day, locale=locale))


def text(field: str, words: str) -> Value:
    """The value of a field of words."""
    return Value(words, field)


def figure(field: str, number: int, view: View) -> Value:
    """The value of a figure."""
    return Value(format_number(number, view.context.locale), field, number)


def _values(*values: Value) -> Values:
    return {value.field: value for value in values}


def _person(view: View, ids: Sequence[int]) -> dict[int, Values]:
    rows = run(
        view.session,
        select(
            _C.id, _C.name, _C.card_number, _C.birth_month, _C.birth_day, _C.favourite, _C.joined_on
        ).where(_C.id.in_(ids)),
    )  # fmt: skip
    return {
        row.id: _values(
            text("name", row.name),
            text("first_name", first_name(row.name)),
            text("card_number", row.card_number or ""),
            text("birthday", _birthday(row.birth_month, row.birth_day, view)),
            text("favourite", row.favourite),
            text("joined", _skeleton("yMMMM", row.joined_on, view.context.locale)),
        )
        for row in rows
    }


def _birthday(month: int | None, day: int | None, view: View) -> str:
    """Without the year: nobody wants their age in a letter."""
    if month is None or day is None:
        return ""
    return _skeleton("MMMMd", date(2000, month, day), view.context.locale)


def _activity(view: View, ids: Sequence[int]) -> dict[int, Values]:
    rows = run(
        view.session,
        select(_V.customer_id, _V.visits, _V.first_visit_on, _V.last_visit_at).where(_V.customer_id.in_(ids)),
    )
    came = {row.customer_id: row for row in rows}
    found = {}
    for customer in ids:
        row = came.get(customer)
        first = row.first_visit_on if row else None
        last = view.day_of(row.last_visit_at) if row and row.last_visit_at else None
        found[customer] = _values(
            figure("visits", row.visits if row else 0, view),
            text("first_visit", day_words(first, view) if first else ""),
            text("last_visit", day_words(last, view) if last else ""),
        )
    return found


def _points(view: View, ids: Sequence[int]) -> dict[int, Values]:
    rules, context = rules_on(view, view.today), view.context
    found = {}
    for customer, points in balances(view, ids).items():
        worth = worth_of(rules, points) if points > 0 else None
        words = format_money(worth, context.currency, context.locale) if worth else ""
        found[customer] = _values(figure("points", points, view), text("worth", words))
    return found


def _lapsing(view: View, ids: Sequence[int]) -> dict[int, Values]:
    """The points of the soonest day within the next 60."""
    found = {customer: _values(Value("", "lapsing_points", 0), text("lapsing_on", "")) for customer in ids}
    rows = run(
        view.session,
        select(_C.id, func.sum(_O.remaining), _O.expires_on)
        .select_from(
            table(Customer)
            .join(table(Account), (_A.customer_id == owner_expression(_C.id)) & (_A.unit == POINTS))
            .join(table(OpenLot), _O.account_id == _A.id)
        )
        .where(_C.id.in_(ids), _O.expires_on.between(view.today, view.today + SOON))
        .group_by(_C.id, _O.expires_on)
        .order_by(_C.id, _O.expires_on.desc()),
    )
    for customer, points, day in rows:  # the soonest is written last
        found[customer] = _values(
            figure("lapsing_points", int(points), view), text("lapsing_on", day_words(day, view))
        )
    return found


def _tier(view: View, ids: Sequence[int]) -> dict[int, Values]:
    scheme = rules_on(view, view.today).tiers
    lowest = scheme.tiers[0].name if scheme.tiers else ""
    ranks = tier_ranks(view, ids)
    return {customer: _values(text("tier", ranks.get(customer, (lowest, 0))[0])) for customer in ids}


def _rewards(view: View, ids: Sequence[int]) -> dict[int, Values]:
    """The dearest reward that can be had now, and the cheapest that points are still missing for."""
    rules, points = rules_on(view, view.today), balances(view, ids)
    return {
        customer: _reward_values(view, reward_states(view, rules, points[customer], customer))
        for customer in ids
    }


def _reward_values(view: View, states: Sequence[RewardState]) -> Values:
    ready = [state for state in states if state.ready]
    coming = next((state for state in states if state.missing and not state.why_not), None)
    left = (
        figure("next_reward_points", coming.missing, view) if coming else Value("", "next_reward_points", 0)
    )
    return _values(
        text("reward_ready", ready[-1].name if ready else ""),
        text("next_reward", coming.name if coming else ""),
        left,
    )


def _vouchers(view: View, ids: Sequence[int]) -> dict[int, Values]:
    """The voucher that ends soonest of those that can be used today."""
    found = {}
    for customer in ids:
        states = voucher_states(view, customer)
        first = states[0] if states else None
        found[customer] = _values(
            text("voucher", first.name if first else ""),
            text("voucher_gives", first.words if first else ""),
            text("voucher_code", first.code if first else ""),
            text("voucher_until", day_words(first.valid_until, view) if first else ""),
        )
    return found


def _shop(view: View, ids: Sequence[int]) -> dict[int, Values]:
    profile = shop_profile(view)
    values = _values(
        text("shop_name", profile.name),
        text("shop_phone", profile.phone),
        text("opening_hours", profile.opening_hours),
        text("today", day_words(view.today, view)),
    )
    return dict.fromkeys(ids, values)


SOURCES: dict[str, Source] = {
    "person": _person,
    "activity": _activity,
    "points": _points,
    "lapsing": _lapsing,
    "tier": _tier,
    "rewards": _rewards,
    "vouchers": _vouchers,
    "shop": _shop,
}
"""How the fields of each source are looked up."""
