"""The fact that comes late to a card: whether its customer still is a regular."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.gui.counter.page import CounterPage
from app.gui.main_window import MainWindow
from app.gui.models.card_view import FactLine, Standing, standing
from app.kernel.book import Book
from tests.gui.tills import Ids, Settle, open_card
from tests.unit.insights.fill import Came, busy, fill

TODAY = date(2026, 11, 22)


@pytest.fixture
def history(book: Book, people: Ids) -> None:
    """Maria comes every week; Marion came once; the shop has eighty others."""
    came = busy(80, TODAY, start=101)
    came += [Came(people["Maria Schmidt"], TODAY - timedelta(days=ago)) for ago in range(2, 300, 7)]
    came += [Came(people["Marion Sauer"], TODAY - timedelta(days=50))]
    fill(book, 80, came, start=101)


def captions(counter: CounterPage) -> list[str]:
    return [fact.caption for fact in counter.card.facts.facts()]


def test_it_comes_once_the_card_is_shown(
    history: None, counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    assert "still a regular" not in captions(counter), "the card did not wait for it"
    settle(lambda: "still a regular" in captions(counter))
    fact = book.ask(standing, people["Maria Schmidt"]).fact
    assert fact is not None
    shown = counter.card.facts.facts()[-1]
    assert (shown.value, shown.caption, len(captions(counter))) == (fact.value, "still a regular", 5)
    assert 80 < int(fact.value.rstrip("\xa0%")) <= 99


def test_it_stays_while_the_same_card_is_read_again(
    history: None, counter: CounterPage, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    settle(lambda: "still a regular" in captions(counter))
    counter.reload()
    settle(lambda: True)
    assert "still a regular" in captions(counter)


def test_another_card_has_it_only_with_a_history_of_its_own(
    history: None, counter: CounterPage, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    settle(lambda: "still a regular" in captions(counter))
    asked = []
    tell = counter.card.show_standing
    counter.card.show_standing = lambda found: asked.append(found) or tell(found)
    open_card(counter, qtbot, settle, "marion", "Marion Sauer")
    assert len(captions(counter)) == 4
    settle(lambda: bool(asked))
    assert asked[-1].fact is None
    assert len(captions(counter)) == 4


def test_a_late_answer_for_another_customer_is_not_shown(
    counter: CounterPage, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    counter.card.show_standing(Standing(people["Marion Sauer"], FactLine("71 %", "still a regular")))
    assert len(captions(counter)) == 4
    counter.card.show_standing(Standing(people["Maria Schmidt"], FactLine("71 %", "still a regular")))
    assert len(captions(counter)) == 5


@pytest.mark.parametrize(("size", "count"), [(QSize(1366, 768), 5), (QSize(1024, 768), 4)])
def test_as_many_facts_as_stand_uncut(
    history: None,
    counter: CounterPage,
    window: MainWindow,
    qtbot: QtBot,
    settle: Settle,
    size: QSize,
    count: int,
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    settle(lambda: len(captions(counter)) == 5)
    window.resize(size)
    qtbot.waitUntil(lambda: len(captions(counter)) == count, timeout=5000)

    def cut() -> list[str]:
        labels = [label for cell in counter.card.facts.cells for label in (cell.value, cell.caption)]
        return [label.full_text() for label in labels if label.text() != label.full_text()]

    qtbot.waitUntil(lambda: cut() == [], timeout=5000)


def test_one_customer_is_asked_for_at_a_time(counter: CounterPage, people: Ids, settle: Settle) -> None:
    asked = []
    late = counter._late
    late._shell = SimpleNamespace(
        jobs=SimpleNamespace(read_aside=lambda *given, **_more: asked.append(given[3]), quiet=False)
    )
    late._wanted = people["Maria Schmidt"]
    late._ask()
    late._wanted = people["Marion Sauer"]
    late._ask()
    assert asked == [people["Maria Schmidt"]]
    late._lost(OSError())
    late._rest.stop()
    late._ask()
    assert asked == [people["Maria Schmidt"], people["Marion Sauer"]]
    late._lost(OSError())
    late.forget()
    late._ask()
    assert len(asked) == 2
