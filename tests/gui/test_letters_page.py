"""Writing letters: the paper follows what is typed, mistakes come and go, and nothing typed is lost."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.app import make_window
from app.gui.letters.field_chips import USUAL
from app.gui.page import Page, PageKind
from app.gui.pages.letters import PAGE
from app.outreach.commands import SaveLetter, save_letter
from app.outreach.fields import FIELDS
from app.outreach.queries import wording, wordings
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile


class Printer(Page):
    """Stands for the page that prints: it remembers what it was asked for."""

    asked: dict[str, object]

    def open(self, **where: object) -> None:
        self.asked = where


@pytest.fixture
def people(book):
    book.do(save_shop, SaveShop(replace(book.ask(shop_profile), locale="en_GB")))
    names = ("Maria Schmidt", "Jo Berg", "Li Wei")
    return {
        name: book.do(
            add_customer, AddCustomer(CustomerDraft(name, favourite="flat white" if at == 0 else ""))
        ).id
        for at, name in enumerate(names)
    }


@pytest.fixture
def window(show, book, settings, people):
    kinds = (PAGE, PageKind("print", "Print", "print", Printer))
    made = show(make_window(book, settings, kinds), 1024, 768)
    made.activateWindow()
    yield made
    assert made.shell.jobs.drain(20)
    made.shell.jobs.close()


@pytest.fixture
def page(window, qtbot):
    window.go("letters")
    made = window.page("letters")
    qtbot.waitUntil(lambda: made.paper.view.picture() is not None and window.shell.jobs.pending() == 0)
    return made


@pytest.fixture
def settled(page, window, qtbot):
    """Wait until what was typed has been looked at."""

    def wait() -> None:
        qtbot.waitUntil(
            lambda: not page._typing.isActive() and window.shell.jobs.pending() == 0, timeout=10_000
        )

    return wait


def type_body(page, qtbot, text: str) -> None:
    page.editor.body.setFocus()
    page.editor.body.selectAll()
    qtbot.keyClicks(page.editor.body, text)


def names_of(page) -> list[str]:
    model = page.texts.model
    return [str(model.data(model.index(at))) for at in range(model.rowCount())]


def test_it_opens_on_a_letter_and_how_it_reads(page) -> None:
    assert names_of(page) == [
        "Birthday", "Thank you", "We miss you", "Points about to lapse", "Welcome", "Plain letter",
    ]  # fmt: skip
    assert page.editor.title.text() == "Happy birthday, {{ first_name }}"
    assert page.paper.who.text() == "As Maria Schmidt would read it"
    assert page.looked.data.title == "Happy birthday, Maria"
    assert page.looked.data.signed == "Kettle & Quill"
    assert not page.editor.save.isVisible()
    assert not page.editor.delete.isVisible()
    assert page.editor.save_as.text() == "Save as your own…"


def test_the_paper_follows_what_is_typed_and_a_mistake_comes_and_goes(page, qtbot, settled) -> None:
    before = page.paper.view.picture()
    type_body(page, qtbot, "Good day {{ name }}!")
    settled()
    assert page.looked.data.body == (("Good day Maria Schmidt!",),)
    after = page.paper.view.picture()
    assert after != before
    assert not page.editor.problem.isVisible()
    assert page.editor.save_as.isEnabled()
    qtbot.keyClick(page.editor.body, Qt.Key.Key_Return)
    qtbot.keyClicks(page.editor.body, "{{ frist_name }}")
    qtbot.waitUntil(page.editor.problem.isVisible)
    assert page.editor.problem.text() == "Line 2: there is no field “frist_name”. Did you mean “first_name”?"
    assert not page.editor.save_as.isEnabled()
    settled()
    assert page.paper.view.picture() == after, "the last good page stays"
    assert QApplication.activeModalWidget() is None
    for _sign in "\r{{ frist_name }}":
        qtbot.keyClick(page.editor.body, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not page.editor.problem.isVisible())
    settled()
    assert page.editor.save_as.isEnabled()


def test_a_mistake_in_the_title_is_told_as_such(page, qtbot, settled) -> None:
    page.editor.title.setFocus()
    page.editor.title.end(False)
    qtbot.keyClicks(page.editor.title, " {% for %}")
    qtbot.waitUntil(page.editor.problem.isVisible)
    settled()
    assert page.editor.problem.text().startswith("Title: ")
    assert page.editor.title.property("invalid")


def test_a_bomb_is_refused_while_typing(page, qtbot, settled) -> None:
    page.editor.body.setPlainText('{{ "x" * 10**9 }}')
    qtbot.waitUntil(page.editor.problem.isVisible)
    settled()
    assert page.editor.problem.text() == "Line 1: there is no arithmetic in a letter."
    page.editor.body.setPlainText("{% for a in name %}" * 200 + "x" + "{% endfor %}" * 200)
    settled()
    qtbot.waitUntil(lambda: page.editor.problem.text().startswith("Line 1: "))


def test_fields_are_put_where_one_writes(page, qtbot, settled) -> None:
    type_body(page, qtbot, "Hello ")
    qtbot.mouseClick(page.editor.fields.chips[0], Qt.MouseButton.LeftButton)
    assert page.editor.body.toPlainText() == "Hello {{ first_name }}"
    assert page.editor.body.hasFocus()
    page.editor.title.setFocus()
    page.editor.title.selectAll()
    qtbot.keyClicks(page.editor.title, "On ")
    qtbot.mouseClick(page.editor.fields.chips[USUAL.index("points")], Qt.MouseButton.LeftButton)
    assert page.editor.title.text() == "On {{ points }}"
    qtbot.mouseClick(page.editor.fields.more, Qt.MouseButton.LeftButton)
    menu = page.editor.fields.menu
    assert [action.data() for action in menu.actions()] == [field.id for field in FIELDS]
    menu.actions()[1].trigger()
    menu.close()
    assert page.editor.title.text() == "On {{ points }}{{ name }}"
    settled()


def test_saved_as_one_s_own_changed_renamed_deleted_and_brought_back(
    page, window, book, qtbot, settled
) -> None:
    type_body(page, qtbot, "Our own words")
    settled()
    qtbot.mouseClick(page.editor.save_as, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    dialog.edit.setText("Birthday")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Regulars brings along" in dialog.box.said())
    dialog.edit.setText("Ours")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.name.full_text() == "Ours")
    settled()
    assert names_of(page)[-1] == "Ours"
    assert "Birthday" in names_of(page), "the letter it began from is as it was"
    assert window.status.told() == "Saved the letter “Ours”"
    assert page.editor.save.isVisible()
    assert not page.editor.save.isEnabled()

    type_body(page, qtbot, "Better words")
    settled()
    assert names_of(page)[-1] == "Ours •"
    assert "not saved yet" in page.texts.hint.text()
    qtbot.mouseClick(page.editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: book.ask(wording, "Ours").body == "Better words")
    settled()
    assert names_of(page)[-1] == "Ours"

    qtbot.mouseClick(page.editor.rename, Qt.MouseButton.LeftButton)
    page.dialog.edit.setText("Theirs")
    qtbot.mouseClick(page.dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.name.full_text() == "Theirs")
    settled()

    qtbot.mouseClick(page.editor.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Theirs" not in names_of(page))
    settled()
    assert QApplication.activeModalWidget() is None
    qtbot.waitUntil(lambda: window.status.told() == "Deleted the letter “Theirs”")
    window.status.undo_requested.emit()
    qtbot.waitUntil(lambda: "Theirs" in names_of(page))
    assert book.ask(wording, "Theirs").body == "Better words"


def test_going_to_another_text_loses_nothing(page, qtbot, settled) -> None:
    type_body(page, qtbot, "Half a thought")
    page.texts.list.setFocus()
    qtbot.keyClick(page.texts.list, Qt.Key.Key_Down)
    settled()
    assert page.editor.name.full_text() == "Thank you"
    assert names_of(page)[0] == "Birthday •"
    qtbot.keyClick(page.texts.list, Qt.Key.Key_Up)
    settled()
    assert page.editor.body.toPlainText() == "Half a thought"
    qtbot.mouseClick(page.editor.discard, Qt.MouseButton.LeftButton)
    settled()
    assert page.editor.body.toPlainText().startswith("Dear {{ first_name }}")
    assert names_of(page)[0] == "Birthday"
    assert not page.editor.discard.isVisible()


def own_text(page, book, qtbot, settled, name: str = "Ours") -> None:
    """Go to a text of the shop's own."""
    book.do(save_letter, SaveLetter(name, "As it was"))
    qtbot.waitUntil(lambda: name in names_of(page))
    page.texts.list.setCurrentIndex(page.texts.model.index(names_of(page).index(name)))
    settled()
    assert page.editor.name.full_text() == name


