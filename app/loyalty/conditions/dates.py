"""From a day on, until a day: both included."""

from __future__ import annotations

from datetime import date

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values
from app.loyalty.words import day_text


def holds(values: Values) -> Holds:
    """Whether the sale's business date is within the days."""
    start = date.fromisoformat(values["from"]) if "from" in values else date.min
    end = date.fromisoformat(values["to"]) if "to" in values else date.max
    return lambda sale: start <= sale.day <= end


def words(values: Values, view: View) -> str:
    start, end = (date.fromisoformat(values[key]) if key in values else None for key in ("from", "to"))
    if start and end:
        return _("{start} to {end}").format(start=day_text(start, view), end=day_text(end, view))
    if start:
        return _("from {day}").format(day=day_text(start, view))
    return _("until {day}").format(day=day_text(end, view)) if end else ""


CONDITION = Condition(
    id="dates",
    label=_("Dates"),
    fields=(Field("from", _("From"), FieldKind.DATE), Field("to", _("To"), FieldKind.DATE)),
    words=words,
    holds=holds,
    order=90,
)
