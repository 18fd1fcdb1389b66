"""The print page as a person uses it: a paper found by typing, for whom, how, looked at, saved, printed."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address
from app.customers.draft import CustomerDraft
from app.groups.campaigns.start import StartCampaign, start_campaign
from app.groups.saved import SaveGroup, save_group
from app.gui.app import make_window
from app.gui.counter.page import CounterPage
from app.gui.main_window import MainWindow
from app.gui.pages.counter import PAGE as COUNTER
from app.gui.pages.customers import PAGE as CUSTOMERS
from app.gui.pages.print import PAGE as PRINT
from app.gui.print_page.document_list import _BEFORE, _BEHIND
from app.gui.print_page.many_run import ManyRun, ManyWish
from app.gui.print_page.page import PrintPage
from app.gui.printing.told import PaperTold
from app.gui.theme import fonts
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.progress import Progress
from app.loyalty.commands import RingUp, ring_up
from app.printing.many import Stopped
from app.printing.preview import page_count, page_text
from tests.gui.tills import Ids, open_card

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shoppers(book: Book, clock: FixedClock) -> Ids:
    """Three whose points moved last month, two of them in the book club, and one who never came."""
    ids = {}
    noon = clock.now()
    for at, name in enumerate(("Maria Schmidt", "Amélie Dupont", "林 美玲", "Zoë Zwick")):
        draft = CustomerDraft(
            name,
            tags=("Book club",) if at < 2 else (),
            addresses=(Address(street=f"{at} Mill Lane", postal_code=f"1011{9 - at}", city="Berlin"),)
            if at < 3
            else (),
        )
        ids[name] = book.do(add_customer, AddCustomer(draft)).id
        if at < 3:
            for days in range(60, 30, -1):
                clock.instant = noon - timedelta(days=days)
                book.do(ring_up, RingUp(ids[name], 1200 + days))
    clock.instant = noon
    return ids


@pytest.fixture
def window(book: Book, shoppers: Ids, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = make_window(book, settings, [COUNTER, CUSTOMERS, PRINT])
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.go("counter")
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    assert shown.shell.jobs.drain(30)
    yield shown
    assert shown.shell.jobs.drain(30)
    shown.shell.jobs.close()


@pytest.fixture
def page(window: MainWindow, settle: Callable[[Callable[[], bool]], None]) -> PrintPage:
    window.go("print")
    found = window.page("print")
    assert isinstance(found, PrintPage)
    settle(lambda: found.looking.fields is not None)
    return found


def shown_text(page: PrintPage) -> str:
    """The words of the page that is previewed; "" when none is."""
    paper = page.side.paper.paper
    return "" if paper is None else page_text(paper.pdf, page.side.paper.page - 1)


def find_person(page: PrintPage, qtbot: QtBot, settle, typed: str, name: str) -> None:
    """Type, wait for the match, press Enter, wait for the paper."""
    qtbot.keyClicks(page.whom.person.search.edit, typed)
    settle(lambda: page.whom.person.list.currentIndex().isValid())
    qtbot.keyClick(page.whom.person.search.edit, Qt.Key.Key_Return)
    settle(lambda: name in shown_text(page))


def choose(page: PrintPage, form, field: str, value: str) -> None:
    """Pick from a list as a person does."""
    box = form.editor(field)
    at = box.findData(value)
    assert at >= 0, value
    box.setCurrentIndex(at)
    box.activated.emit(at)


def several(page: PrintPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.whom.chips._chips[1], LEFT)


# Which paper


def test_all_papers_are_listed_with_what_they_are_for(page: PrintPage) -> None:
    from app.printing.registry import DOCUMENTS

    rows = page.list.model.rows
    assert {row.id for row in rows if row.id} == set(DOCUMENTS.ids())
    assert next(row.name for row in rows if not row.id) == "For a customer"
    assert all(row.purpose and row.icon for row in rows if row.id)
    assert page.title.text() == "Statement"
    assert page.purpose.full_text().startswith("Tells a customer every movement")


def test_a_paper_is_found_by_typing(page: PrintPage, qtbot: QtBot, settle) -> None:
    assert page.list.search.edit.hasFocus()
    qtbot.keyClicks(page.list.search.edit, "why")
    settle(lambda: page.title.text() == "Why this balance")
    assert page.list.current() == "why"
    qtbot.keyClick(page.list.search.edit, Qt.Key.Key_Escape)
    assert page.list.current() == "why"
    qtbot.keyClick(page.list.search.edit, Qt.Key.Key_Up)
    settle(lambda: page.title.text() == "Statement")


def test_a_paper_that_is_not_there_is_said(page: PrintPage, qtbot: QtBot, settle) -> None:
    qtbot.keyClicks(page.list.search.edit, "zzzz")
    assert page.list.nothing.isVisible()
    assert page.list.current() == "statement"
    qtbot.keyClick(page.list.search.edit, Qt.Key.Key_Return)
    assert page.list.search.edit.hasFocus()
    qtbot.keyClick(page.list.search.edit, Qt.Key.Key_Escape)
    assert page.list.list.isVisible()
    settle(lambda: True)


def test_a_letter_in_the_list_goes_into_the_search(page: PrintPage, qtbot: QtBot, settle) -> None:
    page.list.list.setFocus()
    qtbot.keyClicks(page.list.list, "wh")
    assert page.list.search.text() == "wh"
    settle(lambda: page.title.text() == "Why this balance")


def test_the_arrows_pass_over_the_heads(page: PrintPage, qtbot: QtBot, settle) -> None:
    page.list.list.setFocus()
    seen = [page.list.current()]
    for _at in range(len(page.list.model.rows) + 2):
        qtbot.keyClick(page.list.list, Qt.Key.Key_Down)
        seen.append(page.list.current())
    assert "" not in seen
    assert seen[-1] == [row.id for row in page.list.model.rows if row.id][-1]
    settle(lambda: True)


# For one


def test_it_asks_who_it_is_for(page: PrintPage) -> None:
    assert page.side.paper.said() == "Who is it for?"
    assert not page.side.save_button.isEnabled()
    assert not page.side.print_button.isEnabled()


def test_by_keyboard_alone(
    page: PrintPage, qtbot: QtBot, settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paper, a customer, an option, a page turned, and saved: no mouse."""

    def key(code: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, code, modifier)

    qtbot.keyClicks(QApplication.focusWidget(), "statem")
    key(Qt.Key.Key_Return)
    assert page.whom.person.search.edit.hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "maria")
    settle(lambda: page.whom.person.list.currentIndex().isValid())
    key(Qt.Key.Key_Return)
    settle(lambda: "Maria Schmidt" in shown_text(page))
    for _tab in range(12):
        if page.options.form.editor("period").hasFocus():
            break
        key(Qt.Key.Key_Tab)
    assert page.options.form.editor("period").hasFocus()
    before = shown_text(page)
    for _down in range(2):
        key(Qt.Key.Key_Down)
    assert page.options.form.raw_of("period") == "year"
    settle(lambda: shown_text(page) not in ("", before) and page.side.save_button.isEnabled())
    assert page.side.paper.paper.pages > 1
    key(Qt.Key.Key_PageDown)
    settle(lambda: page.side.paper.page == 2)
    key(Qt.Key.Key_S, CTRL)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).suffix == ".pdf"
    assert "Maria Schmidt" in dialog.selectedFiles()[0]
    dialog.close()
    page.way.out._place_chosen(str(tmp_path / "Maria.pdf"))
    settle(lambda: page.side.told.words() == "Saved as Maria.pdf")
    assert (tmp_path / "Maria.pdf").read_bytes() == page.side.paper.paper.pdf