def test_what_is_typed_while_it_is_saved_stays(page, book, qtbot, settled) -> None:
    own_text(page, book, qtbot, settled)
    type_body(page, qtbot, "First words")
    settled()
    page.save()
    qtbot.keyClicks(page.editor.body, " and more")  # the answer is not back yet
    qtbot.waitUntil(lambda: book.ask(wording, "Ours").body == "First words")
    settled()
    assert page.editor.body.toPlainText() == "First words and more"
    assert page.editor.save.isEnabled()


def test_a_text_gone_to_while_another_is_saved_keeps_its_words(page, book, qtbot, settled) -> None:
    type_body(page, qtbot, "Half a thought")
    own_text(page, book, qtbot, settled)
    type_body(page, qtbot, "Better words")
    settled()
    page.save()
    page.texts.list.setCurrentIndex(page.texts.model.index(0))
    qtbot.waitUntil(lambda: book.ask(wording, "Ours").body == "Better words")
    settled()
    assert page.editor.name.full_text() == "Birthday"
    assert page.editor.body.toPlainText() == "Half a thought"
    assert "Ours" in names_of(page)


def test_closing_the_window_loses_nothing_that_was_typed(
    page, window, show, book, settings, qtbot, settled
) -> None:
    page.editor.body.setPlainText("Half a thought, with “quotes” and 林")
    window.close()  # at once, before the paper has followed
    assert window.shell.jobs.drain(20)

    again = show(make_window(book, settings, (PAGE,)), 1024, 768)
    again.go("letters")
    other = again.page("letters")
    qtbot.waitUntil(lambda: other.wording is not None and again.shell.jobs.pending() == 0, timeout=10_000)
    assert other.editor.body.toPlainText() == "Half a thought, with “quotes” and 林"
    assert names_of(other)[0] == "Birthday •"
    other.discard()
    assert again.shell.jobs.drain(20)
    again.close()
    assert not [key for key in settings.allKeys() if key.startswith("letters/")]
    again.shell.jobs.close()


