"""Each step's evidence, what breaks it, and what lifts somebody; nobody is carried over one in silence."""

from __future__ import annotations

from typing import Any

import pytest

from app.insights.relationship.standing import Standing, StepEvidence, standing
from app.kernel.book import Book
from tests.unit.insights.relations import Agreed, Bought, Row, Told, Used, Who, day, regular, write

KNOWN = Who(1, 300, favourite="tea")
TRUSTING: list[Row] = [KNOWN, *regular(1, 3), Agreed(1, 100)]
OURS = {"direction": "out"}
LOYAL: list[Row] = [KNOWN, *regular(1, 9), Agreed(1, 100)]


def stands(book: Book, *rows: Row, on: Any = None) -> Standing:
    write(book, rows)
    return book.ask(standing, 1, on)


def step(one: Standing, rung: str) -> StepEvidence:
    return next(step for step in one.steps if step.rung == rung)


def said(one: Standing, rung: str) -> list[tuple[Any, str]]:
    return [(found.on, found.words) for found in step(one, rung).found]


def test_a_card_and_nothing_more(book: Book) -> None:
    one = stands(book, Who(1, 20))
    assert (one.stage, one.label) == ("first-contact", "First contact")
    assert said(one, "first-contact") == [(day(20), "The card was made.")]
    assert one.next_lifts == ("Ask them what they like: their card names no favourite yet.",)
    assert all(step.lifts for step in one.steps if not step.met)
    assert one.kind.id == "" and one.kind.why.startswith("Too little history")


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ({"favourite": "tea"}, "Favourite on the card: tea."),
        ({"alert": "nuts"}, "The card says what to mind."),
        ({"notes": "quiet"}, "There are remarks on the card."),
        ({"tag": True}, "Tags on the card: Book club."),
    ],
)
def test_getting_to_know_by_the_card(book: Book, card: dict[str, Any], words: str) -> None:
    one = stands(book, Who(1, 20, **card))
    assert one.stage == "understanding"
    assert said(one, "understanding") == [(day(20), words)]
    assert step(one, "understanding").lifts == ()


def test_getting_to_know_by_a_note_and_not_by_a_birthday_alone(book: Book) -> None:
    birthday = Who(1, 20, birthday=(5, 3))
    one = stands(book, birthday)
    assert (one.stage, said(one, "understanding")) == ("first-contact", [(day(20), "The birthday is known.")])
    assert step(one, "understanding").lifts
    assert stands(book, birthday, Told(1, "note", 4)).stage == "understanding"
    assert stands(book, birthday, Told(1, "note", 4, removed=True)).stage == "first-contact"
    assert stands(book, birthday, Told(1, "note", 4, text="")).stage == "first-contact", (
        "its words were erased"
    )


def test_expectations_by_coming_again(book: Book) -> None:
    once = stands(book, KNOWN, Bought(1, 9), Bought(1, 9))
    assert once.stage == "understanding"
    assert once.next_lifts == ("Give them a reason to come again: they came on one day only.",)
    assert stands(book, KNOWN).next_lifts[0].endswith("they have not bought anything yet.")
    twice = stands(book, KNOWN, Bought(1, 9), Bought(1, 3))
    assert twice.stage == "expectations"
    assert said(twice, "expectations") == [(day(3), "Came again: 2 visits.")]


def test_what_came_back_or_was_voided_is_no_visit(book: Book) -> None:
    for spoilt in (Bought(1, 3, back=2), Bought(1, 3, void=True), Bought(1, -3)):
        assert stands(book, KNOWN, Bought(1, 9), spoilt).stage == "understanding"
    back = (KNOWN, Bought(1, 9), Bought(1, 3, back=2))
    assert stands(book, *back, on=day(3)).stage == "expectations", "it had not come back yet"


def test_an_open_complaint_breaks_the_step_until_it_is_put_right(book: Book) -> None:
    one = stands(book, *LOYAL, Told(1, "complaint", 4), Told(1, "complaint", 2))
    assert one.stage == "understanding"
    assert said(one, "expectations")[0] == (day(4), "2 complaints have no answer yet.")
    assert step(one, "expectations").found[0].against
    assert one.next_lifts == ("Put the complaint of 18.11.2026 right, and write down how.",)
    assert "“Expectations met” does not hold: 2 complaints have no answer yet." in one.how
    assert "There is enough for “Trust”, “Loyal”, but it counts only once the steps below hold." in one.how
    assert [step.rung for step in one.steps if step.held_back] == ["trust", "loyalty"]
    for healed in ({"put_right": True}, {"remedy": "a new one"}):
        one = stands(book, *LOYAL, Told(1, "complaint", 4, healed))
        assert one.stage == "loyalty"
        assert (day(4), "1 complaint put right.") in said(one, "trust")


