"""The panel that tells whether a campaign worked: what it shows, choosing another, and when it reads anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.gui.app import make_window
from app.gui.insights.did_it_work import DidItWork
from app.gui.models.campaigns import campaign_view
from app.gui.pages.today import PAGE
from app.gui.theme.theme import colour
from app.gui.widgets.share_bars import ShareBar, ShareBars
from app.kernel.errors import Refused
from app.loyalty.commands import RingUp, ring_up
from tests.unit.groups.campaigns.shop import arms, people, sale, sales, start


@pytest.fixture
def shell(qtbot, book, settings):
    window = make_window(book, settings, (PAGE,))
    qtbot.addWidget(window)
    yield window.shell
    window.shell.jobs.drain()
    window.shell.jobs.close()


@pytest.fixture
def panel(show, shell):
    return settled(show(DidItWork(shell), 560, 340))


def settled(panel: DidItWork) -> DidItWork:
    """With the word of what changed delivered, and what it made be read."""
    QApplication.processEvents()
    assert panel.shell.jobs.drain()
    return panel


def worked(book, clock, name: str = "Birthday voucher", request: str = "request-1") -> int:
    """458 customers, of whom those who got it came back far more often; its days are over."""
    started = start(book, people(book, 100), name=name, holdout_percent=50, cost=4860, request_id=request)
    got, out = arms(book, started.campaign)
    base = clock.now()
    sales(book, *(sale(one, 3, base=base) for one in (*got[:30], *out[:10])))
    clock.advance(days=31)
    return started.campaign


def test_without_a_campaign_it_says_what_to_do(panel) -> None:
    assert panel.title.text() == "Did it work?"
    assert panel.body.currentWidget() is panel.empty
    assert panel.chooser.isHidden()


def test_the_way_to_the_groups_is_a_button(panel, qtbot) -> None:
    assert panel.empty.button.isVisible() and panel.empty.button.text() == "Go to the groups"
    gone: list[str] = []
    panel.shell = replace(panel.shell, go=lambda page, **_where: gone.append(page))
    qtbot.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    assert gone == ["groups"]


def test_one_that_worked(book, clock, show, shell) -> None:
    worked(book, clock)
    panel = settled(show(DidItWork(shell), 560, 340))
    assert panel.title.full_text() == "Did “Birthday voucher” work?"
    assert panel.compared.text() == "Compared with 1 in 2 who did not get it, chosen by chance."
    assert [(bar.label, bar.said) for bar in panel.bars.bars()] == [
        ("Got it (50)", "60 %"), ("Did not (50)", "20 %"),
    ]  # fmt: skip
    assert panel.sentence.text().startswith(
        "Came back within 30 days: 40 more of every 100 (likely 21 to 56). It cost"
    )
    assert (panel.pill.text(), panel.pill.tone()) == ("It worked", "accent")
    assert panel.chooser.isHidden()
    assert "It worked. Came back" in panel.accessibleDescription()


def test_how_we_know_opens_and_closes_by_the_keyboard(qtbot, book, clock, show, shell) -> None:
    worked(book, clock)
    panel = settled(show(DidItWork(shell), 560, 500))
    assert panel.how.isHidden()
    qtbot.keyClick(panel.how_button, Qt.Key.Key_Return)
    assert panel.how.isVisible()
    assert "lots were drawn among “Regulars”" in panel.how.text()
    qtbot.keyClick(panel.how_button, Qt.Key.Key_Space)
    assert panel.how.isHidden()


def test_another_is_chosen_and_stays_chosen(qtbot, book, clock, show, shell) -> None:
    first = worked(book, clock, "First")
    worked(book, clock, "Second", "request-2")
    panel = settled(show(DidItWork(shell), 560, 340))
    assert panel.title.full_text() == "Did “Second” work?"
    assert panel.chooser.isVisible()
    assert [label.split(" ·")[0] for _one, label in panel.chooser.choices] == ["Second", "First"]
    qtbot.keyClick(panel.chooser, Qt.Key.Key_Down)
    settled(panel)
    assert panel.title.full_text() == "Did “First” work?"
    customers, _out = arms(book, first)
    book.do(ring_up, RingUp(customers[0], 500))
    settled(panel)
    assert panel.title.full_text() == "Did “First” work?"
    book.do(call_off_campaign, CallOffCampaign(first))
    settled(panel)
    assert panel.title.full_text() == "Did “Second” work?"


def test_it_reads_anew_when_something_of_it_changed_and_not_else(book, clock, show, shell) -> None:
    panel = settled(show(DidItWork(shell), 560, 340))
    assert panel.view is None
    started = start(book, people(book, 20), holdout_percent=50)
    settled(panel)
    assert panel.pill.text() == "Cannot tell yet"
    assert panel.bars.bars()[0].said == "0 %"
    got, _out = arms(book, started.campaign)
    clock.advance(days=1)
    book.do(ring_up, RingUp(got[0], 500))
    settled(panel)
    assert panel.bars.bars()[0].said == "10 %"


def test_hidden_it_waits_until_it_is_seen(book, clock, show, shell) -> None:
    panel = settled(show(DidItWork(shell), 560, 340))
    panel.hide()
    start(book, people(book, 20))
    settled(panel)
    assert panel.view is None
    panel.show()
    settled(panel)
    assert panel.view is not None


def test_a_refusal_is_told_in_its_place(panel) -> None:
    panel._failed(Refused("The file is away."))
    assert panel.empty.accessibleName() == "This could not be worked out"
    assert panel.body.currentWidget() is panel.empty
    panel.reload()
    settled(panel)
    assert panel.empty.accessibleName() == "Nothing to judge yet"


def test_names_are_shown_letter_for_letter(book, clock, show, shell) -> None:
    worked(book, clock, "<img src='/etc/x.png'> " + "x" * 90)
    panel = settled(show(DidItWork(shell), 560, 340))
    assert panel.title.full_text().startswith("Did “<img src='/etc/x.png'> xxx")
    assert panel.title.textFormat() == Qt.TextFormat.PlainText
    assert panel.width() == 560


def test_all_of_it_has_room(book, clock, show, shell) -> None:
    """As tall as its words need at a width, the sentences are as tall as theirs."""
    worked(book, clock)
    panel = settled(show(DidItWork(shell), 430, 300))
    panel.how_button.setChecked(True)
    panel.resize(430, panel.heightForWidth(430))
    settled(panel)
    for words in (panel.compared, panel.sentence, panel.why, panel.how):
        assert words.height() >= words.heightForWidth(words.width())
    last = panel.how.mapTo(panel, panel.how.rect().bottomLeft()).y()
    assert last < panel.height()


def test_a_view_of_a_campaign_that_is_no_more(book, clock) -> None:
    assert book.ask(campaign_view, 5) is None
    number = worked(book, clock)
    view = book.ask(campaign_view, 77)
    assert view is not None and view.id == number
    assert view.choices[0][0] == str(number)


@pytest.mark.parametrize(
    ("shares", "full"),
    [((0.0, 0.0), 0.1), ((0.38, 0.22), 0.5), ((0.5, None), 0.5), ((0.51, 0.1), 1.0), ((), 0.1)],
)
def test_the_longest_bar_has_most_of_the_room(show, shares, full) -> None:
    bars = show(ShareBars(), 300, 60)
    bars.set_bars([ShareBar("Got it", one, "–") for one in shares])
    assert bars.full == full


def test_bars_are_as_long_as_their_shares(show) -> None:
    bars = show(ShareBars(), 400, 52)
    bars.set_bars([ShareBar("Got it", 0.5, "50 %"), ShareBar("Did not", 0.25, "25 %")])
    picture = bars.grab().toImage()
    assert 1.9 < inked(picture, 13, "accent") / inked(picture, 39, "faint") < 2.1
    assert bars.accessibleName() == "Got it: 50 %; Did not: 25 %"


def inked(picture: QImage, line: int, token: str) -> int:
    """Pixels of a colour in a line."""
    ink = colour(token).rgb()
    return sum(picture.pixel(x, line) == ink for x in range(picture.width()))
