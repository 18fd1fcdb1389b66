"""The settings as a person changes them: the shop, its people, this till."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.gui.actions import Action
from app.gui.app import make_window
from app.gui.pages.settings import PAGE
from app.gui.preferences import theme_mode, till_name
from app.gui.theme.theme import theme
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile
from app.staff.commands import AddStaff, add_staff
from app.staff.queries import staff_list


@pytest.fixture
def window(show, book, settings):
    made = show(make_window(book, settings, (PAGE,)), 1024, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


@pytest.fixture
def page(window):
    window.go("settings")
    assert window.shell.jobs.drain()
    return window.page("settings")


def test_the_profile_is_changed_and_undone(page, window, book, qtbot) -> None:
    tagline = page.form.editor("tagline")
    assert not page.save_button.isEnabled()
    qtbot.keyClicks(tagline, "Books and coffee")
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: book.ask(shop_profile).tagline == "Books and coffee")
    qtbot.waitUntil(lambda: window.status.told() == "Shop profile changed")
    assert not page.save_button.isEnabled()
    window.status.undo_requested.emit()
    qtbot.waitUntil(lambda: page.form.editor("tagline").text() == "")


def test_a_name_cannot_be_emptied(page, book, qtbot) -> None:
    page.form.editor("name").clear()
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert page.form.problem("name")
    assert book.ask(shop_profile).name == "Kettle & Quill"


def test_an_emptied_field_is_saved_empty(page, book, qtbot) -> None:
    page.form.editor("city").setText("Berlin")
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: book.ask(shop_profile).city == "Berlin")
    page.shell.jobs.drain()
    page.form.editor("city").clear()
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: book.ask(shop_profile).city == "")
    page.shell.jobs.drain()


def test_what_is_being_typed_stays_when_the_shop_changes_elsewhere(page, book, qtbot) -> None:
    qtbot.keyClicks(page.form.editor("tagline"), "Half")
    profile = book.ask(shop_profile)
    book.do(save_shop, SaveShop(type(profile)(**{**vars(profile), "city": "Bath"})))
    page.shell.jobs.drain()
    assert page.form.editor("tagline").text() == "Half"


def test_what_is_typed_while_it_is_saved_stays(page, book, qtbot) -> None:
    page.form.editor("name").setText("First name")
    page.form.editor("phone").setFocus()
    before = page.form
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    page.form.editor("phone").setText("0123 456")  # the answer is not back yet
    qtbot.waitUntil(lambda: book.ask(shop_profile).name == "First name")
    assert page.shell.jobs.drain(20)
    assert page.form.editor("phone").text() == "0123 456"
    assert page.save_button.isEnabled()
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: book.ask(shop_profile).phone == "0123 456")
    assert page.shell.jobs.drain(20)
    assert page.form is before, "drawn anew it would jump to its top"
    assert not page.save_button.isEnabled()


def test_people_come_are_renamed_and_go(page, book, qtbot) -> None:
    people = page.people
    people.fresh.insert("Jonas")
    qtbot.keyClick(people.fresh, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.people) == 2)
    jonas = book.ask(staff_list)[1]
    person = people.people[jonas.id]
    qtbot.mouseClick(person.rename, Qt.MouseButton.LeftButton)
    person.edit.setText("Jonas Berg")
    qtbot.keyClick(person.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.name for row in book.ask(staff_list)] == ["Owner", "Jonas Berg"])
    qtbot.waitUntil(lambda: people.people[jonas.id].name.full_text() == "Jonas Berg")
    qtbot.mouseClick(people.people[jonas.id].leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(people.people) == 1)


def test_a_refusal_about_people_is_said(page, book, qtbot) -> None:
    owner = page.people.people[book.ask(staff_list)[0].id]
    qtbot.mouseClick(owner.leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "only one" in page.people.box.said())
    qtbot.keyClicks(page.people.fresh, "owner")
    assert page.people.box.said() == ""
    qtbot.mouseClick(page.people.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "already" in page.people.box.said())
    assert page.people.fresh.text() == "owner"


def test_the_look_changes_at_once_and_is_remembered(page, settings, qapp, qtbot) -> None:
    chip = next(one for one in page.theme_chips._chips if one.chip_id == "dark")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert theme().tokens.name == "dark"
    assert theme_mode(settings) == "dark"
    theme().apply(qapp, "light")


def test_the_till_gets_its_name(page, window, book, settings, qtbot) -> None:
    page.till.setText("  Bar  ")
    qtbot.keyClick(page.till, Qt.Key.Key_Return)
    assert book.actor.till == till_name(settings) == "Bar"
    page.till.clear()
    page.till.editingFinished.emit()
    assert book.actor.till == "Till 1"


def test_another_shop_is_asked_for_by_the_windows_action(page, window, qtbot) -> None:
    asked: list[int] = []
    window.action_registry.add(Action("open-shop", "Open", lambda: asked.append(1)))
    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    assert asked == [1]


def test_it_fits_a_small_screen_with_many_people(page, window, book, qtbot) -> None:
    for number in range(12):
        book.do(add_staff, AddStaff(f"Person {number}"))
    qtbot.waitUntil(lambda: len(page.people.people) == 13)
    window.resize(1024, 768)
    assert window.minimumSizeHint().height() <= 768
    assert window.height() == 768
