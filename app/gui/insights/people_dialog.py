"""Who they are: the customers behind a figure, in a list from which a card is opened or paper printed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection

from PySide6.QtWidgets import QWidget

from app.groups.directory import DirectoryQuery, directory_ids
from app.gui.directory.table import DirectoryTable
from app.gui.models.directory import DirectoryModel, columns
from app.gui.page import Shell
from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _, plural
from app.kernel.unit import View

IdsOf = Callable[[View], Collection[int]]
_LEFT_OUT = frozenset({"tags"})
_HEIGHT = 360


class PeopleDialog(Dialog):
    """`ids_of(view)` is asked in the background. Enter opens the marked card."""

    def __init__(self, shell: Shell, parent: QWidget, title: str, ids_of: IdsOf, sentence: str = "") -> None:
        super().__init__(title, parent, accept=_("Open the card"), cancel=_("Close"), width=820)
        self.shell = shell
        self._ids_of = ids_of
        self._sort, self._descending = "name", False
        self.ids: array[int] = array("q")
        self.sentence = PlainLabel(sentence, "muted", wrap=True)
        self.sentence.setVisible(bool(sentence))
        self.model = DirectoryModel(shell.jobs, self)
        self.table = DirectoryTable(self.model, shell.settings)
        self.table.setMinimumHeight(_HEIGHT)
        for at, column in enumerate(columns()):
            if column.id in _LEFT_OUT:
                self.table.setColumnHidden(at, True)
        self.count = PlainLabel("", "caption-strong")
        self.print_button = Button(_("Print for them…"), icon="print")
        self.add_button(self.print_button)
        for widget in (self.sentence, self.table, self.count):
            self.body.addWidget(widget)
        self.accept_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self.table.opened.connect(self._open_row)
        self.table.sort_asked.connect(self.sort_by)
        self.confirmed.connect(self._open_marked)
        self.print_button.clicked.connect(self._print)
        self._ask()

    def sort_by(self, sort: str) -> None:
        """Order them by a column; again turns it round."""
        self._descending = not self._descending if sort == self._sort else False
        self._sort = sort
        self.model.set_order(self._sort, self._descending)
        self._ask()

    def _ask(self) -> None:
        self.shell.jobs.read(
            self, "who", in_order, self._ids_of, self._sort, self._descending, done=self._show
        )

    def _show(self, ids: array[int]) -> None:
        self.ids = ids
        self.model.show_ids(ids)
        words = plural("{n} customer", "{n} customers", len(ids))
        self.count.setText(words.format(n=Speech(self.shell.jobs.book.context).number(len(ids))))
        self.accept_button.setEnabled(bool(ids))
        self.print_button.setEnabled(bool(ids))
        if ids:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _open_marked(self) -> None:
        self._open_row(self.table.currentIndex().row())

    def _open_row(self, row: int) -> None:
        customer_id = self.model.id_at(row)
        if customer_id is not None:
            self.accept()
            self.shell.go("counter", customer=customer_id)

    def _print(self) -> None:
        self.accept()
        self.shell.go("print", customers=tuple(self.ids))


def in_order(view: View, ids_of: IdsOf, sort: str, descending: bool) -> array[int]:
    """Their ids in the order of a column; who is archived is left out."""
    wanted = frozenset(ids_of(view))
    everybody = directory_ids(view, DirectoryQuery(sort=sort, descending=descending))
    return array("q", (one for one in everybody if one in wanted))
