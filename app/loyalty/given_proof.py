"""The proof that what rewards gave in money stands on store credit, and nothing else of theirs does."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import Entry, Redemption
from app.loyalty.rewards.store_credit import KIND
from app.sales.tables import run, table

_E = table(Entry).c
_R = table(Redemption).c


def credit_problems(view: View) -> Iterator[str]:
    """A reward in money is one entry that loaded its value; one taken back, another that took it again."""
    back = table(Entry).alias("back").c
    again = table(Entry).alias("again").c
    undone = select(again.id).where(again.reverses_id == back.id, again.kind == EntryKind.UNDO.value).exists()
    returned = (
        select(back.id)
        .where(back.reverses_id == _E.id, back.kind == EntryKind.GIVE_BACK.value, ~undone)
        .exists()
    )
    loaded: dict[int, tuple[int, bool]] = {}
    for points, detail, is_back in run(
        view.session,
        select(_E.points, _E.detail, returned).where(_E.kind == EntryKind.LOAD.value, _E.reward.is_not(None)),
    ):
        redemption = json.loads(detail).get("redemption") if detail else None
        if redemption is not None:
            loaded[int(redemption)] = (points, bool(is_back))
    rows = run(
        view.session,
        select(_R.id, _R.value, _R.given_back_at.is_not(None)).where(_R.reward_kind == KIND.id),
    ).all()
    for redemption, value, marked in rows:
        if loaded.pop(redemption, None) != (value, bool(marked)):
            words = _("Reward given {number}: the store credit it gave does not match it.")
            yield words.format(number=redemption)
    for redemption in sorted(loaded):
        words = _("Store credit was given for the reward {number}, which there is not.")
        yield words.format(number=redemption)
