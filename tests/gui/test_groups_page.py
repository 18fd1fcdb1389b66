"""Building a group as a person does: criteria chosen and typed, counted as one goes, saved, acted on."""

from __future__ import annotations

import csv
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address
from app.customers.draft import CustomerDraft
from app.customers.queries import all_tags
from app.groups.criteria.step import on_step
from app.groups.named import Group, find_group
from app.groups.rule import AllOf, AnyOf, Is, Not
from app.groups.saved import RemoveGroup, SaveGroup, remove_group, save_group
from app.groups.table import group_table
from app.gui.app import make_window
from app.gui.groups.list_file import write_list
from app.gui.groups.page import ASKED, NEW
from app.gui.page import Page, PageKind
from app.gui.pages.groups import PAGE
from app.loyalty.commands import RingUp, ring_up
from app.printing.posting import goes_to
from tests.gui.pressing import press_twice
from tests.gui.test_tab_order import stops

TAGS = '{"is": "tag", "tags": ["Book club"]}'


class Elsewhere(Page):
    """Stands for another page: it remembers what it was asked for."""

    asked: dict[str, object]

    def open(self, **where: object) -> None:
        self.asked = where


@pytest.fixture
def people(book):
    made = {}
    for name, tags, spent in (
        ("Maria Schmidt", ("Book club",), 5_000),
        ("Jo Berg", ("Book club",), 0),
        ("Li Wei", (), 2_000),
        ("Ada Ek", (), 0),
    ):
        made[name] = book.do(add_customer, AddCustomer(CustomerDraft(name, tags=tags))).id
        if spent:
            book.do(ring_up, RingUp(made[name], spent))
    return made


@pytest.fixture
def window(show, book, settings, people):
    others = (("print", "Print"), ("counter", "Counter"))
    kinds = (PAGE, *(PageKind(one, label, one, Elsewhere) for one, label in others))
    made = show(make_window(book, settings, kinds), 1366, 768)
    made.activateWindow()
    yield made
    assert made.shell.jobs.drain(30)
    made.shell.jobs.close()


@pytest.fixture
def page(window, settled):
    window.go("groups")
    made = window.page("groups")
    settled(made)
    return made


@pytest.fixture
def settled(window, qtbot):
    """Wait until what was typed has been counted."""

    def wait(page=None) -> None:
        page = page or window.page("groups")
        qtbot.waitUntil(
            lambda: not page._typing.isActive() and window.shell.jobs.pending() == 0, timeout=20_000
        )

    return wait


@pytest.fixture
def own(page, book, qtbot, settled):
    """Make a group of the shop's own behind the window's back and go to it; its key."""

    def make(name: str, rule: str) -> str:
        book.do(save_group, SaveGroup(name, rule))
        qtbot.waitUntil(lambda: name in names_of(page), timeout=10_000)
        settled()
        page.go_to(page.list.model.rows[1].key)
        settled()
        return page.list.current()

    return make


def names_of(page) -> list[str]:
    model = page.list.model
    return [str(model.data(model.index(at))) for at in range(model.rowCount())]


def people_of(page) -> list[str]:
    rows = [page.preview.model.row(at) for at in range(page.preview.model.rowCount())]
    return [row.name for row in rows if row is not None]


def choose_criterion(page, qtbot, path, label: str) -> None:
    """Open the menu of a box and choose a criterion in it, as one does with the mouse."""
    qtbot.mouseClick(page.builder.boxes[path].add_criterion, Qt.MouseButton.LeftButton)
    menu = page.builder.menu
    qtbot.waitUntil(menu.isVisible)
    for shelf in menu.actions():
        for action in shelf.menu().actions():
            if action.text() == label:
                menu.close()
                action.trigger()
                return
    raise AssertionError(f"no criterion {label!r}")


def test_ready_made_groups_stand_there_with_how_many_they_have(page) -> None:
    names = names_of(page)
    assert names[0] == "Ready-made"
    assert {"New", "Regulars", "Lost", "One-timers"} <= set(names)
    assert page.list.current() == "new"
    assert page.list.model.counts["new"] == "4"
    assert page.list.model.counts["regulars"] == "0"
    assert page.title.full_text() == "New"
    assert set(people_of(page)) == {"Jo Berg", "Ada Ek", "Maria Schmidt", "Li Wei"}
    assert page.preview.count.text() == "4"
    assert "100 % of all 4" in page.preview.share.text()
    assert not page.save.isVisible()
    assert page.save_as.isVisible()