def test_a_broken_promise_holds_them_back_until_it_is_kept(book: Book) -> None:
    one = stands(book, *LOYAL, Told(1, "promise", 9, due=2))
    assert one.stage == "understanding"
    assert said(one, "expectations")[0] == (day(2), "1 promise is still open after its day.")
    assert one.next_lifts == ("Keep the promise that was due on 20.11.2026.",)
    for held in (
        Told(1, "promise", 9, due=0),
        Told(1, "promise", 9),
        Told(1, "promise", 9, due=2, removed=True),
    ):
        assert stands(book, *LOYAL, held).stage == "loyalty", "due today, or on no day, or taken back"
    assert stands(book, *LOYAL, Told(1, "reservation", 9, due=2)).stage == "loyalty", "they did not come"
    one = stands(book, *TRUSTING, Told(1, "promise", 9, due=2, done=1))
    assert one.stage == "expectations", "kept, but late"
    assert one.next_lifts == ("Keep the next promise by its day: of late more were late than on time.",)
    assert said(one, "trust")[0] == (day(1), "1 promise was kept late within a year.")
    one = stands(book, *TRUSTING, Told(1, "promise", 9, due=2, done=1), Told(1, "promise", 9, due=2, done=2))
    assert one.stage == "trust", "as many on time as late"
    assert (day(2), "1 promise kept on time.") in said(one, "trust")


def test_a_promise_was_broken_until_the_day_it_was_kept(book: Book) -> None:
    rows = [*LOYAL, Told(1, "promise", 30, due=20, done=10)]
    stages = [stands(book, *rows, on=day(ago)).stage for ago in (31, 20, 19, 11, 10)]
    assert stages == ["loyalty", "loyalty", "understanding", "understanding", "expectations"]
    assert stands(book, *rows, on=day(10)).next_lifts[0].startswith("Keep the next promise by its day")


def test_a_poor_score_breaks_the_step_until_it_is_answered_or_a_better_one_comes(book: Book) -> None:
    poor = Told(1, "feedback", 9, {"score": 2})
    one = stands(book, *LOYAL, poor)
    assert (one.stage, one.next_lifts) == ("understanding", ("Answer their feedback of 13.11.2026.",))
    assert stands(book, *LOYAL, Told(1, "feedback", 9, {"score": 2, "answered": "sorry"})).stage == "loyalty"
    assert stands(book, *LOYAL, poor, Told(1, "feedback", 8, {"score": 3})).stage == "loyalty"
    assert stands(book, *LOYAL, Told(1, "feedback", 10, {"score": 5}), poor).stage == "understanding"
    assert stands(book, *LOYAL, Told(1, "feedback", 9, {"score": 6, "scale": "10"})).stage == "understanding"
    assert stands(book, *LOYAL, Told(1, "feedback", 9, {})).stage == "loyalty", "words without a score"


def test_an_answer_counts_from_the_day_that_is_noted(book: Book) -> None:
    noted = {"answered_at": "2026-11-10T09:00:00+00:00"}
    rows = [*LOYAL, Told(1, "complaint", 30, {"put_right": True, **noted})]
    one = stands(book, *rows)
    assert one.stage == "loyalty" and (day(12), "1 complaint put right.") in said(one, "trust")
    assert stands(book, *rows, on=day(12)).stage == "loyalty"
    assert stands(book, *rows, on=day(13)).stage == "understanding"
    assert stands(book, *rows, on=day(31)).stage == "loyalty"
    poor = [*LOYAL, Told(1, "feedback", 30, {"score": 1, "answered": "sorry", **noted})]
    assert [stands(book, *poor, on=day(ago)).stage for ago in (12, 13)] == ["loyalty", "understanding"]
    broken = {"put_right": True, "answered_at": "no day"}
    assert stands(book, *LOYAL, Told(1, "complaint", 30, broken), on=day(13)).stage == "loyalty"


