"""The rules of a programme as plain values, and as the JSON a shop's file keeps.

The JSON (and, with the same shape, the TOML of `programme show`) is

    {"name": "Kettle & Quill points",
     "earning": [{"id": "spend", "kind": "money_step", "points": 1, "step": 100}],
     "rewards": [{"id": "coffee", "name": "Free coffee", "kind": "free_item", "cost": 150, "up_to": 400}],
     "expiry": {"kind": "months", "count": 12},
     "refund_of_spent": "owe",
     "worth": {"points": 100, "amount": 100}}

with money in minor units and factors in thousandths, and further sections `counting`, `tiers`, `tier_rules`,
`stamp_cards`, `vouchers`, `referral`, `households`, `gift_cards`. Each section is read where its rules live.
Everything but the ids and kinds may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.text import clean_text
from app.loyalty import contradictions
from app.loyalty.counting import COUNTS_ALL, Counting, plain_counting, read_counting
from app.loyalty.credit.rule import GiftCardRule, plain_gift_cards, read_gift_cards
from app.loyalty.earning import EarningRule, Stage, earning_kinds
from app.loyalty.earning.judging import Judge
from app.loyalty.expiry import Expiry, plain_expiry, read_expiry
from app.loyalty.households.rule import OWN, read_leaving
from app.loyalty.reading import ID_FIELD, Values, items, only, values_of, whole, wrong
from app.loyalty.referral.rule import ReferralRule, plain_referral, read_referral
from app.loyalty.rewards import MAX_COST, Reward, plain_reward, read_rewards
from app.loyalty.stamps.card import StampCard, plain_stamp_card, read_stamp_cards
from app.loyalty.tiers.scheme import NO_TIERS, TierScheme, plain_tiers, read_tiers
from app.loyalty.vouchers.rule import VoucherRule, plain_voucher, read_vouchers

OWE, WAIVE, ASK = "owe", "waive", "ask"
FOREVER = Expiry()
NO_REFERRAL = ReferralRule()
ANY_GIFT_CARD = GiftCardRule()

SECTIONS = (
    "name", "earning", "counting", "tiers", "tier_rules", "stamp_cards", "rewards", "vouchers", "referral",
    "households", "gift_cards", "expiry", "refund_of_spent", "worth",
)  # fmt: skip
"""The names at the top of the rules, in the order a programme is shown."""


@dataclass(frozen=True)
class Worth:
    """What points are worth in money: `points` of them are `amount` minor units."""

    points: int
    amount: int

    def of(self, points: int) -> int:
        """The worth of so many points, rounded down; nothing for a balance below zero."""
        return max(0, points) * self.amount // self.points


@dataclass(frozen=True)
class Rules:
    """A programme. `refund_of_spent`: what a refund of points already spent leads to: the customer owes them
    ("owe"), they are waived ("waive"), or the till is asked each time ("ask"). `leaving`: what who leaves a
    household takes along."""

    name: str = ""
    earning: tuple[EarningRule, ...] = ()
    rewards: tuple[Reward, ...] = ()
    expiry: Expiry = FOREVER
    refund_of_spent: str = OWE
    worth: Worth | None = None
    counting: Counting = COUNTS_ALL
    tiers: TierScheme = NO_TIERS
    stamp_cards: tuple[StampCard, ...] = ()
    vouchers: tuple[VoucherRule, ...] = ()
    referral: ReferralRule = NO_REFERRAL
    leaving: str = OWN
    gift_cards: GiftCardRule = ANY_GIFT_CARD

    @property
    def may_owe(self) -> bool:
        """Whether a refund of spent points leaves the account owing when nobody is asked."""
        return self.refund_of_spent != WAIVE

    @cached_property
    def judge(self) -> Judge:
        """The earning rules, ready to judge sales."""
        return Judge(self.earning, self.counting, self.tiers)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories of goods that rules and stamp cards ask for, in the order they are named."""
        named = [name for rule in self.earning for name in rule.values.get("category", ())]
        named += [name for card in self.stamp_cards for name in card.category]
        named += self.counting.without
        return tuple({name.casefold(): name for name in reversed(named)}.values())[::-1]

    def reward(self, text: str) -> Reward | None:
        """The reward of that id, or of exactly that name (capitals aside)."""
        by_id = {reward.id: reward for reward in self.rewards}
        by_name = {reward.name.casefold(): reward for reward in self.rewards}
        return by_id.get(text) or by_name.get(text.strip().casefold())

    def stamp_card(self, text: str) -> StampCard | None:
        """The stamp card of that id, or of exactly that name (capitals aside)."""
        by_id = {card.id: card for card in self.stamp_cards}
        by_name = {card.name.casefold(): card for card in self.stamp_cards}
        return by_id.get(text) or by_name.get(text.strip().casefold())