def test_options_change_the_preview(page: PrintPage, qtbot: QtBot, settle) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    assert page.side.paper.paper.width == pytest.approx(595, abs=1)
    choose(page, page.options.form, "paper", "letter")
    settle(lambda: page.side.paper.paper.width == pytest.approx(612, abs=1))
    choose(page, page.options.form, "period", "month")
    settle(lambda: "31. Oktober 2026" in shown_text(page))


def test_days_are_asked_for_only_where_they_are_meant(page: PrintPage, qtbot: QtBot, settle) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    form = page.options.form
    assert "period" in form.shown()
    assert not {"start", "end"} & set(form.shown())
    choose(page, form, "period", "days")
    settle(page.side.save_button.isEnabled)
    assert form.shown()[:3] == ["period", "start", "end"]
    assert form.raw_of("start").isoformat() == "2026-10-01"
    assert form.raw_of("end").isoformat() == "2026-10-31"


def test_a_wrong_option_is_said_at_its_field_and_the_focus_stays(
    page: PrintPage, qtbot: QtBot, settle
) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    form = page.options.form
    choose(page, form, "period", "days")
    settle(page.side.save_button.isEnabled)
    end = form.editor("end")
    end.setFocus()
    end.selectAll()
    qtbot.keyClicks(end, "2026-01-01")
    settle(lambda: form.problem("end") == "The last day is before the first.")
    assert page.side.paper.said() == "The last day is before the first."
    assert not page.side.save_button.isEnabled()
    assert end.hasFocus()
    assert end.text() == "2026-01-01"
    end.selectAll()
    qtbot.keyClicks(end, "the day of the fair")
    settle(lambda: "not a day" in form.problem("end"))
    end.selectAll()
    qtbot.keyClicks(end, "2026-10-20")
    settle(page.side.save_button.isEnabled)
    assert form.problem("end") == ""
    assert "20. Oktober 2026" in shown_text(page)


