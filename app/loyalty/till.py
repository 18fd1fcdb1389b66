"""What a sale would come to before it is rung up: rewards taken off, what is left to pay, the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.explaining import explain, sum_words
from app.loyalty.models import Redemption
from app.loyalty.queries import preview
from app.loyalty.rewards.together import values_together
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.gifts import offer_of
from app.loyalty.who import sale_lines
from app.sales.purchases import Line
from app.sales.tables import run, table

_R = table(Redemption).c


@dataclass(frozen=True)
class SalePreview:
    """Minor units: `price` before rewards, `discount` they take off, `paid` what is left; and its points.
    `parts` are what each rule gave, (points, words); `words` is the sum of them, "23 = 18 + 5 double on
    Crime", or "" where one rule gives all."""

    price: int
    discount: int
    paid: int
    points: int
    parts: tuple[tuple[int, str], ...] = ()
    words: str = ""


def sale_preview(
    view: View, customer_id: int, price: int, rewards: Sequence[str] = (), lines: Sequence[Line] = ()
) -> SalePreview:
    """A sale of `price` with the rewards of these keys (ids, or "voucher:12"), each taking off what the ones
    before left; one that is used in steps is there once for each step. `lines`, where there are any, add up
    to the price.

    Rewards that take nothing off (a free item is not rung up) and unknown ids change nothing. A reward for
    the cheapest of several items takes its price off when the `lines` are known.
    """
    rules = rules_on(view, view.today)
    known = [(reward, 1) for key in rewards if (reward := offer_of(view, rules, key)) is not None]
    left = price - sum(off for _worth, off in values_together(known, price, sale_lines(lines)))
    judged = preview(view, rules, customer_id, left, lines=lines, discount=price - left)
    parts = explain(view, rules, [(part.rule, part.points) for part in judged.parts])
    return SalePreview(
        price, price - left, left, judged.points,
        tuple((part.points, part.words) for part in parts), sum_words(view, parts),
    )  # fmt: skip


def waiting_rewards(view: View, redemptions: Sequence[int]) -> frozenset[int]:
    """Those of the redemptions that stand and go with no sale yet; an undone one goes with none."""
    if not redemptions:
        return frozenset()
    standing = (_R.id.in_(redemptions), _R.given_back_at.is_(None), _R.purchase_id.is_(None))
    return frozenset(run(view.session, select(_R.id).where(*standing)).scalars())
