"""The page of the day: what it shows, what its buttons and keys do, and that done means gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.customers.birthdays import Birthday
from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address, Contact
from app.customers.draft import CustomerDraft
from app.groups.morning import morning
from app.gui.app import make_window
from app.gui.models.day_row import said
from app.gui.models.morning import _told
from app.gui.pages.counter import PAGE as COUNTER
from app.gui.pages.groups import PAGE as GROUPS
from app.gui.pages.print import PAGE as PRINT
from app.gui.pages.today import PAGE
from app.gui.today.page import TodayPage
from app.insights.relationship.stages import counts
from app.loyalty.commands import RingUp, StartProgramme, ring_up, start_programme
from app.loyalty.rewards import Reward
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.rule import VoucherRule
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.gui.pressing import press_twice
from tests.gui.test_tab_order import stops
from tests.unit.groups.late_shop import history

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def ids(book):
    """Maria is owed two things, Peter is late, Zoë has her birthday, Karim waits for an answer."""
    made = {}
    for name, more in (
        ("Maria Schmidt", {}),
        ("Peter <b>Hallström", {"contacts": (Contact("phone", "+49 151 5554417"),)}),
        ("Zoë Zwick", {"birthday": Birthday(11, 24, 1986)}),
        ("Karim Aziz", {}),
    ):
        made[name.split()[0]] = book.do(add_customer, AddCustomer(CustomerDraft(name, **more))).id
    for text in ("Hold the Mankell", "Order the atlas"):
        book.do(add_touchpoint, AddTouchpoint(made["Maria"], "promise", text, due_on=TODAY))
    for days in (90, 80, 70, 60):
        book.do(ring_up, RingUp(made["Peter"], 2_000, at=NOW - timedelta(days=days)))
    said = AddTouchpoint(made["Karim"], "feedback", "Waited ten minutes", data={"score": 2})
    book.do(add_touchpoint, said)
    return made


@pytest.fixture
def window(show, book, settings):
    made = show(make_window(book, settings, (COUNTER, PAGE, PRINT, GROUPS)), 1366, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


def opened(window) -> TodayPage:
    window.go("today")
    window.activateWindow()
    page = window.page("today")
    settle(window)
    return page


def settle(window) -> None:
    assert window.shell.jobs.drain()


def titles(page, part: str) -> list[str]:
    return [row.row.title for row in page.parts[part].rows]


def row(page, part: str, at: int = 0):
    return page.parts[part].rows[at]


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the focus, as a keyboard does."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    settle(window)


def test_the_day_stands_in_parts(window, ids) -> None:
    page = opened(window)
    assert page.when.full_text().startswith("Sonntag") or page.when.full_text().startswith("Sunday")
    assert titles(page, "promises") == ["Hold the Mankell", "Order the atlas"]
    assert titles(page, "slipping") == ["Peter <b>Hallström"]
    assert titles(page, "birthdays") == ["Zoë Zwick"]
    assert titles(page, "feedback") == ["“Waited ten minutes”"]
    assert row(page, "slipping").detail.full_text().startswith("every 10 days → 60 days quiet · ")
    assert "turns 40" in row(page, "birthdays").detail.full_text()
    assert page.parts["promises"].pill.text() == "2 due"
    assert page.parts["new"].empty.isVisible() is False and not page.parts["promises"].empty.isVisible()
    assert not page.parts["tiers"].isVisible(), "on days without it takes no room"
    things = window.shell.jobs.book.ask(morning).things
    assert page.facts.facts()[0].caption == "served today"
    assert page.facts.facts()[2].value == str(things) and things >= 5


def test_done_means_gone_and_undo_brings_it_back(window, ids) -> None:
    page = opened(window)
    row(page, "promises").button.click()
    settle(window)
    assert titles(page, "promises") == ["Order the atlas"]
    assert window.status.told() == "Promise for Maria Schmidt done"
    window.shell.actions.run("undo")
    settle(window)
    assert titles(page, "promises") == ["Hold the Mankell", "Order the atlas"]


def test_two_quick_presses_deal_with_one_row(window, ids, qtbot) -> None:
    page = opened(window)
    qtbot.mouseClick(row(page, "promises").button, Qt.MouseButton.LeftButton)
    settle(window)
    assert titles(page, "promises") == ["Order the atlas"]
    press_twice(row(page, "promises").button)
    settle(window)
    assert titles(page, "promises") == ["Order the atlas"]
    qtbot.mouseRelease(row(page, "promises"), Qt.MouseButton.LeftButton)
    settle(window)
    assert window.current_id == "today", "the press was on the row that stood here before"


def test_a_name_that_runs_to_the_left_turns_nothing_beside_it() -> None:
    assert said("محمد", "9 days overdue") == "\u2068محمد\u2069 · 9 days overdue"
    assert said("Maria", "", "9 days overdue") == "Maria · 9 days overdue"


def test_all_of_it_by_keys(window, ids, qtbot) -> None:
    page = opened(window)
    assert row(page, "birthdays").hasFocus(), "the first row has the keys"
    press(qtbot, window, Qt.Key.Key_Right)
    assert row(page, "slipping").hasFocus()
    press(qtbot, window, Qt.Key.Key_Right)
    assert row(page, "promises").hasFocus()
    press(qtbot, window, Qt.Key.Key_Down)
    assert row(page, "promises", 1).hasFocus()
    press(qtbot, window, Qt.Key.Key_Space)
    assert titles(page, "promises") == ["Hold the Mankell"]
    assert row(page, "promises").hasFocus(), "the mark goes to the row that is left"
    press(qtbot, window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert titles(page, "promises") == []
    assert window.current_id == "today"


def test_enter_opens_the_card_and_so_does_a_press(window, ids, qtbot) -> None:
    page = opened(window)
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.current_id == "counter"
    assert window.page("counter")._id == ids["Zoë"]
    window.go("today")
    settle(window)
    qtbot.mouseClick(row(page, "slipping"), Qt.MouseButton.LeftButton)
    settle(window)
    assert window.page("counter")._id == ids["Peter"]


def test_a_key_that_is_held_down_deals_with_one_row(window, ids, qtbot) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    page = opened(window)
    row(page, "promises").setFocus()
    none = Qt.KeyboardModifier.NoModifier
    for held in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, none, " ", held)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        settle(window)
    assert titles(page, "promises") == ["Order the atlas"]


def test_a_birthday_is_greeted_and_gone(window, ids, qtbot) -> None:
    page = opened(window)
    assert row(page, "birthdays").button.text() == "Greeted"
    row(page, "birthdays").setFocus()
    press(qtbot, window, Qt.Key.Key_Delete)
    assert titles(page, "birthdays") == []
    assert window.status.told() == "Done for today: Zoë Zwick"
    window.shell.actions.run("undo")
    settle(window)
    assert titles(page, "birthdays") == ["Zoë Zwick"]


def test_put_off_until_tomorrow_or_for_a_week(window, ids, clock) -> None:
    page = opened(window)
    for label in ("Not today: tomorrow", "Not this week: in 7 days"):
        one = row(page, "slipping")
        one.more.click()
        menu = page.hands.menu
        [action] = [action for action in menu.actions() if action.text() == label]
        action.trigger()
        menu.close()
        settle(window)
        assert titles(page, "slipping") == []
        assert window.status.told() == "Put off: Peter <b>Hallström"
        window.shell.actions.run("undo")
        settle(window)
        assert titles(page, "slipping") == ["Peter <b>Hallström"]


def test_a_call_is_taken_down_and_the_row_goes(window, ids) -> None:
    page = opened(window)
    row(page, "slipping").button.click()
    dialog = page.hands.dialog
    assert dialog.isVisible() and "Peter <b>Hallström" in dialog.windowTitle()
    dialog.form.set_values({"text": "Comes on Friday"})
    dialog.confirmed.emit()
    settle(window)
    assert titles(page, "slipping") == []
    window.shell.actions.run("undo")
    settle(window)
    assert titles(page, "slipping") == ["Peter <b>Hallström"]


def test_feedback_is_answered_on_its_own_entry(window, ids) -> None:
    page = opened(window)
    assert row(page, "feedback").button.text() == "Answer"
    row(page, "feedback").button.click()
    settle(window)
    dialog = page.hands.dialog
    dialog.form.set_values({"text": "Waited ten minutes", "score": 2, "answered": "Sorry, two of us now"})
    dialog.confirmed.emit()
    settle(window)
    assert titles(page, "feedback") == []


def test_a_change_elsewhere_shows_at_once_and_later_when_hidden(window, book, ids) -> None:
    page = opened(window)
    book.do(add_touchpoint, AddTouchpoint(ids["Zoë"], "promise", "Keep a seat", due_on=TODAY))
    QApplication.processEvents()
    settle(window)
    assert "Keep a seat" in titles(page, "promises")
    window.go("counter")
    settle(window)
    book.do(add_touchpoint, AddTouchpoint(ids["Zoë"], "promise", "Ring back", due_on=TODAY))
    window.go("today")
    settle(window)
    page.parts["promises"].all_button.click()
    assert "Ring back" in titles(page, "promises")


def test_many_rows_wait_until_all_are_asked_for(window, book, ids) -> None:
    for number in range(40):
        wish = AddTouchpoint(ids["Zoë"], "promise", f"Thing {number}", due_on=TODAY)
        book.do(add_touchpoint, wish)
    page = opened(window)
    part = page.parts["promises"]
    assert (len(part.rows), part.all_button.text(), part.pill.text()) == (3, "Show 27 more", "42 due")
    part.all_button.click()
    assert len(part.rows) == 30 and part.rows[3].hasFocus()
    assert part.rest.text() == "and 12 more" and part.rest.isVisible()
    part.all_button.click()
    assert len(part.rows) == 3


def test_the_sheet_is_printed(window, ids) -> None:
    page = opened(window)
    page.print_button.click()
    settle(window)
    assert window.current_id == "print"
    assert window.page("print").list.current() == "today"


def test_a_letter_goes_to_the_print_page_with_its_text(window, ids) -> None:
    page = opened(window)
    page.hands.write(row(page, "slipping").row)
    settle(window)
    printing = window.page("print")
    assert (window.current_id, printing.list.current()) == ("print", "letter")


def test_the_first_row_is_marked_and_not_the_last_panel(window, ids, book) -> None:
    for days in (35, 28, 21, 14, 7):
        book.do(ring_up, RingUp(ids["Karim"], 500, at=NOW - timedelta(days=days)))
    page = opened(window)
    assert titles(page, "expected") == ["Karim Aziz"], "the panel that is there sometimes, last"
    page.focus_first()
    assert page.focusWidget() is page.rows(page.columns.shown[0])[0]


def test_nothing_due_is_said(window, book) -> None:
    page = opened(window)
    assert page.quiet.isVisible() and page.quiet.accessibleName() == "A quiet morning: nothing is due"
    assert not page.columns.isVisible()
    assert page.area.verticalScrollBar().maximum() == 0, "there is nothing to scroll to"
    assert page.day.facts[3].caption == "expected from customers in these rows"
    book.do(add_customer, AddCustomer(CustomerDraft("Anna")))
    QApplication.processEvents()
    settle(window)
    assert page.columns.isVisible() and titles(page, "new") == ["Anna"]


@pytest.mark.parametrize(("size", "columns"), [((1366, 768), 3), ((1024, 768), 2)])
def test_nothing_is_cut_off_on_small_screens(window, ids, size, columns) -> None:
    window.resize(*size)
    page = opened(window)
    QApplication.processEvents()
    assert page.columns.count == columns
    for part in page.parts.values():
        for one in part.rows:
            assert one.more.mapTo(window, one.more.rect().bottomRight()).x() < size[0]
            assert one.height() >= 56 and one.title.width() > 90
            if one.button is not None:
                assert one.button.width() >= one.button.sizeHint().width() and one.button.height() >= 40
    assert page.print_button.mapTo(window, page.print_button.rect().bottomRight()).x() < size[0]


def test_every_row_says_to_a_screen_reader_what_it_is(window, ids) -> None:
    page = opened(window)
    one = row(page, "promises")
    assert one.accessibleName().startswith("Hold the Mankell, Maria Schmidt")
    assert one.accessibleDescription() == "Space: Done"
    assert one.more.accessibleName() == "More for Maria Schmidt"


def test_a_name_is_never_markup_in_a_tool_tip(window, ids) -> None:
    page = opened(window)
    one = row(page, "slipping")
    assert one.row.name == "Peter <b>Hallström"
    assert "<b>" not in one.more.toolTip() and "<b>" not in one.toolTip()


def offers(page, one) -> list[str]:
    one.more.click()
    labels = [action.text() for action in page.hands.menu.actions()]
    page.hands.menu.close()
    return labels


def test_only_what_asks_for_something_can_be_put_off(window, book, ids, clock) -> None:
    book.do(ring_up, RingUp(ids["Karim"], 90_000))
    clock.instant = NOW + timedelta(days=350)
    page = opened(window)
    part = page.parts["lapsing"]
    part.all_button.click()
    remind, karim = part.rows[0], next(one for one in part.rows if one.row.customer_id == ids["Karim"])
    assert offers(page, remind) == ["Prepare", "Done", "Not today: tomorrow", "Not this week: in 7 days"]
    assert offers(page, karim) == ["Open the card", "Note a call…", "Write a letter"]
    remind.setFocus()
    page.hands.finish(karim.row)
    settle(window)
    assert len(part.rows) >= 2, "what asks for nothing cannot be done"
    page.hands.finish(remind.row)
    settle(window)
    assert part.rows == []


def test_a_birthday_voucher_that_is_due_is_given_from_the_row(window, book, ids) -> None:
    cake = VoucherRule(
        "cake", "A slice of cake", "birthday", Reward("cake", "Cake", "free_item", 0, {"up_to": 500}), 3, 14
    )
    rules = book.ask(lambda view: rules_on(view, view.today))
    book.do(start_programme, StartProgramme(replace(rules, vouchers=(cake,))))
    book.do(add_customer, AddCustomer(CustomerDraft("Anna Adler", birthday=Birthday(11, 22))))
    page = opened(window)
    one = row(page, "birthdays")
    assert (one.row.title, one.button.text()) == ("Anna Adler", "Give voucher")
    assert "A slice of cake not given yet" in one.detail.full_text()
    one.button.click()
    settle(window)
    one = row(page, "birthdays")
    assert one.button.text() == "Greeted" and "A slice of cake ready" in one.detail.full_text()
    assert window.status.told().startswith("Voucher “A slice of cake” for Anna Adler")


def test_the_letter_that_fits_is_chosen(window, book, ids) -> None:
    home = (Address(street="Lindenweg 3", postal_code="10115", city="Berlin"),)
    book.do(add_customer, AddCustomer(CustomerDraft("Nora New", addresses=home)))
    page = opened(window)
    page.parts["new"].all_button.click()
    nora = next(one for one in page.parts["new"].rows if one.row.title == "Nora New")
    assert nora.button.text() == "Welcome"
    nora.button.click()
    settle(window)
    printing = window.page("print")
    form = printing.options.form
    assert form.editor("letter").currentData() == "welcome"
    assert form.raw_of("unasked"), "the day wrote to her because she did not say no"
    page.hands.lapsing = (ids["Maria"], ids["Karim"])
    page.hands.remind(replace(nora.row, action="remind"))
    settle(window)
    assert printing.options.form.editor("letter").currentData() == "points-lapse"
    assert printing.options.form.raw_of("unasked")


def test_who_comes_back_from_a_card_goes_on_where_they_were(window, ids, qtbot) -> None:
    page = opened(window)
    row(page, "promises", 1).setFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.current_id == "counter"
    page = opened(window)
    assert row(page, "promises", 1).hasFocus()


def test_texts_of_any_length_and_script_stand_in_one_line(window, book, ids) -> None:
    for text in (
        "x" * 10_000,
        "line\nafter\nline " * 40,
        "<img src='a.png'>& more",
        "مرحبا בוקר טוב नमस्ते 👋🏽",
    ):
        book.do(add_touchpoint, AddTouchpoint(ids["Maria"], "complaint", text))
    page = opened(window)
    part = page.parts["feedback"]
    part.all_button.click()
    QApplication.processEvents()
    assert len(part.rows) == 5
    for one in part.rows:
        assert one.height() == 56 and "\n" not in one.title.text()
        assert one.title.width() <= part.width() and part.width() < 500


def test_who_came_for_what_was_reserved_is_ticked_off(window, book, ids) -> None:
    book.do(add_touchpoint, AddTouchpoint(ids["Karim"], "reservation", "Table for four", due_on=TODAY))
    page = opened(window)
    one = next(one for one in page.parts["promises"].rows if one.row.title == "Table for four")
    assert (one.button.text(), one.row.tone) == ("Came", "blue")
    assert "reserved" in one.detail.full_text() and "due today" in one.detail.full_text()
    one.button.click()
    settle(window)
    assert "Table for four" not in titles(page, "promises")
    assert window.status.told() == "Reservation for Karim Aziz done"


def keys(page, part: str) -> list[str]:
    return [one.row.key for one in page.parts[part].rows]


@pytest.fixture
def late(book):
    """The one who spent most a year hardly comes again; the second is nearly back."""
    history(book, (range(300, 365, 7), 9_000), (range(18, 300, 7), 2_000))


def test_the_day_stands_at_once_and_is_ranked_when_that_is_known(window, late, monkeypatch) -> None:
    asked = []
    jobs = window.shell.jobs
    monkeypatch.setattr(jobs, "read_aside", lambda *given, **how: asked.append((given, how)))
    page = opened(window)
    assert keys(page, "slipping")[:2] == ["slipping:1", "slipping:2"]
    assert row(page, "slipping").detail.full_text().endswith("a year")
    assert page.facts.facts()[3].value == "–" and "being worked out" in page.facts.facts()[3].how
    assert not page.parts["slipping"].note.isVisible()
    monkeypatch.undo()
    [((owner, key, query), how), _steps] = asked
    jobs.read_aside(owner, key, query, **how)
    settle(window)
    assert keys(page, "slipping")[0] == "slipping:2" and "slipping:1" not in keys(page, "slipping")
    assert row(page, "slipping").detail.full_text().endswith("% likely back")
    assert "times the chance that they come" in row(page, "slipping").toolTip()
    fact = page.facts.facts()[3]
    assert "€" in fact.value and "learnt from what 82 customers did" in fact.how.lower()
    assert "expected from these" in fact.caption


def test_no_row_moves_away_under_the_mouse(window, book, late) -> None:
    page = opened(window)
    part, after = page.parts["slipping"], page.day
    before = book.ask(day_view_of_none)
    part.show_part(before.parts["slipping"])
    standing = keys(page, "slipping")
    assert standing[0] == "slipping:1"
    part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    page._show_again(after)
    assert keys(page, "slipping") == standing, "each stands where it stood"
    told = {one.row.key: one.row for one in part.rows}
    assert told["slipping:1"].detail.endswith("likely back"), "and says what is new"
    part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(part, QEvent(QEvent.Type.Leave))
    assert keys(page, "slipping")[0] == "slipping:2"
    part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    part.show_part(before.parts["slipping"])
    assert keys(page, "slipping") == standing, "what changed in the book is shown at once"


def day_view_of_none(view):
    return _told(view, None, final=False)


def test_nothing_is_learnt_twice_of_the_same_day(window, book, late, monkeypatch) -> None:
    page = opened(window)
    monkeypatch.setattr(window.shell.jobs, "read_aside", lambda *_given, **_how: pytest.fail("asked again"))
    page.reload()
    settle(window)
    assert keys(page, "slipping")[0] == "slipping:2"


def test_how_the_relationships_stand_comes_after_the_day(window, book, ids, monkeypatch) -> None:
    asked = []
    jobs = window.shell.jobs
    monkeypatch.setattr(jobs, "read_aside", lambda *given, **how: asked.append((given, how)))
    page = opened(window)
    assert page.relationships.isVisible() and page.relationships.rows == []
    monkeypatch.undo()
    for given, how in asked:
        jobs.read_aside(*given, **how)
    settle(window)
    told = {one.bar.id: one.bar.count for one in page.relationships.rows}
    assert told == book.ask(counts) and sum(told.values()) == 4
    monkeypatch.setattr(jobs, "read_aside", lambda *given, **_how: asked.append(given))
    asked.clear()
    page.reload()
    settle(window)
    assert [given[1] for given in asked] == ["learnt"] or asked == [], "nothing of the steps has changed"
    book.do(add_touchpoint, AddTouchpoint(ids["Zoë"], "note", "Likes tea"))
    QApplication.processEvents()
    settle(window)
    assert "steps" in [given[1] for given in asked]


def test_arrows_go_through_the_steps_and_on(window, book, ids, qtbot) -> None:
    page = opened(window)
    steps = page.relationships.rows
    row(page, "new").setFocus()
    press(qtbot, window, Qt.Key.Key_Right)
    assert steps[0].hasFocus()
    press(qtbot, window, Qt.Key.Key_Down)
    assert steps[1].hasFocus()
    press(qtbot, window, Qt.Key.Key_Left)
    assert page.parts["new"].isAncestorOf(QApplication.focusWidget())
    steps[0].setFocus()
    press(qtbot, window, Qt.Key.Key_Up)
    assert page.parts["promises"].isAncestorOf(QApplication.focusWidget())
    steps[-1].setFocus()
    press(qtbot, window, Qt.Key.Key_Down)
    assert steps[-1].hasFocus(), "nothing stands below"


def test_a_step_that_is_pressed_shows_who_stands_on_it(window, ids, qtbot) -> None:
    page = opened(window)
    step = next(one for one in page.relationships.rows if one.bar.count)
    step.setFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    assert step.bar.takes in window.status.told()
    settle(window)
    shown = window.page("groups")
    assert shown.isVisible()
    assert shown.preview.count.text() == str(step.bar.count)


def test_who_is_expected_stands_below_when_there_is_somebody(window, book, ids) -> None:
    page = opened(window)
    assert len(page.columns.shown) == 6 and not page.parts["expected"].isVisible()
    expect_karim(book, ids)
    QApplication.processEvents()
    settle(window)
    assert titles(page, "expected") == ["Karim Aziz"] and page.parts["expected"].isVisible()
    assert page.columns.place_of(page.columns.shown[-1]) == (0, 2)
    book.do(ring_up, RingUp(ids["Karim"], 500))
    QApplication.processEvents()
    settle(window)
    assert len(page.columns.shown) == 6 and not page.parts["expected"].isVisible()


def expect_karim(book, ids) -> None:
    for days in (35, 28, 21, 14, 7):
        book.do(ring_up, RingUp(ids["Karim"], 500, at=NOW - timedelta(days=days)))


def test_the_day_opens_at_its_top_though_somebody_is_expected(window, book, ids) -> None:
    expect_karim(book, ids)
    page = opened(window)
    assert titles(page, "expected") == ["Karim Aziz"]
    assert row(page, "birthdays").hasFocus() and page.area.verticalScrollBar().value() == 0


def test_tab_goes_through_the_day_as_the_eye_does(window, book, ids, qtbot) -> None:
    expect_karim(book, ids)
    page = opened(window)
    row(page, "promises").button.click()  # gone and back: its row is made anew
    settle(window)
    window.shell.actions.run("undo")
    settle(window)

    def standing() -> list[QWidget]:
        return [one for panel in page.columns.shown for one in page.rows(panel)]

    def in_order() -> bool:
        met = [one for one in stops(page, row(page, "birthdays")) if one in standing()]
        return met == standing()

    qtbot.waitUntil(in_order)


def test_too_little_history_is_said_beside_the_order(window, ids) -> None:
    page = opened(window)
    note = page.parts["slipping"].note
    assert note.isVisible()
    assert note.text().startswith("Ordered by what they spent a year. Too little history: 1 customer came")
    assert page.facts.facts()[3].how.startswith("Too little history")


def test_details_wrap_where_there_is_no_room_for_them(window, book, ids) -> None:
    held = AddTouchpoint(
        ids["Zoë"], "reservation", "Table for four", at=NOW - timedelta(days=20), due_on=TODAY - timedelta(12)
    )
    book.do(add_touchpoint, held)
    window.resize(1366, 768)
    page = opened(window)
    QApplication.processEvents()
    one = next(one for one in page.parts["promises"].rows if one.row.title == "Table for four")
    shown = one.detail.text().replace("\n", " ")
    assert one.detail.full_text().replace(" · ", " ") == shown.replace(" · ", " ")
    assert one.height() > 56 if "\n" in one.detail.text() else one.height() == 56
    page.parts["promises"].setFixedWidth(250)
    QApplication.processEvents()
    assert "\n" in one.detail.text() and one.height() > 56
    assert one.detail.height() >= one.detail.heightForWidth(one.detail.width())
