"""Members: everybody in the book, how to reach them, how often they come and what they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.customers.models import ContactPoint, Customer, CustomerActivity, CustomerTag, HouseholdMember, Tag
from app.customers.queries import all_tags
from app.insights.chart import Chart, Series, Shape
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row
from app.insights.words import day, short_month
from app.kernel.clock import add_months
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account
from app.loyalty.tiers.models import TierStanding
from app.loyalty.tiers.standing import start_tier
from app.loyalty.versions import rules_on
from app.sales.tables import run, table

_C = table(Customer).c
_V = table(CustomerActivity).c
_A = table(Account).c
_T = table(TierStanding).c
_W = table(CustomerTag).c
_G = table(Tag).c
_P = table(ContactPoint).c

_ORDERS: dict[str, tuple[ColumnElement[object], ...]] = {
    "name": (_C.sort_name,),
    "points": (_A.balance.desc().nulls_last(),),
    "spent": (_V.spent.desc().nulls_last(),),
    "visits": (_V.visits.desc().nulls_last(),),
    "last_visit": (_V.last_visit_at.desc().nulls_last(),),
    "joined": (_C.joined_on.desc(),),
}


class Members(Report):
    """Archived customers are no members. Points of a household stand with its holder."""

    id = "members"
    icon = "customers"
    order = 10

    @property
    def label(self) -> str:
        return _("Members")

    @property
    def purpose(self) -> str:
        return _("Everybody in the book, and how to reach them.")

    @property
    def options(self) -> tuple[Field, ...]:
        orders = (
            ("name", _("By name")), ("points", _("Most points")), ("spent", _("Most spent")),
            ("visits", _("Most visits")), ("last_visit", _("Latest visit")), ("joined", _("Newest members")),
        )  # fmt: skip
        came = (
            ("all", _("Everybody")), ("came", _("Who came")), ("never", _("Who never came")),
        )  # fmt: skip
        return (
            Field("sort", _("Order"), FieldKind.CHOICE, True, choices=orders, default="name"),
            Field("came", _("Who"), FieldKind.CHOICE, True, choices=came, default="all"),
            Field("tag", _("Tag"), FieldKind.CHOICE),
        )

    def options_now(self, view: View) -> tuple[Field, ...]:
        *before, tag = self.options
        choices = tuple((name, name) for _number, name, _count in all_tags(view))
        return (*before, replace(tag, choices=choices))

    def gather(self, view: View, options: Options) -> ReportData:
        scheme = rules_on(view, view.today).tiers
        tiers = {tier.id: tier.name for tier in scheme.tiers}
        first = tiers.get(start_tier(scheme), "") if scheme else ""
        rows: list[Row] = []
        for name, card, phone, email, joined, visits, last, spent, points, tier in run(
            view.session, _asked(options)
        ):
            row: Row = (
                name, card, phone, email, joined, visits or 0, view.day_of(last) if last else None,
                spent or 0, points or 0,
            )  # fmt: skip
            rows.append((*row, tiers.get(tier, tier) if tier else first) if scheme else row)
        columns = [
            Column("name", _("Name"), wide=1),
            Column("card", _("Card")),
            Column("phone", _("Phone")),
            Column("email", _("E-mail"), wide=1.85),
            Column("joined", _("Joined"), Kind.DATE),
            Column("visits", _("Visits"), Kind.NUMBER, total=True),
            Column("last_visit", _("Last visit"), Kind.DATE, blank="–"),
            Column("spent", _("Spent"), Kind.MONEY, total=True),
            Column("points", _("Points"), Kind.POINTS, total=True),
        ]
        if scheme:
            columns.append(Column("tier", _("Tier")))
        return self.answer(
            view, day(view.today, view.context.locale), _heading(view, len(rows)), columns, rows,
            figures=_figures(view, rows), charts=(_joined(view, rows),), notes=_notes(view),
            empty=_("Nobody in the book fits what you asked for."),
        )  # fmt: skip


def _asked(options: Options) -> Select[tuple[object, ...]]:
    asked = (
        select(
            _C.name, _C.card_number, _first("phone"), _first("email"), _C.joined_on, _V.visits,
            _V.last_visit_at, _V.spent, _A.balance, _T.tier,
        )
        .select_from(
            table(Customer)
            .outerjoin(table(CustomerActivity), _V.customer_id == _C.id)
            .outerjoin(table(Account), and_(_A.customer_id == _C.id, _A.unit == POINTS))
            .outerjoin(table(TierStanding), _T.customer_id == _C.id)
        )
        .where(_C.archived_at.is_(None))
        .order_by(*_ORDERS[str(options.get("sort", "name"))], _C.id)
    )  # fmt: skip
    if options.get("came") == "came":
        asked = asked.where(_V.visits > 0)
    elif options.get("came") == "never":
        asked = asked.where(or_(_V.visits.is_(None), _V.visits == 0))
    tag = options.get("tag")
    if tag:
        wearing = select(_W.customer_id).join_from(table(CustomerTag), table(Tag), _G.id == _W.tag_id)
        asked = asked.where(_C.id.in_(wearing.where(_G.name == str(tag))))
    return asked


def _first(kind: str) -> ColumnElement[str | None]:
    """The first contact point of a kind."""
    return (
        select(_P.value)
        .where(_P.customer_id == _C.id, _P.kind == kind)
        .order_by(_P.position, _P.id)
        .limit(1)
        .scalar_subquery()
    )


def _heading(view: View, count: int) -> str:
    words = plural("{n} member", "{n} members", count)
    return words.format(n=format_number(count, view.context.locale))


def _figures(view: View, rows: Sequence[Row]) -> tuple[Figure, ...]:
    this_year = sum(1 for row in rows if isinstance(row[4], date) and row[4].year == view.today.year)
    came = sum(1 for row in rows if row[6] is not None and _within_year(row[6], view.today))
    return (
        Figure("members", _("Members"), len(rows)),
        Figure("joined", _("Joined this year"), this_year),
        Figure("came", _("Came in a year"), came),
        Figure("spent", _("Spent in all"), _sum(rows, 7), Kind.MONEY),
        Figure("points", _("Points in all"), _sum(rows, 8), Kind.POINTS),
    )


def _within_year(last: object, today: date) -> bool:
    return isinstance(last, date) and last > add_months(today, -12)


def _sum(rows: Sequence[Row], at: int) -> int:
    return sum(value for row in rows if isinstance(value := row[at], int))


def _joined(view: View, rows: Sequence[Row]) -> Chart:
    """Who of these joined in each of the last twelve months, this one included."""
    month = view.today.replace(day=1)
    firsts = [add_months(month, -back) for back in range(11, -1, -1)]
    counted = dict.fromkeys(firsts, 0)
    for row in rows:
        joined = row[4]
        if isinstance(joined, date) and joined.replace(day=1) in counted:
            counted[joined.replace(day=1)] += 1
    total, locale = sum(counted.values()), view.context.locale
    sentence = plural(
        "{n} of them joined in the last twelve months.",
        "{n} of them joined in the last twelve months.",
        total,
    ).format(n=format_number(total, locale))
    labels = tuple(short_month(first, locale) for first in firsts)
    series = (Series(_("Joined"), tuple(counted.values())),)
    return Chart("joined", _("Joined, month by month"), sentence, Shape.BARS, labels, series)


def _notes(view: View) -> tuple[str, ...]:
    households = run(view.session, select(table(HouseholdMember).c.customer_id).limit(1)).first()
    return (
        _("Archived customers are left out. Visits are days with a purchase; returns are taken off."),
        _("The points of a household stand with the member who holds them.") if households else "",
    )


REPORT = Members()
