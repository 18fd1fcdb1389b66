"""Top customers: who bought most, or came most often, in a stretch of days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app.customers.models import Customer
from app.insights.chart import Chart, Series, Shape, Tone
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row, share
from app.insights.words import days, percent
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import format_number
from app.kernel.periods import days_of, period_fields
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import run, table

_P = table(Purchase).c
_C = table(Customer).c
_PARTS = 10


class TopCustomers(Report):
    """Ranked by what they spent or by their visits; equals by the other, then by who was known first."""

    id = "top-customers"
    icon = "tier"
    order = 50

    @property
    def label(self) -> str:
        return _("Top customers")

    @property
    def purpose(self) -> str:
        return _("Who bought most, or came most often.")

    @property
    def options(self) -> tuple[Field, ...]:
        ways = (("spent", _("Most spent")), ("visits", _("Most visits")))
        return (
            *period_fields("year"),
            Field("by", _("Order"), FieldKind.CHOICE, True, choices=ways, default="spent"),
            Field("most", _("How many"), FieldKind.INTEGER, True, default=50, minimum=1, maximum=10_000),
        )

    def gather(self, view: View, options: Options) -> ReportData:
        start, end = days_of(options, view.today)
        by_visits = options.get("by", "spent") == "visits"
        found = spent_between(view, start, end)
        place = 3 if by_visits else 1
        found.sort(key=lambda row: (-row[place], -row[4 - place], row[0]))
        sales = sum(row[1] for row in found)
        top = found[: int(options.get("most", 50))]
        who = _names(view, [row[0] for row in top])
        rows: list[Row] = [
            (rank, *who[customer], visits, bought, spent, _average(spent, bought), share(spent, sales))
            for rank, (customer, spent, bought, visits) in enumerate(top, start=1)
        ]
        columns = (
            Column("rank", _("Rank"), Kind.NUMBER),
            Column("customer", _("Customer"), wide=1),
            Column("card", _("Card")),
            Column("visits", _("Visits"), Kind.NUMBER, total=True),
            Column("purchases", _("Purchases"), Kind.NUMBER, total=True),
            Column("spent", _("Spent"), Kind.MONEY, total=True),
            Column("average", _("A purchase"), Kind.MONEY, blank="–"),
            Column("share", _("Of all sales"), Kind.PERCENT, blank="–"),
        )
        spent = sum(row[1] for row in top)
        return self.answer(
            view, days(start, end, view.context.locale), _("The best first"), columns, rows,
            figures=(
                Figure("spent", _("They spent"), spent, Kind.MONEY),
                Figure("share", _("Of all sales"), share(spent, sales), Kind.PERCENT),
                Figure("sales", _("All sales"), sales, Kind.MONEY),
                Figure("customers", _("Customers who bought"), len(found)),
            ),
            charts=(_chart(view, sorted((row[1] for row in found), reverse=True), sales),),
            notes=(
                _("What was paid less what was given back, on the day of the purchase."),
                _("Visits are days with a purchase; sales that were undone are left out."),
            ),
            empty=_("Nobody bought anything in this time."),
        )  # fmt: skip


def spent_between(view: View, start: date, end: date) -> list[tuple[int, int, int, int]]:
    """(customer, spent in minor units, purchases, visits) of all who bought on the days, both included."""
    rows = run(
        view.session,
        select(
            _P.customer_id, func.sum(_P.amount - _P.refunded), func.count(),
            func.count(_P.business_date.distinct()),
        )
        .where(_P.business_date.between(start, end), _P.voided_at.is_(None))
        .group_by(_P.customer_id),
    )  # fmt: skip
    return [(customer, int(spent), bought, visits) for customer, spent, bought, visits in rows]


def _names(view: View, ids: list[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for at in range(0, len(ids), 500):
        asked = select(_C.id, _C.name, _C.card_number).where(_C.id.in_(ids[at : at + 500]))
        found.update({customer: (name, card or "") for customer, name, card in run(view.session, asked)})
    return found


def _average(spent: int, bought: int) -> int | None:
    """Half up, in minor units."""
    return (2 * spent + bought) // (2 * bought) if bought else None


def _chart(view: View, spent: list[int], sales: int) -> Chart:
    """All who bought, in ten equal parts from the best on: what each part is of sales."""
    locale = view.context.locale
    parts = [0] * _PARTS
    for place, amount in enumerate(spent):
        parts[place * _PARTS // len(spent)] += amount
    sentence = ""
    if sales > 0 and len(spent) >= _PARTS:
        words = _("The best tenth of {customers} customers are {share} of all sales.")
        sentence = words.format(
            customers=format_number(len(spent), locale), share=percent(share(parts[0], sales) or 0, locale)
        )
    labels = tuple(
        _("{first}–{last} %").format(first=at * 100 // _PARTS, last=(at + 1) * 100 // _PARTS)
        for at in range(_PARTS)
    )
    series = (Series(_("Sales"), tuple(parts), Tone.MAIN),)
    return Chart(
        "tenths", _("Sales by tenths of customers, the best first"), sentence, Shape.BARS,
        labels if len(spent) >= _PARTS else (), series, Kind.MONEY,
    )  # fmt: skip


REPORT = TopCustomers()