def test_what_was_set_is_kept_while_another_paper_is_looked_at(page: PrintPage, qtbot, settle) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    choose(page, page.options.form, "period", "year")
    settle(page.side.save_button.isEnabled)
    page.list.choose("why")
    settle(lambda: "Warum" in shown_text(page))
    page.list.choose("statement")
    settle(lambda: page.options.has("period") and "1. Januar" in shown_text(page))
    assert page.options.form.raw_of("period") == "year"
    assert page.whom.person.current is not None


def test_a_change_of_the_book_is_shown(page: PrintPage, book: Book, shoppers: Ids, qtbot, settle) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    choose(page, page.options.form, "period", "this-month")
    settle(lambda: "November 2026" in shown_text(page))
    assert "4711" not in shown_text(page)
    book.do(ring_up, RingUp(shoppers["Maria Schmidt"], 500, receipt="4711"))
    settle(lambda: "4711" in shown_text(page))
    assert page.options.form.raw_of("period") == "this-month"


def test_a_scanned_card_chooses_its_holder(page: PrintPage, book: Book, shoppers: Ids, settle) -> None:
    from app.customers.queries import card

    number = book.ask(card, shoppers["Amélie Dupont"]).card_number
    assert page.take_scan(number)
    settle(lambda: "Amélie Dupont" in shown_text(page))
    assert page.take_scan("290000009999")
    settle(lambda: page.shell.status.told() == "Nobody has that card.")
    assert "Amélie Dupont" in shown_text(page)


def test_nobody_matches_is_said(page: PrintPage, qtbot: QtBot, settle) -> None:
    qtbot.keyClicks(page.whom.person.search.edit, "nobody like this")
    settle(page.whom.person.nothing.isVisible)
    assert "nobody like this" in page.whom.person.nothing.text()


# From other pages


def test_the_card_leads_to_a_paper_for_its_customer(
    window: MainWindow, shoppers: Ids, qtbot: QtBot, settle
) -> None:
    counter = window.page("counter")
    assert isinstance(counter, CounterPage)
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.mouseClick(counter.card.head.print_button, LEFT)
    menu = counter.findChild(QMenu)
    labels = [action.text() for action in menu.actions()]
    assert labels[:2] == ["Statement…", "Why this balance…"]
    menu.setActiveAction(menu.actions()[1])
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.current_id == "print"
    page = window.page("print")
    settle(lambda: "Warum" in shown_text(page) and "Maria Schmidt" in shown_text(page))
    assert page.list.current() == "why"
    assert page.whom.person.current == shoppers["Maria Schmidt"]
    assert window.focusWidget() is page.side.paper.view


def test_it_is_opened_with_a_paper_a_customer_and_options(
    window: MainWindow, page: PrintPage, shoppers: Ids, settle
) -> None:
    window.go("print", document="statement", customer=shoppers["林 美玲"], options={"period": "month"})
    settle(lambda: "林 美玲" in shown_text(page))
    assert "31. Oktober 2026" in shown_text(page)
    window.go(
        "print", document="statement", customer=shoppers["林 美玲"],
        options={"start": "2026-09-23", "end": "2026-09-30"},
    )  # fmt: skip
    settle(lambda: "23. – 30. September 2026" in shown_text(page))
    assert page.options.form.raw_of("period") == "days"


def test_a_paper_or_customer_that_is_gone_is_said(window: MainWindow, page: PrintPage, settle) -> None:
    window.go("print", document="papyrus")
    assert window.status.told() == "There is no paper called “papyrus”."
    window.go("print", document="statement", customer=999)
    settle(lambda: window.status.told() == "That customer is not in the book any more.")
    settle(lambda: page.side.paper.said() != "" and not page.side.save_button.isEnabled())


