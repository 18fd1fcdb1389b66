"""Insights: what the shop's own history answers, card by card, worked out beside the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.gui.insights.asking import EVERYBODY, USUAL, Choice, Surroundings, Told, periods, surroundings
from app.gui.insights.card import PlotCard
from app.gui.insights.card_kind import CARDS
from app.gui.insights.grid import CardGrid
from app.gui.insights.round import Rounds
from app.gui.insights.ways_out import PlotsOut
from app.gui.page import Page, Shell
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.pill_chooser import PillChooser
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tab_order import follow_layout
from app.insights.plot import PlotData
from app.insights.registry import PLOTS
from app.kernel.errors import Refused
from app.kernel.i18n import _

_KEPT = "insights/months"


class InsightsPage(Page):
    """Cards stand at once and are filled in turn. Another choice, or leaving, calls off what is not begun."""

    topics = frozenset(
        {"customer", "activity", "purchase", "touchpoint", "points", "programme", "shop", "tag", "tier",
         "voucher", "group"}
    )  # fmt: skip

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.around: Surroundings | None = None
        self._left: list[str] = []
        self.title = PlainLabel(_("Insights"), "page-title")
        self.period = PillChooser(_("Period"), periods())
        self.period.set_current(_kept_period(shell))
        self.whom = PillChooser(_("Whom"), ((EVERYBODY, _("All customers")),))
        self.under_way = ElidedLabel("", "muted")
        self.bar = QProgressBar()
        self.stop_button = Button(_("Stop"))
        self.pictures_button = Button(_("Save pictures"))
        self.report_button = Button(_("Month report"))
        self.cards = {plot.id: PlotCard(plot.id, plot.label) for plot in PLOTS}
        self.others = {kind.id: kind.make(shell) for kind in CARDS}
        self.grid = CardGrid(self._in_order())
        self.empty = EmptyState(
            "insights", _("Nothing to look back on yet"), _("Go to the counter"),
            detail=_("Ring up purchases for your customers, or bring in what your till has kept: what that "
                     "tells of them stands here."),
        )  # fmt: skip
        self.rounds = Rounds(shell.jobs, self)
        self.out = PlotsOut(shell.jobs, self)
        self._lay_out()
        self._connect()
        self.reload()

    def _in_order(self) -> list[QWidget]:
        """Plots and other cards as they count."""
        plots = [(plot.order, plot.id, self.cards[plot.id]) for plot in PLOTS]
        others = [(kind.order, kind.id, self.others[kind.id]) for kind in CARDS]
        return [card for _order, _id, card in sorted([*plots, *others], key=lambda one: one[:2])]

    def _lay_out(self) -> None:
        self.header = self._head()
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.grid)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        calm = QWidget()
        around = QVBoxLayout(calm)
        around.setContentsMargins(12, 12, 12, 12)
        panel = Panel()
        panel.add(self.empty, 1)
        around.addWidget(panel)
        self.body = QStackedWidget()
        self.body.addWidget(self.area)
        self.body.addWidget(calm)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.body)

    def _head(self) -> QWidget:
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(12)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(_("How far it is"))
        left: tuple[QWidget, ...] = (self.title, self.period, self.whom)
        right: tuple[QWidget, ...] = (self.bar, self.stop_button, self.pictures_button, self.report_button)
        for widget in left:
            bar.addWidget(widget)
        bar.addWidget(self.under_way, 1)
        for widget in right:
            bar.addWidget(widget)
        self._hide_step()
        return head

    def _connect(self) -> None:
        self.period.chosen.connect(self._chosen)
        self.whom.chosen.connect(self._chosen)
        self.rounds.told.connect(self._told)
        self.rounds.ended.connect(self._ended)
        self.empty.activated.connect(self._to_the_counter)
        self.pictures_button.clicked.connect(self.save_pictures)
        self.report_button.clicked.connect(self.month_report)
        self.stop_button.clicked.connect(self.out.stop)
        for card in self.cards.values():
            card.wanted.connect(self._save_one)
            card.picture.remade.connect(self._follow)
        self.out.went.connect(self._went)
        self.out.failed.connect(self._not_done)
        self.out.step.connect(self._show_step)
        self.out.ended.connect(self._hide_step)

    def open(self, **_where: Any) -> None:
        self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def choice(self) -> Choice:
        """What is chosen above."""
        return Choice(int(self.period.current()), self.whom.current())

    def reload(self) -> None:
        """Ask everything anew; what is shown stays until its answer is there."""
        self.shell.jobs.read(self, "surroundings", surroundings, done=self._take_surroundings)
        self._left = list(self.cards)
        self._go_on()

    def _go_on(self) -> None:
        """Ask for what is left."""
        for plot_id in self._left:
            self.cards[plot_id].wait()
        self.pictures_button.setEnabled(False)
        plots = [plot for plot in PLOTS if plot.id in self._left]
        if plots:
            self._say_how_far()
            self.rounds.begin(plots, self.choice())
        else:
            self._ended(None)

    def _take_surroundings(self, around: Surroundings) -> None:
        self.around = around
        before = self.whom.current()
        self.whom.set_choices(around.whom)
        if self.whom.current() != before:
            self._chosen(self.whom.current())

    def _chosen(self, _choice: str) -> None:
        self.shell.settings.setValue(_KEPT, self.period.current())
        self._left = list(self.cards)
        self._go_on()

    def _told(self, told: Told) -> None:
        card = self.cards[told.plot]
        if told.data is None and not told.problem:
            card.work()
            return
        if told.data is not None:
            card.show_plot(told.data)
        else:
            card.show_problem(told.problem)
        if told.plot in self._left:
            self._left.remove(told.plot)
        self._say_how_far()

    def _say_how_far(self) -> None:
        done = len(self.cards) - len(self._left)
        words = _("Working it out: {done} of {all}").format(done=done, all=len(self.cards))
        self.under_way.setText(words if self._left else "")

    def _ended(self, error: Exception | None) -> None:
        self.under_way.setText("")
        if isinstance(error, Refused):
            self._left = []
            for card in self.cards.values():
                card.show_problem(str(error))
        answers = self.answers()
        self.pictures_button.setEnabled(any(data.picture is not None for data in answers))
        nothing = bool(answers) and len(answers) == len(self.cards)
        nothing = nothing and all(data.picture is None for data in answers)
        self.body.setCurrentIndex(1 if nothing and self.whom.current() == EVERYBODY else 0)
        for other in self.others.values():
            if (following := getattr(other, "following", None)) is not None:
                following.begin()

    def answers(self) -> list[PlotData]:
        """The answers that are there, in the order of the cards."""
        return [card.data for card in self.cards.values() if card.data is not None]

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: what is not begun waits until somebody does."""
        super().hideEvent(event)
        if self.rounds.under_way:
            self.rounds.stop()
            self.under_way.setText("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._left and not self.rounds.under_way:
            self._go_on()

    def _follow(self) -> None:
        follow_layout(self)

    def save_pictures(self) -> None:
        """Every picture there is, into a folder."""
        shown = [data for data in self.answers() if data.picture is not None]
        if self.around is not None and shown:
            self.out.ask_folder(shown, self.around.shop)

    def month_report(self) -> None:
        """The month on paper."""
        self.shell.go("print", document="month-report")

    def _save_one(self, plot_id: str, what: str) -> None:
        data = self.cards[plot_id].data
        if self.around is not None and data is not None:
            self.out.ask_place(data, what, self.around.shop)

    def _to_the_counter(self) -> None:
        self.shell.go("counter")

    def _show_step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
        self.stop_button.show()

    def _hide_step(self) -> None:
        self.bar.hide()
        self.stop_button.hide()

    def _went(self, words: str) -> None:
        self.shell.status.tell(words, "good")

    def _not_done(self, words: str) -> None:
        self.shell.status.tell(words, "warning")


def _kept_period(shell: Shell) -> str:
    """The period chosen last; the usual one where none was."""
    kept = str(shell.settings.value(_KEPT, ""))
    return kept if kept in dict(periods()) else str(USUAL)
