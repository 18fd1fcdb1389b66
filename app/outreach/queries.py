"""What reads letters: those Regulars brings along and those of the shop, as one list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.customers.models import Customer, CustomerActivity
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.registry import Registry
from app.kernel.text import sort_key
from app.kernel.unit import View
from app.outreach import letters
from app.outreach.kind import CARD, LETTER, LetterKind
from app.outreach.models import Letter

OWN = "own-"
"""What the ids of the shop's own letters begin with."""

KINDS: Registry[LetterKind] = Registry(letters, "LETTER")
"""The occasions by their id."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that can be printed for customers. `kind` is what it is for (`LETTER` or `CARD`), `occasion` the
    id of the occasion, "" for one of the shop's own; `number` then is its number."""

    id: str
    kind: str
    name: str
    icon: str
    title: str
    body: str
    occasion: str = ""
    number: int | None = None

    @property
    def own(self) -> bool:
        """Whether the shop wrote it."""
        return self.number is not None


def built_in(kind: str) -> tuple[Wording, ...]:
    """Those Regulars brings along, in order."""
    found = []
    for occasion in KINDS:
        made = occasion.letter if kind == LETTER else occasion.card
        if made is not None:
            words = made()
            found.append(
                Wording(
                    occasion.id, kind, occasion.label, occasion.icon, words.title, words.body, occasion.id
                )
            )
    return tuple(found)


def own(view: View, kind: str) -> tuple[Wording, ...]:
    """The shop's own, by name."""
    rows = view.session.execute(
        select(Letter.id, Letter.name, Letter.kind, Letter.title, Letter.body)
        .where(Letter.kind == kind)
        .order_by(Letter.folded)
    )
    return tuple(
        Wording(f"{OWN}{row.id}", row.kind, row.name, "edit", row.title, row.body, number=row.id)
        for row in rows
    )


def wordings(view: View, kind: str = "") -> tuple[Wording, ...]:
    """All texts of a kind; of every kind where none is named, letters first."""
    kinds = (kind,) if kind else (LETTER, CARD)
    return tuple(found for each in kinds for found in (*built_in(each), *own(view, each)))


def own_named(view: View, name: str) -> Wording | None:
    """The shop's own text of that name, capitals and accents aside."""
    named = sort_key(name)
    return next((one for one in wordings(view) if one.own and sort_key(one.name) == named), None)


def wording(view: View, text: str, kind: str = "") -> Wording:
    """One text by its id or its exact name. `Refused` by `NotFound`, naming those there are."""
    known = wordings(view, kind)
    named = sort_key(text)
    for found in known:
        if text == found.id:
            return found
    for found in known:
        if named and named == sort_key(found.name):
            return found
    raise NotFound(
        _("There is no letter “{text}”; there are {known}.").format(
            text=text[:60], known=", ".join(dict.fromkeys(found.name for found in known[:12]))
        ),
        field="letter",
    )


def somebody(view: View) -> int | None:
    """A customer to try a text on: who was here last, else any; None where there is nobody."""
    standing = Customer.archived_at.is_(None)
    latest = (
        select(Customer.id)
        .outerjoin(CustomerActivity, CustomerActivity.customer_id == Customer.id)
        .where(standing)
        .order_by(CustomerActivity.last_visit_at.desc().nulls_last(), Customer.id)
        .limit(1)
    )
    return view.session.scalar(latest)
