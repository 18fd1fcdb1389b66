"""Stamps by the button and stamps that lapsed, on the timeline. Those of sales stand with their sales; a full
card that was used is a reward like others."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import literal, select, text

from app.kernel.i18n import _, plural
from app.kernel.timeline import Cursor, TimelineItem, older_than, position
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import ON_TIMELINE, Account, Entry, EntryReason
from app.loyalty.owners import owner_of
from app.loyalty.stamps.card import UNIT, StampCard
from app.loyalty.stamps.giving import signed_stamps, stamps_text
from app.loyalty.versions import rules_on
from app.sales.tables import run, table
from app.staff.models import Staff

SOURCE = "stamps"
GROUP = "points"
_LAST = "~"
"""Sorts after every letter an id may have."""
_A = table(Account).c
_E = table(Entry).c
_S = table(Staff).c
_W = table(EntryReason).c


_ENTRIES = {"stamp": EntryKind.STAMP.value, "stamp-lapse": EntryKind.LAPSE.value}
"""Kinds of the timeline and the kinds of entry they are."""


class StampsTimeline:
    """The stamp cards' share of the timeline, card by card: each on an account of its own."""

    kinds = tuple(_ENTRIES)

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly below the cursor, newest first."""
        wanted = [entry for kind, entry in _ENTRIES.items() if kinds is None or kind in kinds]
        if not wanted:
            return []
        accounts = run(
            view.session,
            select(_A.id, _A.unit).where(
                _A.customer_id == owner_of(view, customer_id),
                _A.unit.between(UNIT, UNIT + _LAST),
            ),
        ).all()
        cards = {card.unit: card for card in rules_on(view, view.today).stamp_cards} if accounts else {}
        items = [
            item
            for account_id, unit in accounts
            for item in _of_card(view, account_id, unit, cards.get(unit), before, limit, wanted)
        ]
        items.sort(key=lambda item: position(item.at, item.id), reverse=True)
        return items[:limit]


def _of_card(
    view: View,
    account_id: int,
    unit: str,
    card: StampCard | None,
    before: Cursor | None,
    limit: int,
    wanted: list[str],
) -> list[TimelineItem]:
    undoing = table(Entry).alias("undoing").c
    undone = (
        select(literal(1)).where(undoing.reverses_id == _E.id, undoing.kind == EntryKind.UNDO.value).exists()
    )
    rows = run(
        view.session,
        select(_E.id, _E.at, _E.kind, _E.points, _E.balance, _W.text, _S.name, undone)
        .select_from(
            table(Entry)
            .outerjoin(table(EntryReason), _W.entry_id == _E.id)
            .outerjoin(table(Staff), _S.id == _E.staff_id)
        )
        .where(
            _E.account_id == account_id,
            text(f"entry.{ON_TIMELINE}"),
            _E.kind.in_(wanted),
            older_than(_E.at, _E.id, before, SOURCE),
        )
        .order_by(_E.at.desc(), _E.id.desc())
        .limit(limit),
    )
    return [_item(view, unit, card, *row) for row in rows]


def _item(
    view: View,
    unit: str,
    card: StampCard | None,
    number: int,
    at: datetime,
    kind: str,
    stamps: int,
    balance: int,
    reason: str | None,
    staff: str | None,
    undone: bool,
) -> TimelineItem:
    """A card that is not in the programme any more has its id for a name, and nobody says what filled it."""
    name = unit.removeprefix(UNIT) if card is None else card.name
    if kind == EntryKind.LAPSE:
        title, detail = _("Stamps lapsed: {card}").format(card=name), signed_stamps(stamps, view)
    else:
        words = plural("Stamp: {card}", "{stamps}: {card}", stamps)
        title = words.format(card=name, stamps=stamps_text(stamps, view))
        if card is not None:
            title = _("{title} {have} of {of}").format(title=title, have=balance, of=card.of)
        detail = _("undone") if undone else ""
    return TimelineItem(
        id=f"{SOURCE}:{number}",
        kind=next(shown for shown, entry in _ENTRIES.items() if entry == kind),
        group=GROUP,
        at=at,
        title=title,
        quote=reason or "",
        detail=detail,
        staff=staff or "",
        icon="stamp",
        tone="rose" if kind == EntryKind.LAPSE else "gold",
    )
