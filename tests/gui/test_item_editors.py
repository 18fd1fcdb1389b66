"""The editors of several values, of factors and of times, as a person types."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt

from app.gui.widgets.buttons import Button
from app.gui.widgets.form import Form
from app.gui.widgets.form_editors import MoneyWords, factor_words
from app.kernel.amounts import read_amount
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.money import decimal_string

DAYS = (("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"))
FIELDS = (
    Field("factor", "Times", FieldKind.FACTOR, minimum=0, maximum=100_000),
    Field("after", "From", FieldKind.TIME),
    Field("names", "Categories", FieldKind.TEXTS),
    Field("days", "Days", FieldKind.CHOICES, choices=DAYS),
    Field("least", "At least", FieldKind.MONEY, minimum=100, maximum=10_000),
)


@pytest.fixture
def form(show):
    def parse(text: str) -> int:
        return read_amount(text, "EUR", "en_GB")

    def write(minor: int) -> str:
        return decimal_string(minor, "EUR")

    return show(Form(FIELDS, money=MoneyWords(parse, write)), 480, 520)


@pytest.fixture
def german():
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [
        ("1.25", 1250),
        ("1,25", 1250),
        ("2", 2000),
        ("× 1.5", 1500),
        ("0", 0),
        ("100", 100_000),
        ("19 %", 19_000),
        ("0.001", 1),
    ],
)
def test_a_factor_is_typed_as_one_says_it(form, qtbot, typed, thousandths) -> None:
    qtbot.keyClicks(form.editor("factor"), typed)
    assert form.values()["factor"] == thousandths


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1.2345", "no number"), ("-1", "no number"), ("fast", "no number"), ("100.001", "100 at most")],
)
def test_no_factor_is_said_at_its_field(form, qtbot, typed, said) -> None:
    qtbot.keyClicks(form.editor("factor"), typed)
    assert form.check() is None
    assert said in form.problem("factor")
    assert form.editor("factor").text() == typed


def test_a_factor_is_shown_with_the_decimal_sign_of_the_place(form, german) -> None:
    form.set_values({"factor": 1250})
    assert form.editor("factor").text() == "1,25"
    assert factor_words(2000) == "2"
    assert factor_words(10_000) == "10"
    assert form.values()["factor"] == 1250


@pytest.mark.parametrize(
    ("typed", "time"),
    [("14:30", "14:30"), ("9", "09:00"), ("930", "09:30"), ("9.30", "09:30"), ("0:05", "00:05")],
)
def test_a_time_is_typed_as_one_likes(form, qtbot, typed, time) -> None:
    qtbot.keyClicks(form.editor("after"), typed)
    assert form.values()["after"] == time


@pytest.mark.parametrize("typed", ["25:00", "12:75", "noon"])
def test_no_time_is_said(form, qtbot, typed) -> None:
    qtbot.keyClicks(form.editor("after"), typed)
    assert form.check() is None
    assert "write it like 14:30" in form.problem("after")


def test_words_are_typed_one_after_the_other(form, qtbot) -> None:
    texts = form.editor("names")
    heard = []
    texts.submitted.connect(lambda: heard.append(1))
    qtbot.keyClicks(texts.line, "Crime")
    qtbot.keyClick(texts.line, Qt.Key.Key_Return)
    qtbot.keyClicks(texts.line, "Poetry,crime,Dra")
    assert texts.items() == ("crime", "Poetry", "Dra")
    assert form.values()["names"] == ("crime", "Poetry", "Dra")
    assert heard == []
    texts.line.clear()
    qtbot.keyClick(texts.line, Qt.Key.Key_Backspace)
    assert texts.items() == ("crime",)
    qtbot.keyClick(texts.line, Qt.Key.Key_Return)
    assert heard == [1]


def test_a_word_is_taken_away_by_a_press(form, qtbot) -> None:
    form.set_values({"names": ("Crime", "Tea & cake")})
    texts = form.editor("names")
    word = next(one for one in texts.findChildren(Button) if one.text() == "Crime")
    assert word.accessibleName() == "Take “Crime” away"
    qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    assert texts.items() == ("Tea & cake",)


def test_choices_keep_the_order_they_are_offered_in(form, qtbot) -> None:
    days = form.editor("days")
    for day in ("wed", "mon"):
        qtbot.mouseClick(days.buttons[day], Qt.MouseButton.LeftButton)
    assert form.values()["days"] == ("mon", "wed")
    days.buttons["mon"].setFocus()
    qtbot.keyClick(days.buttons["mon"], Qt.Key.Key_Space)
    assert form.values()["days"] == ("wed",)
    assert all(button.height() >= 40 for button in days.buttons.values())


@pytest.mark.parametrize(("typed", "said"), [("0.99", "at least 1.00"), ("100.01", "100.00 at most")])
def test_bounds_of_money_are_said_in_money(form, qtbot, typed, said) -> None:
    qtbot.keyClicks(form.editor("least"), typed)
    with pytest.raises(Refused, match=said):
        form.values()


def test_a_hidden_field_has_no_value_and_is_never_missing(show) -> None:
    form = show(Form((Field("a", "A", required=True), Field("b", "B", required=True))))
    form.set_values({"a": "x", "b": "y"})
    form.show_fields(["b"], False)
    assert form.shown() == ["a"]
    assert form.values() == {"a": "x"}
    form.editor("b").clear()
    assert form.check() == {"a": "x"}
    form.show_fields(["b"])
    assert form.check() is None
    assert form.problem("b") == "B is missing."


def test_words_that_have_what_is_typed_are_offered_and_taken_by_a_press(show, qtbot) -> None:
    names = tuple((name, name) for name in ("Assam", "Green tea", "Book club"))
    form = show(Form((Field("names", "Things", FieldKind.TEXTS, choices=names),)), 480, 300)
    edit = form.editor("names")
    edit.line.setFocus()
    qtbot.keyClicks(edit.line, "TEA")
    popup = edit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert [popup.model().index(at, 0).data() for at in range(popup.model().rowCount())] == ["Green tea"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.items() == ("Green tea",) and not edit.line.text())
    qtbot.keyClicks(edit.line, "Anything else")
    assert form.values()["names"] == ("Green tea", "Anything else")
