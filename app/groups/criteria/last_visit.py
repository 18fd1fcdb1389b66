"""Customers by the days since their last visit. Who never came has none."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from app.customers.models import Customer, CustomerActivity
from app.groups.criterion import VISITS, Criterion, Values
from app.groups.spans import (
    LEAST,
    LONGEST_DAYS,
    MOST,
    ahead,
    back,
    begins,
    check_range,
    day_count,
    range_fields,
    range_words,
)
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table

_A = table(CustomerActivity).c
_C = table(Customer).c


def condition(view: View, values: Values) -> ColumnElement[bool]:
    """A visit after today, which a clock that was set wrong leaves behind, is no days ago."""
    came = select(_A.customer_id).where(_A.last_visit_at.is_not(None))
    least, most = values.get(LEAST), values.get(MOST)
    if least:
        came = came.where(_A.last_visit_at < begins(view, ahead(back(view.today, least), 1)))
    if most is not None:
        came = came.where(_A.last_visit_at >= begins(view, back(view.today, most)))
    return _C.id.in_(came)


def words(values: Values, view: View) -> str:
    if LEAST not in values:
        return _("were here within {days}").format(days=day_count(view, values[MOST]))
    said = range_words(values, lambda days: day_count(view, days))
    return _("were last here {days} ago").format(days=said)


def unless(values: Values, view: View) -> str:
    if LEAST not in values:
        return _("were not here within {days}").format(days=day_count(view, values[MOST]))
    said = range_words(values, lambda days: day_count(view, days))
    return _("were not last here {days} ago").format(days=said)


CRITERION = Criterion(
    id="last-visit",
    label=_("Days since the last visit"),
    shelf=VISITS,
    fields=range_fields(maximum=LONGEST_DAYS),
    words=words,
    unless=unless,
    condition=condition,
    check=check_range,
    order=20,
)
