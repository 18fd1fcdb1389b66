"""Customers by their own rhythm: how long they usually stay away, and whether it is longer now."""

from __future__ import annotations

from collections.abc import Collection

from app.groups.criterion import VISITS, Criterion, Values
from app.groups.many_rhythms import rhythms
from app.groups.spans import LEAST, MOST, day_count, range_fields, range_words
from app.insights.rhythm import MIN_GAPS
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View

LATE, IN_TIME = "late", "in-time"


def find(view: View, values: Values, among: Collection[int]) -> Collection[int]:
    """Who came too few times has no rhythm and is neither late nor in time."""
    import numpy as np

    found = rhythms(view, among)
    met = np.ones(len(found.ids), dtype=bool)
    if LEAST in values:
        met &= found.usual >= values[LEAST]
    if MOST in values:
        met &= found.usual <= values[MOST]
    if "now" in values:
        late = found.since > found.late_after
        met &= late if values["now"] == LATE else ~late
    ids: list[int] = found.ids[met].tolist()
    return ids


def check(values: Values) -> None:
    if not {LEAST, MOST, "now"} & set(values):
        raise Refused(_("Say how many days, or whether they are late."), LEAST)
    if values.get(LEAST, 0) > values.get(MOST, values.get(LEAST, 0)):
        raise Refused(_("The least is more than the most."), MOST)


def words(values: Values, view: View) -> str:
    said = []
    if LEAST in values or MOST in values:
        days = range_words(values, lambda days: day_count(view, days))
        said.append(_("usually stay away {days}").format(days=days))
    if values.get("now") == LATE:
        said.append(_("are later than usual"))
    elif values.get("now") == IN_TIME:
        said.append(_("are not later than usual"))
    return _(" and ").join(said)


def unless(values: Values, view: View) -> str:
    if LEAST not in values and MOST not in values:
        late, other = (
            _("are not later than usual, or have no rhythm"),
            _("are later than usual, or have none"),
        )
        return late if values["now"] == LATE else other
    if "now" not in values:
        days = range_words(values, lambda days: day_count(view, days))
        return _("do not usually stay away {days}").format(days=days)
    return _("are not those who {parts}").format(parts=words(values, view))


CRITERION = Criterion(
    id="rhythm",
    label=_("Their own rhythm"),
    shelf=VISITS,
    fields=(
        *range_fields(maximum=3_660),
        Field(
            "now",
            _("Now"),
            FieldKind.CHOICE,
            choices=((LATE, _("Later than usual")), (IN_TIME, _("Not later than usual"))),
            help=_("It takes {visits} visits to know.").format(visits=MIN_GAPS + 1),
        ),
    ),
    words=words,
    unless=unless,
    find=find,
    check=check,
    order=30,
)
