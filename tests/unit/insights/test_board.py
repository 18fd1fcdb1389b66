"""The board of the four moves: how many of all, what is missing most, and who they are."""

from __future__ import annotations

from typing import Any

import pytest

from app.insights.relationship.board import Cell, board
from app.insights.relationship.namesakes import likely_doubles
from app.kernel.book import Book
from tests.unit.insights.relations import Bought, Row, Told, Used, Who, regular, write

CARD: dict[str, Any] = {"card": "290000000018"}


def cell(book: Book, cell_id: str, *rows: Row) -> Cell:
    write(book, rows)
    return next(one for one in book.ask(board) if one.id == cell_id)


def test_the_four_moves_in_order(book: Book) -> None:
    write(book, [])
    cells = book.ask(board)
    assert [one.id for one in cells] == ["identify", "differentiate", "interact", "customise"]
    assert all((one.count, one.of, one.missing, one.ids) == (0, 0, "", ()) for one in cells)


def test_identified_takes_a_name_and_a_way_to_reach_them(book: Book) -> None:
    found = cell(
        book, "identify", Who(1, **CARD), Who(2, phone="+4930123"), Who(3, town="Bath"), Who(4), Who(5),
        Who(6, archived=True),
    )  # fmt: skip
    assert (found.count, found.of, found.ids) == (3, 5, (4, 5))
    assert (found.missing, found.most_ids) == ("2 have neither card, phone nor address", (4, 5))


def test_whose_name_was_erased_is_not_identified(book: Book) -> None:
    erased = [Who(number, name="", card=f"29000000000{number}") for number in (1, 2)]
    found = cell(book, "identify", *erased, Who(3, **CARD))
    assert (found.count, found.of, found.ids) == (1, 3, (1, 2))
    assert (found.missing, found.most_ids) == ("2 have no name", (1, 2)), "and nobody's double"


@pytest.mark.parametrize(
    ("one", "other", "doubles"),
    [
        (Who(1, name="Ann Lee"), Who(2, name="ann lee"), True),
        (Who(1, name="Ann Lee", birthday=(5, 3)), Who(2, name="Ann Lee"), True),
        (Who(1, name="Ann Lee", birthday=(5, 3)), Who(2, name="Ann Lee", birthday=(5, 3)), True),
        (Who(1, name="Ann Lee", birthday=(5, 3)), Who(2, name="Ann Lee", birthday=(5, 4)), False),
        (Who(1, name="Ann Lee"), Who(2, name="Ann Lee", archived=True), False),
        (Who(1, name="Ann Lee"), Who(2, name="Bob Lee"), False),
        (Who(1, name="Katharina Lee", phone="+49301"), Who(2, name="Katarina Lee", phone="+49301"), True),
        (Who(1, name="Katharina Lee", phone="+49301"), Who(2, name="Katarina Lee", phone="+49302"), False),
        (Who(1, name="Maria Schmidt", phone="+49301"), Who(2, name="Peter Schmidt", phone="+49301"), False),
        (
            Who(1, name="Katharina Schmidt", phone="+49301", birthday=(1, 2)),
            Who(2, name="Katarina Schmidt", phone="+49301", birthday=(1, 3)),
            False,
        ),
    ],
)  # fmt: skip
def test_who_may_have_a_second_card(book: Book, one: Who, other: Who, doubles: bool) -> None:
    write(book, [one, other])
    assert book.ask(likely_doubles) == (frozenset({1, 2}) if doubles else frozenset())


def test_of_three_namesakes_the_one_with_a_birthday_of_their_own_may_be_the_one_without(book: Book) -> None:
    born = [Who(1, name="Ann Lee", birthday=(1, 2)), Who(2, name="Ann Lee", birthday=(3, 4))]
    write(book, born)
    assert book.ask(likely_doubles) == frozenset()
    write(book, [*born, Who(3, name="Ann Lee")])
    assert book.ask(likely_doubles) == {1, 2, 3}


def test_an_office_shares_its_telephone(book: Book) -> None:
    write(book, [Who(number, name=f"Ann Leeds{'x' * number}", phone="+49301") for number in range(1, 14)])
    assert book.ask(likely_doubles) == frozenset()


def test_a_likely_double_is_not_identified(book: Book) -> None:
    found = cell(
        book, "identify", Who(1, name="Ann Lee", town="Bath"), Who(2, name="Ann Lee", town="Wells"), Who(3)
    )
    assert (found.count, found.ids, found.most_ids) == (0, (1, 2, 3), (1, 2))
    assert found.missing == "2 may have a second card"


def test_told_apart_by_visits_or_a_tag(book: Book) -> None:
    found = cell(
        book, "differentiate", Who(1), *regular(1, 3), Who(2), *regular(2, 2), Who(3, tag=True), Who(4),
        Who(5), Bought(5, 3, back=2),
    )  # fmt: skip
    assert (found.count, found.ids) == (2, (2, 4, 5))
    assert (found.missing, found.most_ids) == ("2 never bought anything and have no tag", (4, 5))


def test_heard_from_within_a_year(book: Book) -> None:
    found = cell(
        book, "interact", *(Who(number) for number in range(1, 9)), Told(1, "call", 9),
        Told(2, "feedback", 364), Told(3, "visit", 365), Told(4, "email", 9, {"direction": "out"}),
        Told(5, "email", 9, {"direction": "in"}), Told(6, "note", 9), Told(7, "call", 9, removed=True),
        Told(8, "asked", 9, {"way": "till"}),
    )  # fmt: skip
    assert (found.count, found.ids) == (3, (3, 4, 6, 7, 8))
    assert (found.missing, found.most_ids) == ("4 never called, wrote or came by", (4, 6, 7, 8))


def test_treated_as_their_own_is_known_and_used(book: Book) -> None:
    known = [Who(number, 900, favourite="tea") for number in range(1, 8)]
    found = cell(
        book, "customise", *known, Who(8, 900), Used(8, 9), Used(1, 9),
        Told(2, "promise", 20, due=10, done=11), Told(3, "note", 9), Used(4, 9, given_back=True),
        Used(5, 365), Told(6, "promise", 20, due=10, done=9),
    )  # fmt: skip
    assert (found.count, found.ids) == (3, (4, 5, 6, 7, 8))
    assert (found.missing, found.most_ids) == (
        "4 had no reward, kept promise or note within a year", (4, 5, 6, 7),
    )  # fmt: skip


def test_what_nobody_lacks_is_not_missed(book: Book) -> None:
    found = cell(book, "identify", Who(1, **CARD))
    assert (found.count, found.of, found.missing, found.ids, found.most_ids) == (1, 1, "", (), ())