def rules_to_json(rules: Rules) -> str:
    """The JSON of the rules: the same text for the same rules."""
    return json.dumps(rules_to_dict(rules), ensure_ascii=False, sort_keys=True)


def rules_to_dict(rules: Rules) -> dict[str, Any]:
    """The rules as plain dictionaries and lists, in the shape above; sections without anything left out."""
    plain: dict[str, Any] = {
        "name": rules.name,
        "earning": [{"id": rule.id, "kind": rule.kind, **_plain(rule.values)} for rule in rules.earning],
        "counting": plain_counting(rules.counting),
        **plain_tiers(rules.tiers),
        "stamp_cards": [plain_stamp_card(card) for card in rules.stamp_cards],
        "rewards": [_plain(plain_reward(reward)) for reward in rules.rewards],
        "vouchers": [_plain(plain_voucher(rule)) for rule in rules.vouchers],
        "referral": plain_referral(rules.referral),
        "households": {"leaving": rules.leaving} if rules.leaving != OWN else {},
        "gift_cards": plain_gift_cards(rules.gift_cards),
        "expiry": plain_expiry(rules.expiry),
        "refund_of_spent": rules.refund_of_spent,
    }
    if rules.worth:
        plain["worth"] = {"points": rules.worth.points, "amount": rules.worth.amount}
    always = ("name", "earning", "rewards", "expiry", "refund_of_spent")
    return {key: plain[key] for key in SECTIONS if key in plain and (plain[key] or key in always)}


def _plain(values: Values) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


@lru_cache(maxsize=64)
def rules_from_json(text: str) -> Rules:
    """The rules of a JSON text; `Refused` says in one sentence what is wrong and where."""
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise Refused(_("The rules cannot be read: {error}.").format(error=error)) from None
    return rules_from_dict(plain)


def rules_from_dict(plain: Any) -> Rules:
    """The rules of plain dictionaries; `Refused` for the first mistake, with its place."""
    only(plain, "rules", set(SECTIONS))
    refund = plain.get("refund_of_spent", OWE)
    if refund not in (OWE, WAIVE, ASK):
        raise wrong("refund_of_spent", _("it is “owe”, “waive” or “ask”"))
    rules = Rules(
        name=clean_text(str(plain.get("name", "")), label=_("The name"), limit=120, field="name"),
        earning=tuple(_earning(item, place) for place, item in items(plain, "earning")),
        rewards=read_rewards(plain),
        expiry=read_expiry(plain),
        refund_of_spent=refund,
        worth=_worth(plain.get("worth")),
        counting=read_counting(plain),
        tiers=read_tiers(plain),
        stamp_cards=read_stamp_cards(plain),
        vouchers=read_vouchers(plain),
        referral=read_referral(plain),
        leaving=read_leaving(plain),
        gift_cards=read_gift_cards(plain),
    )
    contradictions.refuse(rules)
    return rules


def _earning(item: Mapping[str, Any], place: str) -> EarningRule:
    kind = earning_kinds().get(str(item.get("kind", "")))
    if kind is None:
        raise wrong(f"{place}.kind", _("there is no rule “{kind}”").format(kind=item.get("kind", "")))
    only(item, place, {"id", "kind", *(declared.id for declared in kind.all_fields)})
    named = values_of((ID_FIELD,), item, place)
    values = values_of(kind.all_fields, item, place)
    if kind.stage is Stage.TIMES and values.get("factor") == 1000:
        raise wrong(f"{place}.factor", _("once the points is no change"))
    return EarningRule(named["id"], kind.id, values)


def _worth(item: Any) -> Worth | None:
    if item is None:
        return None
    only(item, "worth", {"points", "amount"})
    return Worth(
        whole(item.get("points"), "worth.points", MAX_COST),
        whole(item.get("amount"), "worth.amount", MAX_AMOUNT),
    )
