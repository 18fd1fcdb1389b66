"""The print page: which paper at the left, for whom and how in the middle, how it will look at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.customers.search import scanned
from app.gui.dialogs.command import money_words
from app.gui.jobs import ChangeSet
from app.gui.page import Page, Shell
from app.gui.print_page.asking import Fields, document_of, fields_of
from app.gui.print_page.document_list import DocumentList
from app.gui.print_page.looking import Looking
from app.gui.print_page.options import OptionsForm
from app.gui.print_page.preview_side import PreviewSide
from app.gui.print_page.way_out import WayOut
from app.gui.print_page.whom import Whom
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tab_order import follow_layout
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.printing.document import About

_LIST_WIDEST = 272
"""The names of all papers stand there whole at 1024 pixels already; the rest belongs to the paper."""


class PrintPage(Page):
    """`open(document=ID, customer=ID, customers=[...], options={...})`: all of them may be left out."""

    topics = frozenset(
        {"customer", "purchase", "points", "tier", "tag", "group", "campaign", "voucher", "programme", "shop",
         "letter"}
    )  # fmt: skip

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        money = money_words(shell.jobs.book.context)
        self._kept: dict[str, dict[str, Any]] = {}
        self.list = DocumentList()
        self.title = PlainLabel(_("Print"), "page-title")
        self.purpose = ElidedLabel("", "muted")
        self.whom = Whom(shell.jobs, money)
        self.options = OptionsForm(money)
        self.side = PreviewSide(shell.jobs)
        self.way = WayOut(shell.jobs, self, self.side.told)
        self.looking = Looking(shell.jobs, self, self.whom, self.options, self.side)
        self._print_soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self._chosen(self.list.current())

    def _lay_out(self) -> None:
        header = QWidget()
        bar = QHBoxLayout(header)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(14)
        bar.addWidget(self.title)
        bar.addWidget(self.purpose, 1)
        self.header = header
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        self.options_head = PlainLabel(_("Options"), "heading")
        for widget in (self.whom, self.options_head, self.options):
            column.addWidget(widget)
        column.addStretch(1)
        self.middle = QScrollArea()
        self.middle.setWidgetResizable(True)
        self.middle.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.middle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.middle.setAccessibleName(_("Options"))
        self.middle.setWidget(inner)
        panel = Panel(name=_("Options"))
        panel.add(self.middle, 1)
        panel.column.setContentsMargins(1, 4, 1, 4)
        self.list.setMinimumWidth(196)
        self.list.setMaximumWidth(_LIST_WIDEST)
        panel.setMinimumWidth(264)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addWidget(self.list, 28)
        whole.addWidget(panel, 26)
        whole.addWidget(self.side, 46)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.settled.connect(self._go_on)
        self.whom.changed.connect(self._whom_changed)
        self.looking.changed.connect(self._ready)
        self.whom.person.missing.connect(self._missing)
        self.options.changed.connect(self.looking.soon)
        self.side.save_wanted.connect(self.save)
        self.side.print_wanted.connect(self.print)
        self.side.paper.hear_keys_of(self)
        self.way.busy_changed.connect(self._ready)
        self.way.run.ended.connect(self._run_ended)
        self._print_soon.timeout.connect(self.print)
        saving = QShortcut(QKeySequence("Ctrl+S"), self)
        saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        saving.activated.connect(self.save)

    def open(
        self,
        document: str = "",
        customer: int | None = None,
        customers: Sequence[int] | None = None,
        options: Mapping[str, Any] | None = None,
        **_where: Any,
    ) -> None:
        if document and not self._open_document(document, options):
            return
        if customer is not None or customers is not None:
            self.whom.take(customer, customers)
            self._whom_changed()
        if not document:
            self.list.search.focus_all()
        elif customer is None and not customers and self._about() is not About.SHOP:
            self.whom.focus()
        else:
            self.side.paper.focus()

    def _open_document(self, document: str, options: Mapping[str, Any] | None) -> bool:
        try:
            document_of(document)
        except NotFound as missing:
            self.shell.status.tell(str(missing), "warning")
            return False
        if options is not None:
            self._kept[document] = dict(options)
        if document != self.list.current():
            self.list.choose(document)
        elif options is not None:
            self.looking.wait()  # what stands in the form gives way to what was asked for
            self._ask_fields()
        return True

    def concerns(self, changes: ChangeSet) -> bool:
        return any(topic in self.topics for topic, _customer in changes)

    def reload(self) -> None:
        self.looking.forget_people()
        self.whom.person.refresh()
        self._ask_fields()

    def take_scan(self, text: str) -> bool:
        """A card was scanned: its holder gets the paper."""
        self.shell.jobs.read(self, "scan", scanned, text, done=self._scanned)
        return True

    def _scanned(self, customer: int | None) -> None:
        if customer is None:
            self.shell.status.tell(_("Nobody has that card."), "warning")
        else:
            self.whom.take(customer, None)
            self._whom_changed()

    # Which paper

    def _about(self) -> About:
        return document_of(self.list.current()).about

    def _chosen(self, document_id: str) -> None:
        if not document_id:
            return
        before = self.looking.fields
        if before is not None:
            self._kept[before.document] = self.options.raw()
        self.looking.wait()
        document = document_of(document_id)
        self.title.setText(document.label)
        self.purpose.setText(document.purpose)
        self.side.told.let_go()
        self._ask_fields()

    def _ask_fields(self) -> None:
        self.shell.jobs.read(
            self, "fields", fields_of, self.list.current(),
            done=self._show_fields, failed=self.looking.fields_failed,
        )  # fmt: skip

    def _show_fields(self, fields: Fields) -> None:
        if fields.document != self.list.current():
            return
        # What stands in the form is kept when the same fields come again after a change of the file.
        before = self.looking.fields
        again = before is not None and before.document == fields.document
        values = self.options.raw() if again else self._kept.get(fields.document, {})
        self.looking.fields = fields
        if not (again and self.options.shows(fields.options)):
            self.options.show_fields(fields.options, values, fields.today)
        about = self._about()
        self.whom.setVisible(about is not About.SHOP)
        self.options_head.setVisible(bool(fields.options))
        self.whom.show_fields(
            fields.people, fields.today,
            own_days=not self.options.has("period"), own_files=about is About.CUSTOMER,
        )  # fmt: skip
        follow_layout(self)
        self.looking.look()

    def _go_on(self) -> None:
        """From the list to the next thing that is asked."""
        if self._about() is About.SHOP:
            if not self.options.focus_first():
                self.side.save_button.setFocus()
        else:
            self.whom.focus()

    # For whom

    def _whom_changed(self) -> None:
        self.side.told.let_go()
        self.looking.others()

    def _missing(self, words: str) -> None:
        self.shell.status.tell(words, "warning")
        self.looking.soon()

    # The way out

    def _ready(self) -> None:
        self.side.set_ready(self.looking.ready and not self.way.busy)

    def _run_ended(self) -> None:
        if not self.isVisible():
            self.shell.status.tell(self.side.told.words())

    def save(self) -> None:
        """Ask where the PDF goes."""
        looked = self.looking.looked
        if looked is not None and self.side.save_button.isEnabled():
            self.way.save(looked, many=self.looking.many, own_files=self.whom.own_files)

    def print(self) -> None:
        """Ask for a printer."""
        looked = self.looking.looked
        if looked is not None and self.side.print_button.isEnabled():
            self.way.print(looked, self.side.paper.paper, many=self.looking.many)

    def event(self, event: QEvent) -> bool:
        # Ctrl+P is the counter's in the whole window; while the focus is here it prints what is shown here.
        # Done from here, because lists that drop down keep the key itself.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() == Qt.Key.Key_P:
                event.accept()
                if not event.isAutoRepeat():
                    self._print_soon.start()
                return True
        return super().event(event)
