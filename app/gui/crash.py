"""When something of ours breaks: say so plainly, that nothing was lost, and offer a report to copy."""

from __future__ import annotations

import os
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app import __version__
from app.gui.widgets.buttons import Button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _

DEBUG_VARIABLE = "REGULARS_DEBUG"
"""Set to anything, tracebacks also go to stderr."""


def report_of(error: BaseException) -> str:
    """Versions and traceback, as the report a person copies. It holds no values of variables."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    versions = (
        f"Regulars {__version__}, Qt {qVersion()}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()}"
    )
    return versions + "\n\n" + "".join(lines)


class CrashDialog(Dialog):
    """What happened, that nothing was lost, and the report behind a button."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(_("Something went wrong in Regulars"), parent, accept=_("Go on"), width=520)
        self.report = report_of(error)
        self.cancel_button.hide()
        self.body.addWidget(
            PlainLabel(
                _(
                    "The last step could not be finished because of a fault in the program. "
                    "Everything saved before is safe, and what you have typed is still there."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(
            PlainLabel(
                _("If it happens again, copy the report and send it to whoever looks after Regulars."),
                "muted",
                wrap=True,
            )
        )
        self.details = QPlainTextEdit(self.report)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(_("Report"))
        self.details.setFixedHeight(200)
        self.details.hide()
        self.body.addWidget(self.details)
        self.copy_button = Button(_("Copy report"), icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.details_button = Button(_("Details"), "quiet")
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.add_button(self.details_button)
        self.add_button(self.copy_button)
        self.confirmed.connect(self.accept)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy_button.setText(_("Copied"))


class FaultDialog(Dialog):
    """The machine could not do it: one plain sentence, and nothing to report."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(_("That could not be done"), parent, accept=_("All right"))
        self.cancel_button.hide()
        self.sentence = PlainLabel(sentence, wrap=True)
        self.body.addWidget(self.sentence)
        self.confirmed.connect(self.accept)


class Troubles(QObject):
    """Shows faults to the person, one dialog at a time; may be told from any thread.

    `window` is asked for the parent when a dialog opens. Keep one for the life of the window.
    """

    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self.dialog: Dialog | None = None
        self._told.connect(self._show_crash, Qt.ConnectionType.QueuedConnection)

    def show_crash(self, error: object) -> None:
        """A defect of ours: the crash dialog, soon."""
        if os.environ.get(DEBUG_VARIABLE) and isinstance(error, BaseException):
            sys.stderr.write(report_of(error))
        self._told.emit(error)

    def show_fault(self, error: object) -> None:
        """A fault of the machine, in its own words."""
        self._open(FaultDialog(str(error), self.window))

    def _show_crash(self, error: object) -> None:
        # One fault often brings more; the first report is the one that explains them.
        if self.dialog is None and isinstance(error, BaseException):
            self._open(CrashDialog(error, self.window))

    def _open(self, dialog: Dialog) -> None:
        if self.dialog is not None:
            dialog.deleteLater()
            return
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None


def install_excepthook(troubles: Troubles) -> None:
    """Bring exceptions that escape from slots and threads to the dialog instead of stderr."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        troubles.show_crash(error.with_traceback(trace))

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            troubles.show_crash(args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook


def remove_excepthook() -> None:
    """Give exceptions back to Python, when the window that showed them is gone."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
