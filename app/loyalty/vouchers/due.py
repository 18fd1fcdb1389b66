"""Who is due a voucher on a day: birthdays, and customers who stay away. Run daily, as often as one likes.

Nobody gets two for one occasion: its key (`voucher.occasion_key`) is unique for a customer and a rule.

A birthday's voucher is due from `days_before` it, and, when the shop was closed meanwhile, for up to
`CATCH_UP` days after it to those who were in the book by then. Its key has the year of the birthday, so a
birth date that is changed gives no second one in that year; 29 February is kept on the 28th where there is
no 29th. A win-back voucher is due once for each absence: its key has the day of the last visit.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, or_, select

from app.customers.models import Customer, CustomerActivity
from app.kernel.clock import local_to_utc
from app.kernel.unit import Unit, View
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.issuing import Occasion, issue, last_day
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.rule import BIRTHDAY, WIN_BACK, VoucherRule
from app.sales.tables import run, table

CATCH_UP = 31
"""Days after a birthday through which its voucher is still issued, when it is still valid."""

_C = table(Customer).c
_T = table(CustomerActivity).c
_V = table(Voucher).c
_DAY = timedelta(days=1)


def birthday_key(year: int) -> str:
    """The occasion of the birthday in a year."""
    return f"{BIRTHDAY}:{year}"


def win_back_key(last_visit: date) -> str:
    """The occasion of an absence since a day."""
    return f"{WIN_BACK}:{last_visit.isoformat()}"


def issue_due(unit: Unit, day: date) -> int:
    """Issue what is due on `day` (the shop's) by the rules of that day; how many. Twice issues nothing twice.

    A day that is past is caught up with: what would no longer be valid today is not issued.
    """
    issued = 0
    for rule in rules_on(unit, day).vouchers:
        if rule.occasion == BIRTHDAY:
            issued += issue(unit, rule, _birthdays(unit, rule, day))
        elif rule.occasion == WIN_BACK:
            issued += issue(unit, rule, _away(unit, rule, day))
    return issued


def _birthdays(view: View, rule: VoucherRule, day: date) -> Iterator[Occasion]:
    back = min(rule.valid_days, CATCH_UP)
    for place in range(-back, rule.days_before + 1):
        birthday = day + timedelta(days=place)
        until = last_day(birthday, rule)
        if until < view.today:
            continue
        key = birthday_key(birthday.year)
        had = select(_V.id).where(_V.customer_id == _C.id, _V.rule == rule.id, _V.occasion_key == key)
        born = and_(_C.birth_month == birthday.month, _C.birth_day == birthday.day)
        if (birthday.month, birthday.day) == (2, 28) and not calendar.isleap(birthday.year):
            born = or_(born, and_(_C.birth_month == 2, _C.birth_day == 29))
        due = select(_C.id).where(born, _C.archived_at.is_(None), ~had.exists()).order_by(_C.id)
        if birthday < day:
            due = due.where(_C.created_at < _begins(view, birthday + _DAY))
        for customer_id in run(view.session, due).scalars().all():
            yield Occasion(customer_id, key, day, until)


def _away(view: View, rule: VoucherRule, day: date) -> Iterator[Occasion]:
    until = last_day(day, rule)
    if until < view.today or rule.away_days is None:
        return
    since = select(_V.id).where(
        _V.customer_id == _C.id,
        _V.rule == rule.id,
        _V.occasion_key.startswith(f"{WIN_BACK}:", autoescape=True),
        _V.issued_at > _T.last_visit_at,
    )
    rows = run(
        view.session,
        select(_C.id, _T.last_visit_at)
        .join_from(table(CustomerActivity), table(Customer), _C.id == _T.customer_id)
        .where(
            _T.last_visit_at < _begins(view, day - timedelta(days=rule.away_days - 1)),
            _T.visits > 0,
            _C.archived_at.is_(None),
            ~since.exists(),
        )
        .order_by(_C.id),
    ).all()
    for customer_id, last_visit in rows:
        yield Occasion(customer_id, win_back_key(view.day_of(last_visit)), day, until)


def _begins(view: View, day: date) -> datetime:
    """The instant at which a day begins in the shop."""
    return local_to_utc(datetime.combine(day, time()), view.context.timezone)
