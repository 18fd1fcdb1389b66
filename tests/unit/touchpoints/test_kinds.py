"""The kinds: known by a stable id, shown in words whatever their data, forgotten when a person is erased."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gui.theme.icons import known
from app.kernel.fields import FieldKind
from app.touchpoints.kind import Shown, Told
from app.touchpoints.registry import KINDS, kind_or_unknown

TODAY = date(2026, 11, 22)
EVERY = [pytest.param(kind, id=kind.id) for kind in KINDS]
anything = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.integers()))


def test_the_ids_that_data_keeps_stay() -> None:
    assert set(KINDS.ids()) >= {
        "note", "call", "visit", "message", "email", "letter", "social", "promise", "feedback", "complaint",
        "event", "reservation", "review", "asked",
    }  # fmt: skip


def test_no_word_of_the_composer_means_two_kinds() -> None:
    words = [word for kind in KINDS for word in kind.words]
    assert len(words) == len(set(words))
    assert all(kind.id in kind.words for kind in KINDS)


@pytest.mark.parametrize("kind", EVERY)
def test_a_kind_is_drawn_with_an_icon_and_a_tone_the_themes_have(kind) -> None:
    assert known(kind.icon)
    assert kind.tone in {"plain", "accent", "gold", "rose", "blue", "violet"}
    assert kind.group in {"contact", "feedback", "promise"}


@pytest.mark.parametrize("kind", EVERY)
@given(
    text=st.text(max_size=50), values=st.lists(anything, min_size=12, max_size=12), due=st.none() | st.dates()
)
def test_any_data_can_be_shown(kind, text, values, due) -> None:
    data = {field.id: value for field, value in zip(kind.declared, values, strict=False)}
    shown = kind.show(Told(text, data, TODAY, "de_DE", due))
    assert shown.title
    assert text in shown.title + shown.quote


@pytest.mark.parametrize("kind", EVERY)
def test_erasing_keeps_no_words(kind) -> None:
    texts = {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PHONE, FieldKind.EMAIL}
    wordy = {field.id for field in kind.fields if field.kind in texts} - {"network"}
    assert not wordy & kind.erased({field.id: "words" for field in kind.fields} | {"foreign": "x"}).keys()
    assert "foreign" not in kind.erased({"foreign": "x"})


def test_how_somebody_was_asked_stays_when_they_are_erased() -> None:
    assert kind_or_unknown("asked").erased({"way": "slip", "foreign": "x"}) == {"way": "slip"}


@pytest.mark.parametrize(
    ("kind", "told", "shown"),
    [
        ("note", Told("Reads in bed"), Shown("Note", "Reads in bed")),
        (
            "call",
            Told(
                "wanted to know if it came",
                {"subject": "an order", "minutes": 2, "outcome": "order was ready"},
            ),
            Shown("Called about an order", "wanted to know if it came", "2 min · order was ready"),
        ),
        ("call", Told("", {"direction": "out"}), Shown("We called")),
        ("call", Told("", {"direction": "out", "subject": "it"}), Shown("We called about it")),
        ("visit", Told("", {"together_with": "Thomas"}), Shown("Came by", "", "With Thomas")),
        ("message", Told("ok", {"direction": "out"}), Shown("We sent a message", "ok")),
        (
            "email",
            Told("see list", {"subject": "Books"}),
            Shown("Sent an e-mail", "see list", "Subject: Books"),
        ),
        ("social", Told("lovely", {"network": "Mastodon"}), Shown("Wrote on Mastodon", "lovely")),
        ("letter", Told("thanks"), Shown("Sent a letter", "thanks")),
        (
            "feedback",
            Told("Loved the reading", {"score": 5, "asked_by": "e-mail"}),
            Shown("Feedback 5/5", "“Loved the reading”", "Asked by e-mail"),
        ),
        ("feedback", Told("", {"score": 2}), Shown("Feedback 2/5")),
        (
            "feedback",
            Told("", {"score": 10, "scale": "10", "asked_by": "till", "staff": 2}, staff={2: "Jo Pine"}),
            Shown("Feedback 10/10", "", "Asked at the till · About Jo Pine"),
        ),
        (
            "feedback",
            Told("ok", {"asked_by": "slip", "staff": 9}),
            Shown("Feedback", "“ok”", "Asked by a printed slip"),
        ),
        (
            "review",
            Told(
                "so so", {"stars": 3, "network": "TownGuide", "handle": "@ms", "link": "https://x.example/1"}
            ),
            Shown("Review on TownGuide, 3/5", "“so so”", "as @ms · https://x.example/1"),
        ),
        (
            "review",
            Told("", {"stars": 1, "answered": "Sorry!"}),
            Shown("Review, 1/5", "", "Answered: Sorry!"),
        ),
        ("feedback", Told("", {"score": 3, "mood": "unhappy"}), Shown("Feedback 3/5", "", "Sounds unhappy")),
        ("social", Told("x", {"handle": "@ms"}), Shown("Wrote about us online", "x", "as @ms")),
        ("asked", Told("", {"way": "link"}), Shown("Asked for feedback", "", "By a link")),
        ("asked", Told("in a hurry", {"way": 3}), Shown("Asked for feedback", "in a hurry")),
        (
            "complaint",
            Told("rude", {"owner": 2}, staff={2: "Jo Pine"}),
            Shown("Complaint", "rude", "Not put right yet · Jo Pine sees to it"),
        ),
        (
            "complaint",
            Told("rude", {"answered": "We are sorry"}),
            Shown("Complaint", "rude", "Answered: We are sorry"),
        ),
        (
            "complaint",
            Told("torn dust jacket", {"put_right": True, "remedy": "replaced next day"}),
            Shown("Complaint, put right", "torn dust jacket", "replaced next day"),
        ),
        ("complaint", Told("rude"), Shown("Complaint", "rude", "Not put right yet")),
        (
            "event",
            Told("Author evening", {"together_with": "T"}),
            Shown("Came to “Author evening”", "", "With T"),
        ),
        ("promise", Told("hold it", today=TODAY), Shown("Promised", "hold it", "Still open")),
        (
            "promise",
            Told("hold it", today=TODAY, due_on=date(2026, 11, 24), locale="en_GB"),
            Shown("Promised", "hold it", "Due on 24 Nov"),
        ),
        ("promise", Told("hold it", today=TODAY, due_on=TODAY), Shown("Promised", "hold it", "Due today")),
        (
            "promise",
            Told("hold it", today=TODAY, due_on=date(2025, 11, 2), locale="en_GB"),
            Shown("Promised", "hold it", "Was due on 2 Nov 2025, still open"),
        ),
        (
            "promise",
            Told("hold it", today=TODAY, due_on=TODAY, done_on=TODAY, locale="en_GB"),
            Shown("Promise kept", "hold it", "Done on 22 Nov"),
        ),
        ("reservation", Told("a table", today=TODAY), Shown("Reserved", "a table", "Still open")),
        (
            "reservation",
            Told("a table", today=TODAY, due_on=date(2026, 11, 24), locale="en_GB"),
            Shown("Reserved", "a table", "For 24 Nov"),
        ),
        (
            "reservation",
            Told("a table", today=TODAY, due_on=TODAY),
            Shown("Reserved", "a table", "For today"),
        ),
        (
            "reservation",
            Told("a table", today=TODAY, due_on=date(2026, 11, 20), locale="en_GB"),
            Shown("Reserved", "a table", "Was for 20 Nov, still open"),
        ),
        (
            "reservation",
            Told("a table", today=TODAY, due_on=TODAY, done_on=TODAY, locale="en_GB"),
            Shown("Came for it", "a table", "Done on 22 Nov"),
        ),
    ],
)
def test_how_a_kind_reads(kind: str, told: Told, shown: Shown) -> None:
    assert kind_or_unknown(kind).show(told) == shown


@given(st.text(), st.dictionaries(st.text(max_size=5), anything, max_size=3))
def test_an_unknown_kind_is_shown_as_such(text: str, data: dict) -> None:
    kind = kind_or_unknown("telepathy")
    assert kind.show(Told(text, data, TODAY)) == Shown("Entry of an unknown kind", text, "telepathy")
    assert kind.erased(data) == {}
