"""What a voucher gives: a reward of a kind, kept with the voucher so that later rules do not change it.

`voucher.gift` is JSON: the values of the reward's kind, and under "reason" the words with which it was issued
by hand, where there are any.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.kernel.fields import clean_values
from app.kernel.unit import View
from app.loyalty.rewards import Reward, reward_kinds
from app.loyalty.rules import Rules
from app.loyalty.vouchers.models import Voucher
from app.sales.tables import run, table

REASON = "reason"
_V = table(Voucher).c
_GIFT = select(_V.rule, _V.name, _V.kind, _V.gift)


def gift_text(values: Mapping[str, Any], reason: str = "") -> str:
    """The JSON of a gift."""
    return json.dumps({**values, **({REASON: reason} if reason else {})}, ensure_ascii=False, sort_keys=True)


def gift_of(rule: str, name: str, kind: str, text: str) -> Reward:
    """The reward a voucher stands for; of a kind that is not known, with its values as they are."""
    values = json.loads(text)
    values.pop(REASON, None)
    known = reward_kinds().get(kind)
    return Reward(rule, name, kind, 0, clean_values(known.fields, values) if known else values)


def reason_of(text: str) -> str:
    """Why a voucher was issued by hand, "" when nobody said."""
    return str(json.loads(text).get(REASON, ""))


def voucher_gift(view: View, voucher_id: int) -> Reward:
    """The reward of a voucher by its id."""
    return gift_of(*run(view.session, _GIFT.where(_V.id == voucher_id)).one())


def offer_of(view: View, rules: Rules, key: str) -> Reward | None:
    """The reward a till means by a key: "voucher:12" is what that voucher gives, else a reward's id or name;
    None when there is none."""
    what, _colon, number = key.partition(":")
    if what != "voucher" or not (number.isascii() and number.isdigit() and len(number) < 19):
        return rules.reward(key)
    row = run(view.session, _GIFT.where(_V.id == int(number))).one_or_none()
    return None if row is None else gift_of(*row)
