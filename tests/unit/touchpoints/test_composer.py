"""One line, one touchpoint."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.touchpoints.composer import Composed, compose, kinds_beginning
from app.touchpoints.due_days import split_due_day
from app.touchpoints.registry import KINDS

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("Reads in bed", "note", "Reads in bed"),
        ("note: Reads in bed", "note", "Reads in bed"),
        ("call: wanted to know if it came", "call", "wanted to know if it came"),
        ("/call wanted to know", "call", "wanted to know"),
        ("/CALL: wanted to know", "call", "wanted to know"),
        ("  Called : asked", "call", "asked"),
        ("/c asked", "call", "asked"),
        ("/call", "call", ""),
        ("/call 3 books came", "call", "3 books came"),
        ("e-mail: sent the list", "email", "sent the list"),
        ("sms: on my way", "message", "on my way"),
        ("came to: Author evening: J. Adler", "event", "Author evening: J. Adler"),
        ("visit:\ntwo\nlines", "visit", "two\nlines"),
        ("S: 42, colour blue", "note", "S: 42, colour blue"),
        ("Asked: is the atlas in?", "note", "Asked: is the atlas in?"),
        ("Asked for feedback: in a hurry", "asked", "in a hurry"),
        ("/asked in a hurry", "asked", "in a hurry"),
        ("Note to self: order more", "note", "Note to self: order more"),
        ("call 3: nonsense", "note", "call 3: nonsense"),
        ("/unknown words", "note", "/unknown words"),
        ("http://example.org", "note", "http://example.org"),
        ("10:30 she came", "note", "10:30 she came"),
        (":", "note", ":"),
        ("/", "note", "/"),
        ("", "note", ""),
    ],
)
def test_the_word_before_the_colon_or_behind_the_slash_is_the_kind(line: str, kind: str, text: str) -> None:
    assert compose(line, SUNDAY) == Composed(kind, text)


@pytest.mark.parametrize(
    ("line", "score", "text"),
    [
        ("feedback 5: loved it", 5, "loved it"),
        ("feedback 5/5: loved it", 5, "loved it"),
        ("/feedback 4 loved it", 4, "loved it"),
        ("/f 1", 1, ""),
        ("rating 3 / 5 : so-so", 3, "so-so"),
        (
            "feedback 11: out of bounds, for the command to refuse",
            11,
            "out of bounds, for the command to refuse",
        ),
        ("feedback: loved it", None, "loved it"),
    ],
)
def test_feedback_carries_its_score(line: str, score: int | None, text: str) -> None:
    data = {} if score is None else {"score": score}
    assert compose(line, SUNDAY) == Composed("feedback", text, data=data)


def test_a_score_of_ten_names_its_scale_and_a_review_has_stars() -> None:
    said = compose("feedback 9/10: would send anybody", SUNDAY)
    assert said == Composed("feedback", "would send anybody", data={"score": 9, "scale": "10"})
    assert compose("review 3 / 5 : so-so", SUNDAY) == Composed("review", "so-so", data={"stars": 3})
    assert compose("review 4/10: who counts so?", SUNDAY).data == {"stars": 4}


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("by friday", date(2026, 11, 27)),
        ("by Fri", date(2026, 11, 27)),
        ("by sunday", date(2026, 11, 29)),
        ("on monday.", date(2026, 11, 23)),
        ("before next tue", date(2026, 11, 24)),
        ("by next week", date(2026, 11, 29)),
        ("by 2 Dec", date(2026, 12, 2)),
        ("by 2nd december", date(2026, 12, 2)),
        ("by the 2. Dec", date(2026, 12, 2)),
        ("by Dec 2, 2027", date(2027, 12, 2)),
        ("by 22 Nov", date(2026, 11, 22)),
        ("by 21 Nov", date(2027, 11, 21)),
        ("by 29 Feb", date(2028, 2, 29)),
        ("until 2.12.", date(2026, 12, 2)),
        ("until 2.12.26", date(2026, 12, 2)),
        ("by 2/12/2026", date(2026, 12, 2)),
        ("by 2026-12-02", date(2026, 12, 2)),
        ("today", SUNDAY),
        ("tomorrow", date(2026, 11, 23)),
        ("by tomorrow", date(2026, 11, 23)),
        ("the day after tomorrow", date(2026, 11, 24)),
        ("in 3 days", date(2026, 11, 25)),
        ("in a week", date(2026, 11, 29)),
        ("in two weeks", date(2026, 12, 6)),
        ("in 3 months", date(2027, 2, 22)),
    ],
)
def test_a_promise_is_due_on_the_day_at_its_end(end: str, day: date) -> None:
    assert compose(f"promise: hold the Mankell {end}", SUNDAY) == Composed("promise", "hold the Mankell", day)
    assert compose(f"booking: a table {end}", SUNDAY) == Composed("reservation", "a table", day)
    assert compose(f"/p hold the Mankell, {end.upper()}", SUNDAY) == Composed(
        "promise", "hold the Mankell", day
    )


def test_where_the_month_comes_first() -> None:
    assert split_due_day("hold it by 12/2", SUNDAY, month_first=True) == ("hold it", date(2026, 12, 2))
    assert split_due_day("hold it by 12/2", SUNDAY) == ("hold it", date(2027, 2, 12))


@pytest.mark.parametrize(
    "text",
    [
        "hold the Mankell",
        "hold it by 31 Feb",
        "hold it by 2026-13-40",
        "order Black Friday",
        "by the blue chair",
        "stand by",
        "ready in the days",
        "in 99 moons",
        "wrap it by hand",
        "by 2 Dec she said",
        "",
    ],
)
def test_what_is_no_day_stays_in_the_text(text: str) -> None:
    assert split_due_day(text, SUNDAY) == (text, None)


def test_a_day_in_a_note_is_only_words() -> None:
    assert compose("note: comes back by friday", SUNDAY) == Composed("note", "comes back by friday")


@given(st.text(max_size=60), st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.booleans())
def test_no_line_fails_and_no_word_is_lost(line: str, today: date, month_first: bool) -> None:
    composed = compose(line, today, month_first)
    assert composed.kind in KINDS
    assert composed.text in line
    if composed.kind == "note" and not line.strip().lower().startswith(("note", "/n")):
        assert composed.text == line.strip()


@given(
    st.sampled_from([kind.id for kind in KINDS if not (kind.promised or kind.named_in_full)]),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1).map(str.strip),
)
def test_every_kind_answers_to_its_own_id(kind: str, words: str) -> None:
    assert compose(f"{kind}: {words}", SUNDAY).text == words.strip()
    assert compose(f"{kind}: {words}", SUNDAY).kind == kind


@given(st.integers(0, 400), st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_days_from_now_are_counted(days: int, today: date) -> None:
    assert split_due_day(f"x in {days} days", today) == ("x", today + timedelta(days=days))


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.sampled_from(["mon", "wednesday", "sat"]))
def test_a_weekday_is_within_the_week_to_come(today: date, weekday: str) -> None:
    _text, day = split_due_day(f"x by {weekday}", today)
    assert day is not None
    assert today < day <= today + timedelta(days=7)
    assert day.strftime("%A").lower().startswith(weekday)


def test_a_long_text_costs_no_more_than_its_end() -> None:
    text = "by by by by " * 50_000
    assert split_due_day(text, SUNDAY) == (text, None)
    assert split_due_day(text + "by friday", SUNDAY)[1] == date(2026, 11, 27)


def test_kinds_are_offered_while_the_word_is_typed() -> None:
    assert [kind.id for kind in kinds_beginning("/ca")] == ["call", "event"]
    assert len(kinds_beginning("/")) == len(KINDS.ids())
    assert kinds_beginning("/call ") == []
    assert kinds_beginning("call") == []
