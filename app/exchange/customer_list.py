"""A list of customers for another program: who they are, how to reach them, and whether they want it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import func, select

from app.customers.models import Consent
from app.groups.directory import DirectoryRow, directory_rows
from app.groups.ordering import chunks
from app.insights.report import Column, Kind, ReportData, Row
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

_W = table(Consent).c
_CHANNELS = ("email", "phone", "post")


def customer_list(view: View, ids: Iterable[int], title: str) -> ReportData:
    """The customers of these ids as a table that `save_table` writes, in their order; ids that are nobody's
    are left out. For each way to write to them the newest word of the customer: yes, no, or nothing."""
    rows = tuple(_rows(view, array("q", ids)))
    return ReportData(
        "customers", title, "", _("Customer"), _columns(), rows, (), (), (), (), _("Nobody is on the list."),
        view.context.currency, view.context.locale, view.today,
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("Customer number"), Kind.TEXT),
        Column("name", _("Name")),
        Column("card", _("Card")),
        Column("phone", _("Phone")),
        Column("email", _("E-mail")),
        Column("email_welcome", _("E-mail welcome")),
        Column("phone_welcome", _("Calls welcome")),
        Column("post_welcome", _("Post welcome")),
        Column("points", _("Points"), Kind.POINTS),
        Column("visits", _("Visits"), Kind.NUMBER),
        Column("last_visit", _("Last visit"), Kind.DATE),
        Column("spent", _("Spent"), Kind.MONEY),
        Column("tags", _("Tags")),
    )


def _rows(view: View, ids: array[int]) -> Iterator[Row]:
    for part in chunks(ids):
        said = _said(view, part)
        for row in directory_rows(view, part):
            yield _row(row, [said.get((row.id, channel)) for channel in _CHANNELS])


def _row(row: DirectoryRow, words: Sequence[bool | None]) -> Row:
    welcome = tuple({True: _("yes"), False: _("no"), None: ""}[word] for word in words)
    return (
        str(row.id), row.name, row.card_number, row.phone, row.email, *welcome, row.points, row.visits,
        row.last_visit, row.spent, ", ".join(row.tags),
    )  # fmt: skip


def _said(view: View, ids: Sequence[int]) -> dict[tuple[int, str], bool]:
    newest = select(func.max(_W.id)).where(_W.customer_id.in_(ids)).group_by(_W.customer_id, _W.channel)
    rows = run(view.session, select(_W.customer_id, _W.channel, _W.given).where(_W.id.in_(newest)))
    return {(customer, channel): bool(given) for customer, channel, given in rows}
