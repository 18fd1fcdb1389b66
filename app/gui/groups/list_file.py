"""A list of customers saved as a file, for a program that writes to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.exchange.tables import save_table
from app.gui.files import documents_folder
from app.insights.report import ReportData
from app.kernel.i18n import _
from app.kernel.unit import View
from app.kernel.whole_files import file_stem

if TYPE_CHECKING:
    from app.gui.groups.page import GroupsPage


List = Callable[[View], ReportData]


def save_list(page: GroupsPage, name: str, listed: List) -> None:
    """Ask where the list goes, and write there what `listed` finds."""
    place = documents_folder() / f"{file_stem(name, _('Customers'))}.csv"
    claims = ";;".join((_("Table for any program (*.csv)"), _("Spreadsheet (*.xlsx)")))
    dialog = QFileDialog(page, _("Save the list"), str(place), claims)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.fileSelected.connect(partial(write_list, page, listed))
    dialog.finished.connect(dialog.deleteLater)
    page.dialog = dialog
    dialog.open()


def write_list(page: GroupsPage, listed: List, place: str) -> None:
    """Write the list; the status line tells when it is there."""
    written = partial(_write, page, Path(place))
    page.shell.jobs.read(page, "list", listed, done=written)


def _write(page: GroupsPage, path: Path, data: ReportData) -> None:
    page.shell.jobs.run(
        page,
        "list-file",
        save_table,
        data,
        path,
        done=partial(_written, page, path),
        failed=partial(_not, page),
    )


def _written(page: GroupsPage, path: Path, _rows: object) -> None:
    page.shell.status.tell(_("Saved as {file}").format(file=path.name))


def _not(page: GroupsPage, error: Exception) -> None:
    page.shell.status.tell(str(error), "warning")
