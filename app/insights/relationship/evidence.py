"""All that the book holds of the relationships with some customers, or all, read once with its days.

What stands on a card (favourite, alert, remarks, tags, birthday) has no day of its own: it counts from the
day the card was made. An answer, and what was put right, counts from the day that is noted; where none is,
from the day of what it answers. What was voided or removed counts as if it never was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.customers.models import Consent, Customer, CustomerTag
from app.insights.columns import Convert, as_met, codes, columns, days, local_days, numbers
from app.insights.relationship.said import BY_DIRECTION, EITHER_WAY, NOTE, PROMISE, REVIEW, SOCIAL, flags
from app.kernel.unit import View
from app.loyalty.models import Redemption
from app.sales.models import Purchase, Refund
from app.sales.tables import table
from app.touchpoints.answers import COMPLAINT, FEEDBACK
from app.touchpoints.models import Touchpoint

if TYPE_CHECKING:
    from app.insights.columns import Numbers

    Columns = tuple[Numbers, ...]
    Whose = ColumnElement[Any]

TALK_KINDS = (*EITHER_WAY, *BY_DIRECTION, NOTE)
SAID_KINDS = (FEEDBACK, COMPLAINT, REVIEW, SOCIAL)
_ASKED_BY_NAME = 500
"""Customers up to which their rows alone are asked for."""
_NONE = -1
_SPARSE, _FEW_IDS = 8, 100_000

_B = table(Refund).c
_C = table(Customer).c
_G = table(CustomerTag).c
_P = table(Purchase).c
_R = table(Redemption).c
_T = table(Touchpoint).c
_W = table(Consent).c


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Columns of whole numbers. `ids` (n,) in order; `card` (n, 6): the day it was made, then favourite,
    alert, remarks, birthday and tags as 0 or 1. The others are (rows,), `who` a place in `ids`:
    `visits` who, day, and the day all of the purchase had come back or 0, in order;
    `talks` who, day, kind (a place in `TALK_KINDS`), whether the shop wrote;
    `said` who, day, kind (a place in `SAID_KINDS`), flags and day of the answer (`said`), as they were said;
    `promises` who, made, due or 0, done or 0; `consents` who, day, channel, yes, as they were given;
    `friends` who, day of the friend's card; `redeemed` who, day.
    """

    ids: Numbers
    card: Numbers
    visits: Columns
    talks: Columns
    said: Columns
    promises: Columns
    consents: Columns
    friends: Columns
    redeemed: Columns


def evidence(view: View, ids: Collection[int] | None = None) -> Evidence:
    """Read it of these customers, or of all who are not archived: a question for each kind of row, however
    many they are. Unknown ids are left out."""
    import numpy as np

    few = None if ids is None or len(ids) > _ASKED_BY_NAME else sorted(ids)
    known, *card = columns(view, _cards(ids is not None, few), numbers, days(), *[numbers] * 5)
    if ids is not None and few is None:
        wanted = np.isin(known, np.fromiter(ids, dtype=np.int64))
        known, card = known[wanted], [column[wanted] for column in card]

    def mine(whose: Whose, asked: Select[Any], *converts: Convert) -> Columns:
        if few is not None:
            asked = asked.where(whose.in_(few))
        who, *rest = columns(view, asked, numbers, *converts)
        place = _places(known, who)
        there = place != _NONE
        return (place[there], *(column[there] for column in rest))

    moment = local_days(view)
    return Evidence(
        ids=known,
        card=np.stack(card, axis=1),
        visits=_in_order(mine(_P.customer_id, _visits(), days(), days())),
        talks=mine(_T.customer_id, _talks(), moment, codes(TALK_KINDS), numbers),
        said=mine(_T.customer_id, _said(), moment, codes(SAID_KINDS), flags(view)),
        promises=mine(_T.customer_id, _promises(), moment, days(), moment),
        consents=mine(_W.customer_id, _consents(), moment, as_met(), numbers),
        friends=mine(_C.referred_by_id, _friends(), days()),
        redeemed=mine(_R.customer_id, _redeemed(), moment),
    )


def _in_order(visits: Columns) -> Columns:
    import numpy as np

    order = np.argsort(visits[0] * date.max.toordinal() + visits[1], kind="stable")
    return tuple(column[order] for column in visits)


def _places(known: Numbers, who: Numbers) -> Numbers:
    """Where each of `who` stands in `known`, which is in order; `_NONE` for those who are not there.

    Ids are given out one after another, so a table of all of them is small and quicker than seeking.
    """
    import numpy as np

    last = int(known[-1]) if len(known) else 0
    if last > _SPARSE * len(known) + _FEW_IDS:
        place = np.minimum(np.searchsorted(known, who), len(known) - 1)
        return np.where(known[place] == who, place, _NONE)
    places = np.full(last + 2, _NONE, dtype=np.int64)
    places[known] = np.arange(len(known))
    return places[np.clip(who, 0, last + 1)]


def _cards(archived: bool, few: Sequence[int] | None) -> Select[Any]:
    tagged = select(_G.customer_id).where(_G.customer_id == _C.id).exists()
    asked = select(
        _C.id, _C.joined_on, _flag(_C.favourite != ""), _flag(_C.alert != ""), _flag(_C.notes != ""),
        _flag(_C.birth_month.is_not(None)), _flag(tagged),
    ).order_by(_C.id)  # fmt: skip
    if few is not None:
        return asked.where(_C.id.in_(few))
    return asked if archived else asked.where(_C.archived_at.is_(None))


def _flag(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return case((holds, 1), else_=0)


def _visits() -> Select[Any]:
    """Purchases that were not voided. What came back whole has the day it did, or never stood."""
    stands = or_(_P.amount > _P.refunded, and_(_P.amount == 0, _P.refunded == 0))
    back = (
        select(func.max(_B.business_date))
        .where(_B.purchase_id == _P.id, _B.undone_at.is_(None))
        .correlate(table(Purchase))
        .scalar_subquery()
    )
    gone = case((stands, None), else_=func.coalesce(back, _P.business_date))
    return select(_P.customer_id, _P.business_date, gone).where(_P.voided_at.is_(None))


def _talks() -> Select[Any]:
    ours = _flag(_T.data.contains('"direction": "out"', autoescape=True))
    return select(_T.customer_id, _T.at, _T.kind, ours).where(
        _T.kind.in_(TALK_KINDS), _T.removed_at.is_(None), or_(_T.kind != NOTE, _T.text != "")
    )


def _said() -> Select[Any]:
    asked = select(_T.customer_id, _T.at, _T.kind, _T.data)
    return asked.where(_T.kind.in_(SAID_KINDS), _T.removed_at.is_(None)).order_by(_T.at, _T.id)


def _promises() -> Select[Any]:
    asked = select(_T.customer_id, _T.at, _T.due_on, _T.done_at)
    return asked.where(_T.kind == PROMISE, _T.removed_at.is_(None))


def _consents() -> Select[Any]:
    return select(_W.customer_id, _W.at, _W.channel, _flag(_W.given)).order_by(_W.id)


def _friends() -> Select[Any]:
    asked = select(_C.referred_by_id, _C.joined_on)
    return asked.where(_C.referred_by_id.is_not(None), _C.archived_at.is_(None))


def _redeemed() -> Select[Any]:
    return select(_R.customer_id, _R.at).where(_R.given_back_at.is_(None))
