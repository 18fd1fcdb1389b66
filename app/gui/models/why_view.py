"""A balance taken apart, put into the words the window shows."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.speech import Speech
from app.gui.widgets.plain_table import PlainRow
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.queries import Why, why
from app.printing.document import gathered
from app.printing.documents.why import DOCUMENT


@dataclass(frozen=True)
class WhyView:
    """`title` is the question, `sentence` the short answer; rows of lots (with what happened to each below
    it) and of all movements, newest first; `answer` is what paper is printed from."""

    title: str
    sentence: str
    lots: tuple[PlainRow, ...]
    entries: tuple[PlainRow, ...]
    answer: Why


def why_view(view: View, customer_id: int) -> WhyView:
    """Why a customer's balance is what it is."""
    found = why(view, customer_id)
    speech = Speech(view.context)
    today = found.on
    lots: list[PlainRow] = []
    for lot in found.lots:
        until = speech.day(lot.lapses_on, today) if lot.lapses_on else _("do not lapse")
        cells = (
            speech.day(lot.earned_on, today), lot.what, speech.number(lot.points), speech.number(lot.left),
            until,
        )  # fmt: skip
        lots.append(PlainRow(cells, frozenset((3,))))
        for move in lot.moves:
            moved = (speech.day(move.on, today), move.what, speech.signed(move.points), "", "")
            lots.append(PlainRow(moved, muted=True))
    entries = [
        PlainRow(
            (
                speech.day(entry.on, today),
                entry.what,
                "" if entry.spent is None else speech.money(entry.spent),
                speech.signed(entry.points),
                speech.number(entry.balance),
            ),
            frozenset((4,)),
        )
        for entry in reversed(found.entries)
    ]
    title = _("Why {n}?").format(n=speech.number(found.balance))
    answer = gathered(DOCUMENT, view, (customer_id,), {})  # again, as the customer's own language says it
    return WhyView(title, _sentence(found, speech), tuple(lots), tuple(entries), answer)


def _sentence(found: Why, speech: Speech) -> str:
    if not found.entries:
        return _("{name} has no points yet: the first purchase brings some.").format(name=found.customer_name)
    left = sum(lot.left for lot in found.lots)
    if found.owed:
        words = _("{name} has {left} left and owes {owed}: points that were used and then taken back.")
        return words.format(
            name=found.customer_name, left=speech.points(left), owed=speech.number(found.owed)
        )
    if not found.lots:
        return _("Nothing is left of the points {name} had.").format(name=found.customer_name)
    words = plural(
        "{name} has what is left of one purchase or gift of points. What lapses first is used first.",
        "{name} has what is left of {n} purchases and gifts of points. What lapses first is used first.",
        len(found.lots),
    )
    return words.format(name=found.customer_name, n=speech.number(len(found.lots)))
