"""The row of facts on a customer's card: how often, how lately, how much, and the birthday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.customers.models import Customer, CustomerActivity
from app.insights.rhythm import rhythm_of
from app.insights.visit_days import latest_days
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View


@dataclass(frozen=True)
class CardFacts:
    """`since` is the year of the first visit; `rhythm_days` the usual days between visits and `late` whether
    the last one is longer ago than usual (`app.insights.rhythm`), None and not late with too few visits;
    `days_since` counts from the last visit; `spent` is minor units; `birthday_in` days, 0 is today.

    The last visit is the last of which something stands; where all was brought back, the last of all.
    """

    visits: int
    since: int | None
    rhythm_days: int | None
    last_visit: date | None
    days_since: int | None
    late: bool
    spent: int
    birthday_in: int | None


def card_facts(view: View, customer_id: int) -> CardFacts:
    """The facts of one customer today; `NotFound` when there is none of that id."""
    customer = view.session.execute(
        select(Customer.birth_month, Customer.birth_day).where(Customer.id == customer_id)
    ).one_or_none()
    if customer is None:
        raise NotFound(_("There is no customer with the number {id}.").format(id=customer_id))
    activity = view.session.execute(
        select(
            CustomerActivity.first_visit_on,
            CustomerActivity.last_visit_at,
            CustomerActivity.visits,
            CustomerActivity.spent,
        ).where(CustomerActivity.customer_id == customer_id)
    ).one_or_none()
    days = latest_days(view, customer_id) if activity and activity.last_visit_at else []
    usual = rhythm_of(days)
    last = days[-1] if days else None
    if last is None and activity and activity.last_visit_at:
        last = view.day_of(activity.last_visit_at)
    days_since = max(0, (view.today - last).days) if last else None
    return CardFacts(
        visits=activity.visits if activity else 0,
        since=activity.first_visit_on.year if activity and activity.first_visit_on else None,
        rhythm_days=usual.usual if usual else None,
        last_visit=last,
        days_since=days_since,
        late=usual is not None and days_since is not None and usual.is_late(days_since),
        spent=activity.spent if activity else 0,
        birthday_in=days_to_birthday(customer.birth_month, customer.birth_day, view.today),
    )


def days_to_birthday(month: int | None, day: int | None, today: date) -> int | None:
    """Days to the next birthday, 0 on the day; None when it is not known.

    Somebody born on 29 February is congratulated on the 28th in years that have no 29th.
    """
    if month is None or day is None:
        return None
    this_year = birthday_in_year(month, day, today.year)
    upcoming = this_year if this_year >= today else birthday_in_year(month, day, today.year + 1)
    return (upcoming - today).days


def birthday_in_year(month: int, day: int, year: int) -> date:
    """The day a birthday is celebrated in that year."""
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)
