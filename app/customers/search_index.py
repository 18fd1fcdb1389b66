"""The index that finding customers stands on, as the rest of the program knows it.

What is behind it (FTS5 in a shop's file; another database's own means elsewhere) is nobody else's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from app.kernel.unit import Unit, View

TermKind = Literal["begins", "is", "mail", "tail"]


class Term(NamedTuple):
    """One thing to look for: a name word that begins so or is so, a word of an e-mail address or handle that
    begins so, a number that ends so (`text` is then backwards)."""

    kind: TermKind
    text: str


Wanted = Sequence[Sequence[Term]]
"""Each inner sequence is a choice; every one of the outer must be met."""


@dataclass(frozen=True)
class Document:
    """What a customer is found by. `numbers` are phones in E.164 and the card number, `mails` addresses and
    handles."""

    id: int
    name: str
    sort_name: str
    numbers: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """A customer who may be meant. `last_visit` is an ISO instant in UTC without its offset, or None."""

    id: int
    name: str
    card_number: str | None
    archived: bool
    visits: int
    last_visit: str | None


class SearchIndex(Protocol):
    """Finds customers by words; `put` and `remove` keep it true."""

    def put(self, unit: Unit, ids: Sequence[int]) -> None:
        """Index these customers as the book has them now."""

    def put_new(self, unit: Unit, documents: Iterable[Document]) -> None:
        """Index customers never indexed before, many at a time."""

    def settle(self, unit: Unit) -> None:
        """Put the index in its best shape; worth its second or two after very many new customers."""

    def remove(self, unit: Unit, ids: Sequence[int]) -> None:
        """Forget these customers."""

    def forget_name(self, unit: Unit, name: str) -> None:
        """Nobody may be called this any more: forget those of its words that no customer has."""

    def candidates(
        self, view: View, wanted: Wanted, *, filed: Sequence[str] = (), archived: bool = False
    ) -> list[Candidate]:
        """Customers who meet all of `wanted`: those who came lately and the newest, a bounded number.

        When there are more, those filed under one of the sort keys `filed` are sure to be among them.
        """

    def by_start(self, view: View, starts: Sequence[str], *, archived: bool = False) -> list[Candidate]:
        """Customers whose card number, phone (E.164) or e-mail address begins with one of them; bounded."""

    def numbered(self, view: View, card: str, reference: str, *, archived: bool) -> list[Candidate]:
        """Customers with exactly that card number or reference."""

    def everyone(self, view: View, wanted: Wanted) -> list[int]:
        """The ids of all customers who meet all of `wanted`, archived or not, in no order; not bounded."""

    def near(self, view: View, word: str) -> list[str]:
        """Words of the book that are spelled or sound much like this folded one; bounded, unordered."""


def index_of(_view: View) -> SearchIndex:
    """The index of the database behind the view."""
    from app.customers.search_sqlite import FtsIndex

    return FtsIndex()