def test_ctrl_s_saves(page, book, qtbot, settled) -> None:
    own_text(page, book, qtbot, settled)
    type_body(page, qtbot, "Better words")
    settled()
    qtbot.keyClick(page.editor.body, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: book.ask(wording, "Ours").body == "Better words")
    settled()


def test_what_somebody_else_changes_leaves_the_typed_words_alone(page, book, qtbot, settled) -> None:
    type_body(page, qtbot, "Half a thought")
    book.do(save_letter, SaveLetter("From the other till", "Words"))
    qtbot.waitUntil(lambda: "From the other till" in names_of(page))
    settled()
    assert page.editor.body.toPlainText() == "Half a thought"


def test_it_is_tried_on_another_customer(page, people, qtbot, settled) -> None:
    page.paper.search.edit.setFocus()
    qtbot.keyClicks(page.paper.search.edit, "jo be")
    qtbot.waitUntil(lambda: page.paper.stack.currentWidget() is page.paper.list)
    qtbot.keyClick(page.paper.search.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.paper.who.text() == "As Jo Berg would read it")
    settled()
    assert page.looked.data.title == "Happy birthday, Jo"
    assert page.paper.stack.currentWidget() is page.paper.view
    qtbot.keyClicks(page.paper.search.edit, "zzzzzz")
    qtbot.waitUntil(lambda: page.paper.stack.currentWidget() is page.paper.empty)
    page.paper.search.clear()
    assert page.paper.stack.currentWidget() is page.paper.view
    settled()


