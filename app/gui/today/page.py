"""Today: what is worth doing, read anew whenever something of it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.groups.criteria.step import on_step
from app.gui.insights.relationship_panel import RelationshipPanel
from app.gui.jobs import ChangeSet
from app.gui.models.day_row import (
    BIRTHDAYS,
    EXPECTED,
    FEEDBACK,
    LAPSING,
    NEW,
    PROMISES,
    SLIPPING,
    TIERS,
    DayRow,
)
from app.gui.models.morning import DayView, day_view, learnt_day_view
from app.gui.models.relationships import StageBar, stage_bars
from app.gui.page import Page, Shell
from app.gui.today.columns import Columns
from app.gui.today.hands import DayHands
from app.gui.today.part import DayPartView
from app.gui.today.row import DayRowView
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.facts import FactStrip
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tab_order import follow_layout
from app.kernel.i18n import _

_PANELS = (
    ((BIRTHDAYS, 3),), ((SLIPPING, 3),), ((PROMISES, 3),), ((FEEDBACK, 3),), ((LAPSING, 1), (NEW, 1)),
)  # fmt: skip
"""The parts of each panel, and how many rows of each are shown at first; after them stand the steps of the
relationships."""
_SOMETIMES = (((EXPECTED, 3),), ((TIERS, 3),))
"""Those that stand below, on days that have something of them."""
_STEPS_CHANGE = frozenset({"customer", "purchase", "touchpoint", "tag"})


class TodayPage(Page):
    """Arrows go from row to row and from panel to panel."""

    topics = frozenset(
        {"customer", "activity", "purchase", "touchpoint", "points", "tier", "voucher", "programme", "shop"}
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.day: DayView | None = None
        self._left = ""
        self.title = PlainLabel(_("Today"), "page-title")
        self.when = ElidedLabel("", "muted")
        self.print_button = Button(_("Print today's sheet"), icon="print")
        self.print_button.clicked.connect(self.print_sheet)
        self.header = self._head()
        self.hands = DayHands(shell, self)
        self.facts = FactStrip(value_role="figure", lines=2)
        self.parts: dict[str, DayPartView] = {}
        self.relationships = RelationshipPanel()
        self.relationships.stage_chosen.connect(self._show_stage)
        self.relationships.left.connect(self._leave_steps)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(self._follow_layout)
        each_day = [self._panel(parts) for parts in _PANELS]
        self._sometimes = [self._panel(parts) for parts in _SOMETIMES]
        self.panels: list[Panel] = [*each_day, self.relationships, *self._sometimes]
        self.columns = Columns(self.panels)
        self.columns.leave_out(self._sometimes)
        self.columns.sideways.connect(self._leave_sideways)
        self._steps_known = False
        self.quiet = EmptyState("today", _("A quiet morning: nothing is due"))
        self.body = QStackedWidget()
        self._lay_out()
        self.reload()

    def _head(self) -> QWidget:
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(10)
        bar.addWidget(self.title)
        bar.addWidget(self.when, 1)
        bar.addWidget(self.print_button)
        return head

    def _panel(self, parts: tuple[tuple[str, int], ...]) -> Panel:
        panel = Panel()
        for place, (part_id, shown) in enumerate(parts):
            if place:
                panel.add_line()
            view = DayPartView(shown)
            view.acted.connect(self.hands.act)
            view.opened.connect(self._open_card)
            view.finished.connect(self.hands.finish)
            view.menu_wanted.connect(self.hands.open_menu)
            view.moved.connect(self._step)
            view.filled.connect(self._order.start)
            self.parts[part_id] = view
            panel.add(view)
        panel.column.addStretch(1)
        return panel

    def _lay_out(self) -> None:
        top = Panel(name=_("The day in figures"))
        top.add(self.facts)
        self.top = top
        self.calm = Panel()
        self.calm.add(self.quiet, 1)
        self.body.addWidget(self.columns)
        self.body.addWidget(self.calm)
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addWidget(top)
        column.addWidget(self.body, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.inner = inner
        inner.hide()  # until the day has been read

    def open(self, **_where: Any) -> None:
        """The day may be another one by now."""
        if self.day is not None:
            self.reload()
            self.focus_first()

    def reload(self) -> None:
        self.shell.jobs.read(self, "day", day_view, done=self._show_at_once)

    def _hear(self, changes: ChangeSet) -> None:
        if any(topic in _STEPS_CHANGE for topic, _customer in changes):
            self._steps_known = False
        super()._hear(changes)

    def _show_at_once(self, day: DayView) -> None:
        """What there is; what takes long is asked for beside it."""
        self._show(day)
        jobs = self.shell.jobs
        if not day.final:
            jobs.read_aside(self, "learnt", learnt_day_view, done=self._show_again, failed=self._not_learnt)
        if not self._steps_known:
            self._steps_known = True
            jobs.read_aside(self, "steps", stage_bars, done=self._show_steps, failed=self._no_steps)

    def _show_steps(self, bars: Sequence[StageBar]) -> None:
        self.relationships.set_bars(bars)
        self._order.start()

    def _follow_layout(self) -> None:
        follow_layout(self.inner)

    def _no_steps(self, _error: Exception) -> None:
        """The panel stays as it was; what was wrong is reported by itself."""
        self._steps_known = False

    def _show_again(self, day: DayView) -> None:
        """The same day told better: nothing moves away under the mouse."""
        self._show(day, again=True)

    def _not_learnt(self, _error: Exception) -> None:
        """The day stays as it is told; what was wrong is reported by itself."""

    def _show(self, day: DayView, *, again: bool = False) -> None:
        first = self.day is None
        self.day = day
        self.hands.today, self.hands.lapsing = day.today, day.lapsing
        self.when.setText(day.day)
        self.facts.set_facts(day.facts)
        for part_id, view in self.parts.items():
            view.show_part(day.parts[part_id], again=again)
        self.columns.leave_out([panel for panel in self._sometimes if not self.rows(panel)])
        self.body.setCurrentIndex(1 if day.quiet else 0)
        for page in (self.columns, self.calm):  # the one that is not seen takes no room
            here = page is self.body.currentWidget()
            high = QSizePolicy.Policy.Preferred if here else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        if first:
            self.inner.show()
            if self.isVisible():
                self.focus_first()

    def rows(self, panel: QWidget) -> list[QWidget]:
        """The rows of a panel, from above."""
        if panel is self.relationships:
            return [row for row in self.relationships.rows if row.isVisibleTo(panel)]
        views = (view for view in self.parts.values() if panel.isAncestorOf(view))
        return [row for view in views for row in view.rows]

    def focus_first(self) -> None:
        """Mark the row whose card was opened last; else the first row there is."""
        day = (panel for panel in self.columns.shown if panel is not self.relationships)
        rows = [row for panel in day for row in self.rows(panel) if isinstance(row, DayRowView)]
        if rows:
            self._mark(next((row for row in rows if row.row.key == self._left), rows[0]))

    def _open_card(self, row: DayRow) -> None:
        self._left = row.key
        self.hands.open(row)

    def print_sheet(self) -> None:
        """The day on one page, to tick off with a pen."""
        self.shell.go("print", document="today")

    def _step(self, part: DayPartView, row: DayRowView, across: int, down: int) -> None:
        panel = next(one for one in self.panels if one.isAncestorOf(part))
        self._go_on(panel, row, across, down)

    def _leave_steps(self, down: int) -> None:
        """An arrow went on above the first step or below the last."""
        self._go_on(self.relationships, self.relationships.rows[0 if down < 0 else -1], 0, down)

    def _show_stage(self, stage: str) -> None:
        """Who stands on the step, as a group one can do something for; the status line says what it takes."""
        bar = next(row.bar for row in self.relationships.rows if row.bar.id == stage)
        self.shell.go("groups", rule=on_step(stage), name=bar.label)
        self.shell.status.tell(f"{bar.said}. {bar.takes}")

    def _leave_sideways(self, across: int) -> None:
        row = QApplication.focusWidget()
        if row is not None and row in self.rows(self.relationships):
            self._go_on(self.relationships, row, across, 0)

    def _go_on(self, panel: QWidget, row: QWidget, across: int, down: int) -> None:
        rows = self.rows(panel)
        at = rows.index(row)
        if down:
            if 0 <= at + down < len(rows):
                self._mark(rows[at + down])
            elif below := self._beside(panel, 0, down):
                self._mark(below[0 if down > 0 else -1])
        elif beside := self._beside(panel, across, 0):
            self._mark(beside[min(at, len(beside) - 1)])

    def _beside(self, panel: QWidget, across: int, down: int) -> list[QWidget]:
        """The rows of the next panel that way which has some."""
        column, line = self.columns.place_of(panel)
        places = {self.columns.place_of(one): one for one in self.columns.shown}
        while True:
            column, line = column + across, line + down
            found = places.get((column, line))
            if found is None:
                return []
            if rows := self.rows(found):
                return rows

    def _mark(self, row: QWidget) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(row, 0, 60)