# For many


def test_many_are_counted_and_looked_at_one_by_one(page: PrintPage, qtbot: QtBot, settle) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    assert page.whom.counted.text() == "4 will be printed."
    assert page.side.place.full_text() == "1 of 4"
    assert not page.side.before.isEnabled()
    names = [page.side.name.full_text()]
    for at in range(2, 5):
        qtbot.mouseClick(page.side.after, LEFT)
        settle(lambda: page.side.place.full_text() == f"{at} of 4")  # noqa: B023
        names.append(page.side.name.full_text())
        assert names[-1] in shown_text(page)
    assert names == ["林 美玲", "Amélie Dupont", "Maria Schmidt", "Zoë Zwick"]
    assert not page.side.after.isEnabled()


def test_who_is_left_out_and_why_is_said_before_and_after(
    page: PrintPage, qtbot: QtBot, settle, tmp_path: Path
) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    box = page.whom.choice.form.editor("by_post")
    qtbot.mouseClick(box, LEFT, pos=QPoint(12, box.height() // 2))
    settle(lambda: page.whom.counted.text() == "3 will be printed; 1 have no postal address.")
    qtbot.mouseClick(page.side.save_button, LEFT)
    dialog = page.findChild(QFileDialog)
    dialog.close()
    page.way.save_many_to(str(tmp_path / "Statements.pdf"))
    settle(lambda: bool(page.side.told.words()))
    assert page.side.told.words() == (
        f"3 printed on {page_count(tmp_path / 'Statements.pdf') - 1} pages in Statements.pdf;"
        " 1 have no postal address."
    )
    assert "林 美玲" in page_text(tmp_path / "Statements.pdf", 0)


def test_a_tag_is_asked_for_and_narrows(page: PrintPage, qtbot: QtBot, settle) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    form = page.whom.choice.form
    assert form.shown() == ["who", "by_post"]
    choose(page, form, "who", "tag")
    settle(lambda: form.problem("tag") == "Tag is missing.")
    assert form.shown() == ["who", "tag", "by_post"]
    assert page.side.paper.said() == "Tag is missing."
    assert not page.side.save_button.isEnabled()
    choose(page, form, "tag", "Book club")
    settle(lambda: page.whom.counted.text() == "2 will be printed.")
    assert form.problem("tag") == ""


def test_a_group_is_asked_for_and_a_new_one_is_there_to_choose(
    page: PrintPage, book: Book, qtbot: QtBot, settle
) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    choose(page, page.whom.choice.form, "who", "group")
    settle(lambda: page.whom.choice.form.problem("group") == "Group is missing.")
    assert page.whom.choice.form.shown() == ["who", "group", "by_post"]
    assert not page.side.save_button.isEnabled()
    book.do(save_group, SaveGroup("Our readers", '{"is": "tag", "tags": ["Book club"]}'))
    settle(lambda: page.whom.choice.form.editor("group").findData("Our readers") >= 0)
    choose(page, page.whom.choice.form, "group", "Our readers")
    settle(lambda: page.whom.counted.text() == "2 will be printed.")
    choose(page, page.whom.choice.form, "group", "Lost")
    settle(lambda: page.side.paper.said() == "Nobody is in this choice.")


def test_those_of_a_campaign_without_who_was_left_out_by_chance(
    window: MainWindow, book: Book, shoppers: Ids, page: PrintPage, qtbot: QtBot, settle
) -> None:
    asked = StartCampaign("statement", tuple(shoppers.values()), {"by_post": False}, holdout_percent=50)
    started = book.do(start_campaign, asked)
    window.go("print", document="statement")
    several(page, qtbot)
    settle(lambda: page.whom.choice.form.editor("who").findData("campaign") >= 0)
    form = page.whom.choice.form
    assert form.shown() == ["who", "by_post"]
    choose(page, form, "who", "campaign")
    settle(lambda: form.problem("campaign") == "Campaign is missing.")
    choose(page, form, "campaign", str(started.campaign))
    settle(lambda: page.whom.counted.text() == "2 will be printed.")
    assert form.shown() == ["who", "campaign", "by_post"]


def test_those_whose_points_moved_go_by_the_days_of_the_paper(page: PrintPage, qtbot: QtBot, settle) -> None:
    several(page, qtbot)
    choose(page, page.whom.choice.form, "who", "moved")
    choose(page, page.options.form, "period", "month")
    settle(lambda: page.whom.counted.text().startswith("3 will be printed; 1 had no movement"))
    assert "period" not in page.whom.choice.form.shown()
    choose(page, page.options.form, "period", "this-month")
    settle(lambda: page.side.paper.said() == "Nobody is left to print for.")
    assert not page.side.save_button.isEnabled()


def test_a_paper_without_days_asks_for_them_beside_those_who_moved(page: PrintPage, qtbot, settle) -> None:
    page.list.choose("why")
    several(page, qtbot)
    settle(page.side.people.isVisible)
    form = page.whom.choice.form
    assert "period" not in form.shown()
    choose(page, form, "who", "moved")
    settle(lambda: page.whom.counted.text().startswith("3 will be printed; 1 had no movement"))
    assert form.shown() == ["who", "period", "by_post"]
    choose(page, form, "period", "this-month")
    settle(lambda: page.side.paper.said() == "Nobody is left to print for.")


def test_those_another_page_named(window: MainWindow, page: PrintPage, shoppers: Ids, qtbot, settle) -> None:
    ids = [shoppers["Maria Schmidt"], shoppers["Zoë Zwick"]]
    window.go("print", document="why", customers=ids)
    settle(page.side.people.isVisible)
    assert page.whom.named.text() == "2 customers chosen"
    assert page.whom.counted.text() == "2 will be printed."
    qtbot.mouseClick(page.whom.others, LEFT)
    settle(lambda: page.whom.counted.text() == "4 will be printed.")


def test_a_file_for_each(page: PrintPage, qtbot: QtBot, settle, tmp_path: Path) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    qtbot.mouseClick(page.whom.files._chips[1], LEFT)
    assert page.whom.own_files
    qtbot.mouseClick(page.side.save_button, LEFT)
    dialog = page.findChild(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.close()
    page.way.save_many_to(str(tmp_path / "statements"))
    settle(lambda: page.side.told.words().startswith("4 printed on"))
    files = sorted(one.name for one in (tmp_path / "statements").iterdir())
    assert len(files) == 5
    assert any("Zoë Zwick" in one for one in files)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """One person a part. The third sets the first event, and is drawn only when the test sets the second."""
    from app.printing import many

    reached, opened = threading.Event(), threading.Event()
    real = many.draw_part

    def held(book, document, errand, at, ids, path):
        if at >= 2:
            reached.set()
            assert opened.wait(20)
        return real(book, document, errand, at, ids, path)

    monkeypatch.setattr(many, "PART", 1)
    monkeypatch.setattr(many, "draw_part", held)
    yield reached, opened
    opened.set()


def test_many_are_stopped_and_taken_up_again(
    page: PrintPage, qtbot: QtBot, settle, tmp_path: Path, gate: tuple[threading.Event, threading.Event]
) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    place = tmp_path / "Statements.pdf"
    page.way.save(page.looking.looked, many=True, own_files=False)
    page.findChild(QFileDialog).close()
    page.way.save_many_to(str(place))
    reached, opened = gate
    qtbot.waitUntil(reached.is_set)
    assert page.side.told.busy
    assert not page.side.save_button.isEnabled()
    assert not page.side.print_button.isEnabled()
    qtbot.mouseClick(page.side.told.cancel, LEFT)
    assert page.side.told.far.text() == "Stopping…"
    opened.set()
    settle(lambda: not page.side.told.busy)
    assert page.side.told.words().startswith("Stopped. 3 of 4 are drawn")
    go_on = page.side.told.banner.findChild(QWidget, "banner-action")
    page.list.choose("letter")
    settle(lambda: page.looking.fields is not None and page.looking.fields.document == "letter")
    assert go_on.text() == "Go on: Statement", "another paper is looked at now"
    page.list.choose("statement")
    settle(page.side.save_button.isEnabled)
    assert not place.exists()
    assert page.side.save_button.isEnabled()
    qtbot.mouseClick(go_on, LEFT)
    settle(lambda: "printed on" in page.side.told.words())
    assert page.side.told.words().startswith("4 printed on")
    assert page.side.told.words().endswith("3 had been drawn before.")
    assert "Zoë Zwick" in page_text(place, page_count(place) - 2)


def test_many_go_to_a_printer_as_one_file(
    page: PrintPage, qtbot: QtBot, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, str]] = []

    def ask(paper, title):
        asked.append((page_count(paper.pdf), title))

    monkeypatch.setattr(page.way.out, "ask_printer_for", ask)
    several(page, qtbot)
    settle(page.side.people.isVisible)
    page.side.paper.view.setFocus()
    qtbot.keyClick(page.side.paper.view, Qt.Key.Key_P, CTRL)
    settle(lambda: bool(asked))
    assert asked[0][1] == "Statement"
    assert asked[0][0] >= 5


def test_ctrl_p_prints_what_is_shown_here(page: PrintPage, window, qtbot, settle, monkeypatch) -> None:
    """At the counter the same keys print the open card's statement."""
    asked: list[str] = []
    monkeypatch.setattr(page.way.out, "ask_printer_for", lambda _paper, title: asked.append(title))
    counter = window.page("counter")
    opened: list[object] = []
    monkeypatch.setattr(counter.hands, "_show", opened.append)
    window.go("counter")
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    window.go("print", document="why", customer=counter.hands.view.id)
    settle(page.side.print_button.isEnabled)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CTRL)
    settle(lambda: bool(asked))
    page.options.form.editor("paper").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CTRL)
    settle(lambda: len(asked) > 1)
    assert asked == ["Why this balance", "Why this balance"]
    assert opened == []


