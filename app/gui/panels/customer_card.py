"""Middle of the counter: who stands there, what must not be overlooked, and all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.gui.models.feed import FeedModel
from app.gui.panels.composer import Composer
from app.gui.panels.feed import FeedView
from app.gui.widgets.avatar import Avatar
from app.gui.widgets.banner import Banner
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.facts import Fact, FactStrip
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.pill import Pill, pill_width
from app.gui.widgets.surfaces import FlowRow, Panel, line
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.gui.models.card_view import CardView, FactLine, Notice, PillLine, Standing

_MARGIN = 16
_NARROW = 520
"""Pixels below which the card says things in fewer letters."""


class _Notice(Banner):
    """A banner that knows what it stands for."""

    acted = Signal(str)

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(
            notice.text,
            notice.tone,
            parent,
            strong=notice.strong,
            strong_end=notice.strong_end,
            action=notice.action,
        )
        self.key = notice.key
        self.activated.connect(self._tell)

    def _tell(self) -> None:
        self.acted.emit(self.key)


class CustomerHead(QWidget):
    """Avatar, name, pills, how to reach them, what they like. Signals for the buttons at the right."""

    edit_wanted = Signal()
    print_wanted = Signal(QPoint)
    more_wanted = Signal(QPoint)
    ask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = self._pills_below = False
        self._view: CardView | None = None
        self.avatar = Avatar("", None, 58)
        self.name = ElidedLabel("", "title")
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pills = QHBoxLayout()
        self._pills.setSpacing(6)
        self.reach = ElidedLabel("", "muted")
        self.tags = FlowRow()
        self.edit = Button(_("Edit"))
        self.edit.setToolTip(_("Edit the card (F4)"))
        self.edit.clicked.connect(self.edit_wanted)
        self.print_button = Button(_("Print"), menu=True, name=_("Print for this customer"))
        self.print_button.clicked.connect(self._print)
        self.ask = Button("", icon="feedback", name=_("How was it? (F8)"))
        self.ask.clicked.connect(self.ask_wanted)
        self.more = Button("", icon="more", name=_("More to do with this customer"))
        self.more.clicked.connect(self._more)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self.name)
        title.addLayout(self._pills)
        title.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(title)
        words.addWidget(self.reach)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addLayout(words, 1)
        for button in (self.edit, self.print_button, self.ask, self.more):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(7)
        right.addLayout(top)
        right.addWidget(self.tags)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 13, 14, 13)
        row.setSpacing(14)
        row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)

    def _print(self) -> None:
        self.print_wanted.emit(self.print_button.mapToGlobal(QPoint(0, self.print_button.height())))

    def _more(self) -> None:
        self.more_wanted.emit(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow card the buttons are in the menu, and the pills beside the tags."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.edit.setVisible(not narrow)
            self.print_button.setVisible(not narrow)
            if self._view is not None:
                self.show_card(self._view)

    def show_card(self, view: CardView) -> None:
        """Show a customer."""
        self._view = view
        self.avatar.set_person(view.name, view.id)
        self.name.setText(view.name)
        self.reach.setText(view.reach)
        self._pills_below = self._narrow or not self._fits(view)
        _refill(self._pills, () if self._pills_below else view.pills)
        below = (*view.pills, *view.tags) if self._pills_below else view.tags
        self.tags.set_widgets([Pill(pill.text, pill.tone, pill.icon) for pill in below])
        self.tags.setVisible(bool(below))

    def _fits(self, view: CardView) -> bool:
        """Whether the pills stand beside the whole name: a name is never cut for them."""
        buttons = (self.edit, self.print_button, self.ask, self.more)
        beside = (
            self.avatar.width() + _MARGIN + 3 * 14 + sum(button.sizeHint().width() + 6 for button in buttons)
        )
        pills = sum(pill_width(pill.text, pill.icon) + 8 for pill in view.pills)
        return self.name.sizeHint().width() + pills <= self.width() - beside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        view = self._view
        if view is not None and self._pills_below != (self._narrow or not self._fits(view)):
            self.show_card(view)


def _refill(layout: QHBoxLayout, pills: Sequence[PillLine]) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for pill in pills:
        layout.addWidget(Pill(pill.text, pill.tone, pill.icon))


class CustomerPanel(Panel):
    """The card. Everything a person does here is a signal; the page runs the commands.

    `notice_acted(str)`: the key of a promise that is done. `note_made(str)`: a line of the composer.
    `filter_chosen(str)`: "all", "purchases", "contact", "feedback". `fact_pressed(str)`: the id of a fact.
    """

    edit_wanted = Signal()
    print_wanted = Signal(QPoint)
    more_wanted = Signal(QPoint)
    ask_wanted = Signal()
    new_wanted = Signal()
    notice_acted = Signal(str)
    note_made = Signal(str)
    filter_chosen = Signal(str)
    item_menu_wanted = Signal(object, QPoint)
    fact_pressed = Signal(str)

    def __init__(self, feed: FeedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Customer"))
        self.setMinimumWidth(380)
        self.head = CustomerHead()
        self.facts = FactStrip(pressable=True)
        self._shown: tuple[FactLine, ...] = ()
        self._customer = 0
        self._late: FactLine | None = None
        self._notices = QVBoxLayout()
        self._notices.setSpacing(8)
        self.composer = Composer()
        self.feed = FeedView(feed)
        self._no_history = PlainLabel("", "muted", wrap=True)
        self._empty = EmptyState(
            "counter",
            _("Who stands before you?"),
            _("New customer"),
            detail=_("Scan a card, or type a few letters of a name. Enter opens the marked card."),
        )
        self._card = QWidget()
        column = QVBoxLayout(self._card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(line())
        column.addWidget(self.facts)
        column.addWidget(line())
        self._inner = inner = QVBoxLayout()
        inner.setContentsMargins(_MARGIN, 10, _MARGIN, 4)
        inner.setSpacing(8)
        inner.addLayout(self._notices)
        inner.addWidget(self.composer)
        inner.addWidget(self._no_history)
        inner.addWidget(self.feed, 1)
        column.addLayout(inner, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._card)
        self.add(holder, 1)
        self.head.edit_wanted.connect(self.edit_wanted)
        self.head.print_wanted.connect(self.print_wanted)
        self.head.more_wanted.connect(self.more_wanted)
        self.head.ask_wanted.connect(self.ask_wanted)
        self._empty.activated.connect(self.new_wanted)
        self.composer.written.connect(self.note_made)
        self.composer.filter_chosen.connect(self.filter_chosen)
        self.feed.menu_wanted.connect(self.item_menu_wanted)
        self.facts.pressed.connect(self.fact_pressed)

    def _show_facts(self) -> None:
        narrow = self.width() < _NARROW
        late = () if narrow or self._late is None else (self._late,)  # a narrow card has room for four
        facts = [fact.fitting(narrow) for fact in (*self._shown, *late)]
        self.facts.set_facts([Fact(fact.value, fact.caption, fact.role, id=fact.id) for fact in facts])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_narrow(self.width() < _NARROW)
        self._show_facts()

    def show_nobody(self) -> None:
        """No card is open."""
        self._stack.setCurrentWidget(self._empty)

    def show_card(self, view: CardView) -> None:
        """Show a customer."""
        self.head.show_card(view)
        self._shown = view.facts
        if view.id != self._customer:
            self._customer, self._late = view.id, None
        self._show_facts()
        self._show_notices(view.notices)
        self._stack.setCurrentWidget(self._card)

    def show_standing(self, standing: Standing) -> None:
        """The fact that comes late, if its customer is still shown."""
        if standing.customer_id == self._customer and standing.fact != self._late:
            self._late = standing.fact
            self._show_facts()

    def place_question(self, question: QWidget) -> None:
        """Where a question to the customer stands: above the line that takes things down."""
        self._inner.insertWidget(self._inner.indexOf(self.composer), question)

    def ask(self, question: QWidget, asked: bool) -> None:
        """Show the question in the place of that line, or the line again."""
        self.composer.setVisible(not asked)
        question.setVisible(asked)

    def say_history(self, sentence: str) -> None:
        """What stands in the timeline's place when nothing does; "" when something does."""
        self._no_history.setText(sentence)
        self._no_history.setVisible(bool(sentence))
        self.feed.setVisible(not sentence)
        if sentence:
            self._no_history.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self._no_history.setContentsMargins(0, 24, 0, 0)
            self._no_history.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _show_notices(self, notices: Sequence[Notice]) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for notice in notices:
            banner = _Notice(notice)
            banner.acted.connect(self.notice_acted)
            self._notices.addWidget(banner)
