"""An exception in a slot reaches a dialog in plain words, never stderr, and the form keeps what was typed."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.crash import CrashDialog, FaultDialog, Troubles, install_excepthook, report_of
from app.kernel.errors import WorldFault


@pytest.fixture
def troubles(qapp, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = Troubles()
    install_excepthook(made)
    yield made
    if made.dialog is not None:
        made.dialog.close()
    made.deleteLater()


@pytest.mark.qt_no_exception_capture
def test_a_slot_that_fails_brings_the_dialog(show, troubles, qtbot, capsys) -> None:
    holder = QWidget()
    field, button = QLineEdit(), QPushButton("Add")
    column = QVBoxLayout(holder)
    column.addWidget(field)
    column.addWidget(button)

    def fail() -> None:
        raise KeyError("balance")

    button.clicked.connect(fail)
    show(holder)
    qtbot.keyClicks(field, "18.60")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(troubles.dialog, CrashDialog))
    assert field.text() == "18.60"
    assert "KeyError" in troubles.dialog.report
    assert capsys.readouterr().err == ""


def test_the_report_names_versions_and_place() -> None:
    try:
        raise ValueError("odd")
    except ValueError as error:
        report = report_of(error)
    assert "Regulars " in report
    assert "Qt 6" in report
    assert "test_the_report_names_versions_and_place" in report


def test_the_report_is_copied_and_details_open(show, qtbot) -> None:
    dialog = show(CrashDialog(ValueError("odd")))
    assert dialog.details.isHidden()
    qtbot.mouseClick(dialog.details_button, Qt.MouseButton.LeftButton)
    assert dialog.details.isVisible()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.report
    assert dialog.copy_button.text() == "Copied"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_many_faults_bring_one_dialog(troubles, qtbot) -> None:
    first = ValueError("first")
    troubles.show_crash(first)
    troubles.show_crash(ValueError("second"))
    qtbot.waitUntil(lambda: troubles.dialog is not None)
    assert "first" in troubles.dialog.report
    troubles.dialog.accept_button.click()
    assert troubles.dialog is None


def test_a_thread_that_fails_is_told_too(troubles, qtbot) -> None:
    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: troubles.dialog is not None)
    assert "in a thread" in troubles.dialog.report


def test_a_fault_of_the_machine_has_its_own_words(troubles, qtbot) -> None:
    troubles.show_fault(WorldFault("The disk is full. Nothing was lost; make room and try again."))
    assert isinstance(troubles.dialog, FaultDialog)
    assert troubles.dialog.sentence.text().startswith("The disk is full.")


def test_stderr_only_when_asked_for(troubles, qtbot, capsys, monkeypatch) -> None:
    monkeypatch.setenv("REGULARS_DEBUG", "1")
    troubles.show_crash(ValueError("shown"))
    qtbot.waitUntil(lambda: troubles.dialog is not None)
    assert "ValueError: shown" in capsys.readouterr().err
