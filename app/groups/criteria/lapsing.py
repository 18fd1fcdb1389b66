"""Customers whose points lapse soon; in a household, all who share them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import select

from app.customers.models import Household, HouseholdMember
from app.groups.criterion import LOYALTY, Criterion, Values
from app.groups.ordering import fetch_rows
from app.groups.spans import day_count, number
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.lapsing_soon import lapsing_soon
from app.sales.tables import table

_H = table(Household).c
_M = table(HouseholdMember).c
_ALL = 100_000_000


def find(view: View, values: Values, _among: Collection[int]) -> Collection[int]:
    points: Counter[int] = Counter()
    for row in lapsing_soon(view, values["days"], limit=_ALL):
        points[row.customer_id] += row.points
    found = {customer for customer, count in points.items() if count >= values["at_least"]}
    shares = fetch_rows(
        view,
        select(_M.customer_id, _H.holder_id).join_from(
            table(HouseholdMember), table(Household), _H.id == _M.household_id
        ),
    )
    return found.union([member for member, holder in shares if holder in found])


def words(values: Values, view: View) -> str:
    if values["at_least"] == 1:
        return _("lose points within {days}").format(days=day_count(view, values["days"]))
    said = _("lose {points} points or more within {days}")
    return said.format(points=number(view, values["at_least"]), days=day_count(view, values["days"]))


def unless(values: Values, view: View) -> str:
    if values["at_least"] == 1:
        return _("lose no points within {days}").format(days=day_count(view, values["days"]))
    said = _("do not lose {points} points or more within {days}")
    return said.format(points=number(view, values["at_least"]), days=day_count(view, values["days"]))


CRITERION = Criterion(
    id="lapsing",
    label=_("Points about to lapse"),
    shelf=LOYALTY,
    fields=(
        Field("days", _("Within days"), FieldKind.INTEGER, minimum=0, maximum=3_660, default=30),
        Field("at_least", _("At least points"), FieldKind.INTEGER, minimum=1, default=1),
    ),
    words=words,
    unless=unless,
    find=find,
    order=30,
)
