"""The card as a person writes it: typed, scanned, refused, doubled, saved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.customers.birthdays import Birthday
from app.customers.commands import AddCustomer, EditCustomer, add_customer, edit_customer
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.customers.queries import card, find
from app.gui.customer_form.completion import CustomerEdit, TagEdit
from app.gui.dialogs.customer import CustomerDialog
from app.gui.jobs import Jobs
from app.kernel.errors import Refused

MARIA = CustomerDraft(
    "Maria Schmidt",
    contacts=(
        Contact("phone", "+49 151 555 44170", "mobile"),
        Contact("phone", "030 1234567", "work"),
        Contact("email", "maria.s@example.org"),
        Contact("social", "@maria.reads", "instagram"),
    ),
    addresses=(Address("Rosenweg 3\nHinterhaus", "10115", "Berlin", country="FR", label="home"),),
    birthday=Birthday(3, 5),
    favourite="Oat flat white",
    alert="Nut allergy.",
    notes="Likes crime.\nCame with Thomas.",
    tags=("Book club", "German crime"),
    consents=(("email", True), ("post", False)),
    language="de",
    channel="email",
    reference="OLD-7",
    sort_name="Schmidt M",
)


@pytest.fixture
def jobs(qapp, book):
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture
def open_dialog(jobs, qtbot):
    def open_it(shown=None, name: str = "") -> CustomerDialog:
        dialog = CustomerDialog(jobs, None, shown, name)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        return dialog

    return open_it


def press_save(qtbot, dialog) -> None:
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def test_a_name_and_enter_make_a_customer(open_dialog, book, qtbot) -> None:
    dialog = open_dialog()
    dialog.form.name.insert("Łukasz Žižek")
    with qtbot.waitSignal(dialog.saved) as saved:
        qtbot.keyClick(dialog.form.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    made = book.ask(card, saved.args[0])
    assert made.name == "Łukasz Žižek"
    assert made.card_number.startswith("29")


def test_everything_typed_is_kept(open_dialog, book, qtbot) -> None:
    oluwaseun = book.do(add_customer, AddCustomer(CustomerDraft("Oluwaseun Kuti"))).id
    dialog = open_dialog(name="Maria")
    form = dialog.form
    form.name.setText("Maria Schmidt")
    qtbot.keyClicks(form.phones.lines[0].value, "0151 55544170")
    qtbot.mouseClick(form.phones.more, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.phones.lines[1].value, "030 1234567")
    qtbot.keyClicks(form.phones.lines[1].label, "work")
    qtbot.keyClicks(form.emails.lines[0].value, "maria.s@example.org")
    qtbot.keyClicks(form.birthday, "5.3.1990")
    qtbot.mouseClick(form.more_button, Qt.MouseButton.LeftButton)
    more = form.more
    qtbot.keyClicks(more.alert, "Nut allergy.")
    qtbot.keyClicks(more.tags, "Book club, German crime, ")
    qtbot.keyClicks(more.notes, "Likes crime.")
    qtbot.keyClicks(more.addresses.rows[0].street, "Rosenweg 3")
    qtbot.keyClicks(more.addresses.rows[0].city, "Berlin")
    qtbot.keyClicks(more.social.lines[0].value, "@maria.reads")
    more.consents["email"].set_current("yes")
    more.consents["post"].set_current("no")
    more.channel.set_current("email")
    more.referred_by.setFocus()
    qtbot.keyClicks(more.referred_by, "oluwas")
    popup = more.referred_by.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert more.referred_by.text() == "Oluwaseun Kuti"
    with qtbot.waitSignal(dialog.saved) as saved:
        press_save(qtbot, dialog)
    made = book.ask(card, saved.args[0])
    assert [(one.kind, one.normalised, one.label) for one in made.contacts] == [
        ("phone", "+4915155544170", ""),
        ("phone", "+49301234567", "work"),
        ("email", "maria.s@example.org", ""),
        ("social", "maria.reads", ""),
    ]
    assert made.birthday == Birthday(3, 5, 1990)
    assert (made.alert, made.notes, made.channel) == ("Nut allergy.", "Likes crime.", "email")
    assert made.tags == ("Book club", "German crime")
    assert made.addresses == (Address("Rosenweg 3", city="Berlin"),)
    assert made.consents == (("email", True), ("post", False))
    assert made.referred_by == (oluwaseun, "Oluwaseun Kuti")


def test_who_was_not_asked_about_news_has_said_nothing(open_dialog, book, qtbot) -> None:
    dialog = open_dialog(name="Anna")
    dialog.form.open_more()
    assert [box.currentText() for box in dialog.form.more.consents.values()] == ["Not asked"] * 4
    with qtbot.waitSignal(dialog.saved) as saved:
        press_save(qtbot, dialog)
    assert book.ask(card, saved.args[0]).consents == ()


def test_a_word_once_given_is_a_yes_or_a_no(open_dialog, book, qtbot) -> None:
    maria = book.do(add_customer, AddCustomer(MARIA)).id
    dialog = open_dialog(book.ask(card, maria))
    boxes = dialog.form.more.consents
    choices = {channel: [box.itemText(at) for at in range(box.count())] for channel, box in boxes.items()}
    assert choices == {
        "email": ["Yes", "No"],
        "phone": ["Not asked", "Yes", "No"],
        "message": ["Not asked", "Yes", "No"],
        "post": ["Yes", "No"],
    }
    assert [box.currentText() for box in boxes.values()] == ["Yes", "Not asked", "Not asked", "No"]
    qtbot.keyClick(boxes["email"], Qt.Key.Key_Down)
    qtbot.keyClick(boxes["phone"], Qt.Key.Key_N)
    qtbot.keyClick(boxes["phone"], Qt.Key.Key_N)
    with qtbot.waitSignal(dialog.saved):
        press_save(qtbot, dialog)
    assert book.ask(card, maria).consents == (("email", False), ("phone", False), ("post", False))


def test_the_choice_of_a_channel_is_told_and_large_enough(open_dialog) -> None:
    dialog = open_dialog()
    dialog.form.open_more()
    boxes = dialog.form.more.consents
    assert [box.accessibleName() for box in boxes.values()] == [
        "News by e-mail",
        "News by phone",
        "News by message",
        "News by post",
    ]
    for box in boxes.values():
        assert box.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert box.height() >= 40
        assert box.width() >= box.sizeHint().width()


def test_saving_a_card_unchanged_changes_nothing(open_dialog, book, qtbot) -> None:
    maria = book.do(add_customer, AddCustomer(MARIA)).id
    before = book.ask(card, maria)
    dialog = open_dialog(before)
    with qtbot.waitSignal(dialog.saved):
        press_save(qtbot, dialog)
    after = vars(book.ask(card, maria))
    for key, value in vars(before).items():
        if key == "contacts":
            assert [vars(one) | {"id": 0} for one in after[key]] == [vars(one) | {"id": 0} for one in value]
        elif key != "version":
            assert after[key] == value, key


@pytest.mark.parametrize(
    ("fill", "field", "words"),
    [
        (lambda form: form.name.clear(), "name", "name"),
        (lambda form: form.phones.lines[0].value.setText("12"), "phone", "no phone number"),
        (lambda form: form.emails.lines[0].value.setText("maria@"), "email", "no e-mail"),
        (lambda form: form.birthday.setText("31.2.1990"), "birthday", "no such day"),
        (lambda form: form.card_number.setText("4111111111111111"), "card_number", "payment"),
        (lambda form: form.name.setText("a" * 10_000), "name", "200"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_is_lost(
    open_dialog, book, qtbot, fill, field, words
) -> None:
    dialog = open_dialog(name="Maria Schmidt")
    qtbot.keyClicks(dialog.form.card_number, "77")
    fill(dialog.form)
    typed = dialog.form.name.text()
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(dialog.form.boxes[field].said()))
    assert words in dialog.form.boxes[field].said().lower()
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
    assert dialog.form.name.text() == typed
    assert book.ask(find, "Maria") == []


def test_a_refusal_about_what_is_hidden_opens_it(open_dialog, book, qtbot) -> None:
    dialog = open_dialog(name="Maria")
    dialog._refused(Refused("A customer can have 50 tags at most.", field="tags"))
    assert dialog.form.boxes["tags"].said()
    assert dialog.form.more.isVisible()
    qtbot.keyClicks(dialog.form.more.referred_by, "nobody at all")
    press_save(qtbot, dialog)
    assert "found" in dialog.form.boxes["referred_by"].said()


def test_a_double_is_named_and_can_be_gone_to(open_dialog, book, qtbot) -> None:
    maria = book.do(add_customer, AddCustomer(MARIA)).id
    dialog = open_dialog()
    qtbot.keyClicks(dialog.form.name, "Maria Schmitt")
    qtbot.waitUntil(dialog.banner.isVisible)
    assert "Maria Schmidt" in dialog.banner.accessibleName()
    with qtbot.waitSignal(dialog.open_other) as gone:
        dialog.banner.activated.emit()
    assert gone.args == [maria]
    assert not dialog.isVisible()


def test_a_double_that_is_none_any_more_goes_away(open_dialog, book, qtbot) -> None:
    book.do(add_customer, AddCustomer(MARIA))
    dialog = open_dialog(name="Maria Schmidt")
    qtbot.waitUntil(dialog.banner.isVisible)
    dialog.form.name.setText("Oluwaseun Kuti")
    qtbot.waitUntil(lambda: not dialog.banner.isVisible())


def test_a_scan_lands_in_the_card_number_and_saves_nothing(open_dialog, book, typist) -> None:
    dialog = open_dialog(name="Maria Schmidt")
    dialog.form.name.setFocus()
    typist.filter.scanned.connect(dialog.take_scan)
    typist.scan("290000000999")
    assert dialog.form.card_number.text() == "290000000999"
    assert dialog.form.name.text() == "Maria Schmidt"
    assert dialog.isVisible()
    assert book.ask(find, "Maria") == []


def test_pressing_twice_adds_one(open_dialog, book, qtbot) -> None:
    dialog = open_dialog(name="Maria Schmidt")
    press_save(qtbot, dialog)
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(book.ask(find, "Maria")) == 1


def test_a_card_changed_elsewhere_meanwhile_is_said(open_dialog, book, qtbot) -> None:
    maria = book.do(add_customer, AddCustomer(MARIA)).id
    dialog = open_dialog(book.ask(card, maria))
    book.do(edit_customer, EditCustomer(maria, MARIA, version=1))
    press_save(qtbot, dialog)
    qtbot.waitUntil(lambda: "changed elsewhere" in dialog.said())
    assert dialog.form.name.text() == "Maria Schmidt"


@pytest.mark.parametrize("more", [False, True])
def test_it_fits_a_small_screen(open_dialog, more) -> None:
    dialog = open_dialog()
    if more:
        dialog.form.open_more()
        dialog.form.opened_more.emit()
    assert dialog.width() <= 1000
    assert dialog.height() <= 720
    assert dialog.fields.horizontalScrollBar().maximum() == 0
    if not more:
        assert dialog.fields.verticalScrollBar().maximum() == 0


def test_tags_complete_behind_the_last_comma(show, qtbot) -> None:
    edit = show(TagEdit())
    edit.offer(["Book club", "German crime"])
    qtbot.keyClicks(edit, "Book club, ger")
    popup = edit.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert edit.tags() == ("Book club", "German crime")


def test_somebody_picked_and_typed_over_is_nobody(show, jobs) -> None:
    edit = show(CustomerEdit(jobs))
    edit.set_customer(7, "Maria")
    assert (edit.customer_id(), edit.undecided()) == (7, False)
    edit.textEdited.emit("Mar")
    edit.stop()
    assert (edit.customer_id(), edit.undecided()) == (None, True)
