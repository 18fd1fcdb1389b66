"""A card: a question, its answer in one sentence and one picture, and how we know."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.gui.insights.picture import PictureView
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.pill_button import PillButton
from app.gui.widgets.spans import Span, SpanLabel
from app.gui.widgets.surfaces import Panel
from app.insights.plot import PlotData
from app.kernel.i18n import _

PICTURE, CSV, XLSX = "picture", "csv", "xlsx"
_SENTENCE = 13
_LEAST_BODY = 212


class Card(Panel):
    """A panel with a question in its head; `body` is the column under it."""

    def __init__(self, card_id: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=title)
        self.card_id = card_id
        self.title = ElidedLabel(title, "heading")
        self.title.setMinimumHeight(CONTROL_HEIGHT)  # as tall as the buttons that come beside it
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 3, 8, 0)
        self.head.setSpacing(4)
        self.head.addWidget(self.title, 1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 0, 16, 14)
        self.body.setSpacing(8)
        self.column.addLayout(self.head)
        self.column.addLayout(self.body, 1)


class PlotCard(Card):
    """`wanted(card id, what)` asks for its picture or its figures as a file."""

    wanted = Signal(str, str)

    def __init__(self, plot_id: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(plot_id, title, parent)
        self.data: PlotData | None = None
        self.menu: QMenu | None = None
        self.how_button = PillButton(_("How we know"))
        self.how_button.setAccessibleName(f"{_('How we know')}: {title}")
        self.how_button.setCheckable(True)
        self.how_button.toggled.connect(self._show_how)
        self.more = Button("", "quiet", icon="more", name=_("Save “{title}”").format(title=title))
        self.more.clicked.connect(self.open_menu)
        self.head.addWidget(self.how_button)
        self.head.addWidget(self.more)
        self.sentence = SpanLabel(size=_SENTENCE, ink="muted", wrap=True)
        self.how = PlainLabel("", "caption", wrap=True)
        self.how.hide()
        self.picture = PictureView()
        self.words = PlainLabel("", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting = PlainLabel("", "caption")
        self.bar = QProgressBar()
        self.stack = QStackedWidget()
        for widget in (self._placeholder(), self.picture, self.words):
            self.stack.addWidget(widget)
        self.stack.setMinimumHeight(_LEAST_BODY)
        for widget in (self.sentence, self.how):
            self.body.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.wait()

    def _placeholder(self) -> QWidget:
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(_("How far it is"))
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return room

    def wait(self) -> None:
        """It is asked for later; what stands there stays."""
        self._pending(_("Waits its turn"), busy=False)

    def work(self) -> None:
        """It is being worked out."""
        self._pending(_("Working it out…"), busy=True)

    def _pending(self, words: str, *, busy: bool) -> None:
        self.waiting.setText(words)
        self.bar.setRange(0, 0 if busy else 1)
        self.bar.setVisible(busy)
        if self.data is None:
            self.stack.setCurrentIndex(0)
            self._offer(None)

    def show_plot(self, data: PlotData) -> None:
        """Its answer, or what is missing for one."""
        self.data = data
        self.bar.setRange(0, 1)
        self.title.setText(data.title)
        self.sentence.set_spans(
            [Span(span.text, span.strong, colour="ink" if span.strong else "") for span in data.sentence]
        )
        self.sentence.setVisible(bool(data.sentence))
        if data.picture is None:
            self.words.setText(data.missing)
            self.stack.setCurrentWidget(self.words)
        else:
            self.picture.show_plot(data)
            self.stack.setCurrentWidget(self.picture)
        self.setAccessibleDescription(data.words)
        self._offer(data)

    def show_problem(self, words: str) -> None:
        """It could not be worked out; an older answer goes, or it would be believed."""
        self.data = None
        self.bar.setRange(0, 1)
        self.sentence.hide()
        self.words.setText(words)
        self.stack.setCurrentWidget(self.words)
        self._offer(None)

    def _offer(self, data: PlotData | None) -> None:
        how = data.how if data is not None else ""
        self.how.setText(how)
        self.how_button.setVisible(bool(how))
        if not how:
            self.how_button.setChecked(False)
        self.more.setVisible(data is not None and data.picture is not None)

    def _show_how(self, open_: bool) -> None:
        self.how.setVisible(open_)

    def open_menu(self) -> None:
        """What of it can be kept."""
        menu = QMenu(self)
        for what, words in (
            (PICTURE, _("Save picture…")),
            (CSV, _("Save figures (CSV)…")),
            (XLSX, _("Save figures (XLSX)…")),
        ):
            action = QAction(words, menu)
            action.setData(what)
            menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        at = QPoint(self.more.width() - menu.sizeHint().width(), self.more.height())
        menu.popup(self.more.mapToGlobal(at))

    def _picked(self, action: QAction) -> None:
        self.wanted.emit(self.card_id, str(action.data()))
