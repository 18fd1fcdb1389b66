"""Criteria once more, the slow way: every row of the file read into plain Python and looked at by itself.

Nothing here asks what criteria ask. A kind of criterion has its twin in `TWINS`, by its id: whether one
customer matches the values of its fields.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from app.insights.relationship.standing import standing
from app.kernel.book import Book
from app.kernel.unit import View

TABLES = (
    "customer", "customer_activity", "customer_tag", "tag", "contact_point", "postal_address", "consent",
    "purchase", "purchase_line", "refund", "refund_line", "touchpoint", "account", "open_lot",
    "tier_standing", "household", "household_member", "campaign", "campaign_member",
)  # fmt: skip
Row = Any
Values = Mapping[str, Any]


def plain(written: str) -> str:
    """Capitals and accents aside."""
    apart = unicodedata.normalize("NFKD", written.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).strip()


@dataclass
class Naive:
    """A shop as rows of its tables. `today` is the shop's day, `tiers` their ids by name and id, "" the id of
    the one all begin with."""

    tables: dict[str, list[Row]]
    today: date
    zone: ZoneInfo
    tiers: dict[str, str]
    steps: dict[int, str | None]

    def of(self, table: str, customer: int) -> list[Row]:
        """The customer's rows."""
        return self._owned[table].get(customer, [])

    def day(self, moment: str) -> date:
        """The shop's day of an instant as the file writes it."""
        return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(self.zone).date()

    def ago(self, day: date) -> int:
        """Days since; what is dated after today is today."""
        return max(0, (self.today - day).days)

    def sales(self, customer: int) -> list[Row]:
        """What was not voided."""
        return [row for row in self.of("purchase", customer) if row.voided_at is None]

    def visits(self, customer: int) -> list[date]:
        """The days of what was not given back in full, in order, through today."""
        rows = [row for row in self.sales(customer) if _stands(row)]
        days = {date.fromisoformat(row.business_date) for row in rows}
        return sorted(day for day in days if day <= self.today)

    @cached_property
    def _owned(self) -> dict[str, dict[int, list[Row]]]:
        owned: dict[str, dict[int, list[Row]]] = {}
        for name, rows in self.tables.items():
            held = owned[name] = defaultdict(list)
            for row in rows:
                if hasattr(row, "customer_id"):
                    held[row.customer_id].append(row)
        return owned

    @cached_property
    def lines(self) -> dict[int, list[Row]]:
        return _by(self.tables["purchase_line"], "purchase_id")

    @cached_property
    def back(self) -> dict[int, int]:
        """How many of each line came back."""
        undone = {row.id for row in self.tables["refund"] if row.undone_at is not None}
        counted: dict[int, int] = defaultdict(int)
        for row in self.tables["refund_line"]:
            counted[row.line_id] += 0 if row.refund_id in undone else row.quantity
        return counted

    @cached_property
    def customers(self) -> dict[int, Row]:
        return {row.id: row for row in self.tables["customer"]}

    @cached_property
    def there(self) -> list[int]:
        """Who is not archived."""
        return sorted(row.id for row in self.tables["customer"] if row.archived_at is None)

    @cached_property
    def worn(self) -> dict[int, set[str]]:
        names = {row.id: plain(row.name) for row in self.tables["tag"]}
        worn: dict[int, set[str]] = defaultdict(set)
        for row in self.tables["customer_tag"]:
            worn[row.customer_id].add(names[row.tag_id])
        return worn

    @cached_property
    def holders(self) -> dict[int, int]:
        """Whose account each customer uses."""
        held = {row.id: row.holder_id for row in self.tables["household"]}
        shared = {row.customer_id: held[row.household_id] for row in self.tables["household_member"]}
        return {one: shared.get(one, one) for one in self.customers}

    @cached_property
    def points(self) -> dict[int, int]:
        """By who holds the account."""
        return {row.customer_id: row.balance for row in self.tables["account"] if row.unit == "points"}

    @cached_property
    def lots(self) -> dict[int, list[Row]]:
        """Lots of points by who holds the account."""
        owners = {row.id: row.customer_id for row in self.tables["account"] if row.unit == "points"}
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self.tables["open_lot"]:
            if row.account_id in owners:
                found[owners[row.account_id]].append(row)
        return found

    @cached_property
    def scores(self) -> dict[int, dict[str, int]]:
        """One more for every whole fifth of all who stand strictly below."""
        came = {one: days for one in self.customers if (days := self.visits(one))}
        spent = {
            one: sum(row.amount - row.refunded for row in self.sales(one) if _stands(row)) for one in came
        }
        measures: dict[str, dict[int, Any]] = {
            "recency": {one: days[-1] for one, days in came.items()},
            "frequency": {one: len(days) for one, days in came.items()},
            "money": spent,
        }
        found: dict[int, dict[str, int]] = {one: {} for one in came}
        for name, values in measures.items():
            ordered = sorted(values.values())
            for one, value in values.items():
                found[one][name] = 1 + 5 * sum(other < value for other in ordered) // len(ordered)
        return found


