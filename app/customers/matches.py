"""What the list of matches shows of each: marked letters, why, and a line to tell namesakes apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.customers.asking import Asked, spellings
from app.customers.found import Hit, Rank
from app.customers.marks import Span, mark
from app.customers.search_words import mail_words
from app.kernel.i18n import _
from app.kernel.unit import View


class Match(NamedTuple):
    """A customer found. `why` is empty when it is obvious; `spans` are the matched letters of `name`;
    `subtitle` is the end of a phone number ("…4417") or an e-mail address, whichever tells most."""

    id: int
    name: str
    card_number: str
    why: str
    spans: tuple[Span, ...]
    subtitle: str
    score: float


_DIGIT = re.compile(r"\d")

Reach = list[tuple[str, str]]
"""(kind, normalised) of a customer's contacts in their order."""


def as_matches(view: View, hits: Sequence[Hit], asked: Asked) -> list[Match]:
    """The hits as they are shown, in the same order; one look at the book for all of them."""
    reach = _reach(view, [hit.candidate.id for hit in hits])
    spelled = spellings(asked)
    return [_match(hit, reach.get(hit.candidate.id, []), asked, spelled) for hit in hits]


def _reach(view: View, ids: Sequence[int]) -> dict[int, Reach]:
    found: dict[int, Reach] = {}
    if not ids:
        return found
    marks = ",".join("?" * len(ids))
    rows = view.rows(
        "SELECT customer_id, kind, normalised FROM contact_point "  # noqa: S608
        f"WHERE customer_id IN ({marks}) ORDER BY customer_id, position",
        tuple(ids),
    )
    for customer_id, kind, normalised in rows:
        found.setdefault(customer_id, []).append((kind, normalised))
    return found


def _match(hit: Hit, reach: Reach, asked: Asked, spelled: list[str] | None) -> Match:
    candidate = hit.candidate
    name = candidate.name
    number = candidate.card_number or ""
    spans = mark(name, hit.begins) if hit.begins else None
    if spans is None and hit.begins and spelled:
        spans = mark(name, spelled)
    if spans is not None and hit.rank in (Rank.NAMED, Rank.EXACT_NAME):
        return Match(candidate.id, name, number, "", spans, _subtitle(reach), hit.score)
    why, shown = _why(hit, reach, asked)
    if spans is None:
        numbers_only = asked.number and _DIGIT.search(name) is None
        spans = () if numbers_only else _those_that_do(name, hit.begins or asked.words)
    return Match(candidate.id, name, number, why, spans, shown or _subtitle(reach), hit.score)


def _those_that_do(name: str, begins: Sequence[str]) -> tuple[Span, ...]:
    """The marks of those words that begin one of the name's, leaving out the others."""
    if len(begins) == 1:
        return mark(name, begins) or ()
    fitting = [word for word in begins if mark(name, [word])]
    return mark(name, fitting) or ()


def _why(hit: Hit, reach: Reach, asked: Asked) -> tuple[str, str]:
    """(why, the subtitle that proves it); both empty when the name shows it."""
    if hit.rank == Rank.SOUND:
        return _("sounds alike"), ""
    if hit.rank == Rank.SPELLING:
        return _("similar spelling"), ""
    if hit.rank == Rank.NICKNAME:
        return _("short form"), ""
    if hit.rank == Rank.EXACT_CARD:
        return (_("card") if hit.candidate.card_number == asked.card else _("reference")), ""
    if hit.rank == Rank.NUMBER:
        why, shown = _why_number(hit, reach, asked.number)
        if why:
            return why, shown
    if asked.mail:
        for kind, value in reach:
            if kind == "email" and value.startswith(asked.mail):
                return _("e-mail"), value
    unmet = [word for word in asked.words if not mark(hit.candidate.name, [word])]
    for word in unmet:
        if word.isdigit():
            why, shown = _why_number(hit, reach, word)
            if why:
                return why, shown
        for kind, value in reach:
            if kind != "phone" and any(part.startswith(word) for part in mail_words(value)):
                return (_("e-mail"), value) if kind == "email" else (_("handle"), value)
    return "", ""


def _why_number(hit: Hit, reach: Reach, number: str) -> tuple[str, str]:
    bare = number.lstrip("0") or number
    for kind, value in reach:
        if kind == "phone":
            if value.endswith(bare):
                return _("phone"), _tail(value, max(4, len(bare)))
            if bare in value[:12]:
                return _("phone"), _tail(value, 4)
    card = hit.candidate.card_number or ""
    if card.endswith(number) or card.startswith(number):
        return _("card"), ""
    return "", ""


def _tail(phone: str, digits: int) -> str:
    return f"…{phone[-digits:]}" if digits < len(phone) - 2 else phone


def _subtitle(reach: Reach) -> str:
    for kind, value in reach:
        if kind == "phone":
            return _tail(value, 4)
    return reach[0][1] if reach else ""
