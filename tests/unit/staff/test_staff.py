"""Who is at the till."""

from __future__ import annotations

import pytest

from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.staff.commands import AddStaff, ArchiveStaff, RenameStaff, add_staff, archive_staff, rename_staff
from app.staff.queries import staff_list, staff_names


def names(book: Book, include_archived: bool = False) -> list[str]:
    return [row.name for row in book.ask(staff_list, include_archived)]


def test_people_come_and_go_and_their_past_names_them(book: Book) -> None:
    mina = book.do(add_staff, AddStaff(" Mina  Öz "))
    row = book.ask(staff_list)[1]
    assert (row.id, row.name, row.role, row.initials, row.archived) == (
        mina.id,
        "Mina Öz",
        "staff",
        "MÖ",
        False,
    )
    book.do(archive_staff, ArchiveStaff(mina.id))
    assert names(book) == ["Owner"]
    assert names(book, include_archived=True) == ["Owner", "Mina Öz"]
    assert book.ask(staff_names)[mina.id] == "Mina Öz"
    with pytest.raises(Refused, match="already taken off"):
        book.do(archive_staff, ArchiveStaff(mina.id))
    assert book.do(add_staff, AddStaff("Mina Öz")).id != mina.id  # the name is free again


def test_each_change_can_be_taken_back(book: Book) -> None:
    mina = book.do(add_staff, AddStaff("Mina"))
    book.do(rename_staff, RenameStaff(mina.id, "Mina Öz"))
    book.do(archive_staff, ArchiveStaff(mina.id))
    book.do(undo_last, Undo())
    assert names(book) == ["Owner", "Mina Öz"]
    book.do(undo_last, Undo())
    assert names(book) == ["Owner", "Mina"]
    book.do(undo_last, Undo())
    assert names(book) == ["Owner"]


def test_an_undo_does_not_make_two_of_one_name(book: Book) -> None:
    mina = book.do(add_staff, AddStaff("Mina"))
    book.do(archive_staff, ArchiveStaff(mina.id))
    last = book.ask(last_action, "Till 1")
    assert last
    book.do(add_staff, AddStaff("MINA"))
    with pytest.raises(Refused, match="on the staff already"):
        book.do(undo_last, Undo(journal_id=last.journal_id))


@pytest.mark.parametrize(
    ("cmd", "field"),
    [
        (AddStaff(""), "name"),
        (AddStaff("\u200b"), "name"),
        (AddStaff("x" * 81), "name"),
        (AddStaff("OWNER"), "name"),
        (AddStaff("Mina", role="king"), "role"),
    ],
)
def test_what_is_no_person_is_refused(cmd: AddStaff, field: str, book: Book) -> None:
    with pytest.raises(Refused) as refusal:
        book.do(add_staff, cmd)
    assert refusal.value.field == field
    assert names(book) == ["Owner"]


def test_the_last_owner_stays_and_strangers_are_not_found(book: Book) -> None:
    with pytest.raises(Refused, match="needs an owner"):
        book.do(archive_staff, ArchiveStaff(1))
    second = book.do(add_staff, AddStaff("Bea", role="owner"))
    book.do(archive_staff, ArchiveStaff(1))
    assert names(book) == ["Bea"]
    with pytest.raises(Refused, match="needs an owner"):
        book.do(archive_staff, ArchiveStaff(second.id))
    for change in (
        lambda: book.do(rename_staff, RenameStaff(99, "Nobody")),
        lambda: book.do(archive_staff, ArchiveStaff(99)),
    ):
        with pytest.raises(NotFound):
            change()
