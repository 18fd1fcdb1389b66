"""The four moves of the IDIC model as a board: of all customers, how many are identified, told apart, heard
from, and treated as their own (D. Peppers and M. Rogers, Managing Customer Relationships, 2004).

Identified beyond doubt: a name, a card or another way to reach them, and no second card that may be theirs
(`namesakes`). Told apart: enough visits to rank them by, or a tag. Heard from: they called, wrote, came by or
gave feedback within a year. Treated as their own: something of what they like is written down, and within a
year the shop did something with them in mind: a reward or a voucher was used, a promise kept, a note written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, select

from app.customers.models import ContactPoint, Customer, PostalAddress
from app.insights.columns import columns, numbers
from app.insights.relationship.as_of import facts
from app.insights.relationship.evidence import evidence
from app.insights.relationship.facts import YEAR, Facts
from app.insights.relationship.namesakes import likely_doubles
from app.insights.sayings import Sayings
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.sales.tables import table

if TYPE_CHECKING:
    from app.insights.relationship.facts import Bools, Numbers

ENOUGH_VISITS = 3

_A = table(PostalAddress).c
_C = table(Customer).c
_K = table(ContactPoint).c

Reason = tuple["Bools", Callable[[int], str]]
"""Who lacks it, and the words for so many."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One move. `count` customers of `of`; `missing` says what the others lack most, "" when nobody lacks
    anything; `ids` are all others, `most_ids` those who lack what is said."""

    id: str
    label: str
    count: int
    of: int
    takes: str
    missing: str
    ids: tuple[int, ...]
    most_ids: tuple[int, ...]


def board(view: View) -> tuple[Cell, ...]:
    """Identify, differentiate, interact, customise, over all customers who are not archived."""
    found = evidence(view)
    many, say = facts(found, view.today), Sayings(view.context)
    since = view.today.toordinal() - YEAR

    def cell(cell_id: str, label: str, takes: str, *reasons: Reason) -> Cell:
        return _cell(cell_id, label, takes, found.ids, reasons, say)

    return (
        cell("identify", _("Identified"),
             _("A name, a card or a way to reach them, and no likely second card."),
             *_unidentified(view, found.ids)),
        cell("differentiate", _("Told apart"), _("Enough visits to rank them by, or a tag."), *_alike(many)),
        cell("interact", _("Heard from"), _("They called, wrote, came by or gave feedback within a year."),
             *_silent(many)),
        cell("customise", _("Treated as their own"),
             _("What they like is known, and within a year something was done with them in mind."),
             *_unserved(many, since)),
    )  # fmt: skip


def _cell(
    cell_id: str, label: str, takes: str, ids: Numbers, reasons: tuple[Reason, ...], say: Sayings
) -> Cell:
    import numpy as np

    lacking = np.logical_or.reduce([lack for lack, _words in reasons])
    lack, words = max(reasons, key=lambda reason: int(reason[0].sum()))
    count, most = int(lack.sum()), tuple(ids[lack].tolist())
    missing = words(count).format(n=say.number(count)) if count else ""
    others = tuple(ids[lacking].tolist())
    return Cell(cell_id, label, len(ids) - len(others), len(ids), takes, missing, others, most)


def _unidentified(view: View, ids: Numbers) -> tuple[Reason, ...]:
    import numpy as np

    contact = select(_K.customer_id).where(_K.customer_id == _C.id).exists()
    somewhere = select(_A.customer_id).where(_A.customer_id == _C.id, _A.street + _A.city != "").exists()
    reached = _C.card_number.is_not(None) | contact | somewhere
    asked = (
        select(case((_C.name != "", 1), else_=0), case((reached, 1), else_=0))
        .where(_C.archived_at.is_(None))
        .order_by(_C.id)
    )
    named, reachable = columns(view, asked, numbers, numbers)
    double = np.isin(ids, np.fromiter(likely_doubles(view), dtype=np.int64))
    return (
        (double, lambda n: plural("{n} may have a second card", "{n} may have a second card", n)),
        (named == 0, lambda n: plural("{n} has no name", "{n} have no name", n)),
        (
            reachable == 0,
            lambda n: plural(
                "{n} has neither card, phone nor address", "{n} have neither card, phone nor address", n
            ),
        ),
    )


def _alike(many: Facts[Numbers]) -> tuple[Reason, ...]:
    unmarked = (many.tagged == 0) & (many.visits < ENOUGH_VISITS)
    came = unmarked & (many.visits > 0)
    return (
        (
            came,
            lambda n: plural(
                "{n} came once or twice and has no tag", "{n} came once or twice and have no tag", n
            ),
        ),
        (
            unmarked & ~came,
            lambda n: plural(
                "{n} never bought anything and has no tag", "{n} never bought anything and have no tag", n
            ),
        ),
    )


def _silent(many: Facts[Numbers]) -> tuple[Reason, ...]:
    never = many.talks == 0
    return (
        (
            never,
            lambda n: plural("{n} never called, wrote or came by", "{n} never called, wrote or came by", n),
        ),
        (
            ~never & (many.talks_year == 0),
            lambda n: plural("{n} was last heard over a year ago", "{n} were last heard over a year ago", n),
        ),
    )


def _unserved(many: Facts[Numbers], since: int) -> tuple[Reason, ...]:
    unknown = many.preferences == 0
    used = (many.redeemed_last > since) | (many.kept_year > 0) | (many.notes_last > since)
    return (
        (
            unknown,
            lambda n: plural("what {n} likes is not written down", "what {n} like is not written down", n),
        ),
        (
            ~unknown & ~used,
            lambda n: plural(
                "{n} had no reward, kept promise or note within a year",
                "{n} had no reward, kept promise or note within a year",
                n,
            ),
        ),
    )
