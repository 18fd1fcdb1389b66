"""The settings say how the shop asks, and change it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.shop_settings.feedback import AskingDialog, FeedbackAsking
from app.kernel.book import Book
from app.kernel.journal import Undo, undo_last
from app.touchpoints.asking import Asking, asking
from tests.gui.tills import Settle


def test_the_scale_and_the_address_are_changed_and_taken_back(
    window: MainWindow, book: Book, show, qtbot: QtBot, settle: Settle
) -> None:
    panel = show(FeedbackAsking(window.shell.jobs), 460, 120)
    settle(lambda: panel.what.text().startswith("“How was it?”, from 1 to 5. No address"))
    qtbot.mouseClick(panel.set_up, Qt.MouseButton.LeftButton)
    dialog = next(one for one in panel.window().findChildren(AskingDialog))
    scale = dialog.form.editor("scale")
    assert isinstance(scale, QComboBox)
    scale.setCurrentIndex(1)
    dialog.form.editor("address").setText("shop.example")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(lambda: bool(dialog.form.problem("address")))
    assert book.ask(asking) == Asking()
    dialog.form.editor("address").setText("https://shop.example/?c={code}")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(lambda: "https://shop.example/?c={code}" in panel.what.text())
    assert book.ask(asking) == Asking(10, "https://shop.example/?c={code}")
    book.do(undo_last, Undo())
    settle(lambda: "No address" in panel.what.text())