def test_what_is_missing_is_said_for_the_chosen(page, book, people, qtbot, settled) -> None:
    qtbot.waitUntil(lambda: page.paper.lacks.text() == "Nothing is missing for any of 3 customers.")
    type_body(page, qtbot, "You like {{ favourite }}")
    qtbot.waitUntil(
        lambda: page.paper.lacks.text() == "2 of 3 have no favourite: Jo Berg, Li Wei.", timeout=8000
    )
    card = CustomerDraft("Tagged", tags=("Book club",))
    book.do(add_customer, AddCustomer(card))
    qtbot.waitUntil(lambda: page.paper.group.count() == 2)
    page.paper.group.setCurrentIndex(1)
    page.paper.group.activated.emit(1)
    qtbot.waitUntil(lambda: page.paper.lacks.text() == "1 of 1 has no favourite: Tagged.", timeout=8000)
    settled()


def test_cards_have_texts_of_their_own(page, qtbot, settled) -> None:
    card = page.texts.kinds._chips[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names_of(page)) == 4)
    settled()
    assert page.editor.title.text() == "Happy birthday"
    assert page.editor.title_label.text() == "Words on the front"
    assert page.looked.data.picture == "birthday"
    shown = page.paper.view.picture()
    assert shown.height() > shown.width() * 1.3, "outside and inside, one above the other"
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    window = page.window()
    assert window.page("print").asked == {"document": "greeting-card", "options": {"letter": "birthday"}}


def test_what_is_not_saved_is_not_printed(page, window, qtbot, settled) -> None:
    type_body(page, qtbot, "Half a thought")
    settled()
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    assert window.current_id == "letters"
    assert "Save the text first" in page.editor.problem.text()
    qtbot.mouseClick(page.editor.discard, Qt.MouseButton.LeftButton)
    settled()
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    assert window.current_id == "print"
    assert window.page("print").asked == {"document": "letter", "options": {"letter": "birthday"}}


def test_long_letters_have_pages(page, qtbot, settled) -> None:
    page.editor.body.setPlainText("A line of words.\n\n" * 80)
    qtbot.waitUntil(page.paper.tools.isVisible, timeout=8000)
    settled()
    first = page.paper.view.picture()
    assert page.paper.where.text().startswith("Page 1 of ")
    qtbot.mouseClick(page.paper.forward, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.paper.where.text().startswith("Page 2 of "))
    assert page.paper.view.picture() != first
    cursor = page.editor.body.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.insertText("{{ name }}")
    settled()
    assert page.paper.where.text().startswith("Page 2 of "), "typing does not turn the page"


def test_it_opens_on_what_it_is_told(window, book, people, qtbot) -> None:
    number = book.do(save_letter, SaveLetter("Ours", "For {{ name }}")).letter
    window.go("letters", letter=f"own-{number}", customer=people["Li Wei"])
    page = window.page("letters")
    qtbot.waitUntil(lambda: page.editor.name.full_text() == "Ours" and page.looked is not None)
    qtbot.waitUntil(lambda: page.looked.data is not None and page.looked.data.body == (("For Li Wei",),))
    assert len(book.ask(wordings)) == 11


def test_nobody_to_write_to(show, book, settings, qtbot) -> None:
    made = show(make_window(book, settings, (PAGE,)), 1366, 768)
    made.go("letters")
    page = made.page("letters")
    qtbot.waitUntil(lambda: page.paper.stack.currentWidget() is page.paper.empty)
    assert page.paper.empty.accessibleName() == "Nobody is in the book yet."
    assert made.shell.jobs.drain(20)
    made.shell.jobs.close()


def test_everything_fits_a_small_screen(page, window) -> None:
    assert window.width() <= 1024
    for widget in (page.texts, page.editor, page.paper):
        assert page.rect().contains(widget.geometry())
    for button in (page.editor.save_as, page.print_button, *page.editor.fields.chips):
        assert button.height() >= 40
        assert button.accessibleName()


def test_braces_without_end_do_not_stop_the_window(page, qtbot, settled) -> None:
    begun = time.perf_counter()
    page.editor.body.setPlainText("{" * 19_999)
    assert time.perf_counter() - begun < 2
    qtbot.waitUntil(page.editor.problem.isVisible, timeout=8000)
    settled()