def test_a_group_is_built_and_saved_by_mouse_and_keys(page, qtbot, settled, book) -> None:
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    settled()
    assert page.list.current() == NEW
    assert page.preview.count.text() == "4"  # nothing is asked yet: everybody
    choose_criterion(page, qtbot, (), "Tag")
    settled()
    line = page.builder.lines[(0,)]
    assert line.open
    assert page.sentence.full_text() == (
        "1 criterion is not complete and is left out for now. All customers."
    )  # no tag is chosen yet
    tags = line.form.editor("tags")
    qtbot.mouseClick(tags.buttons["Book club"], Qt.MouseButton.LeftButton)
    settled()
    assert page.sentence.full_text() == "Customers who are tagged Book club."
    assert line.words.text() == "Are tagged Book club"
    assert line.count.text() == "2"
    assert set(people_of(page)) == {"Jo Berg", "Maria Schmidt"}
    choose_criterion(page, qtbot, (), "Spending")
    settled()
    amount = page.builder.lines[(1,)].form.editor("at_least")
    assert page.window().focusWidget() is amount
    qtbot.keyClicks(amount, "30")
    settled()
    assert people_of(page) == ["Maria Schmidt"]
    assert page.sentence.full_text() == "Customers who are tagged Book club and spent at least 30,00\xa0€."
    page.window().activateWindow()  # without a screen the menu does not give it back
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.keyClick(amount, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.dialog
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClicks(dialog.edit, "Readers who spend")
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.current().startswith("own-"), timeout=10_000)
    settled()
    assert names_of(page)[:2] == ["Yours", "Readers who spend"]
    assert NEW not in page.drafts
    kept = book.ask(find_group, "Readers who spend")
    assert [part.kind for part in kept.rule.parts] == ["tag", "spend"]
    assert kept.rule.parts[0].values["tags"] == ("Book club",)
    assert kept.rule.parts[1].values["at_least"] == 3_000


def test_tab_goes_from_one_criterion_to_the_next_and_on(page, qtbot, settled, own) -> None:
    own("Club", f'{{"all": [{TAGS}]}}')
    page.builder.add_line((), "spend")
    settled()

    def in_order() -> bool:
        tag, spend, box = page.builder.lines[(0,)], page.builder.lines[(1,)], page.builder.boxes[()]
        wanted = [page.list.list, box.joint, tag.opposite, tag.words, tag.remove]
        wanted += [spend.words, spend.remove, spend.form.editor("at_least"), spend.form.editor("at_most")]
        wanted += [box.add_criterion, box.add_box, page.save, page.preview.list]
        return [one for one in stops(page, page.list.list) if one in wanted] == wanted

    qtbot.waitUntil(in_order)
    page.builder.open_line((0,))
    page.builder.open_line((1,))
    qtbot.waitUntil(in_order)


def test_nothing_moves_under_the_mouse_while_a_criterion_is_filled_in(page, qtbot, settled) -> None:
    page.new_group()
    page.builder.add_line((), "spend")
    settled()
    add = page.builder.boxes[()].add_criterion
    before = add.mapToGlobal(QPoint(0, 0))
    line = page.builder.lines[(0,)]
    assert not line.trouble.isVisible(), "who has just begun is not scolded"
    qtbot.keyClicks(line.form.editor("at_least"), "30")
    settled()
    assert add.mapToGlobal(QPoint(0, 0)) == before
    line.form.editor("at_least").clear()
    settled()
    line._toggle()
    assert line.trouble.isVisible(), "but whoever leaves it so is told"


def test_what_happens_elsewhere_takes_nothing_out_of_hand(page, qtbot, settled, book, own, people) -> None:
    own("Spend", '{"all": [{"is": "spend", "at_least": 1000}]}')
    page.builder.open_line((0,))
    line, amount = page.builder.lines[(0,)], page.builder.lines[(0,)].form.editor("at_least")
    assert page.window().focusWidget() is amount and page.preview.count.text() == "2"
    book.do(ring_up, RingUp(people["Ada Ek"], 3_000))
    qtbot.waitUntil(lambda: page.preview.count.text() == "3", timeout=10_000)
    settled()
    assert page.builder.lines[(0,)] is line and line.open
    assert page.window().focusWidget() is amount
    page.preview.act.setFocus()
    book.do(ring_up, RingUp(people["Jo Berg"], 3_000))
    qtbot.waitUntil(lambda: page.preview.count.text() == "4", timeout=10_000)
    assert page.window().focusWidget() is page.preview.act


