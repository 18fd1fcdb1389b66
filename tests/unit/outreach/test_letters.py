"""The shop's own letters: kept, changed, deleted, and each of it taken back."""

from __future__ import annotations

import pytest

from app.kernel.book import Book
from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.journal import Undo, undo_last
from app.outreach.commands import DeleteLetter, SaveLetter, delete_letter, save_letter
from app.outreach.kind import CARD
from app.outreach.queries import wording, wordings


def names(book: Book, kind: str = "") -> list[str]:
    return [one.name for one in book.ask(wordings, kind) if one.own]


def test_a_letter_from_first_to_last(book: Book) -> None:
    saved = book.do(save_letter, SaveLetter("Summer sale", "Dear {{ first_name }},\n\ncome by.", "Sale"))
    found = book.ask(wording, "summer SALE")
    assert (found.id, found.name, found.title, found.own) == (
        f"own-{saved.letter}",
        "Summer sale",
        "Sale",
        True,
    )
    book.do(save_letter, SaveLetter("Winter sale", "New words", "Sale", letter=saved.letter))
    assert names(book) == ["Winter sale"]
    assert book.ask(wording, found.id).body == "New words"
    assert book.do(undo_last, Undo()).undone == "Changed the letter “Winter sale”"
    assert book.ask(wording, found.id) == found
    book.do(delete_letter, DeleteLetter(saved.letter))
    assert names(book) == []
    assert book.do(undo_last, Undo()).undone == "Deleted the letter “Summer sale”"
    assert book.ask(wording, found.id) == found
    assert book.do(undo_last, Undo()).undone == "Saved the letter “Summer sale”"
    assert names(book) == []


def test_saving_twice_is_once_and_saving_the_same_is_nothing(book: Book) -> None:
    wish = SaveLetter("Sale", "Words", request_id="a")
    first, second = book.do(save_letter, wish), book.do(save_letter, wish)
    assert (second.letter, second.already_done) == (first.letter, True)
    book.do(save_letter, SaveLetter("Sale", "Words", letter=first.letter))
    assert book.do(undo_last, Undo()).undone == "Saved the letter “Sale”"


@pytest.mark.parametrize(
    ("wish", "field", "words"),
    [
        (SaveLetter("", "Words"), "name", "needs a name"),
        (SaveLetter("\u200b", "Words"), "name", "needs a name"),
        (SaveLetter("x" * 61, "Words"), "name", "60 characters at most"),
        (SaveLetter("Sale", " \n "), "body", "no text yet"),
        (SaveLetter("Sale", "x" * 20_001), "body", "20000 characters at most"),
        (
            SaveLetter("Sale", "a\n{{ nmae }}"),
            "body",
            "Line 2: there is no field “nmae”. Did you mean “name”?",
        ),
        (SaveLetter("Sale", "Words", "{{ nmae }}"), "title", "Line 1: there is no field"),
        (SaveLetter("Sale", "Words", kind="poster"), "kind", "for a letter or for a greeting card"),
        (SaveLetter("Birthday", "Words"), "name", "a letter Regulars brings along"),
        (SaveLetter("  bírthday ", "Words"), "name", "a letter Regulars brings along"),
        (SaveLetter("win-back", "Words"), "name", "a letter Regulars brings along"),
    ],
)
def test_what_cannot_be_kept_is_said(book: Book, wish: SaveLetter, field: str, words: str) -> None:
    with pytest.raises(Refused, match=words.replace("?", r"\?")) as refused:
        book.do(save_letter, wish)
    assert refused.value.field == field
    assert names(book) == []


def test_two_letters_never_share_a_name(book: Book) -> None:
    book.do(save_letter, SaveLetter("Sale", "Words"))
    other = book.do(save_letter, SaveLetter("Card", "Words", kind=CARD)).letter
    with pytest.raises(Refused, match="There is a letter “SALE” already"):
        book.do(save_letter, SaveLetter("SALE", "Words"))
    with pytest.raises(Refused, match="There is a letter “Sale” already"):
        book.do(save_letter, SaveLetter("Sale", "Words", letter=other))
    assert names(book, CARD) == ["Card"]


def test_an_undo_overwrites_nothing(book: Book) -> None:
    saved = book.do(save_letter, SaveLetter("Sale", "Words"))
    added = book.ask(_last)
    book.do(delete_letter, DeleteLetter(saved.letter))
    deleted = book.ask(_last)
    book.do(save_letter, SaveLetter("Sale", "Others"))
    with pytest.raises(Refused, match="already"):
        book.do(undo_last, Undo(deleted))
    with pytest.raises(Conflict, match="changed again since"):
        book.do(undo_last, Undo(added))
    book.do(save_letter, SaveLetter("Fair", "Others", letter=saved.letter))
    book.do(undo_last, Undo(deleted))
    assert names(book) == ["Fair", "Sale"]
    with pytest.raises(NotFound, match="any more"):
        book.do(delete_letter, DeleteLetter(99))


def test_a_change_that_was_changed_again_stays(book: Book) -> None:
    number = book.do(save_letter, SaveLetter("Sale", "One")).letter
    book.do(save_letter, SaveLetter("Sale", "Two", letter=number))
    second = book.ask(_last)
    book.do(save_letter, SaveLetter("Sale", "Three", letter=number))
    with pytest.raises(Conflict, match="changed again since"):
        book.do(undo_last, Undo(second))


def _last(view):  # type: ignore[no-untyped-def]
    from app.kernel.journal import last_action

    found = last_action(view, "Till 1")
    assert found is not None
    return found.journal_id


def test_an_unknown_letter_is_named_with_those_there_are(book: Book) -> None:
    with pytest.raises(NotFound, match="no letter “xmas”; there are Birthday, Thank you, We miss you"):
        book.ask(wording, "xmas")
