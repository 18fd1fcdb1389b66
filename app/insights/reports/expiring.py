"""Points that lapse soon: whose, how many, and how to reach them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.customers.models import ContactPoint, Customer
from app.insights.buckets import Buckets
from app.insights.chart import Chart, Series, Shape
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row
from app.insights.words import day, days
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import format_number
from app.kernel.unit import View
from app.loyalty.lapsing_soon import LapsingSoon, lapsing_soon
from app.loyalty.offers import rate_of
from app.loyalty.versions import rules_on
from app.sales.tables import run, table

_P = table(ContactPoint).c
_C = table(Customer).c
_CHUNK = 500


class Expiring(Report):
    """What lapses at the end of today and of the days after it."""

    id = "expiring"
    icon = "time"
    order = 40

    @property
    def label(self) -> str:
        return _("Points that lapse soon")

    @property
    def purpose(self) -> str:
        return _("Whose points lapse soon, to tell them in time.")

    @property
    def options(self) -> tuple[Field, ...]:
        words = _("Days from today")
        return (Field("days", words, FieldKind.INTEGER, True, default=30, minimum=1, maximum=1100),)

    def gather(self, view: View, options: Options) -> ReportData:
        ahead = int(options.get("days", 30))
        until = view.today + timedelta(days=ahead)
        found = lapsing_soon(view, ahead, limit=sys.maxsize)
        rate = rate_of(rules_on(view, view.today))
        reach = _reach(view, sorted({one.customer_id for one in found}))
        rows: list[Row] = []
        for one in found:
            card, phone, email = reach.get(one.customer_id, ("", "", ""))
            worth = rate.of(one.points) if rate is not None else None
            why = _("Has not come") if one.absent else _("Their time is over")
            rows.append((one.day, one.name, card, phone, email, one.points, worth, why))
        columns = (
            Column("last_day", _("Last day"), Kind.DATE),
            Column("customer", _("Customer"), wide=1),
            Column("card", _("Card")),
            Column("phone", _("Phone")),
            Column("email", _("E-mail"), wide=1.6),
            Column("points", _("Points"), Kind.POINTS, total=True),
            Column("worth", _("Worth"), Kind.MONEY, total=True, blank="–"),
            Column("why", _("Why")),
        )
        points = sum(one.points for one in found)
        who = len({one.customer_id for one in found})
        locale = view.context.locale
        return self.answer(
            view, days(view.today, until, locale), _("Whose points lapse"), columns, rows,
            figures=(
                Figure("points", _("Points that lapse"), points, Kind.POINTS),
                Figure("worth", _("Worth"), rate.of(points) if rate else None, Kind.MONEY),
                Figure("customers", _("Customers"), who),
                Figure("reachable", _("With phone or e-mail"), _reachable(reach)),
            ),
            charts=(_chart(view, found, view.today, until),),
            notes=(
                _("Points lapse when their last day is over. In a household they stand with who holds them; "
                  "archived customers are left out."),
            ),
            empty=_("No points lapse until {day}.").format(day=day(until, locale)),
        )  # fmt: skip


def _reach(view: View, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Card, first phone and first e-mail of customers; "" for none."""
    found: dict[int, tuple[str, str, str]] = {}
    for at in range(0, len(ids), _CHUNK):
        part = ids[at : at + _CHUNK]
        contacts = _contacts(view, part)
        for customer, card in run(view.session, select(_C.id, _C.card_number).where(_C.id.in_(part))):
            phone, email = contacts.get((customer, "phone"), ""), contacts.get((customer, "email"), "")
            found[customer] = (card or "", phone, email)
    return found


def _contacts(view: View, ids: Iterable[int]) -> dict[tuple[int, str], str]:
    rows = run(
        view.session,
        select(_P.customer_id, _P.kind, _P.value)
        .where(_P.customer_id.in_(ids), _P.kind.in_(("phone", "email")))
        .order_by(_P.position.desc(), _P.id.desc()),
    )
    return {(customer, kind): value for customer, kind, value in rows}  # the first is written last


def _reachable(reach: dict[int, tuple[str, str, str]]) -> int:
    return sum(1 for _card, phone, email in reach.values() if phone or email)


def _chart(view: View, found: Sequence[LapsingSoon], start: date, end: date) -> Chart:
    stretches = Buckets.of(start, end)
    locale = view.context.locale
    sentence = ""
    if found:
        words = _("The first lapse after {first}, the last after {last}: {points} points in all.")
        sentence = words.format(
            first=day(found[0].day, locale), last=day(found[-1].day, locale),
            points=format_number(sum(one.points for one in found), locale),
        )  # fmt: skip
    return Chart(
        "lapsing", _("Points that lapse, {step}").format(step=stretches.by), sentence, Shape.BARS,
        stretches.labels(locale),
        (Series(_("Points"), stretches.sums((one.day, one.points) for one in found)),), Kind.POINTS,
    )  # fmt: skip


REPORT = Expiring()