# How it looks


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("many", [False, True])
def test_it_fits_small_screens(
    window: MainWindow, page: PrintPage, shoppers: Ids, qtbot: QtBot, settle, width, height, many
) -> None:
    window.resize(width, height)
    assert (window.width(), window.height()) == (width, height)
    window.go("print", document="statement", customer=shoppers["Maria Schmidt"], options={"period": "days"})
    if many:
        several(page, qtbot)
    settle(page.side.save_button.isEnabled)
    page.side.told.offer(
        "39 of 200 pages went to the printer. The printer then stopped answering.", "Print from page 40"
    )
    qtbot.wait(50)
    for button in (page.side.save_button, page.side.print_button, page.side.paper.fit_page):
        corner = button.mapTo(window, button.rect().bottomRight())
        assert corner.x() < width
        assert corner.y() < height
        assert button.width() >= button.minimumSizeHint().width()
    assert page.middle.horizontalScrollBar().maximum() == 0
    assert page.middle.widget().width() <= page.middle.viewport().width()
    outer = [one for one in page.findChildren(QScrollArea) if one.width() > page.width() - 60]
    assert outer == []


def test_the_preview_is_as_the_paper(page: PrintPage, qtbot: QtBot, settle) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    picture = page.side.paper.view.picture()
    assert isinstance(picture, QImage)
    paper = page.side.paper.paper
    assert picture.width() / picture.height() == pytest.approx(paper.width / paper.height, abs=0.01)


