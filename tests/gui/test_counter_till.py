"""The till of the counter when things cross: another customer comes, an offer is under way, rules change."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.gui.counter.desk import TillDesk
from app.loyalty.commands import (
    Adjust,
    IssueVoucher,
    StartProgramme,
    adjust,
    issue_voucher,
    start_programme,
)
from app.loyalty.queries import balance
from app.loyalty.rules import rules_from_dict
from app.sales.queries import purchase, purchases
from tests.gui.loyalty_rules import EVERYTHING
from tests.gui.tills import open_card


@pytest.fixture
def maria(book, people):
    """Maria, under a programme that has something in every part."""
    book.do(start_programme, StartProgramme(rules_from_dict(EVERYTHING), date(2026, 11, 22)))
    book.do(adjust, Adjust(people["Maria Schmidt"], 700, "to begin with"))
    return people["Maria Schmidt"]


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_lines_by_category_are_rung_up_with_a_comma_amount_and_undone(
    counter,
    window,
    book,
    maria,
    qtbot,
    settle,
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    drinks = next(i for i, name in enumerate(counter.till.basket._names) if name == "Drinks")
    qtbot.keyClicks(counter.till.amount, "9,90")
    press(qtbot, counter.till.basket.chips[drinks])
    settle(lambda: len(counter.till.basket.lines) == 1 and counter.till.amount.text() == "")
    assert counter.till.amount.hasFocus()
    qtbot.keyClicks(counter.till.amount, "3")
    press(qtbot, counter.till.basket.chips[drinks])
    settle(lambda: len(counter.till.basket.lines) == 2)
    press(qtbot, counter.till.basket.lines[0])
    settle(lambda: len(counter.till.basket.lines) == 1)
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: len(book.ask(purchases, maria)) == 1)
    (bought,) = book.ask(purchases, maria)
    assert (bought.amount, [line.category for line in book.ask(purchase, bought.id).lines]) == (
        300,
        ["Drinks"],
    )
    settle(lambda: counter.till.basket.lines == [])
    window.action_registry.run("undo")
    settle(lambda: counter.till.points.text() == "700")
    assert all(one.left == 0 for one in book.ask(purchases, maria))


def test_an_empty_amount_is_no_line(counter, window, maria, qtbot, settle) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    press(qtbot, counter.till.basket.chips[0])
    settle(lambda: "amount" in window.status.told())
    assert counter.till.basket.lines == []


def test_lines_go_with_the_customer_they_were_typed_for(counter, maria, qtbot, settle) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "9")
    press(qtbot, counter.till.basket.chips[0])
    settle(lambda: len(counter.till.basket.lines) == 1)
    counter.bar.search.clear()
    open_card(counter, qtbot, settle, "marion", "Marion Sauer")
    assert counter.till.basket.lines == []
    assert not counter.till.basket._line_row.isVisible()


@pytest.mark.parametrize("what", ["stamp", "voucher", "reward"])
def test_what_was_given_is_undone(counter, window, book, maria, qtbot, settle, what) -> None:
    book.do(issue_voucher, IssueVoucher(maria, "birthday", "a gift"))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    rows = {row.reward_id.partition(":")[0]: row for row in reversed(counter.till.reward_rows)}
    before = counter.hands.view.panel
    press(qtbot, counter.till.offers.cards[0].one if what == "stamp" else rows[what].button)
    settle(lambda: counter.hands.view.panel != before)
    settle(lambda: bool(window.status.told()))
    window.action_registry.run("undo")
    settle(lambda: counter.hands.view.panel == before)
    assert window.status.told().startswith("Undone")


def test_an_offer_given_while_the_next_customer_is_called_is_not_theirs(
    counter,
    book,
    maria,
    people,
    qtbot,
    settle,
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    row = next(row for row in counter.till.reward_rows if row.reward_id == "reward:free-coffee")
    press(qtbot, row.button)
    counter._choose(people["Marion Sauer"])  # before the answer is there
    settle(lambda: counter.hands.view.name == "Marion Sauer")
    assert book.ask(balance, maria) == 550
    assert "Free coffee" not in counter.till._discount.text()
    qtbot.keyClicks(counter.till.amount, "10")
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: len(book.ask(purchases, people["Marion Sauer"])) == 1)


def test_a_sale_on_its_way_keeps_its_reward_when_the_next_customer_is_called(
    counter,
    book,
    maria,
    people,
    qtbot,
    settle,
) -> None:
    book.do(issue_voucher, IssueVoucher(maria, "back", ""))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    row = next(row for row in counter.till.reward_rows if row.reward_id.startswith("voucher:"))
    press(qtbot, row.button)
    settle(lambda: bool(counter.till._discount.text()))
    qtbot.keyClicks(counter.till.amount, "20")
    settle(lambda: "€15" in counter.till._discount.text() or "15,00" in counter.till._discount.text())
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    counter._choose(people["Marion Sauer"])
    settle(lambda: len(book.ask(purchases, maria)) == 1)
    from app.loyalty.till import waiting_rewards

    (bought,) = book.ask(purchases, maria)
    assert (bought.amount, bought.discount) == (1500, 500)
    assert book.ask(waiting_rewards, tuple(range(1, 10))) == frozenset()


def test_a_reward_used_while_a_sale_is_on_its_way_waits_for_the_next(
    counter,
    book,
    maria,
    qtbot,
    settle,
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "20")
    settle(lambda: counter.till.add_button.accessibleName() != "Add")
    row = next(row for row in counter.till.reward_rows if row.reward_id == "reward:free-coffee")
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    press(qtbot, row.button)
    settle(lambda: len(book.ask(purchases, maria)) == 1 and book.ask(balance, maria) < 700)
    desk: TillDesk = counter.desk
    assert [one.name for one in desk._pending] == ["Free coffee"]


def test_the_panel_follows_a_programme_that_changes(counter, book, maria, qtbot, settle) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    assert len(counter.till.offers.cards) == 2
    plain = {"name": "Little", "earning": [{"id": "s", "kind": "money_step", "points": 2, "step": 100}]}
    book.do(start_programme, StartProgramme(rules_from_dict(plain), date(2026, 11, 22)))
    settle(lambda: counter.till.offers.cards == [] and counter.till.reward_rows == [])
    assert not counter.till.basket.isVisible()


def test_the_next_customer_sees_their_offers_from_the_top(counter, book, maria, qtbot, settle) -> None:
    plain = {**EVERYTHING, "rewards": [
        {"id": f"r{n}", "name": f"Reward {n}", "kind": "free_item", "cost": 10 + n, "up_to": 400}
        for n in range(20)
    ]}  # fmt: skip
    book.do(start_programme, StartProgramme(rules_from_dict(plain), date(2026, 11, 22)))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    bar = counter.till.offers.verticalScrollBar()
    bar.setValue(bar.maximum())
    counter.bar.search.clear()
    open_card(counter, qtbot, settle, "marion", "Marion Sauer")
    assert bar.value() == 0


def test_a_scanned_voucher_opens_its_customer(counter, window, book, maria, settle) -> None:
    code = book.do(issue_voucher, IssueVoucher(maria, "birthday", "")).code
    settle(lambda: "Birthday" in window.status.told())
    window.take_scan(code)
    settle(lambda: counter.hands.view is not None and counter.hands.view.id == maria)
    settle(lambda: "is good" in window.status.told())


def test_no_points_are_promised_for_an_amount_taken_away_again(
    counter,
    window,
    maria,
    qtbot,
    settle,
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "20")
    counter.till.amount.clear()  # before the answer is there
    assert window.shell.jobs.drain()
    assert counter.till.add_button.accessibleName() == "Add"


def test_what_is_typed_while_a_sale_is_kept_is_the_next_amount(
    counter, window, book, maria, qtbot, settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "9.90")
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    qtbot.keyClicks(counter.till.amount, "7")
    settle(lambda: len(book.ask(purchases, maria)) == 1)
    assert counter.till.amount.text() == "7"
    assert book.ask(purchases, maria)[0].amount == 990
