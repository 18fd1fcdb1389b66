"""The periods a statement is asked for by name, counted back from the shop's day."""

from __future__ import annotations

from datetime import date, timedelta

from app.kernel.clock import add_months
from app.kernel.i18n import _


def period_choices() -> list[tuple[str, str]]:
    """(id, label) of the periods, "days" last: the person's own."""
    return [
        ("month", _("Last month")),
        ("quarter", _("Last quarter")),
        ("year", _("This year")),
        ("days", _("Other days")),
    ]


def period_of(choice: str, today: date) -> tuple[date, date]:
    """First and last day, both included. "quarter" is the last whole one of the calendar."""
    month = today.replace(day=1)
    if choice == "quarter":
        this = month.replace(month=month.month - (month.month - 1) % 3)
        return add_months(this, -3), this - timedelta(days=1)
    if choice == "year":
        return date(today.year, 1, 1), today
    return add_months(month, -1), month - timedelta(days=1)
