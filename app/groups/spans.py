"""What many criteria share: from so much to so much, and a stretch of days that moves with the calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, true

from app.groups.criterion import Values
from app.groups.filters import start_of
from app.insights.words import days as days_words
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import format_money, format_number
from app.kernel.periods import OWN_DAYS, period_choices, period_of
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

LEAST, MOST = "at_least", "at_most"
WHEN, LAST, START, END = "when", "last", "start", "end"
EVER, LAST_DAYS = "ever", "last-days"
LONGEST_DAYS = 36_500
"""A hundred years."""
_ROOM = timedelta(days=3)
_EARLIEST, _LATEST = date(2, 1, 1), date(9990, 1, 1)
_P = table(Purchase).c


def range_fields(
    kind: FieldKind = FieldKind.INTEGER, *, minimum: int | None = 0, maximum: int | None = None
) -> tuple[Field, Field]:
    """From so much to so much; either may be left out."""
    return (
        Field(LEAST, _("At least"), kind, minimum=minimum, maximum=maximum),
        Field(MOST, _("At most"), kind, minimum=minimum, maximum=maximum),
    )


def check_range(values: Values) -> None:
    """Refuse a range without an end, and one the wrong way round."""
    least, most = values.get(LEAST), values.get(MOST)
    if least is None and most is None:
        raise Refused(_("Say at least how much, or at most."), LEAST)
    if least is not None and most is not None and least > most:
        raise Refused(_("The least is more than the most."), MOST)


def range_words(values: Values, write: Callable[[int], str]) -> str:
    """ "at least 3", "at most 9", "3 to 9", "exactly 3"; `write` writes a number."""
    least, most = values.get(LEAST), values.get(MOST)
    if most is None:
        return _("at least {n}").format(n=write(least or 0))
    if least is None:
        return _("at most {n}").format(n=write(most))
    if least == most:
        return _("exactly {n}").format(n=write(least))
    return _("{least} to {most}").format(least=write(least), most=write(most))


def number(view: View, value: int) -> str:
    """A whole number as the shop writes it."""
    return format_number(value, view.context.locale).replace("-", "\u2212")


def money(view: View, minor: int) -> str:
    """An amount as the shop writes it."""
    return format_money(minor, view.context.currency, view.context.locale).replace("-", "\u2212")


def day_count(view: View, days: int) -> str:
    """ "1 day", "30 days"."""
    return plural("{n} day", "{n} days", days).format(n=number(view, days))


def from_nought(
    value: ColumnElement[Any], among: Callable[[ColumnElement[bool]], ColumnElement[bool]], values: Values
) -> ColumnElement[bool]:
    """Whether a number is in the range of `values`, for those without one 0. `among` makes of a condition on
    `value` that the customer is among those who have such a number."""
    least, most = values.get(LEAST), values.get(MOST)
    if least is not None and most is not None and least > 0:
        return among(and_(value >= least, value <= most))
    met: list[ColumnElement[bool]] = []
    if least is not None:
        met.append(among(value >= least) if least > 0 else not_(among(value < least)))
    if most is not None:
        met.append(not_(among(value > most)) if most >= 0 else among(value <= most))
    return and_(true(), *met)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both included; None is open to that side."""

    start: date | None = None
    end: date | None = None

    @property
    def ever(self) -> bool:
        """Whether every day is in it."""
        return self.start is None and self.end is None

    def holds(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a day of the calendar is in it, as SQL."""
        met = [] if self.start is None else [column >= self.start]
        return and_(true(), *met, *([] if self.end is None else [column <= self.end]))


def sales_in(view: View, span: Span) -> tuple[ColumnElement[bool], ...]:
    """That a purchase stands, on one of the days. Its moment bounds it as well, with room for a shop that
    once kept another zone's days: moments stand in an index and spare reading what is far off."""
    bounds = [_P.voided_at.is_(None), span.holds(_P.business_date)]
    if span.start is not None:
        bounds.append(_P.at >= begins(view, span.start) - _ROOM)
    if span.end is not None:
        bounds.append(_P.at < begins(view, span.end) + _ROOM)
    return tuple(bounds)


def begins(view: View, day: date) -> datetime:
    """The instant a shop's day begins. At the ends of the calendar, where another zone has no such day, it is
    that of a day near by, before or after everything there is."""
    return start_of(view, min(max(day, _EARLIEST), _LATEST))


def span_fields() -> tuple[Field, ...]:
    """When: ever, in the last days, in a stretch by its name, or from a day to a day."""
    named = tuple(one for one in period_choices() if one[0] != OWN_DAYS)
    own = ((OWN_DAYS, _("From a day to a day")),)
    choices = ((EVER, _("Ever")), (LAST_DAYS, _("In the last days")), *named, *own)
    return (
        Field(WHEN, _("When"), FieldKind.CHOICE, choices=choices),
        Field(
            LAST, _("Days back"), FieldKind.INTEGER, minimum=1, maximum=LONGEST_DAYS, when=(WHEN, LAST_DAYS)
        ),
        Field(START, _("From"), FieldKind.DATE, when=(WHEN, OWN_DAYS)),
        Field(END, _("To"), FieldKind.DATE, when=(WHEN, OWN_DAYS)),
    )


def check_span(values: Values) -> None:
    """Refuse days that are missing, too many or the wrong way round."""
    when, (last, start, end) = chosen(values), (values.get(one) for one in (LAST, START, END))
    if when == LAST_DAYS and last is None:
        raise Refused(_("Say how many days back."), LAST)
    if when == OWN_DAYS and start is None and end is None:
        raise Refused(_("Say from which day or to which day."), START)
    if (last is not None and when != LAST_DAYS) or (when != OWN_DAYS and (start or end)):
        raise Refused(_("Give days back, days of the calendar or a period, not several of them."), WHEN)
    if start is not None and end is not None and end < start:
        raise Refused(_("The last day is before the first."), END)


def chosen(values: Values) -> str:
    """The id of the stretch; days alone say it as well."""
    when = str(values.get(WHEN, EVER))
    if when != EVER:
        return when
    if LAST in values:
        return LAST_DAYS
    return OWN_DAYS if START in values or END in values else EVER


def span_of(view: View, values: Values) -> Span:
    """The days, as of today. The last days end today; so does this month."""
    when, today = chosen(values), view.today
    if when == EVER:
        return Span()
    if when == LAST_DAYS:
        return Span(back(today, int(values[LAST]) - 1), today)
    if when == OWN_DAYS:
        return Span(_day(values, START), _day(values, END))
    return Span(*period_of(when, today))


def span_words(view: View, values: Values) -> str:
    """ " in the last 90 days", with a space before it; "" for ever."""
    when = chosen(values)
    if when == EVER:
        return ""
    if when == LAST_DAYS:
        return " " + _("in the last {days}").format(days=day_count(view, int(values[LAST])))
    if when != OWN_DAYS:
        return " " + {
            "month": _("last month"),
            "quarter": _("last quarter"),
            "this-month": _("this month"),
            "year": _("this year"),
            "last-year": _("last year"),
        }.get(when, when)
    return " " + _own_days_words(_day(values, START), _day(values, END), view.context.locale)


def _own_days_words(start: date | None, end: date | None, locale: str) -> str:
    if start is not None and end is not None:
        words = _("on {day}") if start == end else _("in the days {day}")
        return words.format(day=days_words(start, end, locale))
    if end is not None:
        return _("until {day}").format(day=days_words(end, end, locale))
    return "" if start is None else _("since {day}").format(day=days_words(start, start, locale))


def back(day: date, days: int) -> date:
    """So many days before, at most to the calendar's first day."""
    return date.fromordinal(max(1, day.toordinal() - days))


def ahead(day: date, days: int) -> date:
    """So many days after, at most to the calendar's last day."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _day(values: Mapping[str, Any], key: str) -> date | None:
    value = values.get(key)
    return date.fromisoformat(str(value)) if value else None
