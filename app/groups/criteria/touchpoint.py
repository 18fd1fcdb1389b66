"""Customers by the days since something last passed between them and the shop: anything, or of some kinds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true

from app.customers.models import Customer, CustomerActivity
from app.groups.criterion import TALK, Criterion, Values
from app.groups.spans import (
    LEAST,
    LONGEST_DAYS,
    MOST,
    ahead,
    back,
    begins,
    day_count,
    range_fields,
    range_words,
)
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table
from app.touchpoints.models import Touchpoint
from app.touchpoints.registry import KINDS

_A = table(CustomerActivity).c
_C = table(Customer).c
_T = table(Touchpoint).c
PURCHASE = "purchase"


def condition(view: View, values: Values) -> ColumnElement[bool]:
    """Days are counted from the newest; what is dated after today, as by a clock that was set wrong, is no
    days ago."""
    ever = _since(values, None)
    if values["never"]:
        return ~ever
    least, most = values.get(LEAST), values.get(MOST)
    met = [ever]
    if least:
        met = [ever, ~_since(values, begins(view, ahead(back(view.today, least), 1)))]
    if most is not None:
        met.append(_since(values, begins(view, back(view.today, most))))
    return and_(true(), *met)


def _since(values: Values, moment: datetime | None) -> ColumnElement[bool]:
    """Who has one, or has one from a moment on."""
    kinds = [kind for kind in values.get("kinds", ()) if kind != PURCHASE]
    anything = not values.get("kinds")
    met: list[ColumnElement[bool]] = []
    if anything or kinds:
        told = select(_T.customer_id).where(_T.removed_at.is_(None))
        told = told.where(_T.kind.in_(kinds)) if kinds else told
        met.append(_C.id.in_(told if moment is None else told.where(_T.at >= moment)))
    if anything or PURCHASE in values["kinds"]:
        came = select(_A.customer_id).where(_A.last_visit_at.is_not(None))
        met.append(_C.id.in_(came if moment is None else came.where(_A.last_visit_at >= moment)))
    return or_(*met)


def check(values: Values) -> None:
    ranged = LEAST in values or MOST in values
    if values["never"] and ranged:
        raise Refused(_("Never goes with no days."), "never")
    if ranged and values.get(MOST) is not None and values.get(LEAST, 0) > values[MOST]:
        raise Refused(_("The least is more than the most."), MOST)


def words(values: Values, view: View) -> str:
    what = _what(values)
    if values["never"]:
        return _("never had a {what}").format(what=what)
    if LEAST not in values and MOST not in values:
        return _("had a {what}").format(what=what)
    if LEAST not in values:
        return _("had a {what} within {days}").format(what=what, days=day_count(view, values[MOST]))
    said = range_words(values, lambda days: day_count(view, days))
    return _("last had a {what} {days} ago").format(what=what, days=said)


def unless(values: Values, view: View) -> str:
    what = _what(values)
    if values["never"]:
        return _("had a {what}").format(what=what)
    if LEAST not in values and MOST not in values:
        return _("never had a {what}").format(what=what)
    if LEAST not in values:
        return _("had no {what} within {days}").format(what=what, days=day_count(view, values[MOST]))
    said = range_words(values, lambda days: day_count(view, days))
    return _("did not last have a {what} {days} ago").format(what=what, days=said)


def _kinds() -> dict[str, str]:
    return {PURCHASE: _("Purchase")} | {kind.id: kind.label for kind in KINDS}


def _what(values: Values) -> str:
    """ "touchpoint “Call” or “Letter”"."""
    if not values.get("kinds"):
        return _("touchpoint")
    names = _kinds()
    kinds = _(" or ").join(_("“{kind}”").format(kind=names.get(kind, kind)) for kind in values["kinds"])
    return _("touchpoint {kinds}").format(kinds=kinds)


CRITERION = Criterion(
    id="touchpoint",
    label=_("Days since a touchpoint"),
    shelf=TALK,
    fields=(
        Field("kinds", _("Of which kinds"), FieldKind.CHOICES, choices=tuple(_kinds().items())),
        *range_fields(maximum=LONGEST_DAYS),
        Field("never", _("Never"), FieldKind.BOOLEAN, default=False),
    ),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    order=10,
)