def test_two_quick_presses_take_out_one_criterion(page, qtbot, settled, own) -> None:
    own("Two", '{"all": [{"is": "visits", "at_least": 1}, {"is": "spend", "at_least": 1}]}')
    qtbot.mouseClick(page.builder.lines[(0,)].remove, Qt.MouseButton.LeftButton)
    beneath = page.builder.lines[(0,)].remove
    assert beneath.isVisible()
    press_twice(beneath)
    assert len(page.builder.lines) == 1


def test_thirty_criteria_leave_room_to_build(page, settled, own) -> None:
    own("Long", '{"all": [' + ", ".join(f'{{"is": "visits", "at_least": {n}}}' for n in range(1, 31)) + "]}")
    page.window().resize(1024, 640)
    settled()
    assert len(page.builder.lines) == 30
    assert page.builder.height() > 300
    assert page.sentence.full_text() in page.sentence.toolTip()


def test_a_name_of_markup_or_of_any_length_is_plain_in_the_list(page, own, settled) -> None:
    for name in ("<b>Bold</b> & co", "مجموعة العملاء الذين يحبون القراءة", "W" * 60):
        own(name, TAGS)
        model = page.list.model
        tip = model.data(model.index(page.list.list.currentIndex().row()), Qt.ItemDataRole.ToolTipRole)
        assert "<b>Bold" not in tip
        assert page.list.list.horizontalScrollBar().maximum() == 0


def test_the_opposite_and_boxes_of_any_and_none(page, qtbot, settled, book, own) -> None:
    own("Club", f'{{"all": [{TAGS}]}}')
    assert set(people_of(page)) == {"Maria Schmidt", "Jo Berg"}
    line = page.builder.lines[(0,)]
    qtbot.mouseClick(line.opposite, Qt.MouseButton.LeftButton)
    settled()
    assert set(people_of(page)) == {"Li Wei", "Ada Ek"}
    assert line.words.text() == "Are not tagged Book club"
    qtbot.mouseClick(page.builder.boxes[()].add_box, Qt.MouseButton.LeftButton)
    settled()
    assert set(people_of(page)) == {"Li Wei", "Ada Ek"}  # an empty box narrows nobody
    choose_criterion(page, qtbot, (1,), "Visits")
    settled()
    qtbot.keyClicks(page.builder.lines[(1, 0)].form.editor("at_least"), "1")
    settled()
    assert people_of(page) == ["Li Wei"]
    box = page.builder.boxes[(1,)]
    box.joint.setCurrentIndex(2)
    box.joint.activated.emit(2)
    settled()
    assert people_of(page) == ["Ada Ek"]
    match page.looked.rule.parts[1]:
        case Not(AnyOf((Is("visits", values),))):
            assert values["at_least"] == 1
        case other:
            raise AssertionError(other)
    qtbot.mouseClick(box.remove, Qt.MouseButton.LeftButton)
    settled()
    assert set(people_of(page)) == {"Li Wei", "Ada Ek"}
    qtbot.mouseClick(page.discard, Qt.MouseButton.LeftButton)
    settled()
    assert set(people_of(page)) == {"Maria Schmidt", "Jo Berg"}
    assert page.drafts == {}


def test_what_is_changed_and_not_saved_stays_by_its_group(page, qtbot, settled, book, own) -> None:
    key = own("Club", f'{{"all": [{TAGS}]}}')
    page.builder.lines[(0,)].opposite.click()
    settled()
    page.go_to("regulars")
    settled()
    assert names_of(page)[1] == "Club •"
    assert not page.save.isVisible()
    page.go_to(key)
    settled()
    assert set(people_of(page)) == {"Li Wei", "Ada Ek"}
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.drafts, timeout=10_000)
    settled()
    assert names_of(page)[1] == "Club"
    assert book.ask(find_group, "Club").rule == AllOf(
        (Not(Is("tag", {"tags": ("Book club",), "every": False})),)
    )


