"""Where files are kept and what they are called, and the dialog in which a shop's file is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.bootstrap import SUFFIX
from app.kernel.i18n import _
from app.kernel.whole_files import file_stem


def file_name(shop: str) -> str:
    """A file name made of a shop's name that every system takes; never empty, never hidden."""
    return file_stem(shop, _("My shop")) + SUFFIX


def documents_folder() -> Path:
    """Where people look for their files."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def shop_dialog(parent: QWidget) -> QFileDialog:
    """The system's dialog for choosing a shop's file; connect `fileSelected`, then `open()`."""
    dialog = QFileDialog(parent, _("Open a shop file"), str(documents_folder()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    ours = _("Regulars shops (*{ending})").format(ending=SUFFIX)
    dialog.setNameFilters([ours, _("All files (*)")])
    dialog.finished.connect(dialog.deleteLater)
    return dialog
