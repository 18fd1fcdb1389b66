"""All customers: found by a word, narrowed, ordered by any column, opened with Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.customers.commands import ArchiveCustomer, RestoreCustomer, archive_customer, restore_customer
from app.customers.queries import all_tags, card
from app.gui.actions import Action
from app.gui.directory.filters import DirectoryFilters
from app.gui.directory.table import DirectoryTable
from app.gui.models.directory import DirectoryModel, Listed, listed
from app.gui.page import Page, Shell
from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.surfaces import Panel
from app.kernel.i18n import _, plural
from app.kernel.ids import new_request_id

_TYPING_MS = 80


class CustomersPage(Page):
    """The table is asked for again after every change of what it shows, the place in it kept."""

    topics = frozenset({"customer", "activity", "purchase", "points", "tag", "shop"})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._loaded = False
        self.search = SearchField(_("Narrow the list: name, phone, e-mail, card"), keys="Ctrl F")
        self.new_button = Button(_("+ New customer"), "primary")
        self.archive_button = Button(_("Archive"), icon="archive")
        self.filters = DirectoryFilters()
        self.model = DirectoryModel(shell.jobs, self)
        self.table = DirectoryTable(self.model, shell.settings)
        self.empty = EmptyState("customers", "")
        self.stack = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        header = QWidget()
        bar = QHBoxLayout(header)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(12)
        self.search.setMaximumWidth(420)
        bar.addWidget(self.search, 1)
        bar.addStretch(0)
        bar.addWidget(self.archive_button)
        bar.addWidget(self.new_button)
        self.header = header
        panel = Panel(name=_("Customers"))
        panel.add(self.filters)
        panel.add_line()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        panel.add(self.stack, 1)
        panel.column.setContentsMargins(1, 1, 1, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(panel)
        self.archive_button.setEnabled(False)

    def _connect(self) -> None:
        self.search.text_changed.connect(self._ask_soon)
        self.search.moved.connect(self._move)
        self.search.submitted.connect(self._submit)
        self.filters.changed.connect(self._refresh)
        self.table.opened.connect(self._open_row)
        self.table.sort_asked.connect(self.filters.sort_by)
        self.table.typed.connect(self._type_on)
        self.table.archive_asked.connect(self.archive)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        self.archive_button.clicked.connect(self.archive)
        self.new_button.clicked.connect(self.new_customer)
        self.empty.activated.connect(self._out_of_empty)
        self._typing.timeout.connect(self._ask)
        self.shell.actions.add(
            Action(
                "find-in-list", _("Narrow the list of customers"), self._find, "search", "Ctrl+F", _("Pages")
            )
        )

    def open(self, **_where: Any) -> None:
        self.search.focus_all()

    def reload(self) -> None:
        self.shell.jobs.read(self, "tags", all_tags, done=self.filters.offer_tags)
        self._ask()

    def new_customer(self) -> None:
        """A new card, with what was typed as the name when nobody has it."""
        from app.gui.dialogs.customer import CustomerDialog

        typed = self.search.text().strip() if self._loaded and not self.model.rowCount() else ""
        self._show_dialog(CustomerDialog(self.shell.jobs, self, name=typed))

    def edit(self) -> None:
        """Change the card of the marked customer."""
        customer_id = self.current_id()
        if customer_id is not None:
            self.shell.jobs.read(self, "edit", card, customer_id, done=self._edit)

    def archive(self) -> None:
        """Take the marked customer out of sight, or bring them back; the status line offers to undo it."""
        customer_id = self.current_id()
        if customer_id is None:
            return
        jobs = self.shell.jobs
        if self._shows_archived():
            jobs.write(self, restore_customer, RestoreCustomer(customer_id, new_request_id()))
        else:
            jobs.write(self, archive_customer, ArchiveCustomer(customer_id, new_request_id()))

    def print_statement(self) -> None:
        """A statement of the marked customer."""
        from app.gui.printing.statement_dialog import StatementDialog

        customer_id = self.current_id()
        if customer_id is not None:
            dialog = StatementDialog(self.shell.jobs, self, customer_id)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def print_for(self) -> None:
        """The print page, for the marked customer."""
        customer_id = self.current_id()
        if customer_id is not None:
            self.shell.go("print", customer=customer_id)

    def current_id(self) -> int | None:
        """The marked customer."""
        return self.model.id_at(self.table.currentIndex().row())

    def _shows_archived(self) -> bool:
        return self.filters.chips.current() == "archived"

    def _refresh(self) -> None:
        self.model.set_order(self.filters.sort, self.filters.descending)
        self._ask()

    def _ask_soon(self, _text: str) -> None:
        self._typing.start()

    def _ask(self) -> None:
        self.shell.jobs.read(
            self,
            "list",
            listed,
            self.filters.query(self.search.text()),
            self.filters.away_days(),
            self.current_id(),
            done=self._show,
        )

    def _show(self, found: Listed) -> None:
        self._loaded = True
        ids, row = found.ids, found.marked_at
        scrolled = self.table.verticalScrollBar().value()
        self.model.show_ids(ids)
        words = plural("{n} customer", "{n} customers", len(ids))
        self.filters.count.setText(words.format(n=Speech(self.shell.jobs.book.context).number(len(ids))))
        if ids:
            self.table.verticalScrollBar().setValue(scrolled)
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
            if row < 0:
                self.table.scrollToTop()
        else:
            self._explain_empty()
        self.stack.setCurrentIndex(0 if ids else 1)
        self._marked()

    def _explain_empty(self) -> None:
        if self.search.text().strip() or self.filters.narrowed():
            self.empty.set_content(_("Nobody fits what you asked for."), _("Show everybody"))
        else:
            self.empty.set_content(
                _("Nobody is in the book yet."),
                _("Add the first customer"),
                _("A name is enough. Phone, e-mail and birthday can follow."),
            )

    def _out_of_empty(self) -> None:
        if self.search.text().strip() or self.filters.narrowed():
            self.search.set_text("")
            self.filters.reset()
        else:
            self.new_customer()

    def _marked(self, *_indexes: object) -> None:
        self.archive_button.setEnabled(self.current_id() is not None)
        archived = self._shows_archived()
        self.archive_button.setText(_("Bring back") if archived else _("Archive"))

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            row = min(max(self.table.currentIndex().row() + step, 0), count - 1)
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _submit(self, _text: str) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._ask()
            self.table.setFocus()
        else:
            self._open_row(self.table.currentIndex().row())

    def _open_row(self, row: int) -> None:
        customer_id = self.model.id_at(row)
        if customer_id is not None:
            self.shell.go("counter", customer=customer_id)

    def _type_on(self, letters: str) -> None:
        self.search.edit.setFocus()
        self.search.edit.insert(letters)

    def _find(self) -> None:
        if not self.isVisible():
            self.shell.go("customers")
        self.search.focus_all()

    def _edit(self, shown: Any) -> None:
        from app.gui.dialogs.customer import CustomerDialog

        self._show_dialog(CustomerDialog(self.shell.jobs, self, card=shown))

    def _show_dialog(self, dialog: Any) -> None:
        dialog.open_other.connect(self._go_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_to(self, customer_id: int) -> None:
        self.shell.go("counter", customer=customer_id)

    def _menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        self.table.setCurrentIndex(index)
        menu = QMenu(self)
        for label, run in (
            (_("Open at the counter"), self._open_current),
            (_("Edit the card…"), self.edit),
            (_("Print a statement…"), self.print_statement),
            (_("Print something else…"), self.print_for),
            (self.archive_button.text(), self.archive),
        ):
            action = QAction(label, menu)
            action.triggered.connect(run)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _open_current(self) -> None:
        self._open_row(self.table.currentIndex().row())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.table.keep_widths()
