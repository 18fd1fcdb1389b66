"""Redemptions: the rewards customers used, one by one or by reward."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.customers.models import Customer
from app.insights.buckets import Buckets
from app.insights.chart import Chart, Series, Shape
from app.insights.instants import moments
from app.insights.report import Column, Figure, Kind, Options, Report, ReportData, Row, share
from app.insights.words import days
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.kernel.periods import days_of, period_fields
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account, Entry, Redemption
from app.loyalty.stamps.card import UNIT
from app.sales.tables import run, table

_R = table(Redemption).c
_C = table(Customer).c
_E = table(Entry).c
_A = table(Account).c


@dataclass(frozen=True, slots=True)
class Used:
    """One reward that was used and not taken back. `points` and `stamps` are what it took; `value` minor
    units, None without a price; `voucher`: whether it was one."""

    on: date
    customer: int
    name: str
    reward: str
    points: int
    stamps: int
    value: int | None
    voucher: bool


class Redemptions(Report):
    """Rewards count on the day they were given; those taken back since are left out."""

    id = "redemptions"
    icon = "reward"
    order = 30

    @property
    def label(self) -> str:
        return _("Redemptions")

    @property
    def purpose(self) -> str:
        return _("The rewards customers used, by whom and when.")

    @property
    def options(self) -> tuple[Field, ...]:
        ways = (("each", _("One by one")), ("reward", _("By reward")))
        return (
            *period_fields(),
            Field("by", _("List"), FieldKind.CHOICE, True, choices=ways, default="each"),
        )

    def gather(self, view: View, options: Options) -> ReportData:
        start, end = days_of(options, view.today)
        used = used_between(view, start, end)
        each = options.get("by", "each") == "each"
        columns, rows = _each(used) if each else _by_reward(used)
        return self.answer(
            view, days(start, end, view.context.locale), _("Every reward") if each else _("By reward"),
            columns, rows, figures=_figures(used),
            charts=(_chart(view, used, start, end),), notes=_notes(used),
            empty=_("No reward was used in this time."),
        )  # fmt: skip


def used_between(view: View, start: date, end: date) -> list[Used]:
    """What was used from `start` to `end`, both included, in order."""
    midnight = moments(view, start, end)
    rows = run(
        view.session,
        select(
            _R.at, _R.customer_id, _C.name, _R.reward_name, _R.points, _A.unit, _R.value, _R.voucher_id
        )
        .select_from(
            table(Redemption)
            .join(table(Customer), _C.id == _R.customer_id)
            .outerjoin(table(Entry), _E.id == _R.entry_id)
            .outerjoin(table(Account), _A.id == _E.account_id)
        )
        .where(_R.at >= midnight[0], _R.at < midnight[1], _R.given_back_at.is_(None))
        .order_by(_R.at, _R.id),
    )  # fmt: skip
    return [
        Used(
            view.day_of(at), customer, name, reward, took if unit == POINTS else 0,
            took if unit is not None and unit.startswith(UNIT) else 0, value, voucher is not None,
        )
        for at, customer, name, reward, took, unit, value, voucher in rows
    ]  # fmt: skip


def _each(used: Sequence[Used]) -> tuple[tuple[Column, ...], list[Row]]:
    stamped = any(one.stamps for one in used)
    columns = (
        Column("day", _("Day"), Kind.DATE),
        Column("customer", _("Customer"), wide=1),
        Column("reward", _("Reward"), wide=1),
        Column("paid", _("Paid with")),
        Column("points", _("Points"), Kind.POINTS, total=True),
        *((Column("stamps", _("Stamps"), Kind.NUMBER, total=True),) if stamped else ()),
        Column("worth", _("Worth"), Kind.MONEY, total=True, blank="–"),
    )
    rows: list[Row] = []
    for one in used:
        took: Row = (one.points, one.stamps) if stamped else (one.points,)
        rows.append((one.on, one.name, one.reward, _paid(one), *took, one.value))
    return columns, rows


def _paid(one: Used) -> str:
    if one.voucher:
        return _("Voucher")
    if one.stamps:
        return _("Stamps")
    return _("Points") if one.points else _("Nothing")


def _by_reward(used: Sequence[Used]) -> tuple[tuple[Column, ...], list[Row]]:
    by_name: dict[str, list[Used]] = defaultdict(list)
    for one in used:
        by_name[one.reward].append(one)
    ordered = sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))
    columns = (
        Column("reward", _("Reward"), wide=1),
        Column("times", _("Times"), Kind.NUMBER, total=True),
        Column("share", _("Share"), Kind.PERCENT),
        Column("customers", _("Customers"), Kind.NUMBER),
        Column("points", _("Points"), Kind.POINTS, total=True),
        Column("stamps", _("Stamps"), Kind.NUMBER, total=True),
        Column("worth", _("Worth"), Kind.MONEY, total=True, blank="–"),
    )
    rows: list[Row] = [
        (
            name, len(ones), share(len(ones), len(used)), len({one.customer for one in ones}),
            sum(one.points for one in ones), sum(one.stamps for one in ones), _worth(ones),
        )
        for name, ones in ordered
    ]  # fmt: skip
    return columns, rows


def _worth(used: Sequence[Used]) -> int | None:
    """What those with a price were worth; None when none has."""
    priced = [one.value for one in used if one.value is not None]
    return sum(priced) if priced else None


def _figures(used: Sequence[Used]) -> tuple[Figure, ...]:
    return (
        Figure("times", _("Rewards used"), len(used)),
        Figure("customers", _("Customers"), len({one.customer for one in used})),
        Figure("points", _("Points used"), sum(one.points for one in used), Kind.POINTS),
        Figure("worth", _("Worth"), _worth(used) or 0, Kind.MONEY),
    )


def _chart(view: View, used: Sequence[Used], start: date, end: date) -> Chart:
    stretches = Buckets.of(start, end)
    locale = view.context.locale
    times = Counter(one.reward for one in used)
    most = min(times.items(), key=lambda item: (-item[1], item[0]))[0] if times else ""
    words = plural(
        "{n} reward was used, “{reward}”.", "{n} rewards were used, most often “{reward}”.", len(used)
    )
    return Chart(
        "times", _("Rewards used, {step}").format(step=stretches.by),
        words.format(n=format_number(len(used), locale), reward=most),
        Shape.BARS, stretches.labels(locale),
        (Series(_("Rewards"), stretches.sums((one.on, 1) for one in used)),),
    )  # fmt: skip


def _notes(used: Sequence[Used]) -> tuple[str, ...]:
    unpriced = sum(1 for one in used if one.value is None)
    words = plural(
        "{n} reward has no price and is in no worth.",
        "{n} rewards have no price and are in no worth.",
        unpriced,
    )
    return (
        _("Each counts on the day it was given. Rewards that were taken back are left out."),
        words.format(n=unpriced) if unpriced else "",
    )


REPORT = Redemptions()
