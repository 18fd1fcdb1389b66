"""The steps that are kept are those that would be read anew, and one purchase has one customer looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.customers.birthdays import Birthday
from app.customers.commands import (
    AddCustomer,
    ArchiveCustomer,
    EditCustomer,
    RestoreCustomer,
    add_customer,
    archive_customer,
    edit_customer,
    restore_customer,
)
from app.customers.draft import CustomerDraft
from app.insights.relationship import remembered
from app.insights.relationship.as_of import facts
from app.insights.relationship.evidence import evidence
from app.insights.relationship.ladder import RUNGS, places
from app.insights.relationship.stages import counts, stages
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.journal import Undo, undo_last
from app.kernel.unit import View
from app.loyalty import commands as loyalty
from app.touchpoints import commands as touch
from tests.unit.insights.relations import Agreed, Bought, Who, regular, write
from tests.unit.loyalty.conftest import Till

FULL, SINGLE = "all", "some"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """For whom evidence is read: None for all."""
    found: list[Any] = []

    def read(view: View, ids: Any = None) -> Any:
        found.append(ids if ids is None else set(ids))
        return evidence(view, ids)

    monkeypatch.setattr(remembered, "evidence", read)
    return found


@pytest.fixture
def shop(book: Book, till: Till) -> Book:
    write(book, [Who(1, 300, favourite="tea"), *regular(1, 9), Agreed(1, 9), Who(2, 99), Who(3, 99)])
    book.ask(counts)
    return book


def anew(view: View) -> dict[int, str]:
    found, names = evidence(view), RUNGS.ids()
    return {
        int(who): names[place]
        for who, place in zip(found.ids, places(facts(found, view.today)), strict=True)
        if place >= 0
    }


def right(book: Book) -> None:
    assert book.ask(stages) == book.ask(anew)


def test_asking_again_reads_nothing(shop: Book, asked: list[Any]) -> None:
    right(shop)
    assert shop.ask(counts)["loyalty"] == 1
    assert asked == []


def do_ring(till: Till) -> None:
    till.ring(2, 900)


def do_refund(till: Till) -> None:
    till.refund(till.ring(2, 900).purchase)


def do_void(till: Till) -> None:
    till.void(till.ring(2, 900).purchase)


def do_promise(till: Till) -> None:
    book = till.book
    made = book.do(touch.add_touchpoint, touch.AddTouchpoint(1, "promise", "hold it"))
    book.do(touch.finish_promise, touch.FinishPromise(made.id))
    book.do(touch.reopen_promise, touch.ReopenPromise(made.id))


def do_complaint(till: Till) -> None:
    book = till.book
    made = book.do(touch.add_touchpoint, touch.AddTouchpoint(1, "complaint", "cold"))
    right(book)
    book.do(touch.edit_touchpoint, touch.EditTouchpoint(made.id, "cold", data={"put_right": True}))
    right(book)
    book.do(touch.remove_touchpoint, touch.RemoveTouchpoint(made.id))


def do_redeem(till: Till) -> None:
    till.adjust(1, 500)
    till.redeem(1, "small")


def do_send(till: Till) -> None:
    draft = CustomerDraft("Friend", birthday=Birthday(5, 3), favourite="cake", referred_by=1)
    till.book.do(add_customer, AddCustomer(draft))


@pytest.mark.parametrize(
    ("act", "touched"),
    [
        (do_ring, {2}), (do_refund, {2}), (do_void, {2}), (do_promise, {1}), (do_complaint, {1}),
        (do_redeem, {1}), (do_send, {1, 4}),
    ],
)  # fmt: skip
def test_what_is_done_with_one_has_one_looked_at(
    shop: Book, till: Till, asked: list[Any], act: Callable[[Till], None], touched: set[int]
) -> None:
    act(till)
    right(shop)
    assert asked and None not in asked
    assert set().union(*asked) == touched


def edit(book: Book) -> None:
    book.do(edit_customer, EditCustomer(2, CustomerDraft("Two", referred_by=1), 1))


def archive(book: Book) -> None:
    book.do(archive_customer, ArchiveCustomer(1))
    right(book)
    book.do(restore_customer, RestoreCustomer(1))


def move(book: Book) -> None:
    purchase = book.do(loyalty.ring_up, loyalty.RingUp(2, 500)).purchase
    right(book)
    book.do(loyalty.move_purchase, loyalty.MovePurchase(purchase, 3))


def take_back(book: Book) -> None:
    book.do(loyalty.ring_up, loyalty.RingUp(2, 500))
    right(book)
    book.do(undo_last, Undo())


@pytest.mark.parametrize("act", [edit, archive, move, take_back])
def test_what_may_touch_others_has_all_read(
    shop: Book, asked: list[Any], act: Callable[[Book], None]
) -> None:
    act(shop)
    right(shop)
    assert asked[-1] is None


def test_another_day_has_all_read(shop: Book, asked: list[Any], clock: FixedClock) -> None:
    clock.advance(days=100)
    right(shop)
    assert asked == [None]
    assert shop.ask(counts)["loyalty"] == 0, "away for a hundred days"


def test_rows_that_no_action_tells_of_are_noticed(shop: Book, asked: list[Any], till: Till) -> None:
    till.customer("Written past the journal")
    right(shop)
    assert asked == [{4}]


def test_very_much_at_once_has_all_read(
    shop: Book, asked: list[Any], till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "FEW", 2)
    for _sale in range(3):
        till.ring(2, 500)
    right(shop)
    assert asked == [None]


def test_the_archived_stay_away(book: Book, till: Till, asked: list[Any]) -> None:
    write(book, [Who(1, 99, archived=True), Who(2, 99, sent_by=1), Bought(2, 9)])
    assert book.ask(stages) == {2: "first-contact"}
    till.ring(2, 500)
    right(book)
    assert asked == [None, {1, 2}]


def test_every_action_named_is_there() -> None:
    from app.customers import commands as customers

    everywhere = vars(loyalty) | vars(touch) | vars(customers)
    assert all(name in everywhere for name in remembered.OF_ONE)
