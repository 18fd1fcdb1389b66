"""Groups by score: each scale by itself, and the stars of reviews among those from 1 to 5."""

from __future__ import annotations

from typing import Any

from app.groups.membership import members_of
from app.groups.rule import read_rule
from app.kernel.book import Book
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.unit.loyalty.conftest import Till


def found(book: Book, **values: Any) -> set[int]:
    rule = read_rule({"is": "feedback", **values})
    return set(book.ask(members_of, rule))


def test_scores_of_each_scale_and_stars(shop: Till, book: Book) -> None:
    five, ten, stars = shop.new("Five"), shop.new("Ten"), shop.new("Stars")
    for who, kind, data in (
        (five, "feedback", {"score": 4}),
        (ten, "feedback", {"score": 4, "scale": "10"}),
        (stars, "review", {"stars": 2}),
    ):
        book.do(add_touchpoint, AddTouchpoint(who, kind, "words", data=data))
    assert found(book, at_least=1) == {five, stars}
    assert found(book, at_most=2) == {stars}
    assert found(book, scale="10", at_most=6) == {ten}
