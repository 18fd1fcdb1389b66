"""How to reach somebody: what they prefer, what they answered to, and never what they said no to."""

from __future__ import annotations

from typing import Any

import pytest

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.insights.best_channel import ANSWER_DAYS, best_channel
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.touchpoints.commands import AddTouchpoint, RemoveTouchpoint, add_touchpoint, remove_touchpoint

EVERYWHERE = {
    "contacts": (Contact("phone", "030 1234567"), Contact("email", "maria@example.org")),
    "addresses": (Address(street="Long Lane 1", city="Bath"),),
}
ALL_YES = {"email": True, "phone": True, "message": True, "post": True}


class Talk:
    """A customer with whom the shop speaks, each thing said a day after the last."""

    def __init__(self, book: Book, clock: FixedClock, **card: Any) -> None:
        self.book, self.clock = book, clock
        draft = CustomerDraft("Maria", **{**EVERYWHERE, **card})
        self.id = book.do(add_customer, AddCustomer(draft)).id

    def out(self, kind: str, times: int = 1) -> int:
        return [self._said(kind, "out") for _time in range(times)][-1]

    def back(self, kind: str) -> int:
        return self._said(kind, "in")

    def _said(self, kind: str, who: str) -> int:
        self.clock.advance(days=1)
        data = {"direction": who}
        return self.book.do(add_touchpoint, AddTouchpoint(self.id, kind, text="Hello", data=data)).id

    @property
    def best(self) -> tuple[str | None, str]:
        found = self.book.ask(best_channel, self.id)
        return found.value, found.how


@pytest.fixture
def talk(book: Book, clock: FixedClock) -> Talk:
    return Talk(book, clock, consents=ALL_YES)


def test_what_they_answered_to(talk: Talk) -> None:
    for answered in (True, False, True, False):
        talk.out("email")
        if answered:
            talk.back("call")
    talk.out("call", 3)
    assert talk.best == (
        "email",
        "E-mail: 2 of 4 answered within 14 days; phone: 0 of 3 answered within 14 days.",
    )


def test_two_answers_of_three_are_enough_and_less_is_too_little(talk: Talk) -> None:
    assert talk.best == (
        None,
        "Too little history: a way counts once 3 were sent and 2 of them answered.",
    )
    talk.out("letter")
    talk.back("message")
    talk.out("letter")
    last = talk.back("email")
    assert talk.best[0] is None and "Post: 2 of 2 answered" in talk.best[1]
    talk.out("letter")
    assert talk.best[0] == "post"
    talk.book.do(remove_touchpoint, RemoveTouchpoint(last))
    assert talk.best[0] is None, "what was taken off the timeline was not said"


def test_an_answer_comes_in_time_and_to_the_last_thing_sent(talk: Talk) -> None:
    for _time in range(3):
        talk.out("call")
        talk.out("email")
        talk.back("email")
        talk.back("email")
    assert talk.best == (
        "email", "E-mail: 3 of 3 answered within 14 days; phone: 0 of 3 answered within 14 days."
    )  # fmt: skip


def test_an_answer_after_weeks_is_none(talk: Talk) -> None:
    for wait in (ANSWER_DAYS - 1, ANSWER_DAYS, ANSWER_DAYS):
        talk.out("message")
        talk.clock.advance(days=wait)
        talk.back("message")
    assert talk.best[0] is None and "Message: 1 of 3 answered" in talk.best[1]


def test_what_they_prefer_comes_first(book: Book, clock: FixedClock) -> None:
    talk = Talk(book, clock, consents=ALL_YES, channel="post")
    assert talk.best == ("post", "They prefer it.")
    for _time in range(3):
        talk.out("email")
        talk.back("email")
    talk.out("letter")
    assert talk.best == ("post", "They prefer it. Post: 0 of 1 answered within 14 days.")


def test_never_against_their_word(book: Book, clock: FixedClock) -> None:
    talk = Talk(book, clock, consents={**ALL_YES, "email": False}, channel="email")
    for _time in range(4):
        talk.out("email")
        talk.back("email")
    assert talk.best[0] is None
    assert talk.best[1].startswith("They prefer it by e-mail, but they said no. Too little history")
    for _time in range(3):
        talk.out("letter")
        talk.back("email")
    assert talk.best[0] == "post"
    assert "mail:" not in talk.best[1].lower()


@pytest.mark.parametrize(
    ("card", "value", "how"),
    [
        ({"consents": {}, "contacts": (), "addresses": ()}, None, "message (the card has no number), "),
        ({"consents": {}, "addresses": ()}, "phone", "The only way that the card knows and they agree to."),
        ({"consents": {"phone": False}, "addresses": ()}, None, "not asked yet), phone (they said no)"),
        ({"consents": {"phone": False, "email": True}, "addresses": ()}, "email", "The only way"),
        ({"consents": dict.fromkeys(ALL_YES, False)}, None, "post (they said no)."),
        ({"consents": ALL_YES, "contacts": ()}, "post", "The only way"),
        ({"consents": {"message": True, "phone": False}, "addresses": ()}, "message", "The only way"),
    ],
)  # fmt: skip
def test_the_only_way_or_none(
    book: Book, clock: FixedClock, card: dict[str, Any], value: str | None, how: str
) -> None:
    found = Talk(book, clock, **card).best
    assert found[0] == value
    assert how in found[1]


def test_what_was_said_tomorrow_by_a_wrong_clock_is_left_out(talk: Talk) -> None:
    for _time in range(3):
        talk.out("email")
        talk.back("email")
    talk.clock.advance(days=-3)
    assert talk.best[0] is None and "E-mail: 1 of 2" in talk.best[1]


def test_nobody_has_no_way(book: Book) -> None:
    assert book.ask(best_channel, 99).value is None