def test_renaming_deleting_and_bringing_back(page, qtbot, settled, book, window, own) -> None:
    own("Club", TAGS)
    qtbot.mouseClick(page.rename, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.dialog.isVisible)
    page.dialog.edit.selectAll()
    qtbot.keyClicks(page.dialog.edit, "Regulars")
    qtbot.keyClick(page.dialog.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Regulars brings along" in page.dialog.box.said(), timeout=10_000)
    page.dialog.edit.selectAll()
    qtbot.keyClicks(page.dialog.edit, "Readers")
    qtbot.keyClick(page.dialog.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Readers" in names_of(page), timeout=10_000)
    settled()
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Readers" not in names_of(page), timeout=10_000)
    settled()
    assert page.list.current() == "new"
    assert book.ask(find_group, "Readers") is None
    assert window.shell.actions.run("undo")
    qtbot.waitUntil(lambda: "Readers" in names_of(page), timeout=10_000)


def test_undoing_the_saving_loses_nothing_that_was_built(page, qtbot, settled, window, book) -> None:
    page.new_group()
    page.builder.add_line((), "spend")
    settled()
    qtbot.keyClicks(page.builder.lines[(0,)].form.editor("at_least"), "30")
    settled()
    page.save_under_name()
    qtbot.waitUntil(page.dialog.isVisible)
    qtbot.keyClicks(page.dialog.edit, "Spenders")
    qtbot.keyClick(page.dialog.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.current().startswith("own-"), timeout=10_000)
    settled()
    assert window.shell.actions.run("undo")
    qtbot.waitUntil(lambda: "Spenders" not in names_of(page), timeout=10_000)
    settled()
    assert page.list.current() == NEW and page.title.full_text() == "New group"
    assert page.builder.draft.parts[0].values["at_least"] == 3_000
    page.delete_group()
    settled()
    assert page.list.current() == "new" and NEW not in page.drafts


def test_changes_to_a_group_that_was_deleted_elsewhere_stay(page, qtbot, settled, book, own) -> None:
    key = own("Club", TAGS)
    qtbot.mouseClick(page.builder.lines[(0,)].opposite, Qt.MouseButton.LeftButton)
    settled()
    book.do(remove_group, RemoveGroup(page.group().number))
    qtbot.waitUntil(lambda: "Club" not in " ".join(names_of(page)), timeout=10_000)
    settled()
    assert key not in page.drafts and page.list.current() == NEW
    assert page.builder.draft.parts[0].opposite


def test_a_group_of_a_deleted_tag_says_so_and_finds_nobody(page, settled, book, own) -> None:
    own("Old friends", '{"is": "tag", "tags": ["Gone for good"]}')
    assert page.preview.count.text() == "0"
    assert people_of(page) == []
    line = page.builder.lines[(0,)]
    assert line.trouble.isVisible()
    assert "Gone for good" in line.trouble.text()
    assert not page.preview.act.isEnabled()
    page.builder.open_line((0,))
    assert "Gone for good" in line.form.editor("tags").buttons  # it can be pressed away


def test_a_tag_for_a_group_leaves_some_out_and_can_be_undone(page, qtbot, settled, book) -> None:
    page.go_to("new")
    settled()
    page.preview.act_wanted.emit(QPoint(10, 10))
    menu = page.menu
    next(action for action in menu.actions() if action.text().startswith("Add a tag")).trigger()
    menu.close()
    settled()
    dialog = page.dialog
    qtbot.waitUntil(dialog.isVisible)
    field = dialog.form.fields[0].id
    qtbot.keyClicks(dialog.form.editor(field), "Spring")
    dialog.form.set_value("holdout_percent", 25)
    dialog.form.changed.emit("holdout_percent")
    qtbot.waitUntil(lambda: "3 customers get it, 1 by chance does not" in dialog.told.text(), timeout=10_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible(), timeout=10_000)
    settled()
    assert [(name, count) for _id, name, count in book.ask(all_tags) if name == "Spring"] == [("Spring", 3)]


def test_statements_go_to_the_print_page_for_those_who_get_one(page, qtbot, settled, window, people) -> None:
    page.go_to("new")
    settled()
    page.preview.act_wanted.emit(QPoint(10, 10))
    menu = page.menu
    next(action for action in menu.actions() if action.text().startswith("Send statements")).trigger()
    menu.close()
    settled()
    dialog = page.dialog
    qtbot.waitUntil(dialog.isVisible)
    dialog.form.set_values({"holdout_percent": 0, "days": 30, "by_post": False})
    dialog.confirmed.emit()
    qtbot.waitUntil(lambda: hasattr(window.page("print"), "asked"), timeout=10_000)
    asked = window.page("print").asked
    assert asked["document"] == "statement"
    assert set(asked["customers"]) == set(people.values())


@pytest.mark.parametrize(
    ("by_post", "unasked", "names"),
    [
        (True, False, {"Said Yes"}),
        (True, True, {"Never Asked", "Said Yes"}),
        (False, False, {"Never Asked", "Said Yes", "Said No", "Ada Ek"}),
    ],
)
def test_the_letter_reaches_all_the_campaign_counts_on(
    page, qtbot, settled, window, book, people, by_post, unasked, names
) -> None:
    home = Address("High Street 1", "10115", "Berlin", country="DE")
    for name, said in (("Never Asked", ()), ("Said Yes", (("post", True),)), ("Said No", (("post", False),))):
        draft = CustomerDraft(name, addresses=(home,), consents=said)
        people[name] = book.do(add_customer, AddCustomer(draft)).id
    page.go_to("new")
    settled()
    page.preview.act_wanted.emit(QPoint(10, 10))
    next(action for action in page.menu.actions() if action.text().startswith("Write a letter")).trigger()
    page.menu.close()
    settled()
    dialog = page.dialog
    qtbot.waitUntil(dialog.isVisible)
    values = {"holdout_percent": 0, "days": 30, "by_post": by_post, "unasked": unasked}
    dialog.form.set_values(values)
    dialog.confirmed.emit()
    qtbot.waitUntil(lambda: hasattr(window.page("print"), "asked"), timeout=10_000)
    asked = window.page("print").asked
    getting = {people[name] for name in names}
    assert getting <= set(asked["customers"]) and (not by_post or getting == set(asked["customers"]))
    assert asked["options"] == {"way": "post" if by_post else "hand", "unasked": unasked}
    for customer in asked["customers"]:
        book.ask(goes_to, customer, asked["options"])  # raises for who would be left out after all


def test_a_list_is_written_whole_and_defused(page, qtbot, settled, book, tmp_path, window) -> None:
    book.do(add_customer, AddCustomer(CustomerDraft("=HYPERLINK(1)", consents=(("email", True),))))
    place = tmp_path / "list.csv"
    write_list(page, partial(group_table, group=Group("", "All", AllOf())), str(place))
    qtbot.waitUntil(place.exists, timeout=10_000)
    settled()
    parted = ";" if ";" in place.read_text(encoding="utf-8-sig").splitlines()[0] else ","
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=parted))
    assert len(rows) == 5
    assert not any(row["Name"].startswith("=") for row in rows)
    assert [row["E-mail welcome"] for row in rows if "HYPERLINK" in row["Name"]] == ["yes"]


