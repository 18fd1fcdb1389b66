"""What the list of customers is narrowed to and how it is ordered: chips, and three lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.groups.directory import DirectoryQuery
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _

DESCENDING_FIRST = frozenset({"points", "visits", "last_visit", "spent", "joined"})
"""Columns in which the most or the latest is what one looks for."""


class DirectoryFilters(QWidget):
    """`changed()` follows every choice; `query(text)` and `away_days()` are what it asks for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sort, self.descending = "name", False
        self.chips = FilterChips(
            [
                ("all", _("Everybody")),
                ("alert", _("With an alert")),
                ("email", _("Said yes to e-mail")),
                ("birthday", _("Birthday this month")),
                ("archived", _("Archived")),
            ],
            name=_("Show"),
        )
        self.tag = ComboBox([("", _("Any tag"))], name=_("Tag"))
        self.away = ComboBox(
            [
                ("", _("Whenever seen")),
                ("30", _("Not seen for a month")),
                ("90", _("Not seen for three months")),
                ("182", _("Not seen for half a year")),
                ("365", _("Not seen for a year")),
            ],
            name=_("Last seen"),
        )
        self.order = ComboBox(
            [
                ("name", _("By name")),
                ("points", _("Most points")),
                ("visits", _("Most visits")),
                ("last_visit", _("Latest visit")),
                ("spent", _("Most spent")),
                ("joined", _("Newest customers")),
                ("card", _("By card number")),
            ],
            name=_("Order"),
        )
        self.count = PlainLabel("", "section")
        self._lay_out()
        self.chips.chosen.connect(self._chosen)
        self.tag.chosen.connect(self._chosen)
        self.away.chosen.connect(self._chosen)
        self.order.chosen.connect(self._order_chosen)

    def _lay_out(self) -> None:
        for box, letters in ((self.tag, 10), (self.away, 15), (self.order, 11)):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.chips)
        upper.addStretch(1)
        upper.addWidget(self.count)
        lower.setSpacing(8)
        for box in (self.tag, self.away, self.order):
            lower.addWidget(box)
        lower.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(4)
        column.addLayout(upper)
        column.addLayout(lower)

    def query(self, text: str) -> DirectoryQuery:
        """The list that is asked for; `away_days` goes beside it."""
        shown = self.chips.current()
        tag = self.tag.current_id()
        return DirectoryQuery(
            sort=self.sort,
            descending=self.descending,
            text=text,
            tag=int(tag) if tag else None,
            archived=shown == "archived",
            with_alert=shown == "alert",
            with_email_consent=shown == "email",
            birthday_this_month=shown == "birthday",
        )

    def away_days(self) -> int:
        """Not seen for so many days; 0 for whenever."""
        return int(self.away.current_id() or 0)

    def narrowed(self) -> bool:
        """Whether anything but the order is chosen."""
        return self.chips.current() != "all" or bool(self.tag.current_id()) or bool(self.away_days())

    def reset(self) -> None:
        """Show everybody again."""
        self.chips.set_current("all")
        self.tag.set_current("")
        self.away.set_current("")
        self.changed.emit()

    def offer_tags(self, tags: Sequence[tuple[int, str, int]]) -> None:
        """The tags there are, with how many wear each; the choice stays while it can."""
        kept = self.tag.current_id()
        self.tag.clear()
        self.tag.addItem(_("Any tag"), "")
        for tag_id, name, count in tags:
            self.tag.addItem(f"{name} ({count})", str(tag_id))
        self.tag.set_current(kept if self.tag.findData(kept) >= 0 else "")

    def sort_by(self, sort: str) -> None:
        """A press on a column's head: that column, or the other way round when it was it already."""
        if sort == self.sort:
            self.descending = not self.descending
        else:
            self.sort, self.descending = sort, sort in DESCENDING_FIRST
        self.order.set_current(self.sort)
        self.changed.emit()

    def _order_chosen(self, sort: str) -> None:
        self.sort, self.descending = sort, sort in DESCENDING_FIRST
        self.changed.emit()

    def _chosen(self, _choice: str) -> None:
        self.changed.emit()
