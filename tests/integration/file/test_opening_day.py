"""What opening a shop does besides opening it: lapsed points, a clock set back, undo of any kind."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from app.bootstrap import catch_up, open_shop
from app.customers.commands import AddCustomer, CustomerDraft, add_customer
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from app.kernel.journal import Undo, undo_last
from app.loyalty.commands import RingUp, StartProgramme, ring_up, start_programme
from app.loyalty.queries import balance
from app.loyalty.versions import rules_on
from app.staff.commands import AddStaff, add_staff


@pytest.fixture
def customer(book: Book) -> int:
    return book.do(add_customer, AddCustomer(CustomerDraft(name="Ann"))).id


def test_a_new_shop_has_a_programme_since_ever(book: Book) -> None:
    with book.engines.reader.connect() as connection:
        rows = connection.execute(text("SELECT starts_on FROM programme_version")).all()
    assert rows == [("0001-01-01",)]
    assert book.ask(lambda view: rules_on(view, view.today)) is not None


def test_points_lapse_when_the_shop_opens_after_their_last_day(
    book: Book, customer: int, clock: FixedClock
) -> None:
    book.do(ring_up, RingUp(customer, 5000))
    assert book.ask(balance, customer) > 0
    book.close()
    clock.advance(days=365 * 5)
    with open_shop(book.path, clock) as later:
        assert later.opening_note == ""
        assert later.ask(balance, customer) == 0
        assert catch_up(later) == ""


def test_a_clock_set_back_lapses_nothing_and_says_so(book: Book, customer: int, clock: FixedClock) -> None:
    book.do(ring_up, RingUp(customer, 5000))
    before = book.ask(balance, customer)
    book.close()
    clock.advance(days=-365)
    with open_shop(book.path, clock) as earlier:
        assert "clock" in earlier.opening_note
        assert earlier.ask(balance, customer) == before


def test_another_programs_writing_does_not_keep_the_shop_shut(
    book: Book,
    customer: int,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    book.do(ring_up, RingUp(customer, 5000))
    book.close()
    clock.advance(days=365 * 5)
    short = tuple(
        (name, 100 if name == "busy_timeout" else value) for name, value in driver.CONNECTION_PRAGMAS
    )
    monkeypatch.setattr(driver, "CONNECTION_PRAGMAS", short)
    other = driver.connect(book.path)
    driver.prepare_connection(other)
    other.execute("BEGIN IMMEDIATE")
    with caplog.at_level(logging.WARNING), open_shop(book.path, clock) as later:
        assert later.ask(balance, customer) > 0
        other.execute("ROLLBACK")
        assert catch_up(later) == ""
        assert later.ask(balance, customer) == 0
    assert "not booked" in caplog.text
    caplog.clear()
    other.close()


def test_a_fresh_process_undoes_what_another_did(book: Book, script) -> None:
    book.do(add_customer, AddCustomer(CustomerDraft(name="Ann")))
    book.do(ring_up, RingUp(1, 1860))
    book.do(add_staff, AddStaff("Mina"))
    book.close()
    undo = script(
        "import sys\nfrom pathlib import Path\nfrom app.bootstrap import open_shop\n"
        "from app.kernel.journal import Undo, undo_last\nbook = open_shop(Path(sys.argv[1]))\n"
        "for _ in range(2): print(book.do(undo_last, Undo()).undone)\nbook.close()\n",
        book.path,
    )
    said = undo.communicate(timeout=60)[0].splitlines()
    assert len(said) == 2, said
    assert "Mina" in said[0]
    assert "Ann" in said[1]


def test_rules_and_undo_live_in_one_file(shop_file: Path, clock: FixedClock) -> None:
    with open_shop(shop_file, clock) as book:
        rules = book.ask(lambda view: rules_on(view, view.today))
        book.do(start_programme, StartProgramme(rules))
        with pytest.raises(Exception, match="nothing to undo"):
            book.do(undo_last, Undo())
