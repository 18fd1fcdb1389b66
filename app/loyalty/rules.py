"""The rules of a programme as plain values, and as the JSON a shop's file keeps.

The JSON (and, with the same shape, the TOML of `programme show`) is

    {"name": "Kettle & Quill points",
     "earning": [{"id": "spend", "kind": "money_step", "points": 1, "step": 100}],
     "rewards": [{"id": "coffee", "name": "Free coffee", "kind": "free_item", "cost": 150, "up_to": 400}],
     "expiry": {"kind": "months", "count": 12},
     "refund_of_spent": "owe",
     "worth": {"points": 100, "amount": 100}}

with money in minor units. Everything but the ids and kinds may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.kernel.errors import Refused
from app.kernel.fields import clean_values
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.text import clean_text
from app.loyalty import earning, rewards
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import KINDS, MOST, NEVER, Expiry
from app.loyalty.rewards import Reward

OWE, WAIVE = "owe", "waive"
MAX_COST = 10**9
FOREVER = Expiry()
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")


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
    """A programme. `refund_of_spent`: what a refund of points already spent leads to, "owe" or "waive"."""

    name: str = ""
    earning: tuple[EarningRule, ...] = ()
    rewards: tuple[Reward, ...] = ()
    expiry: Expiry = FOREVER
    refund_of_spent: str = OWE
    worth: Worth | None = None

    @property
    def may_owe(self) -> bool:
        """Whether a refund of spent points leaves the account owing."""
        return self.refund_of_spent == OWE

    def reward(self, text: str) -> Reward | None:
        """The reward of that id, or of exactly that name (capitals aside)."""
        by_id = {reward.id: reward for reward in self.rewards}
        by_name = {reward.name.casefold(): reward for reward in self.rewards}
        return by_id.get(text) or by_name.get(text.strip().casefold())


def rules_to_json(rules: Rules) -> str:
    """The JSON of the rules: the same text for the same rules."""
    return json.dumps(rules_to_dict(rules), ensure_ascii=False, sort_keys=True)


def rules_to_dict(rules: Rules) -> dict[str, Any]:
    """The rules as plain dictionaries and lists, in the shape above."""
    plain: dict[str, Any] = {
        "name": rules.name,
        "earning": [{"id": rule.id, "kind": rule.kind, **rule.values} for rule in rules.earning],
        "rewards": [
            {"id": r.id, "name": r.name, "kind": r.kind, "cost": r.cost, **r.values} for r in rules.rewards
        ],
        "expiry": {"kind": rules.expiry.kind, "count": rules.expiry.count},
        "refund_of_spent": rules.refund_of_spent,
    }
    if rules.worth:
        plain["worth"] = {"points": rules.worth.points, "amount": rules.worth.amount}
    return plain


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
    _only(plain, "rules", {"name", "earning", "rewards", "expiry", "refund_of_spent", "worth"})
    refund = plain.get("refund_of_spent", OWE)
    if refund not in (OWE, WAIVE):
        raise _wrong("refund_of_spent", _("it is “owe” or “waive”"))
    return Rules(
        name=clean_text(str(plain.get("name", "")), label=_("The name"), limit=120, field="name"),
        earning=tuple(_earning(item, place) for place, item in _items(plain, "earning")),
        rewards=tuple(_reward(item, place) for place, item in _items(plain, "rewards")),
        expiry=_expiry(plain.get("expiry", {"kind": NEVER})),
        refund_of_spent=refund,
        worth=_worth(plain.get("worth")),
    )


def _earning(item: Mapping[str, Any], place: str) -> EarningRule:
    kind = earning.earning_kinds().get(str(item.get("kind", "")))
    if kind is None:
        raise _wrong(f"{place}.kind", _("there is no rule “{kind}”").format(kind=item.get("kind", "")))
    declared = {declared.id for declared in kind.fields}
    _only(item, place, {"id", "kind"} | declared)
    return EarningRule(_id(item, place), kind.id, _values(kind.fields, item, place))


def _reward(item: Mapping[str, Any], place: str) -> Reward:
    kind = rewards.reward_kinds().get(str(item.get("kind", "")))
    if kind is None:
        raise _wrong(f"{place}.kind", _("there is no reward “{kind}”").format(kind=item.get("kind", "")))
    declared = {declared.id for declared in kind.fields}
    _only(item, place, {"id", "name", "kind", "cost"} | declared)
    name = clean_text(str(item.get("name", "")), label=_("The name"), limit=120, field=f"{place}.name")
    if not name:
        raise _wrong(f"{place}.name", _("a reward needs a name"))
    cost = _whole(item.get("cost"), f"{place}.cost", MAX_COST)
    return Reward(_id(item, place), name, kind.id, cost, _values(kind.fields, item, place))


def _expiry(item: Any) -> Expiry:
    _only(item, "expiry", {"kind", "count"})
    kind = item.get("kind", NEVER)
    if kind not in KINDS:
        raise _wrong("expiry.kind", _("it is one of {known}").format(known=", ".join(KINDS)))
    return Expiry() if kind == NEVER else Expiry(kind, _whole(item.get("count"), "expiry.count", MOST[kind]))


def _worth(item: Any) -> Worth | None:
    if item is None:
        return None
    _only(item, "worth", {"points", "amount"})
    return Worth(
        _whole(item.get("points"), "worth.points", MAX_COST),
        _whole(item.get("amount"), "worth.amount", MAX_AMOUNT),
    )


def _items(plain: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The entries of a list with their places ("rewards.2"), their ids found to be different."""
    value = plain.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise _wrong(key, _("it is a list"))
    placed = [(f"{key}.{number}", item) for number, item in enumerate(value, 1)]
    seen: set[object] = set()
    for place, item in placed:
        if not isinstance(item, Mapping):
            raise _wrong(place, _("it is a table of values"))
        for what in ("id", "name"):
            mark = (what, str(item[what]).casefold()) if item.get(what) else None
            if mark in seen:
                raise _wrong(f"{place}.{what}", _("“{name}” is there twice").format(name=item[what]))
            if mark:
                seen.add(mark)
    return placed


def _values(fields: Any, item: Mapping[str, Any], place: str) -> dict[str, object]:
    try:
        return clean_values(fields, item)
    except Refused as refusal:
        where = f"{place}.{refusal.field}"
        raise _wrong(where, refusal.message.rstrip(".")) from None


def _id(item: Mapping[str, Any], place: str) -> str:
    value = str(item.get("id", ""))
    if not _ID.match(value):
        raise _wrong(f"{place}.id", _("an id is small letters, digits, - and _, 60 at most"))
    return value


def _whole(value: Any, place: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise _wrong(place, _("it is a whole number from 1 to {most}").format(most=most))
    return value


def _only(item: Any, place: str, known: set[str]) -> None:
    if not isinstance(item, Mapping):
        raise _wrong(place, _("it is a table of values"))
    unknown = sorted(set(item) - known)
    if unknown:
        raise _wrong(f"{place}.{unknown[0]}", _("nobody knows this name"))


def _wrong(place: str, why: str) -> Refused:
    return Refused(
        _("In the rules, {place}: {why}. Nothing was changed.").format(place=place, why=why), place
    )