def test_an_answer_that_comes_too_late_is_not_shown(page: PrintPage, qtbot: QtBot, settle) -> None:
    """Somebody was looked up; before the paper came, another question was asked that has no answer."""
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    choose(page, page.options.form, "period", "year")
    page.looking.look()  # on its way
    qtbot.mouseClick(page.whom.chips._chips[1], LEFT)
    choose(page, page.whom.choice.form, "who", "tag")
    page.looking.look()
    assert page.side.paper.said() == "Tag is missing."
    assert page.shell.jobs.drain()
    assert page.side.paper.said() == "Tag is missing."
    assert not page.side.save_button.isEnabled()


def test_what_is_being_typed_is_not_printed_before_it_is_seen(page: PrintPage, qtbot, settle) -> None:
    find_person(page, qtbot, settle, "maria", "Maria Schmidt")
    assert page.side.save_button.isEnabled()
    choose(page, page.options.form, "period", "year")
    assert not page.side.save_button.isEnabled()
    settle(page.side.save_button.isEnabled)


def test_a_run_that_ends_behind_another_page_is_told_there(
    window: MainWindow, page: PrintPage, qtbot: QtBot, settle, tmp_path: Path
) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    page.way.save(page.looking.looked, many=True, own_files=False)
    page.findChild(QFileDialog).close()
    page.way.save_many_to(str(tmp_path / "Statements.pdf"))
    window.go("counter")
    settle(lambda: window.status.told().startswith("4 printed on"))
    assert page_count(tmp_path / "Statements.pdf") >= 5


