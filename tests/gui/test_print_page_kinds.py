"""Papers of every kind on the print page: on shared sheets, of the shop, and those that leave people out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Address
from app.customers.draft import CustomerDraft
from app.customers.queries import card
from app.gui.app import make_window
from app.gui.main_window import MainWindow
from app.gui.models.documents import customer_papers, matching, paper_groups
from app.gui.pages.print import PAGE as PRINT
from app.gui.print_page import asking
from app.gui.print_page.page import PrintPage
from app.kernel.book import Book
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.unit import View
from app.printing.document import About, Document, DrawPage, Imprint, LeftOut
from app.printing.geometry import Paper
from app.printing.options import Options, paper_field
from app.printing.preview import page_count, page_text
from app.printing.registry import DOCUMENTS
from app.printing.sheet import Sheet

LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True)
class Lines:
    """What all of these are printed of."""

    lines: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...] = ()


class _Simple(Document[Lines]):
    icon = "labels"
    words = ""

    @property
    def label(self) -> str:
        return self.words

    @property
    def purpose(self) -> str:
        return f"Prints {self.words.casefold()} for a test."

    def imprint(self, data: Lines) -> Imprint:
        return Imprint(self.label, "Kettle & Quill", " ".join(data.lines)[:60], "en_GB", "A4")

    def lay_out(self, data: Lines, paper: Paper, options: Options) -> Sequence[DrawPage]:
        def draw(sheet: Sheet, _page: int, _of: int) -> None:
            for at, line in enumerate(data.lines[:40]):
                sheet.text(60, 60 + 16 * at, line, 11)

        return [draw]


class Envelopes(_Simple):
    id, about, words = "envelopes-here", About.CUSTOMER, "Envelopes here"

    def gather(self, view: View, who: Sequence[int], options: Options) -> Lines:
        person = card(view, who[0])
        if not person.addresses:
            words = f"{person.name} has no postal address."
            raise LeftOut(words, "have no address to write on it", "Ask for one.")
        return Lines((person.name, person.addresses[0].street))


class Labels(_Simple):
    id, about, words = "labels-here", About.SHEET, "Labels here"

    @property
    def options(self) -> tuple[Field, ...]:
        return (
            Field("start_at", "First label", FieldKind.INTEGER, minimum=1, maximum=21, default=1),
            Field("price", "Price", FieldKind.MONEY),
            Field(
                "stock",
                "Labels",
                FieldKind.CHOICE,
                choices=(("l7160", "L7160"), ("own", "Own")),
                default="l7160",
            ),
            Field("columns", "Labels across", FieldKind.INTEGER, when=("stock", "own"), minimum=1),
            paper_field(),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> Lines:
        if options.get("start_at") == 13:
            raise Refused("Thirteen is bad luck.", field="start_at")
        return Lines(tuple(card(view, one).name for one in who), (("were too long", 1),))


class Sheet1(_Simple):
    id, about, words = "shop-here", About.SHOP, "Shop sheet here"

    @property
    def options(self) -> tuple[Field, ...]:
        return ()

    def gather(self, view: View, who: Sequence[int], options: Options) -> Lines:
        assert who == ()
        return Lines((f"Of the shop on {view.today.isoformat()}",))


@pytest.fixture(autouse=True)
def papers(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {**DOCUMENTS._load(), **{kind.id: kind for kind in (Envelopes(), Labels(), Sheet1())}}
    monkeypatch.setattr(DOCUMENTS, "_kinds", kinds)


@pytest.fixture
def shoppers(book: Book) -> dict[str, int]:
    ids = {}
    for name, street in (
        ("Maria Schmidt", "27 Great Pulteney Street"),
        ("Zoë Zwick", ""),
        ("Ann Lee", "1 Way"),
    ):
        addresses = (Address(street=street, postal_code="10115"),) if street else ()
        ids[name] = book.do(add_customer, AddCustomer(CustomerDraft(name, addresses=addresses))).id
    return ids


@pytest.fixture
def window(book: Book, shoppers: dict[str, int], settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = make_window(book, settings, [PRINT])
    qtbot.addWidget(shown)
    shown.resize(1024, 768)
    shown.go("print")
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    assert shown.shell.jobs.drain(30)
    yield shown
    assert shown.shell.jobs.drain(30)
    shown.shell.jobs.close()


@pytest.fixture
def page(window: MainWindow) -> PrintPage:
    found = window.page("print")
    assert isinstance(found, PrintPage)
    return found


def shown_text(page: PrintPage) -> str:
    paper = page.side.paper.paper
    return "" if paper is None else page_text(paper.pdf, 0)


Settle = Callable[[Callable[[], bool]], None]


def test_papers_are_grouped_by_what_they_are_printed_of() -> None:
    groups = dict(paper_groups())
    assert list(groups) == ["For a customer", "On shared sheets", "Of the shop"]
    assert "shop-here" in [row.id for row in groups["Of the shop"]]
    offered = [row.id for row in customer_papers()]
    assert "labels-here" in offered
    assert "envelopes-here" in offered
    assert "shop-here" not in offered


def test_the_name_goes_before_the_purpose() -> None:
    rows, best = matching("here")
    assert best
    assert [row.name for row in rows if not row.id] == ["For a customer", "On shared sheets", "Of the shop"]
    assert matching("shop sh")[1] == "shop-here"
    assert matching("sheet here")[1] == "shop-here"
    assert matching("prints labels test")[1] == "labels-here"
    assert matching("papyrus") == ((), "")


def test_one_who_is_left_out_is_said_in_the_papers_place(
    page: PrintPage, window: MainWindow, shoppers: dict[str, int], settle: Settle
) -> None:
    window.go("print", document="envelopes-here", customer=shoppers["Zoë Zwick"])
    settle(lambda: page.side.paper.said() == "Zoë Zwick has no postal address.")
    assert page.side.paper.empty._detail.text() == "Ask for one."
    assert not page.side.save_button.isEnabled()
    window.go("print", document="envelopes-here", customer=shoppers["Maria Schmidt"])
    settle(lambda: "Great Pulteney" in shown_text(page))
    assert page.side.paper.said() == ""


def test_one_of_many_who_is_left_out_is_said_and_passed_over(
    page: PrintPage, window: MainWindow, qtbot: QtBot, settle: Settle, tmp_path
) -> None:
    page.list.choose("envelopes-here")
    qtbot.mouseClick(page.whom.chips._chips[1], LEFT)
    settle(page.side.people.isVisible)
    for place in ("2 of 3", "3 of 3"):
        qtbot.mouseClick(page.side.after, LEFT)
        settle(lambda: page.side.place.full_text() == place)  # noqa: B023
    settle(lambda: page.side.name.full_text() == "Zoë Zwick")
    assert page.side.paper.said() == "Zoë Zwick has no postal address."
    assert page.side.paper.empty._detail.text() == "Ask for one."
    assert page.side.save_button.isEnabled()
    qtbot.mouseClick(page.side.save_button, LEFT)
    page.findChild(QFileDialog).close()
    page.way.save_many_to(str(tmp_path / "all.pdf"))
    settle(lambda: page.side.told.words().startswith("2 printed"))
    assert page.side.told.words() == "2 printed on 2 pages in all.pdf; 1 have no address to write on it."
    assert page_count(tmp_path / "all.pdf") == 3


def test_a_sheet_shows_all_of_them_at_once(page: PrintPage, qtbot: QtBot, settle: Settle, tmp_path) -> None:
    page.list.choose("labels-here")
    settle(lambda: page.title.text() == "Labels here")
    qtbot.mouseClick(page.whom.chips._chips[1], LEFT)
    settle(lambda: "Zoë Zwick" in shown_text(page))
    assert "Maria Schmidt" in shown_text(page)
    assert page.whom.counted.text() == "2 will be printed; 1 were too long."
    assert not page.side.people.isVisible()
    assert not page.whom.files.isVisible()
    assert not page.whom.own_files
    qtbot.mouseClick(page.side.save_button, LEFT)
    page.findChild(QFileDialog).close()
    page.way.save_many_to(str(tmp_path / "labels.pdf"))
    settle(lambda: bool(page.side.told.words()))
    assert page.side.told.words() == "2 printed on 1 page in labels.pdf; 1 were too long."


def test_a_great_sheet_is_not_all_in_the_preview(
    page: PrintPage, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(asking, "MOST_SHOWN", 2)
    page.list.choose("labels-here")
    settle(lambda: page.title.text() == "Labels here")
    qtbot.mouseClick(page.whom.chips._chips[1], LEFT)
    settle(lambda: "Ann Lee" in shown_text(page))
    assert "Zoë Zwick" not in shown_text(page)
    assert page.whom.counted.text() == "3 will be printed. The preview shows the first 2."
    page.way.save(page.looking.looked, many=True, own_files=False)
    page.findChild(QFileDialog).close()
    page.way.save_many_to(str(tmp_path / "labels.pdf"))
    settle(lambda: bool(page.side.told.words()))
    assert "Zoë Zwick" in page_text(tmp_path / "labels.pdf", 0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("99", "First label can be 21 at most."),
        ("many", "First label must be a whole number."),
        ("13", "Thirteen is bad luck."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    page: PrintPage, shoppers: dict[str, int], window: MainWindow, qtbot: QtBot, settle: Settle, typed, said
) -> None:
    window.go("print", document="labels-here", customer=shoppers["Maria Schmidt"])
    settle(page.side.save_button.isEnabled)
    edit = page.options.form.editor("start_at")
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, typed)
    settle(lambda: page.options.form.problem("start_at") == said)
    assert page.side.paper.said() == said
    assert edit.hasFocus()
    assert not page.side.print_button.isEnabled()


def test_an_amount_that_is_none_is_said(
    page: PrintPage, shoppers: dict[str, int], window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    window.go("print", document="labels-here", customer=shoppers["Maria Schmidt"])
    settle(page.side.save_button.isEnabled)
    edit = page.options.form.editor("price")
    edit.setFocus()
    qtbot.keyClicks(edit, "dear")
    settle(lambda: bool(page.options.form.problem("price")))
    assert page.side.paper.said() == page.options.form.problem("price")
    page.list.choose("shop-here")
    settle(lambda: "Of the shop" in shown_text(page))


def test_a_paper_of_the_shop_asks_for_nobody(page: PrintPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(page.list.search.edit, "shop sheet")
    settle(lambda: "Of the shop on 2026-11-22" in shown_text(page))
    assert not page.whom.isVisible()
    assert not page.options_head.isVisible()
    assert page.side.save_button.isEnabled()
    qtbot.keyClick(page.list.search.edit, Qt.Key.Key_Return)
    assert page.side.save_button.hasFocus()


def test_a_paper_that_fails_is_said_and_reported(
    page: PrintPage, window: MainWindow, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Sheet1, "gather", fail)
    with qtbot.waitSignal(window.shell.jobs.crashed):
        page.list.choose("shop-here")
    settle(lambda: page.side.paper.said() == "This paper could not be made.")
    assert not page.side.save_button.isEnabled()


@pytest.mark.parametrize(
    "name", ["N" * 200, "Tom <b>Smith</b> & <img src='/etc/x.png'>", "محمد عبد الله", "👨‍👩‍👧 Family"]
)
def test_hostile_names_are_shown_as_they_are(
    page: PrintPage, window: MainWindow, book: Book, qtbot: QtBot, settle: Settle, name: str
) -> None:
    found = book.do(add_customer, AddCustomer(CustomerDraft(name))).id
    window.go("print", document="labels-here", customer=found)
    settle(page.side.save_button.isEnabled)
    assert page.whom.person.people.row(0).name == name
    window.go("print", document="statement", customers=[found])
    settle(page.side.people.isVisible)
    assert page.side.name.full_text() == name
    assert window.width() == 1024
    assert page.middle.horizontalScrollBar().maximum() == 0
    corner = page.side.after.mapTo(window, page.side.after.rect().bottomRight())
    assert corner.x() < 1024


def test_a_field_is_asked_for_only_when_another_says_so(
    page: PrintPage, window: MainWindow, shoppers: dict[str, int], qtbot: QtBot, settle: Settle
) -> None:
    window.go("print", document="labels-here", customer=shoppers["Maria Schmidt"])
    settle(page.side.save_button.isEnabled)
    form = page.options.form
    assert "columns" not in form.shown()
    stock = form.editor("stock")
    stock.setFocus()
    qtbot.keyClick(stock, Qt.Key.Key_Down)
    assert "columns" in form.shown()
    columns = form.editor("columns")
    columns.setFocus()
    qtbot.keyClicks(columns, "0")
    settle(lambda: "at least 1" in form.problem("columns"))
    stock.setFocus()
    qtbot.keyClick(stock, Qt.Key.Key_Up)
    settle(page.side.save_button.isEnabled)
    assert page.looking.looked.wish.options.get("columns") is None


def test_a_shop_without_customers_is_told_where_they_come_from(
    book: Book, settings: QSettings, qtbot: QtBot
) -> None:
    window = make_window(book, settings, [PRINT])
    qtbot.addWidget(window)
    window.go("print", document="statement")
    assert window.shell.jobs.drain(30)
    page = window.page("print")
    page.whom.chips.set_current("many")
    page.whom._switched("many")
    qtbot.waitUntil(lambda: page.side.paper.said() == "Nobody is in the book yet.")
    assert page.side.paper.empty._detail.text() == "The counter takes the first customer down."
    assert page.whom.counted.text() == "", "0 will be printed"
    assert window.shell.jobs.drain(30)
    window.shell.jobs.close()
