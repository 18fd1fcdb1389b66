"""What goes with what, and what suits one customer: next things, the time, the way to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import print_lines, print_table
from app.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.insights.insight import CustomerInsight
    from app.insights.suggesting.companions import Companion, Companions

_NONE = "–"


@command(
    "companions",
    _("Show what is bought with an item or a category, and on how many receipts."),
    "regulars companions 'flat white' --json",
)
@click.argument("item")
def companions(desk: Desk, item: str) -> None:
    from app.insights.suggesting import companions as asked

    with desk.open() as book:
        found = book.ask(asked.companions, item)
    desk.emit(_told(found), lambda: _show(found))


def suited(found: CustomerInsight) -> dict[str, Any]:
    """What suits a customer, for scripts."""
    time = found.best_time.value
    return {
        "suggestions": [
            {
                "item": one.item,
                "category": one.whole,
                "why": one.why,
                "because": list(one.because),
                "both": one.both,
                "buyers": one.buyers,
                "without": one.without,
                "others": one.others,
            }
            for one in found.suggestions.value or ()
        ],
        "suggestions_how": found.suggestions.how,
        "companions": [_companion(one) for one in found.companions.value or ()],
        "companions_how": found.companions.how,
        "best_time": {
            "value": time.words if time else None,
            "weekday": time.weekday if time else None,
            "part": (time.part or None) if time else None,
            "how": found.best_time.how,
        },
        "best_channel": {"value": found.best_channel.value, "how": found.best_channel.how},
    }


def suited_rows(found: CustomerInsight) -> Iterator[tuple[str, str, str]]:
    """The same for people: what, what it says, how we know."""
    from app.insights.best_channel import channel_names

    label = _("May like next")
    for one in found.suggestions.value or ():
        yield label, one.item, one.why
        label = ""
    yield label, "" if found.suggestions.value else _NONE, found.suggestions.how
    label = _("Goes with their usual")
    for companion in found.companions.value or ():
        yield label, companion.item, companion.how
        label = ""
    if label:
        yield label, _NONE, found.companions.how
    time, channel = found.best_time.value, found.best_channel.value
    yield _("Best time"), time.words if time else _NONE, found.best_time.how
    yield _("Best reached by"), channel_names()[channel] if channel else _NONE, found.best_channel.how


def _told(found: Companions) -> dict[str, Any]:
    return {
        "item": found.item,
        "category": found.whole,
        "receipts": found.receipts,
        "companions": [_companion(one) for one in found.found.value or ()],
        "how": found.found.how,
    }


def _companion(one: Companion) -> dict[str, Any]:
    return {
        "item": one.item,
        "category": one.whole,
        "with": one.beside,
        "both": one.both,
        "receipts": one.receipts,
        "without": one.without,
        "others": one.others,
        "how": one.how,
    }


def _show(found: Companions) -> None:
    if found.found.value:
        rows = [(one.item, one.how) for one in found.found.value]
        print_table((_("Bought with {item}").format(item=found.item), _("How we know")), rows)
    print_lines(f"{found.item}: {found.found.how}")


ALL = {"companions": companions}