def test_where_many_cannot_be_saved_is_said(page: PrintPage, qtbot: QtBot, settle, tmp_path: Path) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    page.way.save(page.looking.looked, many=True, own_files=False)
    page.findChild(QFileDialog).close()
    with qtbot.waitSignal(page.shell.jobs.world_fault):
        page.way.save_many_to(str(tmp_path / "nowhere" / "Statements.pdf"))
    settle(lambda: "There is no folder" in page.side.told.words())
    assert page.side.save_button.isEnabled()


def test_closing_the_shop_stops_a_run(
    page: PrintPage, qtbot: QtBot, settle, tmp_path: Path, gate: tuple[threading.Event, threading.Event]
) -> None:
    several(page, qtbot)
    settle(page.side.people.isVisible)
    page.way.save(page.looking.looked, many=True, own_files=False)
    page.findChild(QFileDialog).close()
    page.way.save_many_to(str(tmp_path / "Statements.pdf"))
    reached, opened = gate
    qtbot.waitUntil(reached.is_set)
    QApplication.instance().aboutToQuit.emit()
    opened.set()
    settle(lambda: not page.side.told.busy)
    assert page.side.told.words().startswith("Stopped. 3 of 4")


def test_the_file_for_the_printer_is_gone_with_what_made_it(jobs, qtbot: QtBot) -> None:
    """It holds names and balances of everybody."""
    owner = QWidget()
    qtbot.addWidget(owner)
    run = ManyRun(jobs, owner, PaperTold(owner))
    folder = run.place_for_printer().parent
    assert folder.stat().st_mode & 0o077 == 0
    (folder / "print.pdf").write_bytes(b"names")
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    del run
    gc.collect()
    assert not folder.exists()


def test_a_narrow_card_and_the_list_of_customers_lead_here_too(
    window: MainWindow, shoppers: Ids, qtbot: QtBot, settle
) -> None:
    def press(menu: QMenu, words: str) -> None:
        action = next(one for one in menu.actions() if one.text() == words)
        menu.setActiveAction(action)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    window.resize(1024, 768)
    counter = window.page("counter")
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    assert not counter.card.head.print_button.isVisible()
    qtbot.mouseClick(counter.card.head.more, LEFT)
    press(counter.findChildren(QMenu)[-1], "Print something else…")
    assert window.current_id == "print"
    page = window.page("print")
    settle(lambda: "Maria Schmidt" in shown_text(page))
    assert page.list.search.edit.hasFocus() or window.focusWidget() is page.list.search.edit
    window.go("customers")
    customers = window.page("customers")
    settle(lambda: customers.model.rowCount() == 4)
    row = customers.model.index(0, 0)
    customers.table.setCurrentIndex(row)
    customers._menu(customers.table.visualRect(row).center())
    press(customers.findChildren(QMenu)[-1], "Print something else…")
    assert window.current_id == "print"
    settle(lambda: "Amélie Dupont" in shown_text(page))


def test_a_report_is_printed_without_a_tag_and_asks_for_a_day_only_where_it_counts(
    page: PrintPage, qtbot: QtBot, settle
) -> None:
    page.open(document="report-members")
    settle(lambda: "Maria Schmidt" in shown_text(page))
    assert page.options.form is not None and not page.options.problem

    page.open(document="report-programme-month")
    settle(lambda: page.options.has("month") and bool(shown_text(page)))
    assert "day" not in page.options.form.shown()
    choose(page, page.options.form, "month", "other")
    settle(lambda: page.options.problem == "A day of it is missing.")
    assert "day" in page.options.form.shown()


def test_the_names_of_all_papers_stand_whole_on_the_screen_of_a_till(
    page: PrintPage, window: MainWindow
) -> None:
    window.resize(1024, 768)
    QApplication.processEvents()
    font = QFontMetrics(fonts.role_font("strong"))
    room = page.list.list.viewport().width() - _BEFORE - _BEHIND
    cut = [row.name for row in page.list.model.rows if row.id and font.horizontalAdvance(row.name) > room]
    assert not cut


def test_great_numbers_are_written_as_everywhere(page: PrintPage) -> None:
    run = page.way.run
    run._wish = ManyWish("statement", (1,), {}, Path("x.pdf"), each_own_file=False)
    run._progress = Progress()
    run._show_step(400, 19_759, "")
    assert page.side.told.far.text() == "400 of 19.759", "as a German shop writes them"
    run._failed(Stopped(500, 19_759))
    assert page.side.told.words().startswith("Stopped. 500 of 19.759 are drawn;")