def test_two_groups_side_by_side(page, qtbot, settled) -> None:
    page.go_to("new")
    settled()
    qtbot.mouseClick(page.preview.compare, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    qtbot.waitUntil(dialog.isVisible)
    settled()
    dialog.other.set_current("lost")
    dialog._ask("lost")
    settled()
    assert "0 are in both; 4 only in “New”, 0 only in “Lost”." in dialog.shared.text()
    assert dialog.rows.rows()[0] == ("Customers", "4", "0")
    dialog.reject()


def test_a_row_opens_the_card(page, qtbot, window, people) -> None:
    page.preview.list.setFocus()
    page.preview.list.setCurrentIndex(page.preview.model.index(0))
    qtbot.keyClick(page.preview.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hasattr(window.page("counter"), "asked"))
    assert window.page("counter").asked["customer"] == page.preview.model.row(0).id


def test_the_keys_take_a_criterion_out(page, qtbot, settled, book, own) -> None:
    own("Club", f'{{"all": [{TAGS}, {{"is": "visits", "at_least": 1}}]}}')
    words = page.builder.lines[(1,)].words
    words.setFocus()
    qtbot.keyClick(words, Qt.Key.Key_Return)
    form = page.builder.lines[(1,)].form
    assert form is not None
    qtbot.keyClick(form.editor("at_least"), Qt.Key.Key_Escape)
    assert not page.builder.lines[(1,)].open
    assert QApplication.focusWidget() is page.builder.lines[(1,)].words
    qtbot.keyClick(page.builder.lines[(1,)].words, Qt.Key.Key_Delete)
    settled()
    assert set(page.builder.lines) == {(0,)}
    assert QApplication.focusWidget() is page.builder.lines[(0,)].words


def test_another_page_may_ask_who_stands_somewhere(page, settled, window) -> None:
    page.new_group()
    page.builder.add_line((), "points")
    building = page.builder.draft
    page.open(rule=on_step("first-contact"), name="First contact")
    settled()
    assert page.list.current() == ASKED
    assert names_of(page)[1:3] == ["First contact", "New group"]
    assert page.drafts[NEW] == building
    assert page.sentence.full_text() == "Customers who stand on the step “First contact”."
    assert page.preview.count.text() == str(len(people_of(page))) != "0"
    page.open(rule=AllOf())
    settled()
    assert page.preview.count.text() == "4"
