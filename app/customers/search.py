"""The one box: a scanned card, the end of a phone number, part of a name, a typo, an e-mail address.

Best first: the exact card, the exact name, words of the name, numbers, other ways to reach them, short forms,
similar spelling, similar sound; among equals who came lately and often. Each pass runs only when those before
it found too few.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations

from sqlalchemy import select

from app.customers.asking import Asked, read, spellings
from app.customers.found import Found, Rank
from app.customers.fuzzy import alike, closest
from app.customers.matches import Match, as_matches
from app.customers.models import Customer
from app.customers.nicknames import other_names
from app.customers.payment_cards import is_payment_number
from app.customers.search_index import SearchIndex, Term, index_of
from app.customers.search_words import backwards
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import View

FEWEST_FROM_THE_START = 4
"""Digits from which a number may also be the beginning of a phone or card."""

FEW = 5
"""Fewer hits than this, and typos, short forms and sounds are tried too."""

__all__ = ["Match", "find", "resolve", "scanned"]


def find(view: View, text: str, limit: int = 20, include_archived: bool = False) -> list[Match]:
    """Customers who may be meant, best first, at most `limit`; none for an empty text.

    Never fails, whatever was typed. A payment card number finds nobody.
    """
    asked = read(text)
    if not asked.words and not asked.mail:
        return []
    index = index_of(view)
    found = Found(view.today, asked.words)
    archived = include_archived
    if asked.numbered:
        exact = index.numbered(view, asked.card, asked.numbered, archived=archived)
        found.add(exact, Rank.EXACT_CARD)
        if exact or is_payment_number(asked.text):
            return as_matches(view, found.best(max(0, limit)), asked)
    if asked.mail:
        found.add(index.by_start(view, [asked.mail], archived=archived), Rank.MAIL)
    if asked.number:
        _by_number(view, index, asked, found, limit, archived)
    elif asked.words and not len(found):  # an address found is what was meant, not names of its words
        _by_words(view, index, asked, found, limit, archived)
    return as_matches(view, found.best(max(0, limit)), asked)


def scanned(view: View, text: str) -> int | None:
    """The customer with exactly that card number, archived or not; None when nobody has it."""
    number = "".join(c for c in text[:200] if not c.isspace() and c not in "-‐‑‒–—").upper()
    if not number.isascii() or not number.isalnum():
        return None
    return view.session.scalar(select(Customer.id).where(Customer.card_number == number))


def resolve(view: View, text: str) -> int:
    """The one customer meant by an id, a card number, a reference or a search.

    Raises `NotFound` when there is none and `Refused` when there are several.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 18:
        known = view.session.scalar(select(Customer.id).where(Customer.id == int(text)))
        if known is not None:
            return known
    by_card = scanned(view, text)
    if by_card is not None:
        return by_card
    if is_payment_number(text):
        raise Refused(_("That looks like the number of a payment card; it is no customer's card."))
    matches = find(view, text, limit=4)
    sure = [match for match in matches if match.score >= Rank.EXACT_NAME]
    if len(matches) == 1 or len(sure) == 1:
        return (sure or matches)[0].id
    if not matches:
        raise NotFound(_("Nobody in the book answers to “{text}”.").format(text=text[:60]))
    some = ", ".join(f"{match.name} ({match.card_number})" for match in matches[:3])
    raise Refused(_("“{text}” fits several customers: {some}.").format(text=text[:60], some=some))


def _by_number(
    view: View, index: SearchIndex, asked: Asked, found: Found, limit: int, archived: bool
) -> None:
    """The end of a phone or card number, then its beginning; also names and addresses with that number."""
    bare = asked.number.lstrip("0") or asked.number
    tails = dict.fromkeys((backwards(asked.number), backwards(bare)))
    wanted = [[Term("begins", asked.number), Term("mail", asked.number), *(Term("tail", t) for t in tails)]]
    found.add(index.candidates(view, wanted, archived=archived), Rank.NUMBER)
    if len(asked.number) < FEWEST_FROM_THE_START or len(found) >= limit:
        return
    starts = [asked.number]
    if asked.text.startswith("+") or asked.number.startswith("00"):
        starts.append(f"+{bare}")
    elif code := _country_code(view.context.country):
        starts.append(f"+{code}{bare}")
    found.add(index.by_start(view, starts, archived=archived), Rank.NUMBER)


@lru_cache(maxsize=8)
def _country_code(country: str) -> int:
    from phonenumbers import country_code_for_region

    return country_code_for_region(country)


def _by_words(view: View, index: SearchIndex, asked: Asked, found: Found, limit: int, archived: bool) -> None:
    named = asked.named
    if spelled := spellings(asked):
        named = [[*choice, Term("begins", other)] for choice, other in zip(named, spelled, strict=False)]
    filed = [" ".join(order) for order in permutations(asked.words)] if len(asked.words) <= 3 else []
    found.add_named(index.candidates(view, named, filed=filed, archived=archived), asked.words)
    if len(found) < limit and max(map(len, asked.words)) >= 3:
        found.add(index.candidates(view, asked.reached, archived=archived), Rank.REACHED, ())
    if len(found) < FEW:
        _by_short_forms(view, index, asked, found, archived)
        _by_likeness(view, index, asked, found, archived)


def _by_short_forms(view: View, index: SearchIndex, asked: Asked, found: Found, archived: bool) -> None:
    others = [other_names(word) for word in asked.words]
    if not any(others):
        return
    wanted = [
        [Term("begins", word), *(Term("is", other) for other in names)]
        for word, names in zip(asked.words, others, strict=True)
    ]
    found.add(index.candidates(view, wanted, archived=archived), Rank.NICKNAME)


def _by_likeness(view: View, index: SearchIndex, asked: Asked, found: Found, archived: bool) -> None:
    """Typos first, then, when they are few, sounds; each by how like the name's words are to those typed."""
    similar = [alike(index, view, word) for word in asked.words]
    for rank in (Rank.SPELLING, Rank.SOUND):
        choices = [[one for one in words if one.spelling or rank is Rank.SOUND] for words in similar]
        if len(found) >= FEW:
            return
        if not any(one.spelling is (rank is Rank.SPELLING) for words in choices for one in words):
            continue
        wanted = [
            [Term("begins", word), *(Term("is", one.word) for one in words)]
            for word, words in zip(asked.words, choices, strict=True)
        ]
        for candidate in index.candidates(view, wanted, archived=archived):
            closeness, begins = closest(candidate.name, asked.words, choices)
            found.add([candidate], rank, tuple(begins), closeness)
