"""The latest score of each customer."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.journal import Undo, undo_last
from app.touchpoints import scored as module
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from app.touchpoints.scored import scored
from app.touchpoints.scores import Score


def test_the_latest_score_of_each(
    book: Book, maria: int, new_customer: Callable[[str], int], clock: FixedClock
) -> None:
    jonas, quiet = new_customer("Jonas Beck"), new_customer("Quiet Quill")
    for who, kind, data in (
        (maria, "feedback", {"score": 2}),
        (maria, "feedback", {"score": 9, "scale": "10"}),
        (jonas, "feedback", {"score": 4}),
        (jonas, "review", {"stars": 1}),
        (jonas, "feedback", {}),
        (quiet, "complaint", {}),
    ):
        clock.advance(hours=1)
        book.do(add_touchpoint, AddTouchpoint(who, kind, "words", data=data))
    found = book.ask(scored)
    assert {who: one.score for who, one in found.items()} == {maria: Score(9, 10), jonas: Score(1)}
    assert (found[jonas].kind, found[maria].kind) == ("review", "feedback")
    only = book.ask(lambda view: scored(view, kinds=("feedback",)))
    assert {who: one.score for who, one in only.items()} == {maria: Score(9, 10), jonas: Score(4)}
    assert set(book.ask(lambda view: scored(view, [jonas, quiet]))) == {jonas}
    assert book.ask(lambda view: scored(view, [])) == {}


def test_many_ids_and_what_was_taken_back(book: Book, maria: int) -> None:
    book.do(add_touchpoint, AddTouchpoint(maria, "feedback", data={"score": 2}))
    many = range(maria, maria + module.FEW + 5)
    assert set(book.ask(lambda view: scored(view, many))) == {maria}
    assert book.ask(lambda view: scored(view, range(maria + 1, maria + module.FEW + 5))) == {}
    book.do(undo_last, Undo())
    assert book.ask(scored) == {}
