"""The till panel with more, and longer, than it was drawn for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.gui.gallery_till import SPEECH, TODAY, states, tier
from app.gui.panels.till import TillPanel
from app.loyalty.queries import StampState

LONG = "Wonderfully long name of something " * 5
UNBROKEN = "X" * 200
MANY = ("Coffee", LONG, "بطاقة القهوة الذهبية للزبائن الدائمين", UNBROKEN, *(f"Goods {n}" for n in range(8)))


@pytest.fixture(params=[268, 331], ids=["narrow", "wide"])
def till(qtbot, request):
    panel = TillPanel()
    qtbot.addWidget(panel)
    panel.resize(request.param, 660)
    panel.show()
    return panel


def show(panel: TillPanel, qtbot, **changed) -> None:
    panel.show_panel(replace(states()["regular"], **changed), SPEECH, "", TODAY)
    qtbot.waitExposed(panel)
    qtbot.wait(30)


def inside(widget: QWidget, panel: QWidget) -> bool:
    """Whether all of a widget's width is within the panel."""
    left = widget.mapTo(panel, QPoint(0, 0)).x()
    return left >= 0 and left + widget.width() <= panel.width()


def test_no_name_makes_the_panel_wider_than_it_is(till, qtbot) -> None:
    show(
        till,
        qtbot,
        categories=MANY,
        household=f"shared with {UNBROKEN}, {LONG} and {UNBROKEN}",
        tier=tier("Gold", 81_800, UNBROKEN, 100_000),
    )
    till.basket.set_lines([f"{name} €9.90" for name in MANY])
    assert till.minimumSizeHint().width() <= 268
    for chip in (*till.basket.chips, *till.basket.lines):
        assert inside(chip, till)


def test_many_categories_and_lines_leave_room_for_the_offers(till, qtbot) -> None:
    show(till, qtbot, categories=MANY)
    till.basket.set_lines([f"{name} €9.90" for name in MANY])
    qtbot.wait(30)
    assert till.offers.height() >= 120
    assert till.basket.height() <= 240


def test_every_category_can_be_reached_by_key_and_is_seen_then(till, qtbot) -> None:
    show(till, qtbot, categories=MANY)
    last = till.basket.chips[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(30)
    assert not last.visibleRegion().isEmpty()


def test_a_long_tier_ahead_leaves_the_tier_they_have(till, qtbot) -> None:
    show(till, qtbot, tier=tier("Gold", 81_800, UNBROKEN, 100_000))
    assert till.next_missing.width() <= till.width() * 0.65
    assert till.next_name.width() >= 60


def test_a_shared_balance_with_long_names_is_one_line(till, qtbot) -> None:
    show(till, qtbot, household=f"shared with {LONG}, {UNBROKEN} and {LONG}")
    assert till.beside_points.height() <= 24


def test_buttons_of_offers_end_where_the_others_do(till, qtbot) -> None:
    many = tuple(states()["regular"].rewards) * 5
    show(till, qtbot, rewards=many)
    assert till.offers.verticalScrollBar().isVisible()
    ends = [
        widget.mapTo(till, QPoint(widget.width(), 0)).x()
        for widget in (till.meter, till.offers.cards[0].two, till.reward_rows[0])
    ]
    assert len(set(ends)) == 1, ends


def test_nothing_of_the_last_customer_stays_when_nobody_is_open(till, qtbot) -> None:
    show(till, qtbot, credit=1_250, household="shared with Anna")
    assert till.beside_points.full_text() == "€12.50 store credit · shared with Anna"
    till.show_nobody()
    assert not till.beside_points.isVisible()


def test_where_there_is_nothing_to_reach_no_bar_is_full(till, qtbot) -> None:
    show(till, qtbot, tier=None, rewards=(), stamps=(), vouchers=())
    assert not till.meter.isVisible()
    show(till, qtbot)
    assert till.meter.isVisible()


def test_money_owed_has_a_true_minus() -> None:
    assert SPEECH.money(-910) == "−€9.10"


@pytest.mark.parametrize("name", [LONG, UNBROKEN, "بطاقة القهوة الذهبية للزبائن الدائمين"])
def test_how_full_a_stamp_card_is_can_be_read_whatever_its_name(till, qtbot, name) -> None:
    card = StampState("long", name, 7, 10, 0, "Free coffee", True)
    show(till, qtbot, stamps=(card,))
    shown = till.offers.cards[0]
    assert shown.count.text() == "· 7 of 10"
    assert shown.count.width() >= shown.count.sizeHint().width()
    assert inside(shown.count, till)
    assert shown.head.geometry().right() <= shown.count.geometry().left()
