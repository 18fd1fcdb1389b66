"""What a demonstration shop is to be like, and what was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.shop.commands import InitShop

MOST_CUSTOMERS = 2_000_000
MOST_DAYS = 3_660

DEMO_SHOP = InitShop(
    name="Kettle & Quill",
    currency="EUR",
    country="GB",
    timezone="Europe/London",
    template="bookshop",
    locale="en_GB",
)
"""The shop to create before it is filled."""


@dataclass(frozen=True)
class DemoPlan:
    """`days` of history of so many customers, up to the evening of `until` (None: up to this moment).

    The same plan gives the same shop when `until` is given; `visits` makes everybody come so much more often.
    """

    customers: int = 400
    days: int = 700
    seed: int = 1
    until: date | None = None
    visits: float = 1.0


@dataclass(frozen=True)
class DemoMade:
    """How many of each the shop has now. `purchases` without refunds; `touchpoints` written by hand."""

    customers: int
    purchases: int
    touchpoints: int


def sample_plan() -> DemoPlan:
    """The plan of the sample shop that people look around in: three years up to now."""
    return DemoPlan(customers=400, days=1_100, seed=1)


def check_plan(plan: DemoPlan) -> None:
    """Raise `Refused`, by field, when no shop can be made like that."""
    if not 0 <= plan.customers <= MOST_CUSTOMERS:
        raise Refused(
            _("A demonstration shop has at most {most} customers.").format(most=MOST_CUSTOMERS), "customers"
        )
    if not 1 <= plan.days <= MOST_DAYS:
        raise Refused(_("The history is 1 to {most} days long.").format(most=MOST_DAYS), field="days")
    if not 0 < plan.visits <= 100:
        raise Refused(_("Visits are multiplied by more than 0 and 100 at most."), field="visits")
    if plan.until is not None and plan.until.year < 1930:
        raise Refused(_("A demonstration shop has to end later than 1930."), field="until")
