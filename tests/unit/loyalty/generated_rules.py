"""Programmes at random, of every kind and with every field there is, for property tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.loyalty.expiry import ABSENCE, DAYS, MONTHS, NEVER, YEARLY
from app.loyalty.programme_fields import TABLES, earning_fields, gift_fields, reward_fields
from app.loyalty.rules import Rules, rules_from_dict
from app.loyalty.stamps import card as stamps
from app.loyalty.vouchers import rule as vouchers

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Mn", "Me")),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() != "")
DAYS_OF = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def value(field: Field) -> st.SearchStrategy[Any]:
    """Something the field takes."""
    if field.kind in (FieldKind.INTEGER, FieldKind.MONEY, FieldKind.PERCENT, FieldKind.FACTOR):
        return st.integers(field.minimum or 0, min(field.maximum or 10**9, 10**9)).filter(lambda n: n != 1000)
    if field.kind is FieldKind.DATE:
        return DAYS_OF.map(date.isoformat)
    if field.kind is FieldKind.TIME:
        return st.times().map(lambda time: time.strftime("%H:%M"))
    if field.kind is FieldKind.BOOLEAN:
        return st.booleans()
    if field.kind is FieldKind.CHOICE:
        return st.sampled_from([choice for choice, _label in field.choices])
    if field.kind is FieldKind.CHOICES:
        return st.lists(st.sampled_from([choice for choice, _label in field.choices]), min_size=1)
    if field.kind is FieldKind.TEXTS:
        return st.lists(WORDS, min_size=1, max_size=3)
    return WORDS


@st.composite
def items(draw: st.DrawFn, kinds: dict[str, Any], common: tuple[Field, ...] = ()) -> list[dict[str, Any]]:
    """A list of tables, each of some kind, with some of its fields."""
    made = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(sorted(kinds)))
        item: dict[str, Any] = {"id": f"item-{number}", "kind": kind}
        for field in (*common, *kinds[kind]):
            if field.id not in ("id", "tier") and (field.required or draw(st.integers(0, 3)) == 0):
                item[field.id] = draw(value(field))
        if "name" in item:
            item["name"] = f"{item['name']} {number}"
        made.append(item)
    return made


@st.composite
def table(draw: st.DrawFn, section: str) -> dict[str, Any]:
    """Some of the values of a section that is one table."""
    return {field.id: draw(value(field)) for field in TABLES[section] if draw(st.booleans())}


@st.composite
def tiers(draw: st.DrawFn) -> list[dict[str, Any]]:
    starts = sorted(draw(st.sets(st.integers(0, 10**7), max_size=4)))
    return [
        {"id": f"tier-{n}", "name": f"Tier {n}", "from_money": start, "factor": draw(st.integers(0, 100_000))}
        for n, start in enumerate(starts)
    ]


EXPIRIES = st.one_of(
    st.just({"kind": NEVER}),
    st.builds(dict, kind=st.sampled_from([MONTHS, DAYS, ABSENCE]), count=st.integers(1, 600)),
    st.builds(
        dict,
        kind=st.just(YEARLY),
        count=st.integers(0, 36),
        month=st.integers(1, 12),
        day=st.integers(1, 28),
    ),
)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """A programme; what contradicts itself is drawn again."""
    from hypothesis import reject

    common = tuple(field for field in vouchers.FIELDS if field.id not in ("away_days", "days_before"))
    rewards = draw(items(reward_fields(), (Field("name", "Name", required=True),)))
    gifts = draw(items(gift_fields(), common))
    for gift in gifts:
        if gift["occasion"] == vouchers.WIN_BACK:
            gift["away_days"] = draw(st.integers(7, 3660))
    cards = draw(items({"": stamps.FIELDS}))
    for card in cards:
        del card["kind"]
        if card.get("per", "item") != "item":
            card.pop("category", None), card.pop("product", None)
    plain = {
        "name": draw(WORDS),
        "earning": draw(items(earning_fields())),
        "counting": draw(table("counting")),
        "tiers": draw(tiers()),
        "stamp_cards": cards,
        "rewards": [{**reward, "cost": draw(st.integers(1, 10**6))} for reward in rewards],
        "vouchers": gifts,
        "referral": draw(table("referral")),
        "households": draw(table("households")),
        "gift_cards": draw(table("gift_cards")),
        "expiry": draw(EXPIRIES),
        "refund_of_spent": draw(st.sampled_from(["owe", "waive", "ask"])),
    }
    if draw(st.booleans()):
        plain["worth"] = {"points": draw(st.integers(1, 10**9)), "amount": draw(st.integers(1, 10**9))}
    for item in (*plain["earning"], *plain["rewards"]):
        if "from" in item and "to" in item:
            end = max(date.fromisoformat(item["from"]), date.fromisoformat(item["to"]))
            item["to"] = (end + timedelta(days=7)).isoformat()
    try:
        return rules_from_dict(plain)
    except Refused:
        return reject()
