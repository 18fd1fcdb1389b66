"""The till panel: tiers, stamps, vouchers and rewards as a customer has them, and what a press asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.gui.gallery_till import SPEECH, TODAY, states, till_states
from app.gui.panels.till import TillPanel


@pytest.fixture
def till(qtbot):
    panel = TillPanel()
    qtbot.addWidget(panel)
    panel.resize(330, 700)
    panel.show()
    return panel


def show(panel: TillPanel, state: str) -> None:
    found = states()[state]
    assert found is not None
    panel.show_panel(found, SPEECH, "", TODAY)


def test_a_regular_sees_the_way_to_the_next_tier(till) -> None:
    show(till, "regular")
    assert till.points.text() == "640"
    assert till.worth.text() == "worth €6.40"
    assert till.next_name.text() == "Gold since March"
    assert till.next_missing.full_text() == "€182 to Platinum"
    assert till.meter.share() == pytest.approx(0.818)


def test_stamps_are_asked_for_by_the_buttons(till, qtbot) -> None:
    show(till, "regular")
    (card,) = till.offers.cards
    assert card.said() == "Coffee card · 7 of 10"
    asked: list[tuple[str, int]] = []
    till.stamped.connect(lambda name, count: asked.append((name, count)))
    qtbot.mouseClick(card.one, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card.two, Qt.Key.Key_Space)
    assert asked == [("coffee", 1), ("coffee", 2)]


def test_what_is_for_this_customer_alone_comes_first(till, qtbot) -> None:
    show(till, "regular")
    assert [row.reward_id for row in till.reward_rows] == [
        "voucher:1",
        "reward:€5 off any book",
        "reward:Free coffee",
        "reward:Signed first edition",
    ]
    assert [row.ready for row in till.reward_rows] == [True, True, True, False]
    used: list[str] = []
    till.offer_used.connect(used.append)
    qtbot.mouseClick(till.reward_rows[0].button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(till.reward_rows[3].button, Qt.MouseButton.LeftButton)
    assert used == ["voucher:1"]


def test_a_full_card_is_ready_as_often_as_it_is_full(till) -> None:
    show(till, "owing")
    assert till.offers.cards[0].said() == "Cake card · 1 of 6"
    first = till.reward_rows[0]
    assert (first.reward_id, first.ready) == ("stamps:cake", True)
    assert "Cake card full, 2 times" in first.accessibleName()


def test_owing_is_said_with_a_true_minus_and_a_drop_with_its_day(till) -> None:
    show(till, "owing")
    assert till.points.text() == "−40"
    assert till.worth.text() == ""
    assert till.next_name.text() == "Silver until 1 Dec"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_balance_answers_why(till, qtbot, key) -> None:
    show(till, "regular")
    with qtbot.waitSignal(till.why_wanted):
        qtbot.keyClick(till.points, key)
    with qtbot.waitSignal(till.why_wanted):
        qtbot.mouseClick(till.points, Qt.MouseButton.LeftButton)


def test_nobody_can_use_nothing(till) -> None:
    show(till, "regular")
    till.show_nobody()
    assert not till.isEnabled()
    assert (till.reward_rows, till.offers.cards) == ([], [])


def test_all_states_fit_the_width_of_the_till(qtbot) -> None:
    sheet = till_states()
    qtbot.addWidget(sheet)
    sheet.resize(1400, 720)
    sheet.show()
    for till in sheet.findChildren(TillPanel):
        assert till.offers.horizontalScrollBar().maximum() == 0
        for card in till.offers.cards:
            assert card.stamps.height() >= card.stamps.heightForWidth(card.stamps.width())
