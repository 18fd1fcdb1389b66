"""The customers of a group as a table, for a spreadsheet."""

from __future__ import annotations

from sqlalchemy import func, select

from app.customers.models import Consent
from app.groups.directory import directory_rows
from app.groups.membership import members_of
from app.groups.named import Group
from app.groups.ordering import SORTS, ordered
from app.groups.rule_words import rule_words, troubles
from app.insights.report import Column, Kind, ReportData, Row, totals_of
from app.insights.words import day
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table


def group_table(view: View, group: Group) -> ReportData:
    """Everybody in it by name, as things stand today, and by which ways each wants to hear of the shop: yes,
    no, or nothing where nobody asked."""
    ids = ordered(view, SORTS["name"], False, members_of(view, group.rule))
    columns = (
        Column("id", _("No."), Kind.NUMBER),
        Column("name", _("Name"), wide=1),
        Column("card", _("Card")),
        Column("phone", _("Phone")),
        Column("email", _("E-mail")),
        *(Column(f"{channel}_welcome", label) for channel, label in _welcome()),
        Column("points", _("Points"), Kind.POINTS),
        Column("visits", _("Visits"), Kind.NUMBER),
        Column("spent", _("Spent"), Kind.MONEY),
        Column("last_visit", _("Last visit"), Kind.DATE),
        Column("joined", _("Joined"), Kind.DATE),
        Column("tags", _("Tags")),
    )
    said = newest_words(view)
    rows: list[Row] = [
        (
            row.id, row.name, row.card_number, row.phone, row.email,
            *(_word(said.get((row.id, channel))) for channel, _label in _welcome()),
            row.points, row.visits, row.spent, row.last_visit, row.joined_on, ", ".join(row.tags),
        )
        for row in directory_rows(view, ids)
    ]  # fmt: skip
    return ReportData(
        report=f"group-{group.id}",
        title=group.name,
        subtitle=day(view.today, view.context.locale),
        heading=_("By name"),
        columns=columns,
        rows=rows,
        totals=totals_of(columns, rows),
        figures=(),
        charts=(),
        notes=(rule_words(view, group.rule) + ".", *troubles(view, group.rule)),
        empty=_("Nobody is in this group just now."),
        currency=view.context.currency,
        locale=view.context.locale,
        asked_on=view.today,
    )


def _welcome() -> tuple[tuple[str, str], ...]:
    return (
        ("email", _("E-mail welcome")),
        ("phone", _("Calls welcome")),
        ("message", _("Messages welcome")),
        ("post", _("Post welcome")),
    )


def _word(given: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: ""}[given]


def newest_words(view: View) -> dict[tuple[int, str], bool]:
    """What each customer said last on each channel they spoke of, by (customer, channel)."""
    w = table(Consent).c
    newest = select(func.max(w.id)).group_by(w.customer_id, w.channel)
    rows = run(view.session, select(w.customer_id, w.channel, w.given).where(w.id.in_(newest)))
    return {(customer, channel): bool(given) for customer, channel, given in rows}
