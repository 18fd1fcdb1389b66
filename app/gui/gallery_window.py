"""The counter of the pictures, put together from the kit with invented people, to be laid beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.page import Page, PageKind, Shell
from app.gui.rail import Rail
from app.gui.theme.tokens import HEADER_HEIGHT
from app.gui.widgets.avatar import Avatar
from app.gui.widgets.banner import Banner
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.empty import IconTile
from app.gui.widgets.facts import Fact, FactStrip
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.meter import Meter, StampRow
from app.gui.widgets.money_edit import MoneyEdit
from app.gui.widgets.pill import PersonPill, Pill
from app.gui.widgets.rewards import RewardRow
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.status_line import StatusLine
from app.gui.widgets.surfaces import FlowRow, Panel, row

RAIL = ("counter", "today", "customers", "groups", "outreach", "insights", "loyalty", "settings")


def _till() -> Panel:
    panel = Panel(name="Till")
    part = panel.section(tint=True)
    part.column.addWidget(PlainLabel("Ring up a purchase", "section"))
    amount = MoneyEdit()
    amount.setText("18.60")
    add = Button("Add", "primary", extra="+18")
    add.setMinimumHeight(46)
    part.column.addLayout(row(amount, add))
    part.column.addWidget(PlainLabel("1 point per €1 · Gold ×1.25 from €20", "muted"))
    part = panel.section()
    part.column.addWidget(PlainLabel("Points", "section"))
    side = QVBoxLayout()
    side.addStretch(1)
    side.addWidget(PlainLabel("worth €6.40", "muted"))
    side.addWidget(PlainLabel("120 lapse on 30 Nov", "warning"))
    line = QHBoxLayout()
    line.addWidget(PlainLabel("640", "display"))
    line.addStretch(1)
    line.addLayout(side)
    part.column.addLayout(line)
    part.column.addWidget(Meter(74, 100))
    part.column.addLayout(
        row(PlainLabel("Gold since March", "muted"), None, PlainLabel("€182 to Platinum", "muted"))
    )
    part = panel.section()
    part.column.addWidget(PlainLabel("Coffee card · 7 of 10", "section"))
    part.column.addWidget(StampRow(7, 10))
    part.column.addLayout(row(Button("+ Stamp"), Button("+2")))
    part = panel.section()
    part.column.addWidget(PlainLabel("Ready to use", "section"))
    part.column.addWidget(RewardRow("birthday", "Birthday: 10 % off", "until 9 Dec · once", special=True))
    part.column.addWidget(RewardRow("five", "€5 off any book", "500 points"))
    part.column.addWidget(RewardRow("coffee", "Free coffee", "150 points"))
    part.column.addWidget(RewardRow("first", "Signed first edition", "1 000 points · 360 to go", ready=False))
    panel.column.addStretch(1)
    return panel


def _card() -> Panel:
    panel = Panel(name="Card")
    part = panel.section()
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addLayout(
        row(
            PlainLabel("Maria Schmidt", "title"),
            Pill("Gold", "gold", "star"),
            Pill("Birthday in 3 days", "violet"),
            None,
        )
    )
    words.addWidget(ElidedLabel("Card 2900 0041 4417 · +49 151 555 4417 · maria.s@example.org", "muted"))
    pills = FlowRow()
    pills.set_widgets(
        [
            Pill("Usual: oat flat white", "accent"),
            Pill("Book club"),
            Pill("German crime"),
            Pill("E-mail ✓"),
        ]
    )
    words.addWidget(pills)
    head = QHBoxLayout()
    head.setSpacing(14)
    head.addWidget(Avatar("Maria Schmidt", 0, 58))
    head.addLayout(words, 1)
    head.addLayout(row(Button("Edit"), Button("Print", menu=True)))
    part.column.addLayout(head)
    panel.add_line()
    panel.add(
        FactStrip(
            [
                Fact("64", "visits since 2023"),
                Fact("every 9 days", "usual rhythm"),
                Fact("24 days ago", "later than usual", "warning"),
                Fact("€1 482", "spent in all"),
                Fact("71 %", "still a regular"),
            ]
        )
    )
    part = panel.section()
    part.column.setSpacing(10)
    part.column.addWidget(Banner("Check before offering cake.", "rose", strong="Nut allergy."))
    promise = "Promised on 2 Nov: hold the new Henning Mankell for her —"
    part.column.addWidget(Banner(promise, "gold", strong_end="still open", action="Done"))
    part.column.addWidget(
        FilterChips([("a", "All"), ("p", "Purchases"), ("c", "Contact"), ("f", "Feedback")])
    )
    for icon, tone, title, under in (
        ("purchase", "accent", "Purchase €23.40 · 2 books", "+23 points, double on crime week · Jonas"),
        ("feedback", "gold", "Feedback 5/5 “Loved the reading.”", "Asked by e-mail"),
        ("event", "violet", "Came to “Author evening: J. Adler”", "With Thomas"),
        ("call", "blue", "Called about an order", "2 min · order was ready"),
        ("complaint", "rose", "Complaint, put right", "Answered in 3 h"),
    ):
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(PlainLabel(title, "strong"))
        lines.addWidget(PlainLabel(under, "caption"))
        entry = QHBoxLayout()
        entry.setSpacing(12)
        entry.addWidget(IconTile(icon, tone))
        entry.addLayout(lines, 1)
        part.column.addLayout(entry)
    panel.column.addStretch(1)
    return panel


def _people() -> Panel:
    panel = Panel(name="People")
    people = (
        "Maria Schmidt",
        "Marion Sauer",
        "Marisol Santos Cruz",
        "Oluwaseun Kuti",
        "林 美玲",
        "محمد",
        "Łukasz Žižek",
    )
    for index, name in enumerate(people):
        part = panel.section()
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(PlainLabel(name, "strong"))
        lines.addWidget(PlainLabel("…4417 · 640 pts", "caption"))
        entry = QHBoxLayout()
        entry.addWidget(Avatar(name, index))
        entry.addLayout(lines, 1)
        if index % 3 == 0:
            entry.addWidget(Pill("Gold", "gold"))
        part.column.addLayout(entry)
    panel.column.addStretch(1)
    return panel


def window_like_the_picture() -> QWidget:
    """The kit put together like the counter, to be laid beside the picture of it."""
    window = QWidget()
    window.setProperty("ground", "paper")
    kinds = [
        PageKind(name, name.capitalize(), name, _no_page, place="bottom" if name == "settings" else "top")
        for name in RAIL
    ]
    rail = Rail(kinds)
    rail.set_current("counter")
    header = QWidget()
    header.setProperty("ground", "header")
    header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    header.setFixedHeight(HEADER_HEIGHT)
    search = SearchField("Scan a card, or type a name, phone or e-mail")
    search.set_text("mari s")
    search.setFixedWidth(383)
    line = row(
        16,
        search,
        Button("Scan a card", keys="F3"),
        Button("+ New customer", keys="Ctrl+N"),
        None,
        PersonPill("Jonas Berg", "Jonas on the till", 1),
        16,
        gap=12,
    )
    header.setLayout(line)
    status = StatusLine()
    status.set_note("Backed up 11:30 today")
    status.tell("+18 points for Oluwaseun Kuti", undoable=True)
    status.set_place("Till 1 · Kettle & Quill")
    people, till = _people(), _till()
    people.setFixedWidth(270)
    till.setFixedWidth(330)
    middle = QHBoxLayout()
    middle.setContentsMargins(12, 12, 12, 12)
    middle.setSpacing(12)
    for panel, stretch in ((people, 0), (_card(), 1), (till, 0)):
        middle.addWidget(panel, stretch)
    grid = QGridLayout(window)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    grid.addWidget(rail, 0, 0, 2, 1)
    grid.addWidget(header, 0, 1)
    grid.addLayout(middle, 1, 1)
    grid.addWidget(status, 2, 0, 1, 2)
    return window


def _no_page(shell: Shell) -> Page:
    return Page(shell)
