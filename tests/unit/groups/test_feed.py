"""The whole timeline: what the slices tell, in one feed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.groups.feed import GROUPS, SOURCES, group_labels, known_kinds, timeline_page
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.timeline import position
from app.loyalty.models import Account, Entry, Redemption
from app.sales.models import Purchase, Refund
from app.touchpoints.models import Touchpoint
from tests.unit.groups.rows import customer, put


@pytest.fixture
def maria(book: Book, clock: FixedClock) -> int:
    """Maria, with something of every slice, much of it at one instant."""
    now = clock.now()
    day = book.ask(lambda view: view.today)
    [maria] = put(book, customer("Maria", now))
    [account] = put(book, Account(customer_id=maria, balance=18))
    purchases = [
        Purchase(customer_id=maria, at=now - timedelta(days=n // 4), business_date=day, amount=1860, till="T")
        for n in range(12)
    ]
    ids = put(book, *purchases)
    put(
        book,
        Refund(purchase_id=ids[0], customer_id=maria, kind="refund", at=now, business_date=day, amount=60),
    )
    entry = {"account_id": account, "balance": 18, "business_date": day, "at": now, "previous_hash": ""}
    put(
        book,
        Entry(sequence=1, kind="earn", points=18, purchase_id=ids[0], hash="a", **entry),
        Entry(sequence=2, kind="adjust", points=50, hash="b", **entry),
        Redemption(
            customer_id=maria, reward="c", reward_name="Free coffee", reward_kind="item", points=150, at=now
        ),
    )
    kinds = ("note", "call", "promise", "feedback", "complaint", "telepathy")
    put(book, *(Touchpoint(customer_id=maria, kind=kind, at=now, text=kind) for kind in kinds * 2))
    return maria


def test_every_slice_is_in_it_once_and_in_order(book: Book, maria: int) -> None:
    whole = book.ask(timeline_page, maria, limit=500).items
    assert len(whole) == 12 + 1 + 1 + 1 + 12
    assert [item.id for item in whole] == [
        item.id for item in sorted(whole, key=lambda item: position(item.at, item.id), reverse=True)
    ]
    for limit in (1, 4, 26, 27):
        found, before = [], None
        while True:
            page = book.ask(timeline_page, maria, before, limit)
            found += page.items
            before = page.next
            if before is None:
                break
        assert [item.id for item in found] == [item.id for item in whole]


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("purchases", {"purchase", "refund"}),
        ("contact", {"note", "call", "promise"}),
        ("feedback", {"feedback", "complaint"}),
        ("points", {"reward", "adjust"}),
        ("all", {"purchase", "refund", "note", "call", "promise", "feedback", "complaint", "reward", "adjust",
                 "telepathy"}),
    ],
)  # fmt: skip
def test_the_filters(book: Book, maria: int, group: str, kinds: set[str]) -> None:
    page = book.ask(timeline_page, maria, None, 100, group)
    assert {item.kind for item in page.items} == kinds


def test_one_kind_alone_and_within_a_group(book: Book, maria: int) -> None:
    assert {item.kind for item in book.ask(timeline_page, maria, kind="call").items} == {"call"}
    assert len(book.ask(timeline_page, maria, group="contact", kind="call").items) == 2
    assert book.ask(timeline_page, maria, group="purchases", kind="call").items == ()


@pytest.mark.parametrize("asked", [{"group": "weather"}, {"kind": "weather"}])
def test_a_part_there_is_not_is_refused(book: Book, maria: int, asked: dict[str, str]) -> None:
    with pytest.raises(Refused):
        book.ask(timeline_page, maria, **asked)


def test_points_stand_beside_their_purchase(book: Book, maria: int) -> None:
    details = [item.detail for item in book.ask(timeline_page, maria, kind="purchase").items]
    assert sum("+18" in detail for detail in details) == 1


def test_no_two_sources_share_a_kind_and_every_group_has_a_label() -> None:
    assert len(known_kinds()) == len(set(known_kinds()))
    assert len(SOURCES) >= 4
    assert tuple(group_labels()) == GROUPS