def read(book: Book, tiers: dict[str, str]) -> Naive:
    """Everything in the file."""

    def tables(view: View) -> dict[str, list[Row]]:
        return {
            name: list(view.session.execute(text(f"SELECT * FROM {name} ORDER BY rowid"))) for name in TABLES
        }

    def steps(view: View) -> dict[int, str | None]:
        ids = view.session.execute(text("SELECT id FROM customer WHERE archived_at IS NULL"))
        return {one: standing(view, one).stage for (one,) in ids}

    today = book.ask(lambda view: view.today)
    return Naive(book.ask(tables), today, ZoneInfo(book.context.timezone), tiers, book.ask(steps))


def _by(rows: list[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _stands(row: Row) -> bool:
    return bool(row.amount > row.refunded or row.amount == row.refunded == 0)


def _fits(values: Values, number: int) -> bool:
    return bool(values.get("at_least", number) <= number <= values.get("at_most", number))


def _in_span(shop: Naive, values: Values, day: date) -> bool:
    """Whether a day is in the days the values name."""
    today = shop.today
    when = values.get("when", "last-days" if "last" in values else "days")
    month = today.replace(day=1)
    last_month = (month - timedelta(days=1)).replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last_quarter = date(quarter.year - (quarter.month == 1), (quarter.month - 4) % 12 + 1, 1)
    stretches: dict[str, tuple[date, date]] = {
        "ever": (date.min, date.max),
        "month": (last_month, month - timedelta(days=1)),
        "quarter": (last_quarter, quarter - timedelta(days=1)),
        "this-month": (month, today),
        "year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "last-year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "last-days": (today - timedelta(days=values.get("last", 1) - 1), today),
        "days": (
            date.fromisoformat(values.get("start", "0001-01-01")),
            date.fromisoformat(values.get("end", "9999-12-31")),
        ),
    }
    start, end = stretches[when]
    return start <= day <= end


def _sales_in(shop: Naive, one: int, values: Values) -> list[Row]:
    return [
        row for row in shop.sales(one) if _in_span(shop, values, date.fromisoformat(row.business_date))
    ]  # fmt: skip


def _tag(shop: Naive, one: int, values: Values) -> bool:
    wanted, worn = {plain(name) for name in values["tags"]}, shop.worn[one]
    return wanted <= worn if values.get("every") else bool(wanted & worn)


def _field(shop: Naive, one: int, values: Values) -> bool:
    name, how = values["field"], values.get("how", "contains")
    if name in ("phone", "email", "social"):
        texts = [row.value for row in shop.of("contact_point", one) if row.kind == name]
    elif name in ("street", "postal_code", "city", "region", "country"):
        texts = [getattr(row, name) for row in shop.of("postal_address", one)]
    else:
        texts = [getattr(shop.customers[one], name) or ""]
    if how == "empty":
        return not any(texts)

    def written(said: str) -> str:
        kept = [sign for sign in plain(said) if name != "phone" or sign in "+0123456789"]
        return "".join(kept)

    wanted = written(values["text"])
    said = [written(one) for one in texts if one]
    met: dict[str, Callable[[str], bool]] = {
        "contains": lambda one: wanted in one,
        "is": lambda one: one == wanted,
        "begins": lambda one: one[: len(wanted)] == wanted,
    }
    return any(met[how](one) for one in said)


def _consent(shop: Naive, one: int, values: Values) -> bool:
    said = [row.given for row in shop.of("consent", one) if row.channel == values["channel"]]
    word = "unsaid" if not said else "yes" if said[-1] else "no"
    return word == values.get("word", "yes")


def _birthday(shop: Naive, one: int, values: Values) -> bool:
    row, window = shop.customers[one], values.get("window", "within")
    if row.birth_month is None:
        return False
    if window == "known":
        return True
    if window != "within":
        month = shop.today.month if window == "this-month" else shop.today.month % 12 + 1
        return bool(row.birth_month == month)
    days = (shop.today + timedelta(days=after) for after in range(values["days"] + 1))
    return any(_celebrated(row, day) for day in days)


def _celebrated(row: Row, day: date) -> bool:
    leap = (row.birth_month, row.birth_day) == (2, 29)
    if leap and (day.month, day.day) == (2, 28):
        return (day + timedelta(days=1)).day == 1
    return (row.birth_month, row.birth_day) == (day.month, day.day)


def _joined(shop: Naive, one: int, values: Values) -> bool:
    return _in_span(shop, values, date.fromisoformat(shop.customers[one].joined_on))


def _household(shop: Naive, one: int, values: Values) -> bool:
    shares, holds = (
        bool(shop.of("household_member", one)),
        one in {row.holder_id for row in shop.tables["household"]},
    )
    return {"shares": shares, "holds": holds, "alone": not shares}[values.get("how", "shares")]


def _visits(shop: Naive, one: int, values: Values) -> bool:
    return _fits(values, len({row.business_date for row in _sales_in(shop, one, values)}))


def _spend(shop: Naive, one: int, values: Values) -> bool:
    return _fits(values, sum(row.amount - row.refunded for row in _sales_in(shop, one, values)))


def _last_visit(shop: Naive, one: int, values: Values) -> bool:
    came = [shop.ago(shop.day(row.at)) for row in shop.sales(one)]
    return bool(came) and _fits(values, min(came))


def _rhythm(shop: Naive, one: int, values: Values) -> bool:
    days = shop.visits(one)[-41:]
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    if len(gaps) < 3:
        return False
    away = [gap for gap in gaps if gap > max(3 * median(gaps), 14)]
    if 5 * len(away) <= len(gaps):
        gaps = gaps[: len(gaps) - len(away)]
    usual = max(1, int(median(gaps) + 0.5))
    longest = next(gap for gap in gaps if 10 * sum(other <= gap for other in gaps) >= 9 * len(gaps))
    now = "late" if (shop.today - days[-1]).days > max(usual, longest) else "in-time"
    return _fits(values, usual) and values.get("now", now) == now


def _bought(shop: Naive, one: int, values: Values) -> bool:
    products = [name.casefold() for name in values.get("products", ())]
    categories = [name.casefold() for name in values.get("categories", ())]

    def meant(line: Row) -> bool:
        item = line.item.casefold()
        named = any(name in item for name in products) if values.get("part") else item in products
        return named or line.category.casefold() in categories

    days = {
        row.business_date
        for row in _sales_in(shop, one, values)
        if _stands(row)
        for line in shop.lines.get(row.id, ())
        if meant(line) and line.kind == "" and line.quantity > shop.back.get(line.id, 0)
    }
    return len(days) >= values.get("times", 1)


def _standing(shop: Naive, one: int, values: Values) -> bool:
    scores = shop.scores.get(one)
    if scores is None or any(scores[name] < values.get(name, 1) for name in scores):
        return False
    return "cells" not in values or _cell(**scores) in values["cells"]


def _cell(recency: int, frequency: int, money: int) -> str:
    often = "often" if frequency > 3 else "some" if frequency == 3 else "seldom"
    if recency > 3:
        best = "champions" if money > 3 else "regulars"
        return {"often": best, "some": "promising", "seldom": "new"}[often]
    if recency == 3:
        return "regulars" if often == "often" else "rarer"
    if often == "often" or money == 5:
        return "slipping"
    return "asleep" if recency == 2 else "lost"


def _points(shop: Naive, one: int, values: Values) -> bool:
    return _fits(values, shop.points.get(shop.holders[one], 0))


def _tier(shop: Naive, one: int, values: Values) -> bool:
    stands = [row.tier for row in shop.of("tier_standing", one)]
    wanted = {shop.tiers[name] for name in values["tiers"]}
    return (stands[0] if stands else shop.tiers[""]) in wanted


def _lapsing(shop: Naive, one: int, values: Values) -> bool:
    last = shop.today + timedelta(days=values.get("days", 30))
    points = sum(
        lot.remaining
        for lot in shop.lots.get(shop.holders[one], ())
        if lot.expires_on is not None and shop.today <= date.fromisoformat(lot.expires_on) <= last
    )
    return points >= values.get("at_least", 1)


def _touchpoint(shop: Naive, one: int, values: Values) -> bool:
    kinds = values.get("kinds")
    rows = [row for row in shop.of("touchpoint", one) if row.removed_at is None]
    days = [shop.ago(shop.day(row.at)) for row in rows if kinds is None or row.kind in kinds]
    if kinds is None or "purchase" in kinds:
        days += [shop.ago(shop.day(row.at)) for row in shop.sales(one)]
    if values.get("never"):
        return not days
    return bool(days) and _fits(values, min(days))


def _feedback(shop: Naive, one: int, values: Values) -> bool:
    scores = []
    for row in sorted(shop.of("touchpoint", one), key=lambda row: (row.at, row.id)):
        data = json.loads(row.data)
        score = data.get("score") if row.kind == "feedback" else data.get("stars")
        counts = row.kind in ("feedback", "review") and row.removed_at is None and score is not None
        counts = counts and data.get("scale", "5") == values.get("scale", "5")
        if counts and _in_span(shop, {"when": "ever", **_span_values(values)}, shop.day(row.at)):
            scores.append(score)
    if values.get("which") != "any":
        scores = scores[-1:]
    return any(_fits(values, score) for score in scores)


def _span_values(values: Values) -> dict[str, Any]:
    span = {key: values[key] for key in ("when", "last", "start", "end") if key in values}
    if span and "when" not in span:
        span["when"] = "last-days" if "last" in span else "days"
    return span


def _step(shop: Naive, one: int, values: Values) -> bool:
    return shop.steps[one] in values["steps"]


def _referral(shop: Naive, one: int, values: Values) -> bool:
    how, by = values.get("how", "brought"), shop.customers[one].referred_by_id
    if how == "brings":
        friends = sum(row.referred_by_id == one for row in shop.tables["customer"])
        return bool(friends >= values.get("at_least", 1))
    return bool(by is not None if how == "brought" else by == values["customer"])


def _campaign(shop: Naive, one: int, values: Values) -> bool:
    wanted = {
        row.id
        for row in shop.tables["campaign"]
        if row.called_off_at is None and plain(values.get("name", row.name)) == plain(row.name)
    }
    arms = {"any": (0, 1), "got": (0,), "held-out": (1,)}[values.get("part", "any")]
    return any(row.campaign_id in wanted and row.held_out in arms for row in shop.of("campaign_member", one))


TWINS: dict[str, Callable[[Naive, int, Values], bool]] = {
    "birthday": _birthday, "bought": _bought, "campaign": _campaign, "consent": _consent,
    "feedback": _feedback, "field": _field, "household": _household, "joined": _joined,
    "lapsing": _lapsing, "last-visit": _last_visit, "points": _points, "referral": _referral,
    "rhythm": _rhythm, "spend": _spend, "standing": _standing, "step": _step, "tag": _tag, "tier": _tier,
    "touchpoint": _touchpoint, "visits": _visits,
}  # fmt: skip
"""Whether a customer matches, by the kind of criterion."""