def test_a_complaint_that_was_answered_is_open_no_more_but_not_put_right(book: Book) -> None:
    one = stands(book, KNOWN, *regular(1, 3), Told(1, "complaint", 9, {"answered": "we look into it"}))
    assert one.stage == "expectations" and not step(one, "trust").met


def test_how_feedback_sounds_counts_where_there_is_no_score(book: Book) -> None:
    for mood, stage in (("unhappy", "understanding"), ("neither", "loyalty"), ("happy", "loyalty")):
        assert stands(book, *LOYAL, Told(1, "feedback", 9, {"mood": mood})).stage == stage
    assert stands(book, *LOYAL, Told(1, "feedback", 9, {"mood": "unhappy", "score": 5})).stage == "loyalty"


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (Told(1, "promise", 20, due=10, done=12), "1 promise kept on time."),
        (Told(1, "promise", 20, done=12), "1 promise kept on time."),
        (Told(1, "complaint", 12, {"put_right": True}), "1 complaint put right."),
        (Told(1, "feedback", 12, {"score": 4}), "Their latest feedback is good."),
        (Told(1, "feedback", 12, {"score": 7, "scale": "10"}), "Their latest feedback is good."),
        (Agreed(1, 12), "They agreed to hear from the shop."),
    ],
)
def test_trust_takes_a_sign(book: Book, sign: Row, words: str) -> None:
    without = stands(book, KNOWN, *regular(1, 3))
    assert without.stage == "expectations"
    assert without.next_lifts == ("Promise them something and keep it by its day, or ask how they like it.",)
    one = stands(book, KNOWN, *regular(1, 3), sign)
    assert one.stage == "trust"
    assert (day(12), words) in said(one, "trust")
    assert stands(book, KNOWN, *regular(1, 2), sign).stage == "expectations", "and three visits"


def test_the_latest_word_on_a_channel_holds(book: Book) -> None:
    base = (KNOWN, *regular(1, 3))
    assert stands(book, *base, Agreed(1, 9), Agreed(1, 3, given=False)).stage == "expectations"
    assert stands(book, *base, Agreed(1, 9), Agreed(1, 3, given=False), on=day(4)).stage == "trust"
    assert stands(book, *base, Agreed(1, 9, channel="post"), Agreed(1, 3, given=False)).stage == "trust"


def test_loyalty_is_a_rhythm_of_half_a_year_that_goes_on(book: Book) -> None:
    one = stands(book, *LOYAL)
    assert one.stage == "loyalty"
    assert (day(5), "Comes every 30 days as a rule.") in said(one, "loyalty")
    assert (day(245), "The first visit: a customer for half a year and more.") in said(one, "loyalty")
    short = stands(book, KNOWN, Agreed(1, 99), *regular(1, 9, gap=7))
    assert short.stage == "trust"
    assert short.next_lifts == ("Give it time: from the first visit to the last it is not half a year yet.",)
    few = stands(book, KNOWN, Agreed(1, 99), *regular(1, 3, gap=100))
    assert few.stage == "trust"
    assert few.next_lifts == ("A rhythm shows after 4 visits: they came on 3.",)


def test_who_stays_away_is_loyal_no_more_but_a_holiday_is_none(book: Book) -> None:
    for away, stage in ((60, "loyalty"), (61, "trust")):
        one = stands(book, KNOWN, Agreed(1, 99), *regular(1, 8, 30, away))
        assert one.stage == stage, away
    assert said(one, "loyalty")[0] == (day(61), "Not here for 61 days, where 30 would be long for them.")
    assert one.next_lifts == ("Call them or send them something: they were last here on 22.09.2026.",)
    daily = [Who(1, 400, favourite="tea"), Agreed(1, 99)]
    assert stands(book, *daily, *regular(1, 300, 1, 14)).stage == "loyalty", "two weeks away"
    assert stands(book, *daily, *regular(1, 300, 1, 15)).stage == "trust"


@pytest.mark.parametrize(
    "praise",
    [
        Who(2, 50, sent_by=1),
        Told(1, "social", 50, {"direction": "in"}),
        Told(1, "social", 50),
        Told(1, "review", 50, {"stars": 4}),
        Told(1, "review", 50, {}),
    ],
)
def test_advocates_send_friends_or_speak_in_public(book: Book, praise: Row) -> None:
    one = stands(book, *LOYAL, praise)
    assert (one.stage, one.how) == ("advocacy", "All steps have what they take.")
    assert one.next_lifts == () and said(one, "advocacy")[0][0] == day(50)
    assert stands(book, *LOYAL, praise, on=day(51)).stage != "advocacy"


