"""Stretches of days by their names: last month, this year, or two days of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.kernel.clock import add_months
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _

OWN_DAYS = "days"


def period_choices() -> tuple[tuple[str, str], ...]:
    """(id, label) of the periods that have a name, the person's own days last."""
    return (
        ("month", _("Last month")),
        ("quarter", _("Last quarter")),
        ("this-month", _("This month")),
        ("year", _("This year")),
        ("last-year", _("Last year")),
        (OWN_DAYS, _("Other days")),
    )


def period_fields(default: str = "month") -> tuple[Field, ...]:
    """The days something covers: a period by name, or two days of one's own."""
    return (
        Field("period", _("Period"), FieldKind.CHOICE, True, choices=period_choices(), default=default),
        Field("start", _("From"), FieldKind.DATE, when=("period", OWN_DAYS)),
        Field("end", _("To"), FieldKind.DATE, when=("period", OWN_DAYS)),
    )


def days_of(options: Mapping[str, Any], today: date) -> tuple[date, date]:
    """First and last day of the options of `period_fields`, both included.

    A day that is given goes before the period's. Raises Refused, by field, for days the wrong way round, and
    for "other days" without them.
    """
    choice = str(options.get("period", OWN_DAYS))
    start, end = (_day(options.get(field)) for field in ("start", "end"))
    if choice != OWN_DAYS:
        first, last = period_of(choice, today)
        start, end = start or first, end or last
    if start is None or end is None:
        raise Refused(_("Say from which day to which day."), field="start" if start is None else "end")
    if end < start:
        raise Refused(_("The last day is before the first."), field="end")
    return start, end


def period_of(choice: str, today: date) -> tuple[date, date]:
    """First and last day, both included, counted back from the shop's day. "quarter" is the last whole one of
    the calendar; this month and this year end today."""
    month = today.replace(day=1)
    if choice == "quarter":
        this = month.replace(month=month.month - (month.month - 1) % 3)
        return add_months(this, -3), this - timedelta(days=1)
    if choice == "this-month":
        return month, today
    if choice == "year":
        return date(today.year, 1, 1), today
    if choice == "last-year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return add_months(month, -1), month - timedelta(days=1)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if value else None
