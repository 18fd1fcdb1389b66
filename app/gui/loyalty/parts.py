"""One part of the left card: a heading, a button to add, and the table of what there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.models.programme import (
    earning_lines,
    reward_lines,
    stamp_lines,
    tier_lines,
    tiers_title,
    voucher_lines,
)
from app.gui.models.programme_rest import rest_lines
from app.gui.models.programme_words import Line, Plain, Words
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.rule_table import Column, RuleTable
from app.kernel.i18n import _


@dataclass(frozen=True)
class Part:
    """What a part shows. `section` is the list of the rules it adds to, "" when nothing can be added."""

    id: str
    section: str
    title: Callable[[Plain], str]
    lines: Callable[[Plain, Words], list[Line]]
    columns: tuple[Column, ...]
    add: str = ""
    none: str = ""
    head: bool = True


def _said(title: str) -> Callable[[Plain], str]:
    def say(_plain: Plain) -> str:
        return title

    return say


PARTS = (
    Part(
        "earning",
        "earning",
        _said(_("Earning")),
        earning_lines,
        (Column(_("When"), 43), Column(_("Rule"), 31), Column(_("From"), 14), Column(_("To"), 12)),
        _("Add a rule"),
    ),
    Part(
        "tiers",
        "tiers",
        tiers_title,
        tier_lines,
        (
            Column(_("Tier"), 20),
            Column(_("From"), 11, figures=True),
            Column(_("Earning"), 20),
            Column(_("Perks"), 49),
        ),
        _("Add a tier"),
        _("No tiers: everybody earns alike."),
    ),
    Part(
        "stamp_cards",
        "stamp_cards",
        _said(_("Stamp cards")),
        stamp_lines,
        (Column(_("Card"), 24), Column(_("Stamps"), 28), Column(_("Full card"), 28), Column(_("Lapse"), 20)),
        _("Add a stamp card"),
        _("No stamp cards."),
        head=False,
    ),
    Part(
        "rewards",
        "rewards",
        _said(_("Rewards")),
        reward_lines,
        (
            Column(_("Reward"), 23),
            Column(_("Costs"), 10, figures=True),
            Column(_("Gives"), 35),
            Column(_("Who"), 32),
        ),
        _("Add a reward"),
        _("No rewards yet: points cannot be used."),
    ),
    Part(
        "vouchers",
        "vouchers",
        _said(_("Vouchers")),
        voucher_lines,
        (Column(_("Voucher"), 28), Column(_("Issued"), 26), Column(_("Gives"), 30), Column(_("Valid"), 16)),
        _("Add a voucher"),
        _("No vouchers: nothing is issued of itself."),
    ),
    Part(
        "rest",
        "",
        _said(_("All the rest")),
        rest_lines,
        (Column(_("What"), 38), Column(_("Rule"), 62)),
        head=False,
    ),
)


class PartView(QWidget):
    """`opened(Line)`, `removed(Line)`, `moved(Line, int)`, `add_asked(section)`; `look_at`: a row."""

    opened = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)
    add_asked = Signal(str)
    scheme_asked = Signal()
    look_at = Signal(object, object)

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.lines: Sequence[Line] = ()
        self.title = ElidedLabel(part.title({}), "heading")
        self.title.setFixedHeight(CONTROL_HEIGHT)
        self.scheme = Button(_("How they are reached"), "quiet")
        self.scheme.hide()
        self.add = Button(part.add, "quiet", icon="add")
        self.add.hide()
        self.none = PlainLabel(part.none, "muted", wrap=True)
        self.table = RuleTable(part.columns, name=part.title({}), head=part.head)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.scheme)
        head.addWidget(self.add)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 4, 8, 14)
        self.column.setSpacing(0)
        self.column.addLayout(head)
        self.column.addWidget(self.none)
        self.column.addWidget(self.table)
        self.add.clicked.connect(self._add)
        self.scheme.clicked.connect(self.scheme_asked)
        self.table.opened.connect(self._open)
        self.table.removed.connect(self._remove)
        self.table.moved.connect(self._move)
        self.table.left_at.connect(self._look)

    def put_above(self, widget: QWidget) -> None:
        """A widget between the heading and the table."""
        self.column.insertWidget(1, widget)

    def show_programme(self, plain: Plain, words: Words, *, editable: bool) -> None:
        """Show the part's lines of a programme."""
        self.lines = self.part.lines(plain, words)
        title = self.part.title(plain)
        self.title.setText(title)
        self.table.setAccessibleName(title)
        self.table.set_editable(editable)
        self.table.show_rows([line.cells for line in self.lines])
        self.table.setVisible(bool(self.lines))
        self.none.setVisible(not self.lines and bool(self.part.none))
        self.add.setVisible(editable and bool(self.part.section))
        self.scheme.setVisible(editable and self.part.id == "tiers" and bool(self.lines))

    def mark(self, section: str, at: int | None) -> None:
        """Show where something is wrong."""
        found = (row for row, line in enumerate(self.lines) if (line.section, line.at) == (section, at))
        self.table.mark(next(found, -1))

    def focus(self, section: str, at: int | None) -> bool:
        """The focus into the row of a part of the rules; False when it is not here."""
        for row, line in enumerate(self.lines):
            if (line.section, line.at) == (section, at):
                self.table.select(row)
                self.table.setFocus()
                return True
        return False

    def _add(self) -> None:
        self.add_asked.emit(self.part.section)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.opened.emit(self.lines[row])

    def _remove(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.removed.emit(self.lines[row])

    def _move(self, row: int, step: int) -> None:
        if 0 <= row < len(self.lines) and 0 <= row + step < len(self.lines):
            self.moved.emit(self.lines[row], step)

    def _look(self, row: int) -> None:
        top = self.table.rowViewportPosition(row) + (
            self.table.horizontalHeader().height() if self.part.head else 0
        )
        self.look_at.emit(self.table, QRect(0, top, 1, self.table.rowHeight(row)))
