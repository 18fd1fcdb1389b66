"""How a shop's paper looks, set in the window: colour, logo, hours, paper, and the head as it will print."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent

from app.gui.app import make_window
from app.gui.pages.settings import PAGE
from app.printing.palette import PRESETS
from app.shop.on_paper import logo
from app.shop.queries import shop_profile


@pytest.fixture
def window(show, book, settings):
    made = show(make_window(book, settings, (PAGE,)), 1024, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


@pytest.fixture
def page(window, qtbot):
    window.go("settings")
    assert window.shell.jobs.drain()
    found = window.page("settings")
    qtbot.waitUntil(lambda: found.head.strip.image is not None)
    return found


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGB", (300, 300), (200, 30, 40)).save(path)
    return path


def colours(page) -> set[str]:
    image = page.head.strip.image
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def saved(page, qtbot) -> None:
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.save_button.isEnabled() and not page._typed)


def test_a_colour_is_chosen_by_its_round_and_shown_on_paper_before_it_is_saved(page, book, qtbot) -> None:
    before = page.head.strip.image
    qtbot.mouseClick(page.swatches.buttons[3], Qt.MouseButton.LeftButton)
    assert page.form.editor("colour").text() == PRESETS[3]
    qtbot.waitUntil(lambda: page.head.strip.image is not before)
    assert PRESETS[3] in colours(page)
    assert book.ask(shop_profile).colour == ""
    saved(page, qtbot)
    assert book.ask(shop_profile).colour == PRESETS[3]
    assert page.swatches.buttons[3].isChecked()


def test_a_colour_of_ones_own_is_a_round_too_and_a_pale_one_is_told_of(page, book, qtbot) -> None:
    line = page.form.editor("colour")
    line.setFocus()
    qtbot.keyClicks(line, "FFD54A")
    assert not page.swatches.own.isHidden()
    assert page.swatches.own.colour == "#ffd54a"
    assert "darker shade" in page.form.row("colour").help.text()
    line.clear()
    qtbot.keyClicks(line, "reddish")
    assert page.swatches.own.isHidden()
    assert "darker shade" not in page.form.row("colour").help.text()
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "no colour" in page.form.problem("colour"))
    assert book.ask(shop_profile).colour == ""


def test_hours_and_paper_are_part_of_the_profile(page, book, qtbot) -> None:
    page.form.editor("opening_hours").setPlainText("Mo–Fr 9–18\nSa 9–14")
    page.form.editor("paper").set_current("LETTER")
    page._changed("paper")
    saved(page, qtbot)
    kept = book.ask(shop_profile)
    assert (kept.opening_hours, kept.paper) == ("Mo–Fr 9–18\nSa 9–14", "LETTER")


def test_a_logo_is_kept_shown_printed_and_taken_back(page, window, book, picture, qtbot) -> None:
    before = page.head.strip.image
    page.logo.chosen.emit(picture)
    qtbot.waitUntil(lambda: book.ask(logo) is not None and not page.logo.remove.isHidden())
    qtbot.waitUntil(lambda: page.head.strip.image is not before)
    assert "#c81e28" in colours(page)
    qtbot.waitUntil(lambda: window.status.told() == "Logo changed")
    qtbot.mouseClick(page.logo.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: book.ask(logo) is None and page.logo.remove.isHidden())
    qtbot.waitUntil(lambda: window.status.told() == "Logo removed")
    window.status.undo_requested.emit()
    qtbot.waitUntil(lambda: book.ask(logo) is not None and not page.logo.remove.isHidden())


def test_what_is_no_picture_is_said_under_the_logo_and_changes_nothing(page, book, tmp_path, qtbot) -> None:
    text = tmp_path / "logo.png"
    text.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page.logo.chosen.emit(text)
    qtbot.waitUntil(lambda: "SVG" in page.logo.error.text())
    assert not page.logo.error.isHidden()
    page.logo.chosen.emit(tmp_path / "gone.png")
    qtbot.waitUntil(lambda: "cannot be read" in page.logo.error.text())
    assert book.ask(logo) is None


def dropped(*places: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place)) for place in places])
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, no_key)
    event.kept = data  # Qt only borrows it
    return event


def test_a_file_dropped_here_is_the_logo_and_two_at_once_are_not(page, picture, qtbot) -> None:
    heard: list[Path] = []
    page.logo.chosen.disconnect()
    page.logo.chosen.connect(heard.append)
    page.logo.dropEvent(dropped(picture, picture))
    assert heard == []
    page.logo.dropEvent(dropped(picture))
    assert heard == [picture]


def test_what_is_typed_stands_when_the_logo_changes(page, book, picture, qtbot) -> None:
    page.form.editor("tagline").setFocus()
    qtbot.keyClicks(page.form.editor("tagline"), "Books and tea")
    page.logo.chosen.emit(picture)
    qtbot.waitUntil(lambda: book.ask(logo) is not None)
    page.shell.jobs.drain()
    assert page.form.editor("tagline").text() == "Books and tea"
    assert page.save_button.isEnabled()
