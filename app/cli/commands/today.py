"""What is worth doing on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.desk import Desk, shop_time
from app.cli.output import decimal, print_lines, print_table
from app.cli.values import DAY
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.groups.morning import Morning, Part
    from app.kernel.book import Book


@command(
    "today",
    _(
        "Show what is worth doing today: birthdays, regulars slipping away, promises, feedback, points "
        "about to lapse, new faces.\n\nPoints about to lapse are told of today only."
    ),
    "regulars today --on 2026-11-24 --json",
)
@click.option("--on", "day", type=DAY, metavar="DATE", help=_("Another day than today."))
def today(desk: Desk, day: date | None) -> None:
    with desk.open() as book:
        from app.groups.morning import learnt_morning

        answer = _answer(book, book.ask(learnt_morning, day))
    desk.emit(answer, lambda: _tell(answer))


def _answer(book: Book, told: Morning) -> dict[str, Any]:
    currency = book.context.currency
    lapsing = told.lapsing
    return {
        "day": told.day.isoformat(),
        "things": told.things,
        "served": {
            "customers": told.served.customers,
            "regulars": told.served.regulars,
            "usual": told.served.usual,
        },
        "from_these": {
            "customers": told.promising.customers,
            "expected": decimal(told.promising.expected, currency),
            "why": _why_not(book, told),
        },
        "points_owed": told.points,
        "worth": decimal(told.worth, currency),
        "birthdays": [
            {
                "customer": one.customer_id,
                "name": one.name,
                "on": one.on.isoformat(),
                "turns": one.turning,
                "voucher": one.voucher or None,
            }
            for one in told.birthdays.rows
        ],
        "slipping": [
            {
                "customer": one.customer_id,
                "name": one.name,
                "usual_days": one.usual,
                "quiet_days": one.quiet,
                "a_year": decimal(one.a_year, currency),
                "chance": None if one.chance is None else round(one.chance, 4),
                "expected": decimal(one.expected, currency),
            }
            for one in told.slipping.rows
        ],
        "promises": [
            {
                "id": one.id,
                "customer": one.customer_id,
                "name": one.name,
                "kind": one.kind,
                "text": one.text,
                "due": one.due_on.isoformat(),
                "days_late": one.late,
            }
            for one in told.promises.rows
        ],
        "feedback": [
            {
                "id": one.id,
                "customer": one.customer_id,
                "name": one.name,
                "kind": one.kind,
                "at": shop_time(book, one.at),
                "score": one.score,
                "scale": one.scale if one.score is not None else None,
                "text": one.text,
                "owner": one.owner or None,
                "hours": int(one.waited.total_seconds() // 3600),
            }
            for one in told.feedback.rows
        ],
        "lapsing": None
        if lapsing is None
        else {
            "customers": lapsing.customers,
            "points": lapsing.points,
            "first": lapsing.first.isoformat(),
            "by_email": lapsing.by_email,
            "by_letter": lapsing.by_letter,
            "in_shop": lapsing.in_shop,
            "soonest": [
                {
                    "customer": row.customer_id,
                    "name": row.name,
                    "points": row.points,
                    "on": row.day.isoformat(),
                }
                for row in told.soonest.rows
            ],
        },
        "new": [
            {
                "customer": one.customer_id,
                "name": one.name,
                "since": one.joined_on.isoformat(),
                "sent_by": one.sent_by or None,
            }
            for one in told.new.rows
        ],
        "tiers": [
            {
                "customer": one.customer_id,
                "name": one.name,
                "tier": one.tier,
                "before": one.before,
                "up": one.up,
            }
            for one in told.tiers.rows
        ],
        "expected": [
            {"customer": one.customer_id, "name": one.name, "usual_days": one.usual, "visits": one.visits}
            for one in told.expected.rows
        ],
        "counts": {name: _count(getattr(told, name)) for name in _PARTS},
    }


def _why_not(book: Book, told: Morning) -> str:
    """Why nothing is foretold of this day; "" where it is."""
    from app.insights.reasons import why_no_spending, why_nothing
    from app.insights.sayings import Sayings

    if told.learnt is None:
        return _("Only of today something is foretold.")
    if told.learnt.lasting is None:
        return why_nothing(told.learnt, Sayings(book.context))
    return why_no_spending() if told.learnt.worth is None else ""


_PARTS = ("birthdays", "slipping", "promises", "feedback", "new", "tiers", "expected")


def _count(part: Part[Any]) -> dict[str, Any]:
    """How many there are; `at_least` where more were not looked for."""
    return {"count": part.count, "at_least": part.open}


def _tell(answer: dict[str, Any]) -> None:
    from app.insights.insight import in_a_hundred

    def shown(row: dict[str, Any]) -> dict[str, Any]:
        chance = row.get("chance")
        return row | {"back": None if chance is None else _("{n} %").format(n=in_a_hundred(chance))}

    titles = {
        "birthdays": (_("Birthdays"), ("name", "on", "voucher")),
        "slipping": (
            _("Regulars slipping away"),
            ("name", "usual_days", "quiet_days", "a_year", "back", "expected"),
        ),
        "promises": (_("Promises due"), ("name", "text", "due")),
        "feedback": (_("Feedback waiting for an answer"), ("name", "score", "text")),
        "new": (_("New faces"), ("name", "since", "sent_by")),
        "tiers": (_("Changes of tier"), ("name", "before", "tier")),
        "expected": (_("Expected back"), ("name", "usual_days")),
    }
    heads = {
        "name": _("Name"),
        "on": _("Day"),
        "voucher": _("Voucher"),
        "usual_days": _("Usual days"),
        "quiet_days": _("Days quiet"),
        "a_year": _("A year"),
        "back": _("Likely back"),
        "expected": _("Expected in 90 days"),
        "text": _("What"),
        "due": _("Due"),
        "score": _("Score"),
        "since": _("Since"),
        "sent_by": _("Sent by"),
        "before": _("Before"),
        "tier": _("Tier"),
    }
    for part, (title, columns) in titles.items():
        if answer[part]:
            print_lines(title)
            rows = map(shown, answer[part])
            print_table([heads[one] for one in columns], [[row[one] for one in columns] for row in rows])
            print_lines(" ")
    lapsing, these = answer["lapsing"], answer["from_these"]
    if these["expected"] is not None:
        words = plural(
            "Of the {n} customer named here {money} can be expected in 90 days.",
            "Of the {n} customers named here {money} can be expected in 90 days.",
            these["customers"],
        )
        print_lines(words.format(n=these["customers"], money=these["expected"]))
    elif answer["slipping"]:
        print_lines(_("Who slips away is ordered by what they spent a year. {why}").format(why=these["why"]))
    if lapsing:
        words = _("{points} points of {customers} customers lapse soon, the first after {day}.")
        print_lines(
            words.format(points=lapsing["points"], customers=lapsing["customers"], day=lapsing["first"])
        )
    if not answer["things"] and not answer["expected"]:
        print_lines(_("A quiet morning: nothing is due."))


ALL = {"today": today}
