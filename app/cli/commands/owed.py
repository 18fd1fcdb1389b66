"""What the shop owes its customers by its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import decimal, print_lines, print_table
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.loyalty.queries import Liability


@command(
    "owed",
    _("Show what the shop owes: points in money, by month, and how many are likely to be used."),
    "regulars owed --json",
)
def owed(desk: Desk) -> None:
    with desk.open() as book:
        from app.loyalty.queries import owed as look

        found = book.ask(look)
        currency = book.context.currency
    answer = _liability(found, currency)
    desk.emit(answer, lambda: _show_owed(found, answer))


def _liability(found: Liability, currency: str) -> dict[str, Any]:
    def money(minor: int | None) -> str | None:
        return decimal(minor, currency)

    def months(rows: Any) -> list[dict[str, Any]]:
        return [
            {
                "month": None if row.month is None else row.month.isoformat()[:7],
                "points": row.points,
                "money": money(row.money),
            }
            for row in rows
        ]

    expected = found.expected
    return {
        "on": found.day.isoformat(),
        "points": found.points,
        "money": money(found.money),
        "customers": found.customers,
        "overdrawn": found.overdrawn,
        "by_month_earned": months(found.by_month_earned),
        "by_last_month": months(found.by_last_month),
        "expected": None
        if expected is None
        else {
            "share": round(expected.share, 6),
            "points": expected.points,
            "money": money(expected.money),
            "used": expected.used,
            "lapsed": expected.lapsed,
        },
        "stamps": [
            {
                "card": card.card,
                "name": card.name,
                "stamps": card.stamps,
                "customers": card.customers,
                "full": card.full,
            }
            for card in found.stamps
        ],
        "vouchers": [
            {"rule": kind.rule, "name": kind.name, "vouchers": kind.vouchers} for kind in found.vouchers
        ],
        "gift_cards": money(found.gift_cards),
        "credit": money(found.credit),
    }


def _show_owed(found: Liability, answer: dict[str, Any]) -> None:
    worth = "" if answer["money"] is None else _(", worth {money}").format(money=answer["money"])
    words = plural(
        "{customers} customer has {points} points{worth}.",
        "{customers} customers have {points} points{worth}.",
        found.customers,
    )
    print_lines(words.format(customers=found.customers, points=found.points, worth=worth))
    if found.expected is not None:
        words = _("{share:.0%} of the points that came to their end were used: {points} of these will be.")
        print_lines(words.format(share=found.expected.share, points=found.expected.points))
    columns = (_("Last month"), _("Points"), _("Money"))
    rows = [
        (row["month"] or _("no last day"), row["points"], row["money"]) for row in answer["by_last_month"]
    ]
    if rows:
        print_table(columns, rows, numbers=(1, 2))
    print_lines(
        *(_("{name}: {stamps} stamps, {full} cards full.").format(**card) for card in answer["stamps"]),
        *(_("{name}: {vouchers} vouchers open.").format(**kind) for kind in answer["vouchers"]),
        _("{money} on gift cards.").format(money=answer["gift_cards"]) if found.gift_cards else "",
        _("{money} as store credit.").format(money=answer["credit"]) if found.credit else "",
    )


ALL = {"owed": owed}
