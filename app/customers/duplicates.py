"""Probable doubles: who in the book may be the person whose card is being written just now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from app.customers.asking import read
from app.customers.birthdays import Birthday
from app.customers.contacts import normal_email, normal_phone
from app.customers.models import ContactPoint, Customer
from app.customers.search import find
from app.customers.search_index import Term, index_of
from app.customers.search_words import mail_words, name_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View

LEAST = 0.55
"""Evidence from which two cards are probably one person's; see `_evidence`."""


@dataclass(frozen=True)
class Double:
    """A customer who may be the same person; `why` says in words what agrees."""

    id: int
    name: str
    card_number: str
    why: str


@dataclass(frozen=True)
class _Known:
    """A customer to compare with."""

    id: int
    name: str
    card_number: str
    birthday: tuple[int | None, int | None, int | None]
    contacts: frozenset[str]


def probable_doubles(
    view: View,
    draft_name: str,
    phone: str = "",
    email: str = "",
    birthday: Birthday | None = None,
    exclude: int | None = None,
    limit: int = 3,
) -> list[Double]:
    """The likeliest doubles, likeliest first; never fails on what is half typed.

    `exclude` is the customer being edited. A phone, an address or a birthday alone does not make a double
    (families share them): the name must be like too, or two of them must agree.
    """
    reached = _normal(phone, email, view.context.country)
    ids = [match.id for match in find(view, draft_name, limit=20)]
    ids += _agreeing(view, reached, birthday)
    words = [word for word in read(draft_name).words if len(word) > 1]
    if len(words) > 1:
        for word in words:
            ids += [match.id for match in find(view, word, limit=10)]
    mail_names = mail_words(email.partition("@")[0])
    if mail_names:
        wanted = [[Term("mail", word), Term("begins", word)] for word in mail_names[:4]]
        ids += [candidate.id for candidate in index_of(view).candidates(view, wanted)]
    scored = []
    for known in _known(view, sorted(set(ids) - {exclude})):
        evidence, why = _evidence(known, draft_name, reached, birthday)
        if evidence >= LEAST:
            scored.append((evidence, known, why))
    scored.sort(key=lambda one: (-one[0], one[1].name, one[1].id))
    return [Double(known.id, known.name, known.card_number, why) for _score, known, why in scored[:limit]]


def _normal(phone: str, email: str, country: str) -> dict[str, str]:
    """Normalised to what it is called; what is not finished yet is left out."""
    found: dict[str, str] = {}
    try:
        if phone.strip():
            found[normal_phone(phone.strip(), country)] = _("same phone")
    except Refused:
        pass  # still being typed
    try:
        if email.strip():
            found[normal_email(email.strip())] = _("same e-mail")
    except Refused:
        pass  # still being typed
    return found


def _agreeing(view: View, reached: dict[str, str], birthday: Birthday | None) -> list[int]:
    """Customers with the same phone or address, and some with the same whole birthday."""
    ids: list[int] = []
    if reached:
        ids += view.session.scalars(
            select(ContactPoint.customer_id).where(ContactPoint.normalised.in_(list(reached))).limit(20)
        )
    if birthday is not None and birthday.year is not None:
        same: tuple[ColumnElement[bool], ...] = (
            Customer.birth_month == birthday.month,
            Customer.birth_day == birthday.day,
            or_(Customer.birth_year == birthday.year, Customer.birth_year.is_(None)),
        )
        ids += view.session.scalars(select(Customer.id).where(*same).limit(200))
    return ids


def _known(view: View, ids: list[int]) -> list[_Known]:
    if not ids:
        return []
    reach: dict[int, set[str]] = {}
    for customer_id, normalised in view.session.execute(
        select(ContactPoint.customer_id, ContactPoint.normalised).where(ContactPoint.customer_id.in_(ids))
    ):
        reach.setdefault(customer_id, set()).add(normalised)
    rows = view.session.execute(
        select(
            Customer.id,
            Customer.name,
            Customer.card_number,
            Customer.birth_year,
            Customer.birth_month,
            Customer.birth_day,
        ).where(Customer.id.in_(ids))
    )
    return [
        _Known(id_, name, number or "", (year, month, day), frozenset(reach.get(id_, ())))
        for id_, name, number, year, month, day in rows
    ]


def _evidence(
    known: _Known, name: str, reached: dict[str, str], birthday: Birthday | None
) -> tuple[float, str]:
    """How much speaks for one person, 0 to about 2, and what agrees in words."""
    likeness = name_likeness(name, known.name)
    reasons: list[str] = []
    total = likeness * 0.75
    if likeness >= 0.99:
        reasons.append(_("same name"))
    elif likeness >= 0.75:
        reasons.append(_("similar name"))
    for value, called in reached.items():
        if value in known.contacts:
            total += 0.4
            reasons.append(called)
        elif "@" in value and _like_address(value, known.contacts):
            total += 0.25
            reasons.append(_("similar e-mail"))
    agreed = _birthday_agreement(known.birthday, birthday)
    total += agreed if agreed < 0 else agreed * min(1.0, likeness / 0.75)  # a day many others share
    if agreed > 0.1:
        reasons.append(_("same birthday"))
    return total, ", ".join(reasons)


def _birthday_agreement(known: tuple[int | None, int | None, int | None], birthday: Birthday | None) -> float:
    """0.35 for the same day of birth, 0.2 without the year, 0.1 for one slip in it; below 0 when far off."""
    year, month, day = known
    if birthday is None or month is None or day is None:
        return 0.0
    same_day = (month, day) == (birthday.month, birthday.day)
    if year is None or birthday.year is None:
        return 0.2 if same_day else -0.3
    slips = (year != birthday.year) + (month != birthday.month) + (day != birthday.day)
    swapped = year == birthday.year and (month, day) == (birthday.day, birthday.month)
    return 0.35 if slips == 0 else 0.1 if slips == 1 or swapped else -0.2


def _like_address(value: str, contacts: frozenset[str]) -> bool:
    """Whether one of the contacts is the address but for a slip or two."""
    from rapidfuzz.distance import OSA

    return any("@" in other and OSA.distance(value, other, score_cutoff=2) <= 2 for other in contacts)


def name_likeness(one: str, other: str) -> float:
    """0 to 1: the words of two names paired as well as they go, in any order.

    Each pair counts by Jaro-Winkler likeness (W. E. Winkler 1990), words left over count as half a miss.
    """
    from rapidfuzz.distance import JaroWinkler

    ours, theirs = name_words(one), name_words(other)
    if not ours or not theirs:
        return 0.0
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    left = list(theirs)
    total = 0.0
    for word in ours:
        best = max(left, key=lambda candidate: JaroWinkler.similarity(word, candidate))
        similarity = JaroWinkler.similarity(word, best)
        total += similarity if similarity >= 0.7 else 0.0
        left.remove(best)
    return total / (len(ours) + len(left) * 0.5)
