"""The feedback of the day: how long it waits, with whom it is, how it sounds, and that the staff overrule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.app import make_window
from app.gui.dialogs.touchpoint import TouchpointDialog
from app.gui.pages.counter import PAGE as COUNTER
from app.gui.pages.today import PAGE
from app.gui.widgets.pill import Pill
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile
from app.staff.commands import AddStaff, add_staff
from app.touchpoints.answering import GiveOwner, give_owner
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from app.touchpoints.queries import touchpoint

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@pytest.fixture
def said(book):
    """What Karim said, by its words; the shop speaks English."""
    book.do(save_shop, SaveShop(replace(book.ask(shop_profile), locale="en_GB")))
    karim = book.do(add_customer, AddCustomer(CustomerDraft("Karim Aziz"))).id
    lena = book.do(add_staff, AddStaff("Lena")).id
    made = {}
    for kind, words, hours, data in (
        ("complaint", "cold coffee", 51, {}),
        ("feedback", "Terrible light in the new corner", 3, {}),
        ("feedback", "Lovely, thank you", 2, {"score": 5}),
        ("review", "A wonderful place", 30, {"stars": 2, "network": "TownGuide"}),
        ("feedback", "", 4, {"score": 0, "scale": "10"}),
    ):
        wish = AddTouchpoint(karim, kind, words, NOW - timedelta(hours=hours), data)
        made[words] = book.do(add_touchpoint, wish).id
    book.do(give_owner, GiveOwner(made["cold coffee"], lena))
    return made


@pytest.fixture
def window(show, book, settings, said):
    made = show(make_window(book, settings, (COUNTER, PAGE)), 1366, 768)
    made.go("today")
    assert made.shell.jobs.drain()
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


def rows(window):
    """The rows of feedback, all of them, by their titles."""
    part = window.page("today").parts["feedback"]
    if "more" in part.all_button.text():
        part.all_button.click()
    return {row.row.title: row for row in part.rows}


def red(row) -> list[str]:
    return [one.text() for one in row.findChildren(QLabel) if one.property("role") == "caption-warning"]


def pill(row) -> tuple[str, str] | None:
    found = row.findChildren(Pill)
    return (found[0].text(), found[0].tone()) if found else None


def test_a_wait_of_more_than_a_day_is_red_and_names_who_sees_to_it(window) -> None:
    found = rows(window)
    assert red(found["“cold coffee”"]) == ["2 days"]
    assert found["“cold coffee”"].detail.full_text() == "Karim Aziz · with Lena · Complaint"
    assert red(found["“A wonderful place”"]) == ["1 day"]
    assert red(found["“Lovely, thank you”"]) == []
    assert window.page("today").parts["feedback"].pill.text() == "2 older than a day"
    assert "2 days" in found["“cold coffee”"].accessibleName()


def test_a_score_of_nothing_is_a_score(window) -> None:
    row = rows(window)["Feedback"]
    assert (row.row.mark, row.row.button, row.row.primary) == ("0", "Answer", True)
    assert "0/10" in row.detail.full_text()


def test_the_hint_stands_where_the_score_does_not_tell_the_same(window) -> None:
    found = rows(window)
    assert pill(found["“Terrible light in the new corner”"]) == ("sounds unhappy", "rose")
    assert pill(found["“A wonderful place”"]) == ("sounds happy", "accent"), "two stars, kind words"
    assert pill(found["“Lovely, thank you”"]) is None, "five of five says it"
    assert pill(found["“cold coffee”"]) is None, "a complaint is one"
    assert max(row.height() for row in found.values()) <= 60, "a pill makes no row taller than two lines"


def test_the_staff_overrule_the_hint_and_take_it_back(window, book, said) -> None:
    title = "“Terrible light in the new corner”"
    hands = window.page("today").hands
    row = rows(window)[title].row
    labels = [label for _icon, label, _run in hands._offers(row)]
    assert "It sounds happy" in labels and "It sounds unhappy" not in labels
    assert row.button == "Thank"
    hands.say_mood(row, "unhappy")
    assert window.shell.jobs.drain()
    changed = rows(window)[title].row
    assert (changed.button, changed.tone) == ("Answer", "rose"), "the staff's word makes it urgent"
    assert book.ask(touchpoint, said["Terrible light in the new corner"]).data["mood"] == "unhappy"
    hands.say_mood(changed, "happy")
    assert window.shell.jobs.drain()
    assert pill(rows(window)[title]) == ("sounds happy", "accent")
    window.shell.actions.run("undo")
    assert window.shell.jobs.drain()
    assert pill(rows(window)[title]) == ("sounds unhappy", "rose")


def test_an_answer_takes_the_row_away(window, book, said, qtbot) -> None:
    page = window.page("today")
    page.hands.act(rows(window)["“cold coffee”"].row)
    assert window.shell.jobs.drain()
    dialog = page.hands.dialog
    assert isinstance(dialog, TouchpointDialog)
    assert "score" not in dialog.form.shown() and "owner" in dialog.form.shown()
    dialog.form.set_value("answered", "A new cup is on the house")
    dialog.accept_button.click()
    assert window.shell.jobs.drain()
    assert "“cold coffee”" not in rows(window)
    assert book.ask(touchpoint, said["cold coffee"]).data["answered"] == "A new cup is on the house"
