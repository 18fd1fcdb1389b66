"""The sheets of the gallery: every control, form, icon and dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QStringListModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QTabBar,
    QWidget,
)

from app.gui.crash import CrashDialog
from app.gui.gallery_rules import rules_sheet
from app.gui.gallery_till import till_states
from app.gui.gallery_window import window_like_the_picture
from app.gui.theme import icons, strokes
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import Calendar, ComboBox, DayEdit, SpinBox
from app.gui.widgets.empty import EmptyState, IconTile
from app.gui.widgets.form import Form
from app.gui.widgets.labels import KeyHint, PlainLabel
from app.gui.widgets.surfaces import Panel, row
from app.gui.widgets.tables import ListView, TableView
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind


def _controls() -> QWidget:
    panel = Panel()
    part = panel.section()
    column = part.column
    column.addLayout(
        row(
            Button("Primary", "primary"),
            Button("Secondary"),
            Button("Quiet", "quiet"),
            Button("Delete", "danger"),
            Button("Link", "link"),
            Button("Print", icon="print"),
            Button("", icon="edit", name="Edit"),
            None,
        )
    )
    off = [
        Button("Primary", "primary"),
        Button("Secondary"),
        Button("Quiet", "quiet"),
        Button("Delete", "danger"),
    ]
    for button in off:
        button.setEnabled(False)
    toggled = Button("Chosen")
    toggled.setCheckable(True)
    toggled.setChecked(True)
    column.addLayout(row(*off, toggled, KeyHint("Ctrl+N"), None))
    line = QLineEdit("Łukasz Žižek")
    empty = QLineEdit()
    empty.setPlaceholderText("Placeholder")
    closed = QLineEdit("Cannot be changed")
    closed.setEnabled(False)
    column.addLayout(row(line, empty, closed))
    combo = ComboBox([("eur", "Euro"), ("gbp", "Pound sterling")], name="Currency")
    spin = SpinBox(1, 20, name="Stamps")
    spin.setValue(10)
    day = DayEdit(name="Day")
    day.setText("2026-11-22")
    column.addLayout(row(combo, spin, day))
    on, off_box, some = QCheckBox("May write by e-mail"), QCheckBox("May call"), QCheckBox("Some")
    on.setChecked(True)
    some.setTristate(True)
    some.setCheckState(some.checkState().PartiallyChecked)
    one, two = QRadioButton("Keep the balance"), QRadioButton("Waive it")
    one.setChecked(True)
    column.addLayout(row(on, off_box, some, one, two, None))
    tabs = QTabBar()
    tabs.setExpanding(False)
    for name in ("Shop", "Programme", "Till"):
        tabs.addTab(name)
    bar = QProgressBar()
    bar.setValue(60)
    column.addWidget(tabs)
    column.addWidget(bar)
    note = QPlainTextEdit("A note of more than one line.\nAsked for the new Mankell.")
    note.setFixedHeight(72)
    column.addWidget(note)
    rows = QStandardItemModel(4, 3)
    rows.setHorizontalHeaderLabels(["Name", "Card", "Points"])
    for down in range(4):
        for across, text in enumerate(("Maria Schmidt", "2900 0041 4417", "640")):
            rows.setItem(down, across, QStandardItem(text))
    table = TableView(name="Customers")
    rows.setParent(table)
    table.setModel(rows)
    table.setColumnWidth(0, 300)
    table.setColumnWidth(1, 240)
    table.selectRow(1)
    table.setFixedHeight(220)
    names = ListView(name="Names")
    names.setModel(QStringListModel([f"Customer {number}" for number in range(30)], names))
    calendar = Calendar()
    calendar.setSelectedDate(QDate(2026, 11, 22))
    lower = QHBoxLayout()
    lower.addWidget(names, 1)
    lower.addWidget(calendar)
    column.addWidget(table)
    column.addLayout(lower, 1)
    return panel


def _form() -> QWidget:
    panel = Panel()
    part = panel.section()
    fields = (
        Field("name", "Name", required=True),
        Field("phone", "Phone", FieldKind.PHONE, help="The last digits are enough to find somebody."),
        Field("stage", "Tier", FieldKind.CHOICE, choices=(("gold", "Gold"), ("silver", "Silver"))),
        Field("day", "Birthday", FieldKind.DATE),
        Field("notes", "Notes", FieldKind.LONG_TEXT),
        Field("mail", "May write by e-mail", FieldKind.BOOLEAN, default=True),
    )
    form = Form(fields)
    form.show_problem(Refused("Name is missing.", "name"))
    part.column.addWidget(form)
    part.column.addWidget(
        EmptyState("customers", "No customers yet", "New customer", detail="Add the first, or bring a list.")
    )
    return panel


def _pictures() -> QWidget:
    panel = Panel()
    part = panel.section()
    grid = QGridLayout()
    for index, name in enumerate((*strokes.DRAWINGS, *icons.GLYPHS)):
        cell = row(
            IconTile(name, ("accent", "gold", "violet", "blue", "rose", "plain")[index % 6]),
            PlainLabel(name, "caption"),
            None,
        )
        grid.addLayout(cell, index // 6, index % 6)
    part.column.addLayout(grid)
    part.column.addStretch(1)
    return panel


def _crash() -> QWidget:
    try:
        raise ValueError("an example")
    except ValueError as error:
        dialog = CrashDialog(error)
    dialog.details_button.setChecked(True)
    return dialog


SHEETS: dict[str, tuple[Callable[[], QWidget], int, int]] = {
    "window": (window_like_the_picture, 1366, 768),
    "controls": (_controls, 900, 1000),
    "form": (_form, 560, 1000),
    "rules": (rules_sheet, 640, 960),
    "icons": (_pictures, 900, 640),
    "crash": (_crash, 560, 520),
    "till": (till_states, 1400, 720),
}
"""Name of a sheet: what builds it, width, height."""