def test_what_the_shop_wrote_or_a_friend_who_is_gone_praises_nobody(book: Book) -> None:
    for other in (
        Told(1, "social", 50, {"direction": "out"}),
        Told(1, "social", 50, {"mood": "unhappy"}),
        Told(1, "review", 50, {"stars": 3}),
        Who(2, 50, sent_by=1, archived=True),
    ):
        assert stands(book, *LOYAL, other).stage == "loyalty"
    assert stands(book, *LOYAL, Told(1, "review", 50, {"stars": 1})).stage == "understanding"


def test_nobody_is_carried_over_a_step_in_silence(book: Book) -> None:
    """A regular of a year who sends friends, and of whom nothing is written down."""
    one = stands(book, Who(1, 300), *regular(1, 9), Agreed(1, 9), Who(2, 50, sent_by=1))
    assert one.stage == "first-contact"
    assert [step.met for step in one.steps] == [True, False, True, True, True, True]
    assert [step.held_back for step in one.steps] == [False, False, True, True, True, True]
    assert one.how == (
        "“First contact” is the highest step with all it takes, and all below it. “Getting to know” takes "
        "more than there is. What they like or need is written down: a favourite, an alert, remarks, a tag "
        "or a note. There is enough for “Expectations met”, “Trust”, “Loyal”, “Advocates”, but it counts "
        "only once the steps below hold."
    )
    assert one.next_lifts == ("Ask them what they like: their card names no favourite yet.",)


def test_a_past_day_says_what_has_no_day(book: Book) -> None:
    write(book, LOYAL)
    assert "counts from the day the card was made" in book.ask(standing, 1, day(9)).how
    assert "counts from" not in book.ask(standing, 1).how


KINDS = {
    "transaction": [Who(1, 300), Bought(1, 9)],
    "loyalty": [Who(1, 300), *regular(1, 4)],
    "loyalty by rewards": [Who(1, 300), Bought(1, 9), Used(1, 9)],
    "personal": [KNOWN, *regular(1), Told(1, "call", 9), Told(1, "visit", 3)],
    "community": [KNOWN, *regular(1), *(Told(1, "event", ago) for ago in (9, 99)), Told(1, "call", 4)],
    "advocacy": [KNOWN, *(Told(1, "event", ago) for ago in (9, 99)), Who(2, 9, sent_by=1)],
}


@pytest.mark.parametrize("case", KINDS)
def test_the_kind_of_relationship_and_why(book: Book, case: str) -> None:
    kind = stands(book, *KINDS[case]).kind
    assert kind.id == case.split(maxsplit=1)[0]
    assert kind.label and kind.why.endswith(".") and "{" not in kind.why


@pytest.mark.parametrize(
    ("case", "rows"),
    [
        ("a reward given back", [Who(1, 300), Bought(1, 9), Used(1, 9, given_back=True)]),
        ("the shop alone wrote", [KNOWN, Bought(1, 9), *(Told(1, "email", n, OURS) for n in (3, 4))]),
        ("talks of years ago", [KNOWN, Bought(1, 9), *(Told(1, "call", n) for n in (700, 800))]),
        ("an event alone", [Who(1, 300), Bought(1, 9), Told(1, "event", 3)]),
    ],
)  # fmt: skip
def test_no_closer_than_it_is(book: Book, case: str, rows: list[Row]) -> None:
    assert stands(book, *rows).kind.id == "transaction", case


def test_every_sentence_is_whole(book: Book) -> None:
    rows = [
        *LOYAL, Told(1, "promise", 9, due=2), Told(1, "promise", 9, due=4, done=1), Told(1, "complaint", 3),
        Told(1, "feedback", 2, {"score": 1}), Told(1, "social", 2), Used(1, 5), Told(1, "note", 3),
        Told(1, "complaint", 5, {"put_right": True}), Who(2, 5, sent_by=1), Told(1, "event", 9),
    ]  # fmt: skip
    one = stands(book, *rows)
    for each in one.steps:
        words = [*(found.words for found in each.found), *each.lifts, each.takes]
        assert each.found and each.takes, each.rung
        assert all(text.endswith(".") and "{" not in text for text in words), words
        against = [found.against for found in each.found]
        assert against == sorted(against, reverse=True), "what speaks against a step comes first"
