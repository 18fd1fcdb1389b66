"""What happened between shop and customer: read it, and add to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from app.cli.command import at_option, command, request_option
from app.cli.desk import Desk, instant, shop_time
from app.cli.output import print_lines, print_table
from app.cli.values import DAY, pairs
from app.kernel.errors import Refused
from app.kernel.i18n import _


@command("timeline", _("Show what happened with a customer, newest first."), "regulars timeline 7 --limit 20")
@click.argument("customer")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help=_("How many."))
@click.option("--kind", help=_("Only this kind: purchase, note, call, promise and so on."))
def timeline(desk: Desk, customer: str, limit: int, kind: str | None) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.groups.feed import Cursor, timeline_page
        from app.kernel.timeline import TimelineItem
        from app.kernel.unit import View

        def look(view: View) -> list[TimelineItem]:
            customer_id = resolve(view, customer)
            found: list[TimelineItem] = []
            before: Cursor | None = None
            while len(found) < limit:
                page = timeline_page(view, customer_id, before, limit - len(found), kind=kind)
                found += page.items
                before = page.next
                if before is None:
                    break
            return found

        rows: list[dict[str, Any]] = [
            {
                "id": item.id,
                "kind": item.kind,
                "at": shop_time(book, item.at),
                "title": item.title,
                "detail": " · ".join(part for part in (item.quote, item.detail) if part),
            }
            for item in book.ask(look)
        ]

    def show_rows() -> None:
        if not rows:
            print_lines(_("Nothing yet."))
            return
        shown = [(row["at"][:16].replace("T", " "), row["title"], row["detail"]) for row in rows]
        print_table((_("When"), _("What"), _("Details")), shown)

    desk.emit({"touchpoints": rows}, show_rows)


@command(
    "note",
    _(
        "Put something on a customer's timeline.\n\nA promise may have the day it is due, a reservation the "
        "day it is for; other fields of a kind are given by --field, such as --kind feedback --field score=5."
    ),
    "regulars note 7 'Wants to hear when the new Mankell is out' --kind call",
)
@click.argument("customer")
@click.argument("text")
@click.option(
    "--kind", default="note", show_default=True, help=_("note, call, visit, message, promise, reservation …")
)
@at_option
@click.option("--due", type=DAY, metavar="DATE", help=_("The day a promise is due or a reservation is for."))
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("Another field of the kind."))
@request_option
def note(
    desk: Desk,
    customer: str,
    text: str,
    kind: str,
    at: datetime | None,
    due: date | None,
    fields: tuple[str, ...],
    request_id: str | None,
) -> None:
    data = _data(kind, pairs(fields, "--field"))
    with desk.open() as book:
        from app.customers.search import resolve
        from app.touchpoints.commands import AddTouchpoint, add_touchpoint

        customer_id = book.ask(resolve, customer)
        wanted = AddTouchpoint(customer_id, kind, text, instant(book, at), data, due, request_id)
        added = book.do(add_touchpoint, wanted)
    answer = {"id": added.id, "already_done": added.already_done}
    desk.emit(answer, lambda: print_lines(_("Kept as number {id}.").format(id=added.id)))


def _data(kind: str, written: dict[str, str]) -> dict[str, object]:
    """The fields of a kind as their types want them. Raises `Refused` for a field it has not.

    What a value may be is for the command to say; here digits only become a number where one is wanted.
    """
    if not written:
        return {}
    from app.kernel.fields import FieldKind
    from app.touchpoints.registry import KINDS

    found = KINDS.get(kind)
    declared = {field.id: field.kind for field in found.declared} if found else dict.fromkeys(written)
    data: dict[str, object] = {}
    for name, value in written.items():
        if name not in declared:
            words = _("“{kind}” has no field “{name}”; it has {known}.")
            known = ", ".join(declared) or _("none")
            raise Refused(words.format(kind=kind[:40], name=name[:40], known=known), name)
        whole = declared[name] is FieldKind.INTEGER and value.isascii() and value.lstrip("-").isdigit()
        data[name] = int(value[:20]) if whole else value
    return data


ALL = {"timeline": timeline, "note": note}
